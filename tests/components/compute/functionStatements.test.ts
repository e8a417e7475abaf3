import assert from "node:assert/strict";
import { FunctionInvoker, principalOf, sourceFaults } from "../../../components/compute/invokers";
import {
    functionSids,
    functionStatements,
    functionTrust,
    invokeGrant,
} from "../../../components/compute/policy/functionStatements";
import { otherAccount, places, says } from "../support/meaning";

const interfaces = ["Create", "Delete", "Describe"].map((verb) =>
    verb === "Describe" ? "ec2:DescribeNetworkInterfaces" : `ec2:${verb}NetworkInterface`,
);

describe("what a function's role may do", () => {
    for (const place of places) {
        const { partition, region, accountId } = place;
        const logGroupArn = `arn:${partition}:logs:${region}:${accountId}:log-group:/aws/lambda/api-1`;
        const keyArn = `arn:${partition}:kms:${region}:${accountId}:key/1234`;
        const facts = { logGroupArn, keyArn, place, inVpc: false };
        const ask = (inVpc: boolean, action: string, resource: string, context = {}): string =>
            says(functionStatements({ ...facts, inVpc }), "the role", action, resource, context);

        it(`${partition}: it writes its own log, and reads none`, () => {
            for (const action of ["logs:CreateLogStream", "logs:PutLogEvents"]) {
                assert.equal(ask(false, action, `${logGroupArn}:log-stream:2026/11/28/1`), "allowed", action);
                assert.equal(ask(false, action, `${logGroupArn}2:log-stream:x`), "not-covered", action);
            }
            for (const action of ["logs:GetLogEvents", "logs:DeleteLogStream", "logs:CreateLogGroup"]) {
                assert.equal(ask(false, action, `${logGroupArn}:log-stream:x`), "not-covered", action);
            }
        });

        it(`${partition}: Lambda reads the environment with it, in the region, and nobody writes it`, () => {
            const via = { "kms:ViaService": `lambda.${region}.amazonaws.com` };
            assert.equal(ask(false, "kms:Decrypt", keyArn, via), "allowed");
            assert.equal(ask(false, "kms:Decrypt", keyArn), "not-covered");
            assert.equal(ask(false, "kms:Decrypt", `${keyArn}5`, via), "not-covered");
            assert.equal(ask(false, "kms:Encrypt", keyArn, via), "not-covered");
        });

        it(`${partition}: failed events go to its queue, where it has one, and are not read back`, () => {
            const failureQueueArn = `arn:${partition}:sqs:${region}:${accountId}:api-failures`;
            const may = (action: string, resource: string, context = {}): string =>
                says(functionStatements({ ...facts, failureQueueArn }), "the role", action, resource, context);
            const via = { "kms:ViaService": `sqs.${region}.amazonaws.com` };
            assert.equal(may("sqs:SendMessage", failureQueueArn), "allowed");
            assert.equal(may("sqs:SendMessage", `${failureQueueArn}2`), "not-covered");
            assert.equal(may("sqs:ReceiveMessage", failureQueueArn), "not-covered");
            assert.equal(may("kms:GenerateDataKey", keyArn, via), "allowed");
            assert.equal(may("kms:GenerateDataKey", keyArn), "not-covered");
            assert.equal(ask(false, "sqs:SendMessage", failureQueueArn), "not-covered");
        });

        it(`${partition}: network interfaces are Lambda's, not the code's, and only in a VPC`, () => {
            const code = { "lambda:SourceFunctionArn": `arn:${partition}:lambda:${region}:${accountId}:function:api` };
            for (const action of interfaces) {
                assert.equal(ask(true, action, "*"), "allowed", action);
                assert.equal(ask(true, action, "*", code), "denied", action);
                assert.equal(ask(false, action, "*"), "not-covered", action);
            }
            assert.equal(ask(true, "ec2:DetachNetworkInterface", "*"), "not-covered");
        });

        it(`${partition}: whoever may invoke it invokes what is live, and no version besides`, () => {
            const live = `arn:${partition}:lambda:${region}:${accountId}:function:api:live`;
            const statements = invokeGrant.statements({ arn: live, keyArn, place });
            const may = (action: string, resource: string): string => says(statements, "the role", action, resource);
            assert.equal(may("lambda:InvokeFunction", live), "allowed");
            assert.equal(may("lambda:InvokeFunction", live.replace("live", "1")), "not-covered");
            assert.equal(may("lambda:InvokeFunction", live.replace(":live", "")), "not-covered");
            assert.equal(may("lambda:UpdateFunctionCode", live), "not-covered");
        });
    }

    it("traces go where AWS X-Ray knows no resource, and are the only thing on everything outside of a VPC", () => {
        const [place] = places;
        assert.ok(place !== undefined);
        const statements = functionStatements({ logGroupArn: "arn:a", keyArn: "arn:k", place, inVpc: false });
        const onAll = statements.filter(({ Resource }) => Resource.includes("*"));
        assert.deepEqual(
            onAll.map(({ Action }) => Action),
            [["xray:PutTraceSegments", "xray:PutTelemetryRecords"]],
        );
    });

    it("every Sid is known, so that a user's statement cannot take it", () => {
        const [place] = places;
        assert.ok(place !== undefined);
        const made = functionStatements({
            logGroupArn: "arn:a",
            failureQueueArn: "arn:q",
            keyArn: "arn:k",
            place,
            inVpc: true,
        });
        assert.deepEqual(made.map(({ Sid }) => Sid).sort(), [...functionSids].sort());
    });

    it("its role is taken by Lambda alone", () => {
        const trust = JSON.stringify({
            ...functionTrust,
            Statement: functionTrust.Statement.map((statement) => ({ ...statement, Resource: "*" })),
        });
        assert.equal(says(trust, "lambda.amazonaws.com", "sts:AssumeRole", "*"), "allowed");
        assert.equal(says(trust, "ec2.amazonaws.com", "sts:AssumeRole", "*"), "not-covered");
        assert.equal(says(trust, "arn:aws:iam::111122223333:role/app", "sts:AssumeRole", "*"), "not-covered");
    });
});

const sources: Record<FunctionInvoker, string> = {
    ApiGateway: "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3/prod/GET/patterns",
    Cognito: "arn:aws-us-gov:cognito-idp:us-gov-west-1:111122223333:userpool/us-gov-west-1_a",
    EventBridge: "arn:aws:events:eu-west-1:111122223333:rule/daily",
    LoadBalancer: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/pages-a1b2/0123456789abcdef",
    S3: "arn:aws-cn:s3:::uploads",
    SecretsManager: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:token-a1b2c3",
    Sns: "arn:aws:sns:eu-west-1:111122223333:alerts",
};

describe("who calls a function under its own name", () => {
    for (const invoker of Object.values(FunctionInvoker)) {
        it(`${invoker}: for a source of its own service, in the function's account`, () => {
            assert.match(principalOf(invoker), /^[a-z0-9-]+\.amazonaws\.com$/);
            assert.deepEqual(sourceFaults(invoker, sources[invoker], "111122223333"), []);
            for (const other of Object.values(FunctionInvoker).filter((other) => other !== invoker)) {
                assert.equal(sourceFaults(invoker, sources[other], "111122223333").length, 1, other);
            }
            const foreign = sourceFaults(
                invoker,
                sources[invoker].replace("111122223333", otherAccount),
                "111122223333",
            );
            assert.equal(foreign.length, invoker === FunctionInvoker.S3 ? 0 : 1);
        });
    }

    it("no source is everything", () => {
        const wide = ["*", "arn:aws:execute-api:eu-west-1:111122223333:*", "arn:aws:execute-api:eu-west-1:*:a1b2c3/*"];
        for (const source of wide) {
            const [fault] = sourceFaults(FunctionInvoker.ApiGateway, source, "111122223333");
            assert.equal(fault?.fault, "it is not the ARN of such a source", source);
        }
    });
});
