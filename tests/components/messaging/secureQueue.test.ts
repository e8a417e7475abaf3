import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey, SecureQueue, type SecureQueueArgs } from "palisade-aws";
import { consumeGrant, queueTransportStatement, sendGrant } from "../../../components/messaging/policy/queueStatements";
import { places, says } from "../support/meaning";
import { document, iam, kms, refusal, run, sqs, text } from "../support/run";

const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const make =
    (args: SecureQueueArgs = {}) =>
    (): SecureQueue =>
        new SecureQueue("changes", args);
const role = (name: string): aws.iam.Role =>
    new aws.iam.Role(name, {
        assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }),
    });

describe("SecureQueue", () => {
    it("both queues are encrypted with one key; messages wait 4 days, dead letters 14", async () => {
        const result = await run(make());
        const [live, dead] = ["changes", "changes-dead"].map((name) => result.one(sqs("Queue"), name).inputs);
        const key = result.one(kms("Key")).outputs.arn;
        assert.deepEqual([live?.kmsMasterKeyId, dead?.kmsMasterKeyId], [key, key]);
        assert.deepEqual([live?.messageRetentionSeconds, dead?.messageRetentionSeconds], [345_600, 1_209_600]);
        assert.deepEqual([live?.visibilityTimeoutSeconds, live?.receiveWaitTimeSeconds], [180, 20]);
        assert.equal(live !== undefined && "fifoQueue" in live, false);
    });

    it("what the user decides arrives", async () => {
        const args = { visibilityTimeoutSeconds: 30, retentionDays: 14, maximumReceives: 3 };
        const { inputs } = (await run(make(args))).one(sqs("Queue"), "changes");
        assert.deepEqual([inputs.visibilityTimeoutSeconds, inputs.messageRetentionSeconds], [30, 1_209_600]);
        assert.equal((JSON.parse(text(inputs.redrivePolicy)) as { maxReceiveCount: number }).maxReceiveCount, 3);
    });

    it("dead letters come from this queue, and from no other", async () => {
        const result = await run(make());
        const [live, dead] = ["changes", "changes-dead"].map((name) => result.one(sqs("Queue"), name));
        assert.deepEqual(JSON.parse(text(live?.inputs.redrivePolicy)), {
            deadLetterTargetArn: dead?.outputs.arn,
            maxReceiveCount: 5,
        });
        const allow = result.one(sqs("RedriveAllowPolicy")).inputs;
        assert.equal(allow.queueUrl, dead?.outputs.url);
        assert.deepEqual(JSON.parse(text(allow.redriveAllowPolicy)), {
            redrivePermission: "byQueue",
            sourceQueueArns: [live?.outputs.arn],
        });
    });

    it("in order, the dead letters are as well", async () => {
        const result = await run(make({ fifo: true }));
        assert.deepEqual(
            result.all(sqs("Queue")).map(({ inputs }) => inputs.fifoQueue),
            [true, true],
        );
    });

    it("nobody is let in, and without TLS nobody at all, into both queues", async () => {
        const result = await run(make());
        const policies = result.all(sqs("QueuePolicy"));
        assert.equal(policies.length, 2);
        for (const policy of policies) {
            const queue = text(result.one(sqs("Queue"), policy.name.replace(/-policy$/, "")).outputs.arn);
            for (const who of ["anonymous", "arn:aws:iam::123456789012:role/app", "sns.amazonaws.com"]) {
                const ask = (secure: string): string =>
                    says(document(policy), who, "sqs:SendMessage", queue, { "aws:SecureTransport": secure });
                assert.equal(ask("false"), "denied", who);
                assert.equal(ask("true"), "not-covered", who);
            }
        }
    });

    it("a statement of the user's lets in whom it names, into the queue and not into the dead letters", async () => {
        const partner = "arn:aws:iam::999988887777:role/partner";
        const statements = [{ sid: "Partner", principals: { aws: [partner] }, actions: ["sqs:SendMessage"] }];
        const result = await run(make({ statements }));
        const queue = text(result.one(sqs("Queue"), "changes").outputs.arn);
        const policy = document(result.one(sqs("QueuePolicy"), "changes-policy"));
        assert.equal(says(policy, partner, "sqs:SendMessage", queue), "allowed");
        assert.equal(says(policy, partner, "sqs:ReceiveMessage", queue), "not-covered");
        assert.equal(document(result.one(sqs("QueuePolicy"), "changes-dead-policy")).includes("partner"), false);
    });

    for (const place of places) {
        const { partition, region, accountId } = place;
        const arn = `arn:${partition}:sqs:${region}:${accountId}:changes`;
        const key = `arn:${partition}:kms:${region}:${accountId}:key/1234`;
        const via = { "kms:ViaService": `sqs.${region}.amazonaws.com` };

        it(`${partition}: who sends reads nothing, who consumes sends nothing, and the key is used through SQS`, () => {
            const ask = (grant: typeof sendGrant, action: string, on = arn, context = {}): string =>
                says(grant.statements({ arn, keyArn: key, place }), "the role", action, on, context);
            assert.equal(ask(sendGrant, "sqs:SendMessage"), "allowed");
            assert.equal(ask(consumeGrant, "sqs:SendMessage"), "not-covered");
            assert.equal(ask(sendGrant, "sqs:SendMessage", `${arn}-dead`), "not-covered");
            for (const action of ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]) {
                assert.equal(ask(sendGrant, action), "not-covered", action);
                assert.equal(ask(consumeGrant, action), "allowed", action);
            }
            for (const grant of [sendGrant, consumeGrant]) {
                assert.equal(ask(grant, "kms:Decrypt", key, via), "allowed");
                assert.equal(ask(grant, "kms:Decrypt", key), "not-covered");
                assert.equal(ask(grant, "sqs:SetQueueAttributes"), "not-covered");
                assert.equal(ask(grant, "sqs:PurgeQueue"), "not-covered");
            }
            assert.equal(ask(sendGrant, "kms:GenerateDataKey", key, via), "allowed");
            assert.equal(ask(consumeGrant, "kms:GenerateDataKey", key, via), "not-covered");
        });
    }

    it("a grant names the queue and its key", async () => {
        const result = await run(() => {
            const queue = make()();
            queue.grantSend(role("sender"));
            queue.grantConsume(role("consumer"));
        });
        const queue = text(result.one(sqs("Queue"), "changes").outputs.arn);
        const send = document(result.one(iam("RolePolicy"), "changes-send-sender"));
        assert.equal(says(send, "the role", "sqs:SendMessage", queue), "allowed");
        const consume = document(result.one(iam("RolePolicy"), "changes-consume-consumer"));
        assert.equal(says(consume, "the role", "sqs:ReceiveMessage", queue), "allowed");
    });

    it("queues share a key; of another key it tells what its owner must add", async () => {
        const shared = await run(() => {
            const key = new EncryptionKey("all");
            new SecureQueue("one", { key });
            new SecureQueue("two", { key });
        });
        assert.equal(shared.all(kms("Key")).length, 1);
        const { outputs } = (await run(make({ key: keyArn }))).one("palisade-aws:index:SecureQueue");
        const [statement] = JSON.parse(text(outputs.requiredKeyStatements)) as { Sid: string }[];
        assert.equal(statement?.Sid, "AccountUsesKeyThroughSQS");
    });

    it("a name that no queue can have becomes a prefix, with room for what a queue in order must end in", async () => {
        const prefixes = async (name: string, fifo: boolean): Promise<string[]> =>
            (await run(() => new SecureQueue(name, { fifo })))
                .all(sqs("Queue"))
                .map(({ inputs }) => text(inputs.namePrefix))
                .sort();
        assert.deepEqual(await prefixes("my.queue", false), ["my-queue-", "my-queue-dead-"]);
        for (const prefix of await prefixes("x".repeat(80), true)) {
            assert.ok(prefix.length + 26 + ".fifo".length <= 80, prefix);
        }
    });

    const refused: [string, SecureQueueArgs, RegExp][] = [
        ["a flag that is a text", { fifo: "true" as unknown as boolean }, /fifo: it is neither true nor false/],
        ["three weeks", { retentionDays: 21 }, /retentionDays: 21 is not a whole number of days from 1 to 14/],
        ["no receive", { maximumReceives: 0 }, /maximumReceives: 0 is not a whole number of receives/],
        ["a day hidden", { visibilityTimeoutSeconds: 86_400 }, /visibilityTimeoutSeconds: 86400 is not a whole number/],
        ["an alias for a key", { key: "alias/aws/sqs" }, /key: "alias\/aws\/sqs" is an alias/],
        [
            "everybody",
            { statements: [{ sid: "A", principals: { aws: [pulumi.output("*")] }, actions: ["sqs:SendMessage"] }] },
            /statements\[0\]\.principals\.aws: "\*" allows everybody/,
        ],
        [
            "control of the queue",
            { statements: [{ sid: "A", principals: { aws: ["1"] }, actions: ["sqs:Set*"] }] },
            /statements\[0\]\.actions: "sqs:Set\*" covers sqs:SetQueueAttributes/,
        ],
        [
            "the component's own Sid",
            {
                statements: [
                    { sid: "DenyInsecureTransport", principals: { aws: ["1"] }, actions: ["sqs:SendMessage"] },
                ],
            },
            /statements\[0\]\.sid: "DenyInsecureTransport" is used twice/,
        ],
    ];
    for (const [what, args, expected] of refused) {
        it(`refused: ${what}`, async () => assert.match((await refusal(make(args))).message, expected));
    }

    it("the statement about TLS is about the queue alone", () => {
        const arn = "arn:aws:sqs:eu-west-1:111122223333:changes";
        const plain = { "aws:SecureTransport": "false" };
        assert.equal(says([queueTransportStatement(arn)], "anonymous", "sqs:DeleteQueue", arn, plain), "denied");
        assert.equal(
            says([queueTransportStatement(arn)], "anonymous", "sqs:DeleteQueue", `${arn}2`, plain),
            "not-covered",
        );
    });
});
