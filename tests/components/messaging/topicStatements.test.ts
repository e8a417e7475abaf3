import assert from "node:assert/strict";
import {
    publisherStatement,
    publishGrant,
    topicSids,
    topicTransportStatement,
} from "../../../components/messaging/policy/topicStatements";
import { TopicPublisher } from "../../../components/shared/topicPublishers";
import { forAnotherAccount, places, says } from "../support/meaning";

const sources: Record<TopicPublisher, { principal: string; source: string }> = {
    CloudWatchAlarms: { principal: "cloudwatch.amazonaws.com", source: "cloudwatch:REGION:ACCOUNT:alarm:cpu" },
    Budgets: { principal: "budgets.amazonaws.com", source: "budgets::ACCOUNT:budget/all" },
};

describe("statements of a topic's policy", () => {
    for (const place of places) {
        const { partition, region, accountId } = place;
        const topic = `arn:${partition}:sns:${region}:${accountId}:alerts`;

        for (const publisher of Object.values(TopicPublisher)) {
            it(`${partition}: ${publisher} publishes for this account, and does nothing else`, () => {
                const { principal, source } = sources[publisher];
                const statement = publisherStatement(publisher, topic, place);
                const context = {
                    "aws:SourceAccount": accountId,
                    "aws:SourceArn": `arn:${partition}:${source.replace("REGION", region).replace("ACCOUNT", accountId)}`,
                };
                const ask = (action: string, context: Record<string, string>, who = principal): string =>
                    says([statement], who, action, topic, context);
                assert.equal(ask("sns:Publish", context), "allowed");
                assert.equal(ask("sns:Subscribe", context), "not-covered");
                assert.equal(ask("sns:Publish", context, "events.amazonaws.com"), "not-covered");
                assert.equal(ask("sns:Publish", forAnotherAccount(context, place)), "not-covered");
                for (const name of ["aws:SourceAccount", "aws:SourceArn"] as const) {
                    const { [name]: _, ...without } = context;
                    assert.equal(ask("sns:Publish", without), "not-covered", name);
                    const one = { ...context, [name]: forAnotherAccount(context, place)[name] ?? "" };
                    assert.equal(ask("sns:Publish", one), "not-covered", name);
                }
                assert.ok(topicSids.includes(statement.Sid));
            });
        }

        it(`${partition}: whoever may publish, may it through SNS of the region only, with this key and topic`, () => {
            const keyArn = `arn:${partition}:kms:${region}:${accountId}:key/1234`;
            const statements = publishGrant.statements({ arn: topic, keyArn, place });
            const via = { "kms:ViaService": `sns.${region}.amazonaws.com` };
            const ask = (action: string, resource: string, context = {}): string =>
                says(statements, "the role", action, resource, context);
            assert.equal(ask("sns:Publish", topic), "allowed");
            for (const action of ["sns:Subscribe", "sns:SetTopicAttributes", "sns:DeleteTopic"]) {
                assert.equal(ask(action, topic), "not-covered", action);
            }
            assert.equal(ask("sns:Publish", `${topic}2`), "not-covered");
            for (const action of ["kms:GenerateDataKey", "kms:Decrypt"]) {
                assert.equal(ask(action, keyArn, via), "allowed", action);
                assert.equal(ask(action, keyArn), "not-covered", action);
                assert.equal(ask(action, `${keyArn}5`, via), "not-covered", action);
            }
            assert.equal(ask("kms:Encrypt", keyArn, via), "not-covered");
            const free = publishGrant.statements({ arn: topic, keyArn: undefined, place });
            assert.deepEqual(
                free.map(({ Sid }) => Sid),
                ["Topic"],
            );
        });
    }

    it("nobody uses the topic without TLS, whatever he does", () => {
        const topic = "arn:aws:sns:eu-west-1:111122223333:alerts";
        const statement = topicTransportStatement(topic);
        for (const action of ["sns:Publish", "sns:Subscribe", "sns:SetTopicAttributes", "sns:AddPermission"]) {
            const plain = { "aws:SecureTransport": "false" };
            assert.equal(says([statement], "anonymous", action, topic, plain), "denied", action);
            const secure = { "aws:SecureTransport": "true" };
            assert.equal(says([statement], "anonymous", action, topic, secure), "not-covered", action);
        }
        assert.ok(topicSids.includes(statement.Sid));
    });

    it("names only actions that Amazon SNS takes in a topic's policy", () => {
        assert.equal(topicTransportStatement("x").Action.includes("sns:*"), false);
        assert.equal(topicTransportStatement("x").Action.length, 8);
    });
});
