import assert from "node:assert/strict";
import { AwsService } from "palisade-aws";
import type { Place } from "../../../components/shared/arn";
import {
    endpointServiceName,
    endpointStatements,
    isGateway,
} from "../../../components/network/policy/endpointServices";
import { otherAccount, places, says } from "../support/meaning";

const [aws, china] = places as [Place, Place];
const prefixes: Partial<Record<AwsService, string>> = {
    monitoring: "cloudwatch",
    "servicecatalog-appregistry": "servicecatalog",
    "ecr.api": "ecr",
    "ecr.dkr": "ecr",
};

describe("endpoints of services", () => {
    const names: [AwsService, Place, string][] = [
        [AwsService.Kms, aws, "com.amazonaws.eu-central-1.kms"],
        [AwsService.CloudWatch, aws, "com.amazonaws.eu-central-1.monitoring"],
        [AwsService.S3, china, "com.amazonaws.cn-north-1.s3"],
        [AwsService.Kms, china, "com.amazonaws.cn-north-1.kms"],
        [AwsService.Lambda, china, "cn.com.amazonaws.cn-north-1.lambda"],
        [AwsService.ExecuteApi, china, "cn.com.amazonaws.cn-north-1.execute-api"],
        [AwsService.EcrDocker, china, "cn.com.amazonaws.cn-north-1.ecr.dkr"],
        [AwsService.SsmMessages, china, "com.amazonaws.cn-north-1.ssmmessages"],
    ];
    for (const [service, place, name] of names) {
        it(name, () => assert.equal(endpointServiceName(service, place), name));
    }

    it("a route leads to Amazon S3 and DynamoDB, and an interface to the others", () => {
        assert.deepEqual(Object.values(AwsService).filter(isGateway), ["dynamodb", "s3"]);
    });

    for (const place of places.slice(0, 3)) {
        const { partition, region, accountId } = place;
        const mine = `arn:${partition}:iam::${accountId}:role/app`;
        const own = { "aws:PrincipalAccount": accountId, "aws:ResourceAccount": accountId };

        for (const service of Object.values(AwsService).filter((service) => service !== "execute-api")) {
            const action = `${prefixes[service] ?? service}:Do`;
            const policy = endpointStatements(service, place);

            it(`${service} in ${partition}: principals of the account, to its resources, and nobody and nothing else`, () => {
                assert.equal(says(policy, mine, action, "*", own), "allowed");
                assert.equal(says(policy, mine, action, "*", { "aws:PrincipalAccount": accountId }), "allowed");
                const theirs = { ...own, "aws:ResourceAccount": otherAccount };
                assert.equal(says(policy, mine, action, "*", theirs), "not-covered");
                const stranger = { ...own, "aws:PrincipalAccount": otherAccount };
                const role = mine.replace(accountId, otherAccount);
                assert.equal(says(policy, role, action, "*", stranger), "not-covered");
                assert.equal(
                    says(policy, "anonymous", action, "*", { "aws:ResourceAccount": accountId }),
                    "not-covered",
                );
                assert.equal(says(policy, mine, "iam:CreateUser", "*", own), "not-covered");
            });
        }

        it(`Amazon S3 in ${partition}: layers of images are read from AWS's bucket, and nothing is written there`, () => {
            const policy = endpointStatements(AwsService.S3, place);
            const layers = `arn:${partition}:s3:::prod-${region}-starport-layer-bucket`;
            const theirs = { "aws:PrincipalAccount": otherAccount, "aws:ResourceAccount": otherAccount };
            assert.equal(says(policy, "anonymous", "s3:GetObject", `${layers}/layer`, theirs), "allowed");
            assert.equal(says(policy, mine, "s3:PutObject", `${layers}/layer`, theirs), "not-covered");
            const other = layers.replace("starport", "other");
            assert.equal(says(policy, "anonymous", "s3:GetObject", `${other}/layer`, theirs), "not-covered");
        });

        it(`private APIs in ${partition}: those of the account, for whomever the API lets in`, () => {
            const policy = endpointStatements(AwsService.ExecuteApi, place);
            const api = `arn:${partition}:execute-api:${region}:${accountId}:a1b2c3/prod/GET/patterns`;
            assert.equal(says(policy, "anonymous", "execute-api:Invoke", api), "allowed");
            const theirs = api.replace(accountId, otherAccount);
            assert.equal(says(policy, mine, "execute-api:Invoke", theirs), "not-covered");
            assert.equal(says(policy, mine, "execute-api:ManageConnections", api), "not-covered");
        });
    }
});
