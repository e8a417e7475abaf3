import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { withoutSecrets } from "../compute/environment";
import { placementFaults } from "../compute/placement";
import { keyOf, keyRule, keyUserFaults } from "../encryption/componentKey";
import { type EncryptionKey, KeyUser } from "../encryption/encryptionKey";
import { argumentsOf } from "../shared/arguments";
import { commands, days, flag, idOf, idsOf, notEmpty, oneOf, text, whole } from "../shared/checks";
import { Children, commonRules } from "../shared/children";
import { logGroup, logRetentionRule } from "../shared/logGroups";
import { nameFaults, pipelineNaming } from "../shared/naming";
import { afterwards, outputsOf } from "../shared/outputs";
import { roleRules } from "../shared/roleRules";
import { childRole, childRolePolicy } from "../shared/roles";
import { SecureTopic } from "../messaging/secureTopic";
import { SecureBucket } from "../storage/secureBucket";
import { patternId } from "./policy/patternId";
import {
    pipelineStatements,
    pipelineTrust,
    projectTrust,
    stageBuildspec,
    type StageName,
    STAGES,
} from "./policy/pipelineStatements";
import { pipelineStructure } from "./policy/pipelineStructure";
import { branch, connection, repository } from "./policy/pipelineSource";
import {
    hostFaults,
    PULL_REQUESTS,
    pullRequestFaults,
    type PullRequestsArgs,
    RepositoryHost,
    TrustedContributors,
} from "./policy/pullRequests";
import { PatternScanner, scanFaults, scanFolder, scanRules, scanScript, scanStack } from "./policy/scanSpec";
import { environmentFaults } from "./policy/stageEnvironment";
import { pullRequestBuild } from "./pullRequestBuild";
import { type CommonProject, stageProject } from "./stageProject";

export { PatternScanner, type PullRequestsArgs, RepositoryHost, TrustedContributors };

/** Arguments of {@link PatternPipeline}. Pattern, source, scanner and what each stage runs are needed. */
export interface PatternPipelineArgs {
    /** The pattern's id: up to 40 small letters, digits, `_` and `-`. Plain. Needed. */
    pattern: string;
    /**
     * Name of the pipeline, and of the topic of who follows the pattern: up to 100 letters, digits, hyphens and underscores,
     * unique in account and region. Plain; another one is another pipeline and another topic. Default: the component's name
     * and random characters.
     */
    pipelineName?: string;
    /** ARN of the connection of CodeConnections by which the source is taken. Needed. */
    connectionArn: pulumi.Input<string>;
    /** The repository, `owner/name`. Plain. Needed. */
    repository: string;
    /** The branch that is published, as in `main`. Plain. Default: `main`. */
    branch?: string;
    /** What judges the pattern. Plain. Needed. */
    scanner: PatternScanner;
    /** Folder that is scanned, in what was built. Plain. Default: `.`. */
    scanFolder?: string;
    /**
     * The policy pack or the rules of Guard, as a path in the build image, where the pattern cannot change them. Plain.
     * Default: none, which Checkov alone does without.
     */
    scanRules?: string;
    /** Stack of the pattern's program, for a policy pack. Plain. Default: `dev`. */
    scanStack?: string;
    /** What builds the pattern. Plain. Needed. */
    buildCommands: string[];
    /**
     * Who hosts the repository, and whose pull requests into the branch are built and scanned at once: the result is reported
     * to each of them. Plain. Default: none are.
     */
    pullRequests?: PullRequestsArgs;
    /** What publishes it, once it passed. Plain. Needed. */
    publishCommands: string[];
    /** What registers it, once it is published; it may tell the topic `TOPIC_ARN`. Plain. Needed. */
    registerCommands: string[];
    /** Variables of publishing and registering, no secrets. A plain table, with outputs inside. Default: none. */
    environment?: Record<string, pulumi.Input<string>>;
    /**
     * The build image, which has the scanner and its rules: of CodeBuild, or of a registry that lets CodeBuild pull it.
     * Default: `aws/codebuild/amazonlinux-x86_64-standard:5.0`.
     */
    image?: pulumi.Input<string>;
    /** Minutes after which a stage is ended. Plain. Default: 30. */
    timeoutMinutes?: number;
    /** Whether the build, and no other stage, is root on its host, to build container images. Plain. Default: false. */
    allowPrivilegedBuilds?: boolean;
    /** VPC of the builds, with `subnetIds` and `securityGroupIds`. Default: none, they reach the internet. */
    vpcId?: pulumi.Input<string>;
    /** Private subnets of the builds. Default: none. */
    subnetIds?: pulumi.Input<pulumi.Input<string>[]>;
    /** Security groups of the builds. Default: none. */
    securityGroupIds?: pulumi.Input<pulumi.Input<string>[]>;
    /** Days for which what stages handed on is kept. Plain. Default: 30. */
    artifactRetentionDays?: number;
    /** Name of the bucket that takes the access logs. Default: a LogBucket of its own. */
    accessLogBucketName?: pulumi.Input<string>;
    /**
     * An EncryptionKey of the same account with `users: [KeyUser.CloudWatchLogs]`, or the ARN of any key: its policy is
     * never touched, what its owner must add is the output `requiredKeyStatements`. Default: a key of its own (1 USD a
     * month).
     */
    key?: EncryptionKey | pulumi.Input<string>;
    /** Days for which logs are kept. Plain. Default: 365. */
    logRetentionDays?: number;
    /** ARN of the policy that limits what the roles may do. Default: none. */
    permissionsBoundaryArn?: pulumi.Input<string>;
    /** Beginning of the names of the roles, up to 20 characters. Plain. Default: none. */
    roleNamePrefix?: string;
    /**
     * Whether bucket, topic, logs and key may be deleted with the stack. Plain. Default: false, they are protected and
     * survive being removed from the program; the pipeline goes with it.
     */
    removable?: boolean;
    /** Tags, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Region of all of it. Default: the provider's. */
    region?: pulumi.Input<string>;
}

const commandsRule = (what: string) =>
    ({ plain: true, needed: `pass what ${what}`, check: commands(`pass what ${what}`) }) as const;

export const patternPipelineArguments = argumentsOf<PatternPipelineArgs>()(
    "PatternPipeline",
    {
        pattern: {
            plain: true,
            needed: "pass the pattern's id",
            check: patternId,
            why: "a pipeline publishes one pattern; commands find it as PATTERN",
        },
        pipelineName: {
            plain: true,
            check: text(
                (name) =>
                    /^[\w-]{1,100}$/.test(name) ? undefined : `"${name}" is not the name of a pipeline and a topic`,
                "use 1 to 100 letters, digits, hyphens and underscores",
            ),
            otherwise: "the component's name and random characters",
            why: "for those who find pipeline and topic by the pattern's id, as the console does",
        },
        connectionArn: {
            needed: "pass connection.arn",
            check: connection,
            why: "no token is stored; somebody has to confirm the connection once, in the console",
        },
        repository: {
            plain: true,
            needed: "pass owner/name",
            check: repository,
            why: "its branch is published, each time something is pushed to it",
        },
        branch: { plain: true, check: branch, default: "main", why: "what was reviewed is there" },
        scanner: {
            plain: true,
            needed: `use one of ${Object.values(PatternScanner).join(", ")}`,
            check: oneOf(PatternScanner),
            why: "nothing is published without; what it finds, and that it finds nothing to scan, ends the pipeline",
        },
        scanFolder: {
            plain: true,
            check: scanFolder,
            default: ".",
            why: "all that was built",
        },
        scanRules: {
            plain: true,
            check: scanRules,
            why: "a pattern that brings its rules passes its own scan",
        },
        scanStack: {
            plain: true,
            check: scanStack,
            default: "dev",
            why: "whose configuration is scanned",
        },
        buildCommands: {
            ...commandsRule("builds the pattern"),
            why: "they run the pattern's own code, so their role reaches nothing but the pipeline",
        },
        pullRequests: {
            plain: true,
            check: pullRequestFaults,
            why: "who opens one runs code by a role that uses the connection: of others than writers, once one of these says so",
            cost: "0.005 USD per minute of a build",
        },
        publishCommands: {
            ...commandsRule("publishes the pattern"),
            why: "they get what was scanned, and nothing newer",
        },
        registerCommands: { ...commandsRule("registers the pattern"), why: "nobody is told of what is not published" },
        environment: {
            plain: true,
            late: true,
            check: environmentFaults,
            default: {},
            otherwise: "none",
            why: "where to publish; who builds needs not know it",
        },
        image: {
            check: text(
                (name) => (/^[\w./:@-]{1,500}$/.test(name) ? undefined : "it is no image"),
                "name it as CodeBuild or its registry does, as in aws/codebuild/amazonlinux-x86_64-standard:5.0",
            ),
            default: "aws/codebuild/amazonlinux-x86_64-standard:5.0",
            why: "AWS keeps it up to date; one of yours has the scanner",
            cost: "0.005 USD per minute of a build",
        },
        timeoutMinutes: { plain: true, check: whole("minutes", 5, 480), default: 30, why: "what hangs is paid for" },
        allowPrivilegedBuilds: {
            plain: true,
            check: flag,
            default: false,
            why: "CodeBuild.5: root of the host, which only container images need",
        },
        vpcId: { check: idOf("vpc"), why: "in a VPC its routes and security groups decide what builds reach" },
        subnetIds: { check: idsOf("subnet", 16), why: "private ones: a build has no public address" },
        securityGroupIds: { check: idsOf("sg", 5), why: "never the VPC's default one by omission" },
        artifactRetentionDays: { plain: true, check: days(1), default: 30, why: "long enough to try a stage again" },
        accessLogBucketName: {
            check: notEmpty("pass the log bucket's name, or leave it out"),
            otherwise: "a LogBucket of its own",
            why: "S3.9: one for all buckets of a stack is enough",
            cost: "what it stores: 0.023 USD per GB",
        },
        key: {
            ...keyRule,
            otherwise: "a key of its own",
            why: "for what stages hand on, messages, and logs",
            cost: "1 USD",
        },
        logRetentionDays: logRetentionRule,
        ...roleRules,
        ...commonRules(
            "the logs are evidence, and who follows the topic confirmed it: bucket, topic, logs and key are protected and kept; the pipeline goes with the program",
        ),
    },
    ({ scanner, scanRules: rules, key, vpcId, subnetIds, securityGroupIds, pullRequests, repository: of }, name) => [
        ...nameFaults(name, pipelineNaming, "pipeline"),
        ...keyUserFaults(key, [KeyUser.CloudWatchLogs]),
        ...placementFaults(subnetIds, securityGroupIds),
        ...((vpcId === undefined) === (subnetIds === undefined)
            ? []
            : [
                  {
                      argument: "vpcId",
                      fault: "it says nothing without subnetIds, nor they without it",
                      fix: "give both, or none",
                  },
              ]),
        ...hostFaults(pullRequests, of),
        ...scanFaults(scanner, rules),
    ],
);

/**
 * The pipeline that publishes one pattern: taken from a repository by CodeConnections, built, scanned, published,
 * registered. What a scan finds ends it, and what is published is what was scanned. Each stage has a role of its own, which
 * reaches nothing but the pipeline until it is granted something: `store.grantPublish(pipeline.publishRole, "network")`.
 * Registering may tell the pattern's own topic. With `pullRequests` a project apart builds and scans them, and reports.
 *
 * Cost: 0.002 USD per minute of a pipeline's run after 100 a month, 0.005 USD per minute of a build, 1 USD a month for its
 * own key.
 * Controls: CodeBuild.4, CodeBuild.5, NIST SP 800-53 CM-3, SA-11, AC-6.
 */
export class PatternPipeline extends pulumi.ComponentResource {
    /** The pipeline. */
    public readonly pipeline: aws.codepipeline.Pipeline;
    /** Role of the build, which runs the pattern's own code. */
    public readonly buildRole: aws.iam.Role;
    /** Role of the scan, which may run the pattern's own code. */
    public readonly scanRole: aws.iam.Role;
    /** Role of publishing: grant it the store's pattern. */
    public readonly publishRole: aws.iam.Role;
    /** Role of registering: grant it what tells of the pattern. */
    public readonly registerRole: aws.iam.Role;
    /** Role of the builds of pull requests, which anybody's code may have once it is let in; none without `pullRequests`. */
    public readonly pullRequestRole?: aws.iam.Role;
    /** The topic of who follows the pattern: registering may tell it. */
    public readonly topic: aws.sns.Topic;
    /** The logs of all stages. */
    public readonly logGroup: aws.cloudwatch.LogGroup;
    /** The bucket of what stages hand on. */
    public readonly bucket: aws.s3.Bucket;
    /** The key made for the pipeline; none with a key of yours. */
    public readonly key?: aws.kms.Key;
    /** ARN of the pipeline. */
    public readonly arn: pulumi.Output<string>;
    /** Name of the pipeline. */
    public readonly pipelineName: pulumi.Output<string>;
    /** ARN of the topic, there once it may be told something. */
    public readonly topicArn: pulumi.Output<string>;
    /** ARN of the key that encrypts what stages hand on, messages and logs. */
    public readonly keyArn: pulumi.Output<string>;
    /**
     * JSON list of the statements the owner of a key of yours must add to its policy; `[]` when there is nothing to
     * add.
     */
    public readonly requiredKeyStatements: pulumi.Output<string>;
    /** Region of the pipeline. */
    public readonly region: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument. */
    constructor(name: string, args: PatternPipelineArgs, opts?: pulumi.ComponentResourceOptions) {
        const given = patternPipelineArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const { values } = given;
        const { pattern, roleNamePrefix, removable, tags, region } = values;
        const children = new Children(this, given);
        const key = keyOf(given, children, {
            purpose: "a pattern's pipeline",
            through: ["s3", "sns"],
            users: [KeyUser.CloudWatchLogs],
        });
        const topic = new SecureTopic(
            children.name("topic"),
            {
                ...(values.pipelineName === undefined ? {} : { topicName: values.pipelineName }),
                key: key.arn,
                removable,
                tags,
                region,
            },
            { parent: this },
        );
        const artifacts = new SecureBucket(
            children.name("artifacts"),
            {
                key: key.arn,
                ...(args.accessLogBucketName === undefined
                    ? {}
                    : { logBucketName: given.output("accessLogBucketName").apply((bucket = "") => bucket) }),
                noncurrentVersionDays: 1,
                lifecycleRules: [{ id: "handed-on", expireAfterDays: values.artifactRetentionDays }],
                removable,
                tags,
                region,
            },
            { parent: this },
        );
        this.logGroup = logGroup(children, {
            suffix: "logs",
            folder: "/aws/codebuild/",
            retentionInDays: values.logRetentionDays,
            key,
        });
        const [vpcId, subnetIds, securityGroupIds] = [
            given.output("vpcId"),
            given.output("subnetIds"),
            given.output("securityGroupIds"),
        ];
        const parts = pulumi
            .all([children.place, artifacts.arn, key.arn, this.logGroup.arn, topic.arn, subnetIds])
            .apply(([place, bucketArn, keyArn, logGroupArn, topicArn, subnets]) => ({
                place,
                bucketArn,
                keyArn,
                logGroupArn,
                topicArn,
                subnetIds: subnets ?? [],
            }));
        const makeRole = (suffix: string, description: string, trust: typeof projectTrust): aws.iam.Role =>
            childRole(children, suffix, {
                trust: children.place.apply(trust),
                description: `${name}: ${description}`,
                permissionsBoundary: given.output("permissionsBoundaryArn"),
                roleNamePrefix,
            });

        const scan = scanScript({
            scanner: values.scanner,
            folder: values.scanFolder,
            rules: values.scanRules,
            stack: values.scanStack,
        });
        const published = withoutSecrets(values.environment, (faults) => given.require(faults));
        const stages: Record<StageName, { buildspec: string; variables: Record<string, pulumi.Input<string>> }> = {
            build: { buildspec: stageBuildspec(values.buildCommands, true), variables: {} },
            scan: { buildspec: stageBuildspec([scan]), variables: {} },
            publish: { buildspec: stageBuildspec(values.publishCommands), variables: published },
            register: {
                buildspec: stageBuildspec(values.registerCommands),
                variables: { ...published, TOPIC_ARN: topic.arn },
            },
        };
        const projectParts: CommonProject = {
            common: {
                buildTimeout: values.timeoutMinutes,
                ...(args.subnetIds === undefined
                    ? {}
                    : {
                          vpcConfig: {
                              vpcId: vpcId.apply((id = "") => id),
                              subnets: subnetIds.apply((ids = []) => ids),
                              securityGroupIds: securityGroupIds.apply((ids = []) => ids),
                          },
                      }),
            },
            environment: {
                type: "LINUX_CONTAINER",
                computeType: "BUILD_GENERAL1_SMALL",
                image: given.output("image"),
            },
        };
        const makeStage = (stage: StageName) => {
            const role = makeRole(stage, `${stage} of ${pattern}`, projectTrust);
            const project = stageProject(children, stage, {
                ...projectParts,
                ...stages[stage],
                pattern,
                role,
                known: parts,
                keyArn: key.arn,
                logGroup: this.logGroup,
                privileged: stage === "build" && values.allowPrivilegedBuilds,
            });
            return { role, project };
        };
        const made = {
            build: makeStage("build"),
            scan: makeStage("scan"),
            publish: makeStage("publish"),
            register: makeStage("register"),
        };

        const source = {
            connectionArn: given.output("connectionArn"),
            repository: values.repository,
            branch: values.branch,
        };
        const role = makeRole("pipeline", `pipeline of ${pattern}`, pipelineTrust);
        const policy = childRolePolicy(
            children,
            "pipeline",
            role,
            pulumi
                .all([parts, source.connectionArn, pulumi.all(STAGES.map((stage) => made[stage].project.arn))])
                .apply(([known, connectionArn, projectArns]) =>
                    pipelineStatements(known, { connectionArn, repository: source.repository, projectArns }),
                ),
        );
        this.pipeline = new aws.codepipeline.Pipeline(
            children.name(),
            {
                ...(values.pipelineName === undefined ? {} : { name: values.pipelineName }),
                pipelineType: "V2",
                // A later commit waits until the one before it is through, and does not overtake it between two stages.
                executionMode: "QUEUED",
                roleArn: role.arn,
                artifactStores: [
                    { type: "S3", location: artifacts.bucketName, encryptionKey: { type: "KMS", id: key.arn } },
                ],
                stages: pipelineStructure(source, {
                    build: made.build.project.name,
                    scan: made.scan.project.name,
                    publish: made.publish.project.name,
                    register: made.register.project.name,
                }),
                tags: children.tags(),
                region,
            },
            children.looseOptions(policy),
        );

        if (values.pullRequests !== undefined) {
            this.pullRequestRole = makeRole(PULL_REQUESTS, `pull requests of ${pattern}`, projectTrust);
            pullRequestBuild(children, {
                ...projectParts,
                ...source,
                pullRequests: values.pullRequests,
                pattern,
                buildCommands: values.buildCommands,
                scan,
                role: this.pullRequestRole,
                place: children.place,
                logGroup: this.logGroup,
                subnetIds,
            });
        }

        this.buildRole = made.build.role;
        this.scanRole = made.scan.role;
        this.publishRole = made.publish.role;
        this.registerRole = made.register.role;
        this.topic = topic.topic;
        this.topicArn = topic.arn;
        this.bucket = artifacts.bucket;
        this.key = key.own;
        this.arn = afterwards(this.pipeline.arn, [policy]);
        this.pipelineName = this.pipeline.name;
        this.keyArn = key.arn;
        this.requiredKeyStatements = key.requiredStatements;
        this.region = children.place.region;
        this.registerOutputs(outputsOf(this));
    }
}
