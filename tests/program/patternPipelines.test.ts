import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { PatternId, PublishData } from "../../console/api/schemas";
import { publishedAs } from "../../console/api/publishedAs";
import { BucketArtifacts } from "../../console/aws/artifacts";
import type { InProcessResult } from "../../offline-preview/harness";
import { text } from "../components/support/run";
import { cloudFront, deploy, region } from "./support/deploy";

const config = {
    ...cloudFront,
    "palisade:patternStore": "true",
    "palisade:patternPipelines": JSON.stringify({
        connectionArn: "arn:aws:codeconnections:eu-central-1:123456789012:connection/1234abcd",
        scanner: "Checkov",
        pullRequests: { host: "GitHub" },
        patterns: { network: { repository: "company/network" }, site: { repository: "company/site", branch: "live" } },
    }),
};

interface Statement {
    Action: string[];
    Resource: string[];
}
interface Project {
    source: { buildspec: string };
    environment: { environmentVariables: { name: string; value: string }[] };
}

describe("the pipelines of patterns", function () {
    this.timeout(60_000);
    let result: InProcessResult;
    before(async () => void (result = (await deploy(config)).succeeded()));

    const statementsOf = (role: string): Statement[] => {
        const { name } = result.one("aws:iam/role:Role", role).outputs;
        return result
            .all("aws:iam/rolePolicy:RolePolicy")
            .filter(({ inputs }) => inputs.role === name)
            .flatMap(({ inputs }) => (JSON.parse(text(inputs.policy)) as { Statement: Statement[] }).Statement);
    };
    const projectOf = (name: string): Project =>
        result.one("aws:codebuild/project:Project", name).inputs as unknown as Project;

    it("are called as the console looks for them, and so are their topics", () => {
        const variables = (name: string): Record<string, string> =>
            (
                result.one("aws:lambda/function:Function", name).inputs.environment as {
                    variables: Record<string, string>;
                }
            ).variables;
        const { PIPELINE_PREFIX: prefix, TOPIC_PREFIX: topicPrefix } = variables("api");
        assert.equal(variables("synchroniser").PIPELINE_PREFIX, prefix);
        for (const id of ["network", "site"]) {
            const pipeline = result.one("aws:codepipeline/pipeline:Pipeline", `pattern-${id}`);
            // The console has it by its id, in capitals.
            assert.equal(pipeline.inputs.name, `${prefix}${publishedAs(PatternId.parse(id))}`);
            const topic = result.one("aws:sns/topic:Topic", `pattern-${id}-topic`);
            // The stand-in's ARN has its own random name; AWS's has this one.
            assert.equal(
                topicPrefix,
                `arn:aws:sns:eu-central-1:123456789012:${text(topic.inputs.name).replace(id, "")}`,
            );
        }
        assert.deepEqual(result.outputs.patternPipelineNames, { network: `${prefix}network`, site: `${prefix}site` });
    });

    it("what the API may do with topics and pipelines covers theirs", () => {
        const { Resource } = statementsOf("api-role").find(({ Action }) => Action.includes("sns:Subscribe")) ?? {};
        const [pattern = ""] = Resource ?? [];
        assert.ok(
            `arn:aws:sns:eu-central-1:123456789012:palisade-test-pattern-network`.startsWith(pattern.slice(0, -1)),
        );
        assert.ok(pattern.endsWith("-pattern-*"));
    });

    it("each publishes its own pattern, and tells its own topic", () => {
        for (const [id, other] of [
            ["network", "site"],
            ["site", "network"],
        ] as const) {
            const publishing = JSON.stringify(statementsOf(`pattern-${id}-publish`));
            assert.ok(publishing.includes(`/${id}/*"`));
            assert.ok(!publishing.includes(`/${other}/*"`));
            const topics = statementsOf(`pattern-${id}-register`)
                .filter(({ Action }) => Action.includes("sns:Publish"))
                .flatMap(({ Resource }) => Resource);
            const arnOf = (name: string): unknown => result.one("aws:sns/topic:Topic", name).outputs.arn;
            assert.deepEqual(topics.sort(), [arnOf(`pattern-${id}-topic`), arnOf("pattern-store-publications")].sort());
            for (const stage of ["build", "scan", "pull-requests"]) {
                const actions = statementsOf(`pattern-${id}-${stage}`).flatMap(({ Action }) => Action);
                assert.ok(!actions.some((action) => /^(sns|sqs|dynamodb|codeartifact):/.test(action)), stage);
            }
        }
        const stages = result.one("aws:codepipeline/pipeline:Pipeline", "pattern-site").inputs.stages as unknown as {
            actions: { configuration: object }[];
        }[];
        assert.ok(JSON.stringify(stages[0]?.actions).includes('"BranchName":"live"'));
    });

    it("are under the stack's key, which lets their logs use it, and leave their access logs with the stack's", () => {
        const key = result.outputs.dataKeyArn;
        assert.equal(result.one("aws:sns/topic:Topic", "pattern-network-topic").inputs.kmsMasterKeyId, key);
        const logging = result.one("aws:s3/bucketLogging:BucketLogging", "pattern-network-artifacts-logging");
        assert.equal(logging.inputs.targetBucket, result.outputs.accessLogBucketName);
    });

    it("without a console, the key serves the logs all the same", async () => {
        const { "palisade:patternStore": store, "palisade:patternPipelines": pipelines } = config;
        const bare = await deploy({
            ...region,
            "palisade:patternStore": store,
            "palisade:patternPipelines": pipelines,
        });
        const { policy } = bare.succeeded().one("aws:kms/keyPolicy:KeyPolicy", "data").inputs;
        assert.match(text(policy), /logs\.eu-central-1\.amazonaws\.com/);
    });

    describe("what publishes and registers, where nothing else is said", () => {
        let folder = "";
        before(() => {
            folder = mkdtempSync(join(tmpdir(), "publish-"));
            for (const name of ["bin", "pattern", "pattern/node_modules"]) {
                mkdirSync(join(folder, name));
            }
            writeFileSync(join(folder, "pattern/index.ts"), "export {};");
            writeFileSync(join(folder, "pattern/node_modules/big"), "");
            // A stand-in for the CLI: it notes how it was called, and keeps what it is to upload.
            const aws = `#!/usr/bin/env node
const { appendFileSync, copyFileSync } = require("node:fs");
const args = process.argv.slice(2);
appendFileSync(${JSON.stringify(join(folder, "calls"))}, JSON.stringify(args) + "\\n");
if (args[0] === process.env.FAILS) process.exit(1);
if (args[0] === "s3") copyFileSync(args[3], ${JSON.stringify(join(folder, "uploaded"))});
`;
            writeFileSync(join(folder, "bin/aws"), aws);
            chmodSync(join(folder, "bin/aws"), 0o755);
        });
        after(() => rmSync(folder, { recursive: true }));

        /** Runs a stage's commands as CodeBuild does, and tells what was asked of AWS. */
        function runs(stage: string, more: Record<string, string> = {}): { status: number | null; calls: string[][] } {
            const { source, environment } = projectOf(`pattern-network-${stage}`);
            const { phases } = JSON.parse(source.buildspec) as { phases: { build: { commands: string[] } } };
            const variables = environment.environmentVariables.map(({ name, value }) => [name, value]);
            const env = {
                PATH: `${join(folder, "bin")}${delimiter}${process.env.PATH ?? ""}`,
                ...(Object.fromEntries(variables) as Record<string, string>),
                COMMIT: "0123456789abcdef0123456789abcdef01234567",
                ...more,
            };
            rmSync(join(folder, "calls"), { force: true });
            const [script = ""] = phases.build.commands;
            const { status } = spawnSync("bash", ["-c", script], { cwd: join(folder, "pattern"), env });
            const calls = existsSync(join(folder, "calls")) ? readFileSync(join(folder, "calls"), "utf8") : "";
            return {
                status,
                calls: calls
                    .split("\n")
                    .filter(Boolean)
                    .map((call) => JSON.parse(call) as string[]),
            };
        }

        it("an archive of what was scanned, and a publication as the console reads it, twice", async () => {
            const { status, calls } = runs("publish");
            assert.equal(status, 0);
            const [upload = [], ...puts] = calls;
            const bucket = text(result.outputs.artifactBucketName);
            const file = "network-0123456789abcdef0123456789abcdef01234567.tgz";
            assert.equal(upload.at(-1), `s3://${bucket}/network/${file}`);
            const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
            const artifacts = new BucketArtifacts(new S3Client({ region: "eu-central-1", credentials }), "artifacts");
            const link = new URL(await artifacts.link(PatternId.parse("network"), file, 60));
            assert.equal(link.pathname, `/network/${file}`);
            const listed = spawnSync("tar", ["-tzf", join(folder, "uploaded")], { encoding: "utf8" }).stdout;
            assert.deepEqual(listed.split("\n").filter(Boolean).sort(), ["./", "./index.ts"]);
            const table = result.one("aws:dynamodb/table:Table", "publish-data").outputs.name;
            const items = puts.map((put) => {
                assert.deepEqual(put.slice(0, 4), ["dynamodb", "put-item", "--table-name", table]);
                return plain({ M: JSON.parse(put[5] ?? "") as object }) as Record<string, unknown>;
            });
            const publications = items.map(({ patternId, published, ...publication }) => {
                assert.equal(patternId, publishedAs(PatternId.parse("network")));
                const data = PublishData.parse(publication);
                assert.deepEqual(data.artifacts, [{ file, kind: "archive" }]);
                assert.equal(new Date(data.publishTime).toISOString(), data.publishTime);
                return [published, data.publishTime, data.commitId] as const;
            });
            const [[key, time, commit] = ["", "", ""], last] = publications;
            assert.deepEqual([key, last?.[0], publications.length], [`${time}#${commit}`, "LAST", 2]);
        });

        it("nothing is told of what could not be kept", () => {
            const { status, calls } = runs("publish", { FAILS: "s3" });
            assert.notEqual(status, 0);
            assert.deepEqual(
                calls.map(([service]) => service),
                ["s3"],
            );
            assert.notEqual(runs("publish", { FAILS: "dynamodb" }).status, 0);
        });

        it("who follows the pattern is told, and who follows all", () => {
            const { status, calls } = runs("register");
            const topics = calls.map(([service, action, , topic]) => [service, action, topic]);
            const arnOf = (name: string): unknown => result.one("aws:sns/topic:Topic", name).outputs.arn;
            assert.deepEqual(topics, [
                ["sns", "publish", arnOf("pattern-network-topic")],
                ["sns", "publish", arnOf("pattern-store-publications")],
            ]);
            assert.equal(status, 0);
            assert.notEqual(runs("register", { FAILS: "sns" }).status, 0);
        });
    });
});

/** What an attribute of DynamoDB stands for, of those kinds that are written here. */
function plain(attribute: { S?: string; M?: object; L?: object[] }): unknown {
    const { S, M, L } = attribute;
    return (
        S ??
        L?.map(plain) ??
        Object.fromEntries(Object.entries(M ?? {}).map(([key, value]) => [key, plain(value as object)]))
    );
}
