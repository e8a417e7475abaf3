import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey, KeyUser, PolicyEffect, SecureTopic, type SecureTopicArgs, TopicPublisher } from "palisade-aws";
import { says } from "../support/meaning";
import { component, document, kms, refusal, run, sns, text } from "../support/run";

const alarm = {
    "aws:SourceAccount": "123456789012",
    "aws:SourceArn": "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:cpu",
};

describe("SecureTopic", () => {
    it("is encrypted with its own key, and signs with SHA-256", async () => {
        const result = await run(() => new SecureTopic("alerts"));
        const { inputs } = result.one(sns("Topic"));
        assert.equal(inputs.kmsMasterKeyId, result.one(kms("Key")).outputs.arn);
        assert.equal(inputs.signatureVersion, 2);
        assert.equal(result.one(kms("Key")).inputs.description, "alerts: messages");
    });

    it("without more, its policy lets nobody in", async () => {
        const result = await run(() => new SecureTopic("alerts"));
        const { Statement } = JSON.parse(document(result.one(sns("TopicPolicy")))) as {
            Statement: { Effect: string }[];
        };
        assert.deepEqual(
            Statement.map(({ Effect }) => Effect),
            ["Deny"],
        );
        assert.equal(result.one(sns("TopicPolicy")).inputs.arn, result.one(sns("Topic")).outputs.arn);
    });

    it("a publisher gets into the policies of topic and key", async () => {
        const publishers = [TopicPublisher.CloudWatchAlarms];
        const result = await run(() => new SecureTopic("alerts", { publishers }));
        const topic = text(result.one(sns("Topic")).outputs.arn);
        const service = "cloudwatch.amazonaws.com";
        assert.equal(says(document(result.one(sns("TopicPolicy"))), service, "sns:Publish", topic, alarm), "allowed");
        const key = document(result.one(kms("KeyPolicy")));
        assert.equal(says(key, service, "kms:GenerateDataKey", "*", alarm), "allowed");
        assert.equal(says(key, "budgets.amazonaws.com", "kms:Decrypt", "*", alarm), "not-covered");
    });

    for (const ids of ["made-up", "unknown"] as const) {
        it(`gives its ARN only once its publishers can use it, key included (ids ${ids})`, async () => {
            const program = (): unknown => {
                const { arn } = new SecureTopic("alerts");
                return new aws.sns.TopicSubscription("mail", {
                    topic: arn,
                    protocol: "email",
                    endpoint: "a@b.example",
                });
            };
            const result = await run(program, { ids });
            const { propertyDependencies } = result.one("aws:sns/topicSubscription:TopicSubscription");
            assert.deepEqual(result.names(propertyDependencies.topic ?? []), ["alerts", "alerts-key", "alerts-policy"]);
        });
    }

    it("takes a key of the user's, and says what its owner must add", async () => {
        const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        const args: SecureTopicArgs = { key: keyArn, publishers: [TopicPublisher.CloudWatchAlarms] };
        const result = await run(() => new SecureTopic("alerts", args));
        assert.deepEqual(result.all(kms("Key")), []);
        assert.equal(result.one(sns("Topic")).inputs.kmsMasterKeyId, keyArn);
        const { requiredKeyStatements } = result.one(component("SecureTopic")).outputs;
        const policy = `{"Version":"2012-10-17","Statement":${text(requiredKeyStatements)}}`;
        const via = { "kms:ViaService": "sns.eu-west-1.amazonaws.com" };
        const role = "arn:aws:iam::123456789012:role/app";
        assert.equal(says(policy, role, "kms:GenerateDataKey", keyArn, via), "allowed");
        assert.equal(says(policy, role, "kms:GenerateDataKey", keyArn), "not-covered");
        assert.equal(says(policy, "cloudwatch.amazonaws.com", "kms:Decrypt", keyArn, alarm), "allowed");
    });

    it("takes an EncryptionKey that lets the publishers use it, and no other", async () => {
        const publishers = [TopicPublisher.Budgets];
        const program = (users: KeyUser[]) => (): unknown =>
            new SecureTopic("alerts", { publishers, key: new EncryptionKey("shared", { users }) });
        const { message } = await refusal(program([KeyUser.CloudWatchAlarms]));
        assert.match(message, /SecureTopic "alerts".*\n.*key: the EncryptionKey does not let Budgets use it/);
        const result = await run(program([KeyUser.Budgets]));
        assert.equal(result.one(component("SecureTopic")).outputs.requiredKeyStatements, "[]");
    });

    it("lets a role publish, encrypted, and nothing more", async () => {
        const assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" });
        const result = await run(() =>
            new SecureTopic("alerts").grantPublish(new aws.iam.Role("app", { assumeRolePolicy })),
        );
        const policy = document(result.one("aws:iam/rolePolicy:RolePolicy", "alerts-publish-app"));
        const topic = text(result.one(sns("Topic")).outputs.arn);
        const key = text(result.one(kms("Key")).outputs.arn);
        const via = { "kms:ViaService": "sns.eu-west-1.amazonaws.com" };
        assert.equal(says(policy, "the role", "sns:Publish", topic), "allowed");
        assert.equal(says(policy, "the role", "sns:Subscribe", topic), "not-covered");
        assert.equal(says(policy, "the role", "kms:GenerateDataKey", key, via), "allowed");
    });

    it("adds a user's statement to the one policy, and refuses everybody, also once it is known", async () => {
        const role = "arn:aws:iam::999988887777:role/partner";
        const args = (principal: pulumi.Input<string>): SecureTopicArgs => ({
            statements: [{ sid: "Partner", principals: { aws: [principal] }, actions: ["sns:Publish"] }],
        });
        const result = await run(() => new SecureTopic("alerts", args(role)));
        const topic = text(result.one(sns("Topic")).outputs.arn);
        assert.equal(says(document(result.one(sns("TopicPolicy"))), role, "sns:Publish", topic), "allowed");
        for (const everybody of ["*", pulumi.output("*")]) {
            const { message } = await refusal(() => new SecureTopic("alerts", args(everybody)));
            assert.match(message, /SecureTopic "alerts".*\n.*statements\[0\]\.principals\.aws: "\*" allows everybody/);
        }
    });

    const refused: [string, SecureTopicArgs, RegExp][] = [
        ["EventBridge", { publishers: ["EventBridge" as TopicPublisher] }, /publishers: "EventBridge" is not known/],
        ["an alias for a key", { key: "alias/aws/sns" }, /key: "alias\/aws\/sns" is an alias/],
        [
            "the component's own Sid",
            { statements: [{ sid: "Budgets", principals: { aws: ["1"] }, actions: ["sns:Publish"] }] },
            /statements\[0\]\.sid: "Budgets" is used twice or belongs to the component/,
        ],
    ];
    for (const action of ["sns:SetTopicAttributes", "SNS:Add*", "sns:Delete?opic"]) {
        const statements = [{ sid: "A", principals: { aws: ["1"] }, actions: [action] }];
        refused.push([
            `control by ${action}`,
            { statements },
            /statements\[0\]\.actions: ".*" covers sns:\w+, with which the principal could undo the topic's protection/,
        ]);
    }
    for (const [what, args, expected] of refused) {
        it(`refused: ${what}`, async () => {
            assert.match((await refusal(() => new SecureTopic("alerts", args))).message, expected);
        });
    }

    it("what a topic's policy may not hand out, it may deny", async () => {
        const statements = [
            { sid: "A", effect: PolicyEffect.Deny, principals: { aws: ["*"] }, actions: ["sns:DeleteTopic"] },
        ];
        const result = await run(() => new SecureTopic("alerts", { statements }));
        const topic = text(result.one(sns("Topic")).outputs.arn);
        const role = "arn:aws:iam::123456789012:role/app";
        assert.equal(says(document(result.one(sns("TopicPolicy"))), role, "sns:DeleteTopic", topic), "denied");
    });

    it("a name that no topic can have becomes a prefix", async () => {
        const result = await run(() => new SecureTopic("my alerts"));
        assert.equal(result.one(sns("Topic")).inputs.namePrefix, "my-alerts-");
        assert.equal("namePrefix" in (await run(() => new SecureTopic("alerts"))).one(sns("Topic")).inputs, false);
    });

    it("has the name that it is given, as it is, whatever the component is called", async () => {
        const { inputs } = (await run(() => new SecureTopic("my alerts", { topicName: "app_alerts-1" }))).one(
            sns("Topic"),
        );
        assert.deepEqual([inputs.name, "namePrefix" in inputs], ["app_alerts-1", false]);
        for (const topicName of ["", "alerts.fifo", "a b", "a".repeat(257)]) {
            const { message } = await refusal(() => new SecureTopic("alerts", { topicName }));
            assert.match(message, /topicName: ".*" is not the name of a topic/);
        }
    });
});
