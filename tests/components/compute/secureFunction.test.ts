import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
    EncryptionKey,
    FunctionInvoker,
    FunctionRuntime,
    KeyUser,
    Network,
    SecureBucket,
    SecureFunction,
    type SecureFunctionArgs,
    SecureQueue,
} from "palisade-aws";
import { Signature, signatureOf } from "../../../offline-preview/values";
import { places, says } from "../support/meaning";
import { bundle } from "../support/needed";
import { cloudwatch, document, ec2, iam, kms, lambda, refusal, run, sqs, text } from "../support/run";

const needed = { code: bundle, handler: "index.handler" };
const make =
    (args: Partial<SecureFunctionArgs> = {}) =>
    (): SecureFunction =>
        new SecureFunction("api", { ...needed, ...args });
const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const apiArn = "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/prod/GET/patterns";
const network = { subnetIds: ["subnet-1a", "subnet-2b"], securityGroupIds: ["sg-3c"] };

describe("SecureFunction", () => {
    it("runs on ARM and the current runtime, traced, with time and memory of its own", async () => {
        const { inputs } = (await run(make())).one(lambda("Function"));
        assert.deepEqual(inputs.architectures, ["arm64"]);
        assert.equal(inputs.runtime, "nodejs24.x");
        assert.deepEqual(inputs.tracingConfig, { mode: "Active" });
        assert.deepEqual([inputs.timeout, inputs.memorySize, inputs.handler], [29, 512, "index.handler"]);
        for (const absent of ["vpcConfig", "environment", "kmsKeyArn", "reservedConcurrentExecutions", "layers"]) {
            assert.equal(absent in inputs, false, absent);
        }
    });

    it("what the user decides arrives", async () => {
        const args = {
            runtime: FunctionRuntime.NodeJs22,
            timeoutSeconds: 5,
            memoryMegabytes: 128,
            reservedConcurrency: 0,
        };
        const { inputs } = (await run(make(args))).one(lambda("Function"));
        assert.deepEqual(
            [inputs.runtime, inputs.timeout, inputs.memorySize, inputs.reservedConcurrentExecutions],
            ["nodejs22.x", 5, 128, 0],
        );
    });

    it("its code is the folder, whose hash is the engine's", async () => {
        const { inputs } = (await run(make())).one(lambda("Function"));
        assert.equal(signatureOf(inputs.code ?? null), Signature.archive);
        assert.equal((inputs.code as { path?: string }).path, bundle);
        // Of either, the provider would compare the zip's bytes, or what somebody computed.
        assert.equal("sourceCodeHash" in inputs || "codeSha256" in inputs, false);
    });

    it("every change is a version; live is the newest, or the one that is named", async () => {
        const newest = await run(make());
        assert.equal(newest.one(lambda("Function")).inputs.publish, true);
        const alias = newest.one(lambda("Alias"));
        assert.deepEqual([alias.inputs.name, alias.inputs.functionVersion], ["live", newest.one(lambda("Function")).outputs.version]); // prettier-ignore
        const back = await run(make({ liveVersion: "7" }));
        assert.equal(back.one(lambda("Alias")).inputs.functionVersion, "7");
    });

    it("writes JSON to a log of its own: encrypted, a year, under Lambda's folder", async () => {
        const result = await run(make());
        const { inputs, outputs, propertyDependencies } = result.one(cloudwatch("LogGroup"));
        assert.deepEqual([inputs.namePrefix, inputs.retentionInDays], ["/aws/lambda/api-", 365]);
        assert.deepEqual(result.names(propertyDependencies.kmsKeyId ?? []), ["api-key"]);
        assert.ok(result.one(cloudwatch("LogGroup")).dependencies.includes(result.one(kms("KeyPolicy")).urn));
        const { loggingConfig } = result.one(lambda("Function")).inputs;
        assert.deepEqual(loggingConfig, { logFormat: "JSON", logGroup: outputs.name });
        const shorter = await run(make({ logRetentionDays: 30 }));
        assert.equal(shorter.one(cloudwatch("LogGroup")).inputs.retentionInDays, 30);
    });

    for (const { partition, region, dnsSuffix } of places.slice(0, 3)) {
        it(`${partition}: its key lets the log be written, and its role writes that log alone`, async () => {
            const result = await run(make(), { config: { "aws:region": region } });
            const group = text(result.one(cloudwatch("LogGroup")).outputs.arn);
            assert.ok(group.startsWith(`arn:${partition}:`), group);
            const policy = document(result.one(iam("RolePolicy")));
            assert.equal(says(policy, "the role", "logs:PutLogEvents", `${group}:log-stream:a`), "allowed");
            assert.equal(says(policy, "the role", "logs:PutLogEvents", `${group}b:log-stream:a`), "not-covered");
            const key = document(result.one(kms("KeyPolicy")));
            const logs = { "kms:EncryptionContext:aws:logs:arn": group };
            assert.equal(says(key, `logs.${region}.${dnsSuffix}`, "kms:Encrypt", "*", logs), "allowed");
            assert.equal(says(key, "lambda.amazonaws.com", "kms:Decrypt", "*"), "not-covered");
        });
    }

    it("its environment is encrypted with the key; a value may come from elsewhere", async () => {
        const environment = { TABLE: "patterns", TOPIC_ARN: pulumi.output("arn:x") };
        const result = await run(make({ environment }));
        const { inputs } = result.one(lambda("Function"));
        assert.deepEqual(inputs.environment, { variables: { TABLE: "patterns", TOPIC_ARN: "arn:x" } });
        assert.equal(inputs.kmsKeyArn, result.one(kms("Key")).outputs.arn);
    });

    it("a secret is refused for the environment, and not told", async () => {
        const { message } = await refusal(make({ environment: { TOKEN: pulumi.secret("hunter2"), OTHER: "x" } }));
        assert.match(message, /environment\.TOKEN: it is a secret\. Fix: keep it in AWS Secrets Manager/);
        assert.equal(message.includes("hunter2"), false);
    });

    it("its role is bounded and named as asked, and taken by Lambda alone", async () => {
        const boundary = "arn:aws:iam::123456789012:policy/boundary";
        const { inputs } = (await run(make({ permissionsBoundaryArn: boundary, roleNamePrefix: "Team-" }))).one(
            iam("Role"),
        );
        assert.equal(inputs.permissionsBoundary, boundary);
        assert.equal(inputs.namePrefix, "Team-api-");
        assert.match(text(inputs.assumeRolePolicy), /"Service":\["lambda\.amazonaws\.com"\]/);
        const free = (await run(make())).one(iam("Role")).inputs;
        assert.equal("namePrefix" in free || "permissionsBoundary" in free, false);
    });

    it("statements and grants add what the function needs, and nothing else", async () => {
        const queue = "arn:aws:sqs:eu-west-1:123456789012:changes";
        const result = await run(() => {
            const fn = make({
                statements: [{ sid: "Send", actions: ["sqs:SendMessage"], resources: [pulumi.output(queue)] }],
            })();
            new SecureBucket("data").grantRead(fn.role);
        });
        const own = document(result.one(iam("RolePolicy"), "api-role"));
        assert.equal(says(own, "the role", "sqs:SendMessage", queue), "allowed");
        assert.equal(says(own, "the role", "sqs:ReceiveMessage", queue), "not-covered");
        const granted = result.one(iam("RolePolicy"), "data-read-api-role");
        assert.equal(granted.inputs.role, result.one(iam("Role")).outputs.name);
    });

    it("in a VPC, Lambda may make its network interfaces before the function is there", async () => {
        const result = await run(make({ ...network, subnetIds: [pulumi.output("subnet-1a"), "subnet-2b"] }));
        const made = result.one(lambda("Function"));
        assert.deepEqual(made.inputs.vpcConfig, network);
        assert.ok(made.dependencies.includes(result.one(iam("RolePolicy")).urn));
        const policy = document(result.one(iam("RolePolicy")));
        assert.equal(says(policy, "the role", "ec2:CreateNetworkInterface", "*"), "allowed");
        const outside = document((await run(make())).one(iam("RolePolicy")));
        assert.equal(says(outside, "the role", "ec2:CreateNetworkInterface", "*"), "not-covered");
    });

    it("in a Network, its subnets are the function's, once they have routes", async () => {
        const program = (): unknown => {
            const main = new Network("main");
            return make({ subnetIds: main.subnetIds, securityGroupIds: [main.securityGroup("api").id] })();
        };
        const result = await run(program);
        const { inputs, propertyDependencies } = result.one(lambda("Function"));
        assert.deepEqual(inputs.vpcConfig, {
            subnetIds: result.all(ec2("Subnet")).map(({ id }) => id),
            securityGroupIds: [result.one(ec2("SecurityGroup")).id],
        });
        const waits = result.names(propertyDependencies.vpcConfig ?? []);
        for (const name of ["main-isolated-1", "main-isolated-2", "main-isolated-in-100", "main-api"]) {
            assert.ok(waits.includes(name), name);
        }
        await run(program, { ids: "unknown" });
    });

    it("subnets that become known later are checked then", async () => {
        const later = (subnetIds: string[]): unknown => make({ ...network, subnetIds: pulumi.output(subnetIds) })();
        const { message } = await refusal(() => later(["subnet-1a", "vpc-2b"]));
        assert.match(message, /subnetIds: "vpc-2b" is not an id/);
        assert.match((await refusal(() => later([]))).message, /subnetIds: there are 0/);
    });

    it("a service calls what is live, for one source of this account", async () => {
        const result = await run(() => make()().allowInvoke(FunctionInvoker.ApiGateway, pulumi.output(apiArn)));
        const { name, inputs } = result.one(lambda("Permission"));
        assert.equal(name, "api-invoke-ApiGateway");
        assert.deepEqual(
            [inputs.action, inputs.principal, inputs.qualifier, inputs.sourceArn, inputs.sourceAccount],
            ["lambda:InvokeFunction", "apigateway.amazonaws.com", "live", apiArn, "123456789012"],
        );
        assert.equal(inputs.function, result.one(lambda("Function")).outputs.name);
    });

    it("what waits for no answer has a queue for what fails: encrypted, TLS only, 14 days, in its own key", async () => {
        const result = await run(() => {
            const fn = make({ asynchronous: true })();
            fn.allowInvoke(FunctionInvoker.EventBridge, "arn:aws:events:eu-west-1:123456789012:rule/daily");
        });
        const queue = result.one(sqs("Queue"), "api-failures");
        assert.equal(queue.inputs.kmsMasterKeyId, result.one(kms("Key")).outputs.arn);
        assert.deepEqual([queue.inputs.messageRetentionSeconds, queue.options.protect], [1_209_600, true]);
        const arn = text(queue.outputs.arn);
        const plain = { "aws:SecureTransport": "false" };
        const policy = document(result.one(sqs("QueuePolicy"), "api-failures-policy"));
        assert.equal(says(policy, "lambda.amazonaws.com", "sqs:SendMessage", arn, plain), "denied");
        const { inputs } = result.one(lambda("FunctionEventInvokeConfig"), "api-failures");
        assert.deepEqual(inputs.destinationConfig, { onFailure: { destination: arn } });
        assert.deepEqual([inputs.qualifier, inputs.maximumRetryAttempts, inputs.maximumEventAgeInSeconds], ["live", 2, 21_600]); // prettier-ignore
        assert.equal(says(document(result.one(iam("RolePolicy"))), "the role", "sqs:SendMessage", arn), "allowed");
        const { outputs } = result.one("palisade-aws:index:SecureFunction");
        assert.ok("failureQueue" in outputs);
    });

    it("refused: a service that waits for no answer, of a function without such a queue", async () => {
        const sources = {
            EventBridge: "arn:aws:events:eu-west-1:123456789012:rule/daily",
            S3: "arn:aws:s3:::uploads",
            Sns: "arn:aws:sns:eu-west-1:123456789012:alerts",
        };
        for (const [invoker, source] of Object.entries(sources)) {
            const { message } = await refusal(() => make()().allowInvoke(invoker as FunctionInvoker, source));
            assert.match(message, new RegExp(`invoker: ${invoker} waits for no answer, so what fails would be lost`));
        }
        assert.equal((await run(make())).all(sqs("Queue")).length, 0);
    });

    it("with a queue for failures, the owner of another key must let SQS be used as well", async () => {
        const result = await run(make({ key: keyArn, asynchronous: true }));
        const { outputs } = result.one("palisade-aws:index:SecureFunction");
        const Sids = (JSON.parse(text(outputs.requiredKeyStatements)) as { Sid: string }[]).map(({ Sid }) => Sid);
        assert.deepEqual(Sids, ["AccountUsesKeyThroughLAMBDA", "AccountUsesKeyThroughSQS", "CloudWatchLogs"]);
    });

    it("works off a queue: may consume it before Lambda polls, and says which messages failed", async () => {
        const result = await run(() => make()().consume(new SecureQueue("changes"), { messages: 5 }));
        const { name, inputs, dependencies } = result.one(lambda("EventSourceMapping"));
        assert.equal(name, "api-from-changes");
        assert.deepEqual([inputs.batchSize, inputs.functionResponseTypes], [5, ["ReportBatchItemFailures"]]);
        assert.equal(inputs.eventSourceArn, result.one(sqs("Queue"), "changes").outputs.arn);
        assert.equal(inputs.functionName, result.one(lambda("Alias")).outputs.arn);
        const granted = result.one(iam("RolePolicy"), "changes-consume-api-role");
        assert.ok(dependencies.includes(granted.urn));
        const arn = text(result.one(sqs("Queue"), "changes").outputs.arn);
        assert.equal(says(document(granted), "the role", "sqs:ReceiveMessage", arn), "allowed");
    });

    it("refused: a queue that shows messages again while the function still works, and too many at once", async () => {
        const { message } = await refusal(() =>
            make({ timeoutSeconds: 60 })().consume(new SecureQueue("changes", { visibilityTimeoutSeconds: 59 })),
        );
        assert.match(message, /queue: it hides a message for 59 seconds, and the function may run for 60/);
        const many = await refusal(() => make()().consume(new SecureQueue("changes"), { messages: 11 }));
        assert.match(many.message, /messages: 11 is not a whole number of messages from 1 to 10/);
    });

    it("a role of the account calls what is live", async () => {
        const result = await run(() => {
            const assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({ Service: "states.amazonaws.com" });
            make()().grantInvoke(new aws.iam.Role("caller", { assumeRolePolicy }));
        });
        const policy = document(result.one(iam("RolePolicy"), "api-invoke-caller"));
        const live = text(result.one(lambda("Alias")).outputs.arn);
        assert.equal(says(policy, "the role", "lambda:InvokeFunction", live), "allowed");
        assert.equal(says(policy, "the role", "lambda:InvokeFunction", `${live}2`), "not-covered");
    });

    it("refused: a source that is none, of another account, or under a name that is taken", async () => {
        const allow = (...sources: pulumi.Input<string>[]) =>
            refusal(() => {
                const fn = make()();
                sources.forEach((source) => fn.allowInvoke(FunctionInvoker.ApiGateway, source));
            });
        assert.match(
            (await allow("*")).message,
            /SecureFunction "api".*\n.*sourceArn: it is not the ARN of such a source/,
        );
        const foreign = apiArn.replace("123456789012", "999988887777");
        assert.match((await allow(pulumi.output(foreign))).message, /sourceArn: it is of another account/);
        assert.match((await allow(apiArn, apiArn)).message, /allowInvoke: "api-invoke-ApiGateway" is there already/);
        const twice = await run(() => {
            const fn = make()();
            fn.allowInvoke(FunctionInvoker.ApiGateway, apiArn);
            fn.allowInvoke(FunctionInvoker.ApiGateway, apiArn, { name: "test" });
        });
        assert.equal(twice.all(lambda("Permission")).length, 2);
        const unknown = await refusal(() => make()().allowInvoke("Ec2" as FunctionInvoker, apiArn));
        assert.match(unknown.message, /invoker: "Ec2" is not known/);
    });

    it("functions share a key that lets the logs in; of another key it tells what its owner must add", async () => {
        const shared = await run(() => {
            const key = new EncryptionKey("all", { users: [KeyUser.CloudWatchLogs] });
            make({ key })();
        });
        assert.equal(shared.all(kms("Key")).length, 1);
        const { outputs } = (await run(make({ key: keyArn }))).one("palisade-aws:index:SecureFunction");
        const required = JSON.stringify({ Version: "2012-10-17", Statement: JSON.parse(text(outputs.requiredKeyStatements)) as unknown }); // prettier-ignore
        const deployer = "arn:aws:iam::123456789012:role/deployer";
        const via = { "kms:ViaService": "lambda.eu-west-1.amazonaws.com" };
        for (const action of ["kms:CreateGrant", "kms:Encrypt", "kms:Decrypt"]) {
            assert.equal(says(required, deployer, action, keyArn, via), "allowed", action);
            assert.equal(says(required, deployer, action, keyArn), "not-covered", action);
        }
        const logs = { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/api" }; // prettier-ignore
        assert.equal(says(required, "logs.eu-west-1.amazonaws.com", "kms:GenerateDataKey", keyArn, logs), "allowed");
    });

    it("signed code is a zip file", async () => {
        const folder = mkdtempSync(join(tmpdir(), "signed-"));
        const code = join(folder, "signed.zip");
        writeFileSync(code, "");
        const codeSigningConfigArn = "arn:aws:lambda:eu-west-1:123456789012:code-signing-config:csc-1";
        const result = await run(make({ code, codeSigningConfigArn }));
        rmSync(folder, { recursive: true });
        assert.equal(result.one(lambda("Function")).inputs.codeSigningConfigArn, codeSigningConfigArn);
        const { message } = await refusal(make({ codeSigningConfigArn }));
        assert.match(message, /codeSigningConfigArn: a folder is not signed/);
    });

    const refused: [string, Partial<SecureFunctionArgs>, RegExp][] = [
        ["no code", { code: undefined }, /code: it is missing\. Fix: pass the folder/],
        ["a folder that is not there", { code: "nowhere" }, /code: there is no "nowhere"\. Fix: build the code first/],
        ["a file that is no zip", { code: __filename }, /code: ".*" is neither a folder nor a \.zip file/],
        ["a handler without a function", { handler: "index" }, /handler: "index" is not a handler/],
        [
            "a handler that is not there",
            { handler: "main.handler" },
            /handler: ".*bundle" holds no main\.js or main\.mjs/,
        ],
        [
            "a handler of another language",
            { handler: "app.main.handler", runtime: FunctionRuntime.Python314 },
            /handler: ".*bundle" holds no app\/main\.py/,
        ],
        ["a flag that is a text", { asynchronous: "yes" as unknown as boolean }, /asynchronous: it is neither true/],
        ["an old runtime", { runtime: "nodejs18.x" as FunctionRuntime }, /runtime: "nodejs18\.x" is not known/],
        ["a variable of Lambda's", { environment: { AWS_REGION: "x" } }, /environment: "AWS_REGION" is set by Lambda/],
        ["a variable without a name", { environment: { "1": "x" } }, /environment: "1" is not the name of a variable/],
        ["more than 15 minutes", { timeoutSeconds: 901 }, /timeoutSeconds: 901 is not a whole number of seconds/],
        ["too little memory", { memoryMegabytes: 64 }, /memoryMegabytes: 64 is not a whole number of megabytes/],
        ["a retention that is not offered", { logRetentionDays: 100 }, /logRetentionDays: 100 days are not offered/],
        ["logs for ever", { logRetentionDays: 0 }, /logRetentionDays: 0 days are not offered/],
        [
            "a statement about everything",
            { statements: [{ sid: "A", actions: ["s3:GetObject"], resources: ["*"] }] },
            /statements\[0\]\.resources: "\*" is everything/,
        ],
        [
            "a statement about everything, known later",
            { statements: [{ sid: "A", actions: ["s3:GetObject"], resources: [pulumi.output("*")] }] },
            /statements\[0\]\.resources: "\*" is everything/,
        ],
        [
            "the component's own Sid",
            { statements: [{ sid: "Logs", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::a/*"] }] },
            /statements\[0\]\.sid: "Logs" is used twice/,
        ],
        [
            "a boundary that is none",
            { permissionsBoundaryArn: "admin" },
            /permissionsBoundaryArn: "admin" is not one's ARN/,
        ],
        [
            "a long prefix",
            { roleNamePrefix: "x".repeat(21) },
            /roleNamePrefix: "x{21}" is no beginning of a role's name/,
        ],
        ["subnets alone", { subnetIds: ["subnet-1a"] }, /subnetIds: it says nothing without securityGroupIds/],
        ["groups alone", { securityGroupIds: ["sg-1a"] }, /securityGroupIds: it says nothing without subnetIds/],
        ["no subnet", { ...network, subnetIds: [] }, /subnetIds: there are 0\. Fix: pass 1 to 16 ids/],
        ["no subnet's id", { ...network, subnetIds: ["sg-1a"] }, /subnetIds: "sg-1a" is not an id/],
        [
            "six groups",
            { ...network, securityGroupIds: Array<string>(6).fill("sg-1a") },
            /securityGroupIds: there are 6/,
        ],
        ["no version", { liveVersion: "$LATEST" }, /liveVersion: "\$LATEST" is not a version/],
        ["an alias for a key", { key: "alias/aws/lambda" }, /key: "alias\/aws\/lambda" is an alias/],
    ];
    for (const [what, args, expected] of refused) {
        it(`refused: ${what}`, async () => {
            assert.match((await refusal(make(args))).message, expected);
        });
    }

    it("refused: a key that keeps the logs out, and a name that no function can have", async () => {
        const { message } = await refusal(() => make({ key: new EncryptionKey("all") })());
        assert.match(message, /key: the EncryptionKey does not let CloudWatchLogs use it/);
        for (const name of ["my.api", "x".repeat(57)]) {
            const named = await refusal(() => new SecureFunction(name, needed));
            assert.match(named.message, /name: no function can be named after it/);
        }
    });

    it("everything that is wrong is told at once", async () => {
        const { faults } = await refusal(make({ handler: "x", timeoutSeconds: 0, subnetIds: ["subnet-1a"] }));
        assert.deepEqual(
            faults.map(({ argument }) => argument),
            ["handler", "timeoutSeconds", "subnetIds"],
        );
    });

    it("works while ids and ARNs are unknown", async () => {
        const result = await run(() => make()().allowInvoke(FunctionInvoker.ApiGateway, apiArn), { ids: "unknown" });
        assert.equal(result.all(lambda("Permission")).length, 1);
    });
});
