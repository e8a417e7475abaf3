import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
    accountRootArn,
    distributionArns,
    keyRegionFaults,
    kmsKeyArn,
    viaService,
} from "../../../components/shared/arn";
import { places } from "../support/meaning";

const id = "1234abcd-12ab-34cd-56ef-1234567890ab";

describe("ARNs", () => {
    for (const place of places) {
        const arn = `arn:${place.partition}:kms:${place.region}:${place.accountId}:key/${id}`;
        it(`${place.partition}: a key's ARN is accepted in its region, and in no other`, () => {
            assert.deepEqual(kmsKeyArn(arn, "key"), []);
            assert.deepEqual(keyRegionFaults(arn, place.region, "key"), []);
            const [fault] = keyRegionFaults(arn, "eu-west-3", "key");
            assert.equal(fault?.fault, "it is not in region eu-west-3");
        });
        it(`${place.partition}: the account's root principal`, () => {
            assert.equal(accountRootArn(place), `arn:${place.partition}:iam::111122223333:root`);
        });
    }

    it("a multi-region key is a key", () => {
        const arn = `arn:aws:kms:eu-central-1:111122223333:key/mrk-${id.replace(/-/g, "")}`;
        assert.deepEqual(kmsKeyArn(arn, "key"), []);
    });

    const faults: [string, RegExp][] = [
        ["", /not the ARN of a KMS key/],
        [id, /not the ARN of a KMS key/],
        ["alias/data", /is an alias/],
        ["alias/aws/s3", /is an alias/],
        ["arn:aws:kms:eu-central-1:111122223333:alias/data", /is an alias/],
        ["arn:aws:s3:::data", /not the ARN of a KMS key/],
        [`arn:aws:kms:eu-central-1:1111:key/${id}`, /not the ARN of a KMS key/],
        [`arn:amazon:kms:eu-central-1:111122223333:key/${id}`, /not the ARN of a KMS key/],
        [`arn:aws:kms:eu-central-1:111122223333:key/${id}\n`, /not the ARN of a KMS key/],
        [`see arn:aws:kms:eu-central-1:111122223333:key/${id}`, /not the ARN of a KMS key/],
    ];
    for (const [text, fault] of faults) {
        it(`${JSON.stringify(text)} is not a key's ARN`, () => {
            const [found] = kmsKeyArn(text, "key");
            assert.equal(found?.argument, "key");
            assert.match(found?.fault ?? "", fault);
        });
    }

    it("a distribution's ARN", () => {
        const right = [
            "arn:aws:cloudfront::111122223333:distribution/E1AB",
            "arn:aws-cn:cloudfront::111122223333:distribution/E2",
        ];
        const wrong = ["*", "E1ABCDEF", "arn:aws:cloudfront::111122223333:distribution/*", "arn:aws:s3:::x"];
        assert.deepEqual(distributionArns([...right, pulumi.output("*")], "arns"), []);
        assert.deepEqual(
            distributionArns([...wrong, ...right], "arns").map(({ argument, fault }) => `${argument}: ${fault}`),
            wrong.map((arn) => `arns: "${arn}" is not the ARN of a distribution`),
        );
    });

    it("a service calls KMS under its own name and region, also under the domain of its partition", () => {
        assert.deepEqual(
            places.map((place) => viaService("s3", place)),
            [
                ["s3.eu-central-1.amazonaws.com"],
                ["s3.cn-north-1.amazonaws.com", "s3.cn-north-1.amazonaws.com.cn"],
                ["s3.us-gov-west-1.amazonaws.com"],
                ["s3.eusc-de-east-1.amazonaws.com", "s3.eusc-de-east-1.amazonaws.eu"],
                ["s3.us-iso-east-1.amazonaws.com", "s3.us-iso-east-1.c2s.ic.gov"],
                ["s3.us-isob-east-1.amazonaws.com", "s3.us-isob-east-1.sc2s.sgov.gov"],
                ["s3.eu-isoe-west-1.amazonaws.com", "s3.eu-isoe-west-1.cloud.adc-e.uk"],
                ["s3.us-isof-south-1.amazonaws.com", "s3.us-isof-south-1.csp.hci.ic.gov"],
            ],
        );
    });
});
