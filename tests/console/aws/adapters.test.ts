import assert from "node:assert/strict";
import {
    CodePipelineClient,
    NotLatestPipelineExecutionException,
    PipelineNotFoundException,
    StageNotRetryableException,
} from "@aws-sdk/client-codepipeline";
import { S3Client } from "@aws-sdk/client-s3";
import { NotFoundException, SNSClient } from "@aws-sdk/client-sns";
import { SQSClient, type SendMessageCommandInput } from "@aws-sdk/client-sqs";
import { BucketArtifacts } from "../../../console/aws/artifacts";
import { QueuedChanges } from "../../../console/aws/changes";
import { TopicNotifications } from "../../../console/aws/notifications";
import { CodePipelines, type PipelineNames } from "../../../console/aws/pipelines";
import { record } from "./support/recorder";

const AWS = { region: "eu-west-1", credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" } };

describe("changes in a queue", () => {
    async function messageOf(change: Parameters<QueuedChanges["announce"]>[0]): Promise<SendMessageCommandInput> {
        const client = new SQSClient(AWS);
        const calls = record(client);
        await new QueuedChanges(client, "https://sqs.eu-west-1.amazonaws.com/111122223333/changes.fifo").announce(
            change,
        );
        assert.equal(calls.length, 1);
        const [command, input] = calls[0]!;
        assert.equal(command, "SendMessageCommand");
        return input as SendMessageCommandInput;
    }

    it("say what changed, and nothing besides", async () => {
        const change = { kind: "pattern", id: "WEB", version: 3, description: "not for the queue" } as const;
        const { QueueUrl, MessageBody } = await messageOf(change);
        assert.equal(QueueUrl, "https://sqs.eu-west-1.amazonaws.com/111122223333/changes.fifo");
        assert.deepEqual(JSON.parse(MessageBody ?? ""), { kind: "pattern", id: "WEB", version: 3 });
    });

    it("of one thing have one group, and each is sent: what was deleted and made again has its old versions", async () => {
        const versions = [1, 2, 0, 1];
        const messages = await Promise.all(
            versions.map((version) => messageOf({ kind: "attribute", id: "TIER:A", version })),
        );
        assert.equal(new Set(messages.map(({ MessageGroupId }) => MessageGroupId)).size, 1);
        assert.equal(new Set(messages.map(({ MessageDeduplicationId }) => MessageDeduplicationId)).size, 4);
    });

    it("of two things have two groups: of another kind too, and where ids are long", async () => {
        const long = "A".repeat(120);
        const messages = await Promise.all([
            messageOf({ kind: "pattern", id: "WEB", version: 1 }),
            messageOf({ kind: "attribute", id: "WEB", version: 1 }),
            messageOf({ kind: "attribute", id: `${long}:${long}`, version: 1 }),
            messageOf({ kind: "attribute", id: `${long}:${long.slice(1)}B`, version: 1 }),
        ]);
        assert.equal(new Set(messages.map(({ MessageGroupId }) => MessageGroupId)).size, 4);
        assert.equal(new Set(messages.map(({ MessageDeduplicationId }) => MessageDeduplicationId)).size, 4);
        for (const { MessageGroupId, MessageDeduplicationId } of messages) {
            // What the queue takes.
            assert.match(MessageGroupId ?? "", /^[\w!"#$%&'()*+,\-./:;<=>?@[\\\]^`{|}~]{1,128}$/);
            assert.match(MessageDeduplicationId ?? "", /^[\w!"#$%&'()*+,\-./:;<=>?@[\\\]^`{|}~]{1,128}$/);
        }
    });
});

describe("subscriptions to topics", () => {
    const PREFIX = "arn:aws:sns:eu-west-1:111122223333:pattern-";
    // Of the pattern's name, as its pipeline makes it.
    const TOPIC = `${PREFIX}web`;
    const subscription = (Endpoint: string, SubscriptionArn: string, Protocol = "email") => ({
        Endpoint,
        SubscriptionArn,
        Protocol,
    });

    function notifications(...pages: readonly (readonly object[])[]) {
        const client = new SNSClient(AWS);
        let page = 0;
        const calls = record(client, (command) =>
            command === "ListSubscriptionsByTopicCommand"
                ? { Subscriptions: pages[page], ...(++page < pages.length && { NextToken: `page ${page}` }) }
                : {},
        );
        return { calls, port: new TopicNotifications(client, PREFIX) };
    }

    it("follow a pattern by its own topic", async () => {
        const { calls, port } = notifications();
        assert.equal(await port.follow("WEB", "me@example.com"), "asked");
        assert.deepEqual(calls, [
            ["SubscribeCommand", { TopicArn: TOPIC, Protocol: "email", Endpoint: "me@example.com" }],
        ]);
    });

    it("end that of the address alone, on whichever page it is", async () => {
        const { calls, port } = notifications(
            [subscription("you@example.com", `${TOPIC}:1`), subscription("me@example.com", `${TOPIC}:2`, "sms")],
            [subscription("me@example.com", `${TOPIC}:3`)],
            [subscription("else@example.com", `${TOPIC}:4`)],
        );
        await port.unfollow("WEB", "me@example.com");
        assert.deepEqual(calls, [
            ["ListSubscriptionsByTopicCommand", { TopicArn: TOPIC, NextToken: undefined }],
            ["ListSubscriptionsByTopicCommand", { TopicArn: TOPIC, NextToken: "page 1" }],
            ["UnsubscribeCommand", { SubscriptionArn: `${TOPIC}:3` }],
        ]);
    });

    it("end nothing and begin nothing where there is no topic; another fault is one", async () => {
        const refusing = (error: Error) => {
            const client = new SNSClient(AWS);
            record(client, () => {
                throw error;
            });
            return new TopicNotifications(client, PREFIX);
        };
        const missing = new NotFoundException({ message: "no topic", $metadata: {} });
        await refusing(missing).unfollow("WEB", "me@example.com");
        assert.equal(await refusing(missing).follow("WEB", "me@example.com"), "no-topic");
        const other = new Error("throttled");
        await assert.rejects(refusing(other).follow("WEB", "me@example.com"), other);
        await assert.rejects(refusing(other).unfollow("WEB", "me@example.com"), other);
    });

    for (const state of ["PendingConfirmation", "Deleted"]) {
        it(`end nothing where there is none, or one that is no more than ${state}`, async () => {
            const { calls, port } = notifications([subscription("me@example.com", state)]);
            await port.unfollow("WEB", "me@example.com");
            assert.deepEqual(
                calls.map(([command]) => command),
                ["ListSubscriptionsByTopicCommand"],
            );
        });
    }
});

describe("pipelines", () => {
    const NAMES = { builder: "make-pipelines", prefix: "pattern-" };
    const BUILD = [
        "StartPipelineExecutionCommand",
        { name: "make-pipelines", variables: [{ name: "patternId", value: "web" }] },
    ];
    const STATE = ["GetPipelineStateCommand", { name: "pattern-web" }];
    const RETRY = [
        "RetryStageExecutionCommand",
        { pipelineName: "pattern-web", stageName: "Scan", pipelineExecutionId: "2", retryMode: "FAILED_ACTIONS" },
    ];
    const stage = (stageName: string, status: string, pipelineExecutionId: string) => ({
        stageName,
        latestExecution: { status, pipelineExecutionId },
    });
    const FAILED = [stage("Source", "Succeeded", "3"), stage("Scan", "Failed", "2"), { stageName: "Publish" }];
    const fault = { message: "refused", $metadata: {} };

    function pipelines(stageStates: readonly object[] | Error, retry?: Error, names: PipelineNames = NAMES) {
        const client = new CodePipelineClient(AWS);
        const calls = record(client, (command) => {
            const answer = command === "RetryStageExecutionCommand" ? (retry ?? {}) : stageStates;
            if (answer instanceof Error && command !== "StartPipelineExecutionCommand") {
                throw answer;
            }
            return { stageStates };
        });
        return { calls, port: new CodePipelines(client, names) };
    }

    it("are made by the builder, which is told of which pattern", async () => {
        const { calls, port } = pipelines([]);
        await port.create("WEB");
        assert.deepEqual(calls, [BUILD]);
    });

    it("repeat what failed of the build that failed", async () => {
        const { calls, port } = pipelines(FAILED);
        assert.equal(await port.restart("WEB"), "started");
        assert.deepEqual(calls, [STATE, RETRY]);
    });

    it("repeat nothing where nothing failed", async () => {
        const states = ["Succeeded", "InProgress", "Stopped", "Cancelled"].map((status) => stage(status, status, "1"));
        const { calls, port } = pipelines(states);
        assert.equal(await port.restart("WEB"), "not-failed");
        assert.deepEqual(calls, [STATE]);
    });

    for (const error of [new StageNotRetryableException(fault), new NotLatestPipelineExecutionException(fault)]) {
        it(`repeat nothing where somebody was faster: ${error.name}`, async () => {
            const { calls, port } = pipelines(FAILED, error);
            assert.equal(await port.restart("WEB"), "not-failed");
            assert.deepEqual(calls, [STATE, RETRY]);
        });
    }

    it("are made again where making them failed", async () => {
        const { calls, port } = pipelines(new PipelineNotFoundException(fault));
        assert.equal(await port.restart("WEB"), "started");
        assert.deepEqual(calls, [STATE, BUILD]);
    });

    it("are neither made nor asked for without a builder, which is said", async () => {
        const { calls, port } = pipelines(new PipelineNotFoundException(fault), undefined, {
            ...NAMES,
            builder: undefined,
        });
        assert.equal(port.hasBuilder, false);
        assert.equal(await port.restart("WEB"), "no-pipeline");
        await assert.rejects(port.create("WEB"), /there is no pipeline that makes pipelines/);
        assert.deepEqual(calls, [STATE]);
        assert.equal(pipelines([]).port.hasBuilder, true);
    });

    it("are listed by their patterns, of all pages, and without others", async () => {
        const client = new CodePipelineClient(AWS);
        const pages = [
            ["pattern-web", "make-pipelines"],
            [],
            ["pattern-queue-2", "my-pattern-x", "pattern-of.none", "pattern-DB"],
        ];
        let page = 0;
        const calls = record(client, () => ({
            pipelines: pages[page]?.map((name) => ({ name })),
            ...(++page < pages.length && { nextToken: `page ${page}` }),
        }));
        assert.deepEqual(await new CodePipelines(client, NAMES).existing(), new Set(["WEB", "QUEUE-2"]));
        assert.equal(calls.length, 3);
    });

    it("do not take another fault for an answer", async () => {
        const error = new Error("throttled");
        await assert.rejects(pipelines(error).port.restart("WEB"), error);
        await assert.rejects(pipelines(FAILED, error).port.restart("WEB"), error);
    });
});

describe("links to artifacts", () => {
    it("lead to the one object for as long as asked, and have it saved as a file without a type", async () => {
        const link = await new BucketArtifacts(new S3Client(AWS), "artifacts-bucket").link("WEB", "page.html", 60);
        const { protocol, host, pathname, searchParams: query } = new URL(link);
        assert.equal(
            `${protocol}//${host}${pathname}`,
            "https://artifacts-bucket.s3.eu-west-1.amazonaws.com/web/page.html",
        );
        assert.equal(query.get("X-Amz-Expires"), "60");
        assert.equal(query.get("response-content-disposition"), 'attachment; filename="page.html"');
        assert.equal(query.get("response-content-type"), "application/octet-stream");
        assert.equal(query.get("response-cache-control"), "no-store");
        assert.match(query.get("X-Amz-Signature") ?? "", /^[0-9a-f]{64}$/);
    });
});
