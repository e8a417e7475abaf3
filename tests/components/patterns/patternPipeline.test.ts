import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as pulumi from "@pulumi/pulumi";
import {
    EncryptionKey,
    KeyUser,
    PatternPipeline,
    type PatternPipelineArgs,
    PatternScanner,
    PatternStore,
    type PullRequestsArgs,
    RepositoryHost,
    TrustedContributors,
} from "palisade-aws";
import {
    type PipelineParts,
    pipelineStatements,
    pipelineTrust,
    projectTrust,
    stageBuildspec,
    STAGES,
    stageStatements,
} from "../../../components/patterns/policy/pipelineStatements";
import {
    type PullRequestParts,
    pullRequestBuildspec,
    pullRequestStatements,
} from "../../../components/patterns/policy/pullRequests";
import { otherAccount, places, says, trusts } from "../support/meaning";
import { needed } from "../support/needed";
import { codebuild, codepipeline, document, iam, kms, refusal, run, text } from "../support/run";

const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const args = (more: Partial<PatternPipelineArgs> = {}): PatternPipelineArgs => ({
    ...(needed.PatternPipeline as PatternPipelineArgs),
    ...more,
});
const make =
    (more: Partial<PatternPipelineArgs> = {}) =>
    (): PatternPipeline =>
        new PatternPipeline("network", args(more));

interface Action {
    provider: string;
    inputArtifacts?: string[];
    outputArtifacts?: string[];
    configuration: Record<string, string>;
}
interface Stage {
    name: string;
    onFailure?: unknown;
    beforeEntry?: unknown;
    actions: Action[];
}
interface Project {
    source: { type: string; buildspec: string };
    environment: { privilegedMode: boolean; environmentVariables: { name: string; value: string }[] };
    logsConfig: { cloudwatchLogs: { status: string; groupName: string } };
    vpcConfig?: object;
    serviceRole: string;
    encryptionKey: string;
}

describe("PatternPipeline", () => {
    it("the scan stands before publishing, nothing goes on after a failure, and what was scanned is published", async () => {
        const { inputs } = (await run(make())).one(codepipeline("Pipeline"));
        const stages = inputs.stages as unknown as Stage[];
        assert.deepEqual(
            stages.map(({ name }) => name),
            ["source", "build", "scan", "publish", "register"],
        );
        // What CodePipeline does of itself is to stop.
        assert.ok(stages.every(({ onFailure }) => onFailure === undefined));
        const handed = stages.flatMap(({ name, actions }) =>
            actions.map(({ inputArtifacts = [], outputArtifacts = [] }) => [name, inputArtifacts, outputArtifacts]),
        );
        assert.deepEqual(handed, [
            ["source", [], ["source"]],
            ["build", ["source"], ["built"]],
            ["scan", ["built"], []],
            ["publish", ["built"], []],
            ["register", ["built"], []],
        ]);
        assert.deepEqual([inputs.pipelineType, inputs.executionMode], ["V2", "QUEUED"]);
    });

    it("the source comes by the connection, and each stage runs the project's own commands", async () => {
        const result = await run(make({ branch: "release" }));
        const stages = result.one(codepipeline("Pipeline")).inputs.stages as unknown as Stage[];
        const [source, ...others] = stages.map(({ actions: [action] }) => action);
        assert.equal(source?.provider, "CodeStarSourceConnection");
        const { ConnectionArn, FullRepositoryId, BranchName } = source.configuration;
        assert.deepEqual(
            [ConnectionArn, FullRepositoryId, BranchName],
            [args().connectionArn, "company/network", "release"],
        );
        for (const [index, stage] of STAGES.entries()) {
            const project = result.one(codebuild("Project"), `network-${stage}`);
            assert.equal(others[index]?.configuration.ProjectName, project.outputs.name, stage);
            const { source, environment, logsConfig, serviceRole, encryptionKey } =
                project.inputs as unknown as Project;
            assert.equal(source.type, "CODEPIPELINE");
            const spec = JSON.parse(source.buildspec) as {
                phases: { build: { "on-failure": string; commands: string[] } };
                artifacts?: object;
            };
            assert.equal(spec.phases.build["on-failure"], "ABORT");
            const said = { build: "npx cdk synth", scan: "checkov", publish: "aws s3 cp", register: "aws sns publish" };
            assert.match(spec.phases.build.commands.join("\n"), new RegExp(`^set -euo pipefail\n[^]*${said[stage]}`));
            assert.deepEqual(
                spec.artifacts,
                stage === "build" ? { files: ["**/*"], "enable-symlinks": "yes" } : undefined,
            );
            assert.equal(environment.privilegedMode, false);
            assert.equal(logsConfig.cloudwatchLogs.status, "ENABLED");
            assert.equal(serviceRole, result.one(iam("Role"), `network-${stage}`).outputs.arn);
            assert.equal(encryptionKey, result.one(kms("Key")).outputs.arn);
        }
    });

    it("only the build is privileged, where it is asked; only publishing and registering know where", async () => {
        const result = await run(make({ allowPrivilegedBuilds: true, environment: { BUCKET: "artifacts" } }));
        const projects = STAGES.map(
            (stage) => result.one(codebuild("Project"), `network-${stage}`).inputs as unknown as Project,
        );
        assert.deepEqual(
            projects.map(({ environment }) => environment.privilegedMode),
            [true, false, false, false],
        );
        assert.deepEqual(
            projects.map(({ environment }) => environment.environmentVariables.map(({ name }) => name).join()),
            ["PATTERN", "PATTERN", "PATTERN,BUCKET", "PATTERN,BUCKET,TOPIC_ARN"],
        );
    });

    it("in a VPC, all stages are, and their roles may be", async () => {
        const result = await run(make({ vpcId: "vpc-0a", subnetIds: ["subnet-0a"], securityGroupIds: ["sg-0a"] }));
        for (const { inputs } of result.all(codebuild("Project"))) {
            assert.deepEqual((inputs as unknown as Project).vpcConfig, {
                vpcId: "vpc-0a",
                subnets: ["subnet-0a"],
                securityGroupIds: ["sg-0a"],
            });
        }
        const policy = document(result.one(iam("RolePolicy"), "network-scan"));
        assert.equal(says(policy, "the role", "ec2:DescribeSubnets", "*"), "allowed");
        const outside = document((await run(make())).one(iam("RolePolicy"), "network-scan"));
        assert.equal(says(outside, "the role", "ec2:DescribeSubnets", "*"), "not-covered");
    });

    it("with a store: publishing reaches its pattern, and building and scanning reach none", async () => {
        const result = await run(() => {
            const [store, pipeline] = [new PatternStore("patterns"), make()()];
            store.grantPublish(pipeline.publishRole, "network");
            store.grantAnnounce(pipeline.registerRole);
        });
        const granted = (name: string): string => text(result.one(iam("RolePolicy"), name).inputs.role);
        const role = (stage: string): unknown => result.one(iam("Role"), `network-${stage}`).outputs.name;
        assert.equal(granted("patterns-publish-network-network-publish"), role("publish"));
        assert.equal(granted("patterns-announce-network-register"), role("register"));
        for (const stage of ["build", "scan"]) {
            const policies = result.all(iam("RolePolicy")).filter(({ inputs }) => inputs.role === role(stage));
            assert.deepEqual(
                policies.map(({ name }) => name),
                [`network-${stage}`],
            );
        }
    });

    it("of a key of yours it tells what its owner must add", async () => {
        const { outputs } = (await run(make({ key: keyArn }))).one("palisade-aws:index:PatternPipeline");
        const sids = (JSON.parse(text(outputs.requiredKeyStatements)) as { Sid: string }[]).map(({ Sid }) => Sid);
        assert.deepEqual(sids, ["AccountUsesKeyThroughS3", "AccountUsesKeyThroughSNS", "CloudWatchLogs"]);
        const key = (): EncryptionKey => new EncryptionKey("key", { users: [KeyUser.CloudWatchLogs] });
        const own = (await run(() => make({ key: key() })())).one("palisade-aws:index:PatternPipeline");
        assert.equal(own.outputs.requiredKeyStatements, "[]");
    });

    for (const place of places) {
        const { partition, region, accountId } = place;
        const arn = (service: string, rest: string): string =>
            `arn:${partition}:${service}:${region}:${accountId}:${rest}`;
        const bucketArn = `arn:${partition}:s3:::handed-on`;
        const parts: PipelineParts = {
            place,
            bucketArn,
            keyArn: arn("kms", "key/1234"),
            logGroupArn: arn("logs", "log-group:network"),
            topicArn: arn("sns", "pattern-network"),
            subnetIds: ["subnet-0a"],
        };
        const viaSns = { "kms:ViaService": `sns.${region}.amazonaws.com` };
        const viaS3 = { "kms:ViaService": `s3.${region}.amazonaws.com` };

        it(`${partition}: only the build hands something on, and no stage reaches anything else`, () => {
            for (const stage of STAGES) {
                const statements = stageStatements(stage, parts);
                const may = (action: string, on: string, context = {}): boolean =>
                    says(statements, "the role", action, on, context) === "allowed";
                assert.ok(may("s3:GetObject", `${bucketArn}/network/built/a`), stage);
                assert.ok(may("kms:Decrypt", parts.keyArn, viaS3), stage);
                const stream = (of: string): string => `${parts.logGroupArn}:log-stream:${of}/a`;
                assert.ok(may("logs:CreateLogStream", stream(stage)), stage);
                for (const of of [...STAGES, "pull-requests"]) {
                    assert.equal(may("logs:PutLogEvents", stream(of)), of === stage, `${stage} writes of ${of}`);
                }
                assert.equal(may("s3:PutObject", `${bucketArn}/network/built/a`), stage === "build", stage);
                assert.equal(may("kms:GenerateDataKey", parts.keyArn, viaS3), stage === "build", stage);
                assert.equal(may("sns:Publish", parts.topicArn), stage === "register", stage);
                assert.equal(may("kms:GenerateDataKey", parts.keyArn, viaSns), stage === "register", stage);
                assert.ok(!may("sns:Publish", arn("sns", "pattern-other")), stage);
                for (const [action, on] of [
                    ["s3:GetObject", `arn:${partition}:s3:::artifacts/network/a`],
                    ["kms:Decrypt", parts.keyArn],
                    ["codeartifact:PublishPackageVersion", arn("codeartifact", "package/a/a/npm/a/network")],
                    ["codebuild:StartBuild", arn("codebuild", "project/network-publish")],
                    ["logs:PutLogEvents", arn("logs", "log-group:other:log-stream:a")],
                    ["iam:PassRole", `arn:${partition}:iam::${accountId}:role/network-publish`],
                ] as const) {
                    assert.ok(!may(action, on), `${stage} ${action}`);
                }
                const allowInterface = (subnet: string, service = "codebuild.amazonaws.com"): boolean =>
                    may("ec2:CreateNetworkInterfacePermission", arn("ec2", "network-interface/eni-0a"), {
                        "ec2:Subnet": arn("ec2", `subnet/${subnet}`),
                        "ec2:AuthorizedService": service,
                    });
                assert.ok(allowInterface("subnet-0a"));
                assert.ok(!allowInterface("subnet-0b"));
                assert.ok(!allowInterface("subnet-0a", "lambda.amazonaws.com"));
                const makes = (on: string, account = accountId): boolean =>
                    may("ec2:CreateNetworkInterface", `arn:${partition}:ec2:${region}:${account}:${on}`);
                assert.ok(
                    makes("subnet/subnet-0a") && makes("network-interface/eni-0a") && makes("security-group/sg-a"),
                );
                // One that another account shares.
                assert.ok(makes("subnet/subnet-0a", otherAccount) && !makes("subnet/subnet-0b"));
                const deletes = (subnet: string): boolean =>
                    may("ec2:DeleteNetworkInterface", arn("ec2", "network-interface/eni-0a"), {
                        "ec2:Subnet": arn("ec2", `subnet/${subnet}`),
                    });
                assert.deepEqual([deletes("subnet-0a"), deletes("subnet-0b")], [true, false]);
            }
        });

        it(`${partition}: the pipeline uses its connection and its projects; roles are taken for this account`, () => {
            for (const service of ["codeconnections", "codestar-connections"]) {
                const connectionArn = arn(service, "connection/1234abcd");
                const statements = pipelineStatements(parts, {
                    connectionArn,
                    repository: "company/network",
                    projectArns: [arn("codebuild", "project/network-scan")],
                });
                const may = (action: string, on: string, context = {}): boolean =>
                    says(statements, "the role", action, on, context) === "allowed";
                const uses = (repository: string): boolean =>
                    may(`${service}:UseConnection`, connectionArn, { [`${service}:FullRepositoryId`]: repository });
                assert.ok(may(`${service}:UseConnection`, connectionArn));
                assert.deepEqual([uses("company/network"), uses("company/secrets")], [true, false]);
                assert.ok(!may(`${service}:UseConnection`, arn(service, "connection/other")));
                assert.ok(may("codebuild:StartBuild", arn("codebuild", "project/network-scan")));
                assert.ok(!may("codebuild:StartBuild", arn("codebuild", "project/other")));
                assert.ok(!may("iam:PassRole", `arn:${partition}:iam::${accountId}:role/any`));
            }
            const by = (account: string): string =>
                trusts(JSON.stringify(projectTrust(place)), "codebuild.amazonaws.com", "sts:AssumeRole", {
                    "aws:SourceAccount": account,
                    "aws:SourceArn": `arn:${partition}:codebuild:${region}:${account}:project/network-scan`,
                });
            assert.deepEqual([by(accountId), by(otherAccount)], ["allowed", "not-covered"]);
            const pipeline = JSON.stringify(pipelineTrust());
            assert.equal(trusts(pipeline, "codepipeline.amazonaws.com", "sts:AssumeRole"), "allowed");
            assert.equal(trusts(pipeline, "codebuild.amazonaws.com", "sts:AssumeRole"), "not-covered");
        });
    }

    it("has a topic for who follows the pattern, which is named as the pipeline is", async () => {
        const result = await run(make({ pipelineName: "palisade-prod-pattern-network" }));
        const topic = result.one("aws:sns/topic:Topic");
        assert.equal(topic.inputs.name, "palisade-prod-pattern-network");
        assert.equal(result.one(codepipeline("Pipeline")).inputs.name, "palisade-prod-pattern-network");
        assert.equal(topic.inputs.kmsMasterKeyId, result.one(kms("Key")).outputs.arn);
        assert.deepEqual([topic.options.protect, topic.options.retainOnDelete], [true, true]);
        const { environment } = result.one(codebuild("Project"), "network-register").inputs as unknown as Project;
        assert.deepEqual(environment.environmentVariables.at(-1), { name: "TOPIC_ARN", value: topic.outputs.arn });
        const unnamed = await run(make());
        for (const type of [codepipeline("Pipeline"), "aws:sns/topic:Topic"]) {
            // Of the engine, which puts random characters behind.
            assert.equal(unnamed.one(type).inputs.name, undefined, type);
        }
        const removable = (await run(make({ removable: true }))).one("aws:sns/topic:Topic");
        assert.notEqual(removable.options.protect, true);
    });

    describe("pull requests", () => {
        interface Source {
            type: string;
            location: string;
            auth: object;
            reportBuildStatus: boolean;
            buildStatusConfig?: { context: string };
            buildspec: string;
        }
        interface Hook {
            projectName: string;
            filterGroups: { filters: { type: string; pattern: string }[] }[];
            pullRequestBuildPolicy: { requiresCommentApproval: string; approverRoles: string[] };
        }
        const { GitHub, GitLab, Bitbucket } = RepositoryHost;
        const madeFor = async (host: RepositoryHost, more: Partial<PatternPipelineArgs> = {}) => {
            const result = await run(make({ pullRequests: { host }, ...more }));
            const project = result.one(codebuild("Project"), "network-pull-requests");
            const hook = result.one(codebuild("Webhook"));
            return { result, project, hook: hook.inputs as unknown as Hook };
        };
        const sourceOf = ({ inputs }: { inputs: object }): Source => (inputs as { source: Source }).source;

        it("are not built unless it is asked", async () => {
            const result = await run(make());
            assert.deepEqual(result.all(codebuild("Webhook")), []);
            assert.equal(result.all(codebuild("Project")).length, STAGES.length);
        });

        it("are built by a project and a role of their own, and reported to", async () => {
            const { result, project, hook } = await madeFor(GitHub);
            const source = sourceOf(project);
            assert.deepEqual(
                [source.type, source.location, source.reportBuildStatus],
                ["GITHUB", "https://github.com/company/network.git", true],
            );
            assert.deepEqual(source.auth, { type: "CODECONNECTIONS", resource: args().connectionArn });
            assert.equal(source.buildStatusConfig?.context, "palisade/network");
            assert.equal(project.inputs.serviceRole, result.one(iam("Role"), "network-pull-requests").outputs.arn);
            assert.deepEqual(project.inputs.artifacts, { type: "NO_ARTIFACTS" });
            assert.equal(hook.projectName, project.outputs.name);
            const { environment, logsConfig } = project.inputs as unknown as Project;
            assert.equal(environment.privilegedMode, false);
            assert.deepEqual(environment.environmentVariables, [{ name: "PATTERN", value: "network" }]);
            assert.equal(logsConfig.cloudwatchLogs.groupName, result.one("aws:cloudwatch/logGroup:LogGroup").outputs.name); // prettier-ignore
            // CodeBuild tries the connection by the role.
            assert.ok(result.names(project.dependencies).includes("network-pull-requests"));
            const pipelines = document(result.one(iam("RolePolicy"), "network-pipeline"));
            assert.equal(says(pipelines, "the role", "codebuild:StartBuild", text(project.outputs.arn)), "not-covered");
        });

        it("are not privileged where the pipeline's builds are, and in a VPC as these are", async () => {
            const inVpc = { vpcId: "vpc-0a", subnetIds: ["subnet-0a"], securityGroupIds: ["sg-0a"] };
            const { result, project } = await madeFor(GitLab, { allowPrivilegedBuilds: true, ...inVpc });
            const { environment, vpcConfig } = project.inputs as unknown as Project;
            assert.equal(environment.privilegedMode, false);
            assert.deepEqual(vpcConfig, { vpcId: "vpc-0a", subnets: ["subnet-0a"], securityGroupIds: ["sg-0a"] });
            const policy = document(result.one(iam("RolePolicy"), "network-pull-requests"));
            assert.equal(says(policy, "the role", "ec2:DescribeSubnets", "*"), "allowed");
        });

        for (const [host, location, context, events, roles] of [
            [GitHub, "https://github.com/", "palisade/network", 3, /^(GITHUB_(WRITE|MAINTAIN|ADMIN),?){3}$/],
            [GitLab, "https://gitlab.com/", undefined, 3, /^(GITLAB_(DEVELOPER|MAINTAINER|OWNER),?){3}$/],
            [Bitbucket, "https://bitbucket.org/", "palisade/network", 2, /^(BITBUCKET_(WRITE|ADMIN),?){2}$/],
        ] as const) {
            it(`of ${host}: into the branch only, at once of who may push only`, async () => {
                const { project, hook } = await madeFor(host, { branch: "release/1.x" });
                const source = sourceOf(project);
                assert.equal(source.location, `${location}company/network.git`);
                assert.equal(source.buildStatusConfig?.context, context);
                const { requiresCommentApproval, approverRoles } = hook.pullRequestBuildPolicy;
                assert.equal(requiresCommentApproval, "ALL_PULL_REQUESTS");
                assert.match(approverRoles.join(), roles);
                const [event, base, ...others] = hook.filterGroups[0]?.filters ?? [];
                assert.deepEqual([hook.filterGroups.length, others], [1, []]);
                const named = event?.pattern.split(", ") ?? [];
                assert.deepEqual([event?.type, base?.type, named.length], ["EVENT", "BASE_REF", events]);
                assert.ok(named.every((one) => /^PULL_REQUEST_(CREATED|UPDATED|REOPENED)$/.test(one)));
                const into = (ref: string): boolean => new RegExp(base?.pattern ?? "").test(ref);
                assert.ok(into("refs/heads/release/1.x"));
                for (const ref of ["release/10x", "release/1.x-2", "main", "a/refs/heads/release/1.x"]) {
                    assert.ok(!into(`refs/heads/${ref}`), ref);
                }
            });
        }

        it("whom else the builds are left to is said: fewer, never more", async () => {
            const trusted = async (one: TrustedContributors): Promise<string> => {
                const { hook } = await madeFor(GitHub, { pullRequests: { host: GitHub, trusted: one } });
                assert.equal(hook.pullRequestBuildPolicy.requiresCommentApproval, "ALL_PULL_REQUESTS");
                return hook.pullRequestBuildPolicy.approverRoles.join();
            };
            assert.equal(await trusted("Maintainers"), "GITHUB_MAINTAIN,GITHUB_ADMIN");
            assert.equal(await trusted("Administrators"), "GITHUB_ADMIN");
        });

        for (const place of places) {
            const { partition, region, accountId } = place;
            const arn = (service: string, rest: string): string =>
                `arn:${partition}:${service}:${region}:${accountId}:${rest}`;

            it(`${partition}: they write their logs and use the connection, and nothing else`, () => {
                for (const service of ["codeconnections", "codestar-connections"]) {
                    const parts: PullRequestParts = {
                        place,
                        connectionArn: arn(service, "connection/1234abcd"),
                        repository: "company/network",
                        logGroupArn: arn("logs", "log-group:network"),
                        subnetIds: [],
                    };
                    const statements = pullRequestStatements(parts);
                    const may = (action: string, on: string, context = {}): boolean =>
                        says(statements, "the role", action, on, context) === "allowed";
                    const uses = (repository: string): boolean =>
                        may(`${service}:UseConnection`, parts.connectionArn, {
                            [`${service}:FullRepositoryId`]: repository,
                        });
                    assert.deepEqual([uses("company/network"), uses("company/secrets")], [true, false]);
                    for (const action of ["UseConnection", "GetConnection", "GetConnectionToken"]) {
                        assert.ok(may(`${service}:${action}`, parts.connectionArn), action);
                        assert.ok(!may(`${service}:${action}`, arn(service, "connection/other")), action);
                    }
                    assert.ok(may("logs:PutLogEvents", `${parts.logGroupArn}:log-stream:pull-requests/a`));
                    assert.ok(!may("logs:PutLogEvents", `${parts.logGroupArn}:log-stream:scan/a`));
                    for (const [action, on] of [
                        [`${service}:DeleteConnection`, parts.connectionArn],
                        [`${service}:PassConnection`, parts.connectionArn],
                        ["s3:GetObject", `arn:${partition}:s3:::handed-on/network/built/a`],
                        ["s3:PutObject", `arn:${partition}:s3:::handed-on/network/built/a`],
                        ["kms:Decrypt", arn("kms", "key/1234")],
                        ["sns:Publish", arn("sns", "pattern-network")],
                        ["codebuild:StartBuild", arn("codebuild", "project/network-publish")],
                        ["codepipeline:StartPipelineExecution", arn("codepipeline", "network")],
                        ["logs:PutLogEvents", arn("logs", "log-group:other:log-stream:a")],
                        ["iam:PassRole", `arn:${partition}:iam::${accountId}:role/network-publish`],
                    ] as const) {
                        assert.ok(!may(action, on), action);
                    }
                    assert.deepEqual(
                        statements.flatMap(({ Action }) => Action),
                        [
                            "logs:CreateLogStream",
                            "logs:PutLogEvents",
                            `${service}:GetConnection`,
                            `${service}:GetConnectionToken`,
                            `${service}:UseConnection`,
                        ],
                    );
                }
            });
        }

        it("a build that fails, or a scan, ends it; where the build went does not matter to the scan", () => {
            const ends = (build: string[], scan: string): { status: number | null; stdout: string } => {
                const { phases } = JSON.parse(pullRequestBuildspec(build, scan)) as {
                    phases: { build: { commands: string[] } };
                };
                const env = { PATH: process.env.PATH, CODEBUILD_RESOLVED_SOURCE_VERSION: "abc" };
                const [script = ""] = phases.build.commands;
                return spawnSync("bash", ["-c", script], { cwd: __dirname, env, encoding: "utf8" });
            };
            assert.deepEqual([ends(["false", "true"], "true").status, ends(["true"], "exit 3").status], [1, 3]);
            const { status, stdout } = ends(["cd /", 'echo "$COMMIT"'], "set -eu\npwd");
            assert.deepEqual([status, stdout.split("\n")], [0, ["abc", __dirname, ""]]);
        });
    });

    it("a command that fails ends a stage, in a pipe too, and lines of Windows are lines", () => {
        const ends = (...commands: string[]): number | null => {
            const { phases } = JSON.parse(stageBuildspec(commands)) as { phases: { build: { commands: string[] } } };
            return spawnSync("bash", ["-c", phases.build.commands[0] ?? ""], { cwd: __dirname }).status;
        };
        assert.deepEqual([ends("true | cat", "exit 4"), ends("exit 5 | cat", "exit 0")], [4, 5]);
        assert.equal(ends('if true; then\r\n  [ "$(echo a)" = a ]\r\nfi\r\n', "exit 6"), 6);
    });

    it("what looks strange and is right is taken", async () => {
        for (const more of [
            { branch: "release/1.x" },
            { branch: "müller_#1" },
            { repository: "company/group/sub.group/.github" },
            { scanner: PatternScanner.CfnGuard, scanRules: "/opt/rules.guard" },
            { scanStack: "prod.eu_1" },
            { image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/scanner@sha256:0123abcd" },
            { connectionArn: "arn:aws-us-gov:codestar-connections:us-gov-west-1:123456789012:connection/1234-abcd" },
            { environment: { BUCKET: pulumi.output("artifacts"), EMPTY: "" } },
        ]) {
            await run(make(more));
        }
    });

    const later = pulumi.output("npm ci") as unknown as string;
    const connection = "arn:aws:codeconnections:eu-west-1:123456789012:connection/";
    const refused: [string, Partial<PatternPipelineArgs>, RegExp][] = [
        ["all connections", { connectionArn: `${connection}*` }, /connectionArn: ".*\*" is not one's ARN/],
        ["a part of connections", { connectionArn: `${connection}1?` }, /connectionArn: /],
        ["an address of a repository", { repository: "company/network.git" }, /repository: .* without .git/],
        ["a repository above", { repository: "company/.." }, /repository: "company\/.." is no repository/],
        ["a reference", { branch: "refs/heads/main" }, /branch: "refs\/heads\/main" is no branch/],
        ["a line in a branch", { branch: "main\n" }, /branch: "main\\n" is no branch/],
        ["a pattern of branches", { branch: "release/*" }, /branch: "release\/\*" is no branch/],
        ["a stack that is an option", { scanStack: "--help" }, /scanStack: "--help" is no stack/],
        ["no image", { image: "two words" }, /image: it is no image/],
        ...["/codebuild/output/rules", "/opt/../codebuild/rules", "/proc/self/cwd/rules", "/tmp/rules", "//tmp"].map(
            (scanRules): [string, Partial<PatternPipelineArgs>, RegExp] => [
                `rules at ${scanRules}`,
                { scanner: PatternScanner.CfnGuard, scanRules },
                /scanRules: ".*" is below the pattern, or where it may write/,
            ],
        ),
        ...(["buildCommands", "publishCommands", "registerCommands"] as const).flatMap((field) =>
            (
                [
                    ["a text", "npm ci", ": it is not a list"],
                    ["an output", [later], "[0]: it is an output, but must be known at once"],
                    ["null", ["npm ci", null], "[1]: it is not a text"],
                    ["a list", [["npm ci"]], "[0]: it is not a text"],
                    ["a blank", [" "], "[0]: it is empty"],
                ] as const
            ).map(([what, commands, fault]): [string, Partial<PatternPipelineArgs>, RegExp] => [
                `${what} in ${field}`,
                { [field]: commands },
                new RegExp(`${field}${fault.replace(/[[\]]/g, "\\$&")}`),
            ]),
        ),
        ["a list of variables", { environment: ["A"] as never }, /environment: it is not a table/],
        ["a number of variables", { environment: 5 as never }, /environment: it is not a table/],
        ["a variable that is a number", { environment: { A: 5 as never } }, /environment.A: it is not a text/],
        ["a variable that is null", { environment: { A: null as never } }, /environment.A: it is not a text/],
        [
            "a variable called __proto__",
            { environment: JSON.parse('{"__proto__":"a"}') as never },
            /environment: "__proto__" is taken, or no name/,
        ],
        ["a pattern with a slash", { pattern: "net/work" }, /pattern: "net\/work" is not the id of a pattern/],
        ["a pattern that is an option", { pattern: "-a" }, /pattern: "-a" is not the id of a pattern/],
        ["a pattern that tables lose", { pattern: "__proto__" }, /pattern: "__proto__" is not the id of a pattern/],
        ["a region that is none", { region: "Frankfurt" }, /region: "Frankfurt" is no region/],
        ["a list of tags", { tags: ["a"] as never }, /tags: it is not a table/],
        ["a text of tags", { tags: "a" as never }, /tags: it is not a table/],
        ["a token for a connection", { connectionArn: "ghp_abc" }, /connectionArn: /],
        ["a repository without owner", { repository: "network" }, /repository: "network" is no repository/],
        ["no scanner", { scanner: undefined }, /scanner: it is missing/],
        ["another scanner", { scanner: "none" as PatternScanner }, /scanner: "none" is not known/],
        ["a pack without rules", { scanner: PatternScanner.PolicyPack }, /scanRules: PolicyPack has none of its own/],
        ["rules for Checkov", { scanRules: "/opt/rules" }, /scanRules: Checkov has its own/],
        [
            "rules of the pattern",
            { scanner: PatternScanner.CfnGuard, scanRules: "rules" },
            /scanRules: "rules" is below the pattern/,
        ],
        ["a folder elsewhere", { scanFolder: "../other" }, /scanFolder: "\.\.\/other" is no folder/],
        ["no commands", { publishCommands: [] }, /publishCommands: there is none/],
        ["a variable of CodeBuild", { environment: { CODEBUILD_X: "a" } }, /environment: "CODEBUILD_X" is taken/],
        ["the component's own variable", { environment: { TOPIC_ARN: "a" } }, /environment: "TOPIC_ARN" is taken/],
        ["a name with a dot", { pipelineName: "a.b" }, /pipelineName: "a.b" is not the name of a pipeline/],
        ["a name that is too long", { pipelineName: "a".repeat(101) }, /pipelineName: /],
        [
            "another host",
            { pullRequests: { host: "Gitea" as RepositoryHost } },
            /pullRequests.host: "Gitea" is not known. Fix: use one of GitHub, GitLab, Bitbucket/,
        ],
        [
            "everybody's pull requests",
            { pullRequests: { host: "GitHub", trusted: "Everybody" as TrustedContributors } },
            /pullRequests.trusted: "Everybody" is not known/,
        ],
        [
            "a field that is none",
            { pullRequests: { host: "GitHub", trust: "Writers" } as PullRequestsArgs },
            /pullRequests.trust: it is not a field of it. Fix: use host, trusted/,
        ],
        [
            "groups in groups of GitHub",
            { repository: "a/b/c", pullRequests: { host: "GitHub" } },
            /repository: GitHub has no groups in groups/,
        ],
        ["a VPC without subnets", { vpcId: "vpc-0a" }, /vpcId: it says nothing without subnetIds/],
        [
            "subnets without groups",
            { vpcId: "vpc-0a", subnetIds: ["subnet-0a"] },
            /subnetIds: it says nothing without securityGroupIds/,
        ],
    ];
    it("refused: a key that does not serve the logs", async () => {
        const { message } = await refusal(() => make({ key: new EncryptionKey("key") })());
        assert.match(message, /key: the EncryptionKey does not let CloudWatchLogs use it/);
    });
    for (const [what, more, expected] of refused) {
        it(`refused: ${what}`, async () => assert.match((await refusal(make(more))).message, expected));
    }
});
