import { type Fault, type PatternPipelineArgs, patternPipelineArguments } from "palisade-aws";
import { unknownFields } from "./fields";
import type { PatternPipelinesSettings, PatternSettings } from "./settings";

const ofAll = ["connectionArn", "image", "scanner", "scanRules", "pullRequests"] as const;
const ofEach = [
    "repository",
    "branch",
    "scanFolder",
    "scanStack",
    "buildCommands",
    "publishCommands",
    "registerCommands",
] as const;

/** npm's, of a program of Pulumi or the CDK. */
const build = ["npm ci", "npm run build --if-present"];

/**
 * Keeps what was scanned as an archive below the pattern's id, and tells the console of it: under the time and the commit, and
 * as the last one. `#` and the fields are those that the console reads.
 */
const publish = [
    'file="$PATTERN-$COMMIT.tgz"',
    'tar -czf "/tmp/$file" --exclude=./node_modules --exclude=./.git .',
    'aws s3 cp --no-progress "/tmp/$file" "s3://$ARTIFACTS_BUCKET/$PATTERN/$file"',
    "time=$(date -u +%Y-%m-%dT%H:%M:%S.000Z)",
    `item='{"patternId":{"S":"%s"},"published":{"S":"%s"},"commitId":{"S":"%s"},"publishTime":{"S":"%s"},"artifacts":{"L":[{"M":{"file":{"S":"%s"},"kind":{"S":"archive"}}}]},"packages":{"L":[]},"products":{"L":[]}}'`,
    'for published in "$time#$COMMIT" LAST; do',
    '  aws dynamodb put-item --table-name "$PUBLICATIONS_TABLE" --item "$(printf "$item" "$PATTERN" "$published" "$COMMIT" "$time" "$file")"',
    "done",
];

/** Tells who follows the pattern, and who follows all of them. */
const register = [
    'for topic in "$TOPIC_ARN" "$PUBLICATIONS_TOPIC_ARN"; do',
    '  aws sns publish --topic-arn "$topic" --subject "Pattern $PATTERN was published" --message "Commit $COMMIT of pattern $PATTERN was published."',
    "done",
];

/** The arguments of one pattern's pipeline, as far as the settings say them. */
export function pipelineArgs(settings: PatternPipelinesSettings, pattern: string): PatternPipelineArgs {
    const { connectionArn, image, scanner, scanRules, pullRequests, patterns } = settings;
    const own: Partial<PatternSettings> = patterns[pattern] ?? {};
    const { repository = "", branch, scanFolder, scanStack } = own;
    const { buildCommands = build, publishCommands = publish, registerCommands = register } = own;
    return {
        pattern,
        connectionArn,
        repository,
        branch,
        image,
        scanner,
        scanRules,
        pullRequests,
        scanFolder,
        scanStack,
        buildCommands,
        publishCommands,
        registerCommands,
    };
}

/**
 * What is wrong with the name of a pipeline of one's own, as Amazon has it.
 * See https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_StartPipelineExecution.html
 */
export function patternBuilderFaults(name: string, at: string): Fault[] {
    return /^[\w.@-]{1,100}$/.test(name)
        ? []
        : [
              {
                  argument: at,
                  fault: `"${name}" is not the name of a pipeline`,
                  fix: "pass its name, not its ARN: 1 to 100 letters, digits, ., @, - and _",
              },
          ];
}

/** What the component says of the pipelines' fields: of what they have in common, once. */
export function patternPipelinesFaults(settings: PatternPipelinesSettings, at: string): Fault[] {
    const ids = Object.keys(settings.patterns);
    const faults = [
        ...unknownFields(settings, [...ofAll, "patterns"], at),
        ...Object.entries(settings.patterns).flatMap(([id, own]) => unknownFields(own, ofEach, `${at}.patterns.${id}`)),
        ...ids.flatMap((id) =>
            patternPipelineArguments.faultsOf("pattern", pipelineArgs(settings, id)).map((fault) => {
                const [field = ""] = fault.argument.split(/[.[]/);
                const isCommon = ofAll.some((one) => one === field);
                const path = field === "pattern" ? "" : `.${fault.argument}`;
                return { ...fault, argument: isCommon ? `${at}${path}` : `${at}.patterns.${id}${path}` };
            }),
        ),
    ];
    const none = {
        argument: `${at}.patterns`,
        fault: "there is none",
        fix: "name one by its id: { network: { repository: company/network } }",
    };
    const once = new Map(faults.map((fault) => [JSON.stringify(fault), fault]));
    return [...once.values(), ...(ids.length === 0 ? [none] : [])];
}
