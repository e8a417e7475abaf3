import blocks from "../../../../../policy-pack/policies/s3/publicAccess/blocks";
import { eachOutput } from "../../../../../policy-pack/testing/cases";
import { describeService } from "../../../support/describe";
import { secret, unknown, type Input, type Inputs } from "../../../support/inputs";
import { bucket, COMPUTED, oldBucket, resource, sideCar } from "../stack";

const COMPLETE = {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
};
const SWITCHES = Object.keys(COMPLETE);
const butFor = (name: string, value: Input): Inputs => ({ ...COMPLETE, [name]: value });
const perSwitch = <T>(one: (name: string) => T): Record<string, T> =>
    Object.fromEntries(SWITCHES.map((name) => [name, one(name)]));
const block = (inputs: Inputs) => resource("bucketPublicAccessBlock", { bucket: "data", ...inputs });
const accountBlock = (inputs: Inputs) => resource("accountPublicAccessBlock", inputs);
const ADD_BLOCK = "Give it an `aws.s3.BucketPublicAccessBlock` with all four switches true.";
const point = (block?: Inputs) =>
    resource("accessPoint", { bucket: "data", ...(block && { publicAccessBlockConfiguration: block }) });
const regionalPoint = (block?: Inputs) =>
    resource("s3control/multiRegionAccessPoint", {
        details: { name: "data", ...(block && { publicAccessBlock: block }) },
    });

describeService(blocks, {
    "s3-public-access-block-complete": {
        compliant: {
            "all switches on": { resources: block(COMPLETE) },
            "a text that the provider takes for true": { resources: block(butFor("blockPublicAcls", "true")) },
        },
        violating: {
            ...perSwitch((name) => ({
                resources: block(butFor(name, false)),
                says: [`Set \`${name}\` of "it" to true.`],
            })),
        },
        absent: {
            "switches are off by default": {
                resources: block({}),
                says: [
                    'Set `blockPublicAcls`, `blockPublicPolicy`, `ignorePublicAcls` and `restrictPublicBuckets` of "it" to true.',
                ],
            },
        },
        unknown: {
            "one switch": {
                resources: block(butFor("blockPublicPolicy", unknown())),
                undetermined: "Not known before the update: `blockPublicPolicy`.",
            },
            "one switch, but another is off": {
                resources: block({ ...COMPLETE, blockPublicPolicy: unknown(), ignorePublicAcls: false }),
                says: ['Set `ignorePublicAcls` of "it" to true.'],
            },
        },
    },
    "s3-account-public-access-block-complete": {
        compliant: { "all switches on": accountBlock(COMPLETE) },
        violating: {
            "one switch": {
                resources: accountBlock(butFor("restrictPublicBuckets", false)),
                says: ['Set `restrictPublicBuckets` of "it" to true.'],
            },
            "two switches": {
                resources: accountBlock({ ...COMPLETE, blockPublicAcls: false, ignorePublicAcls: false }),
                says: ['Set `blockPublicAcls` and `ignorePublicAcls` of "it" to true.'],
            },
        },
        absent: {
            "switches are off by default": {
                resources: accountBlock({}),
                says: [
                    'Set `blockPublicAcls`, `blockPublicPolicy`, `ignorePublicAcls` and `restrictPublicBuckets` of "it" to true.',
                ],
            },
        },
    },
    "s3-bucket-has-public-access-block": {
        compliant: {
            "a complete block": { resources: [bucket(), sideCar("bucketPublicAccessBlock", COMPLETE)] },
            "a complete block, by name": {
                resources: [bucket({ bucket: "data" }), block(COMPLETE)].map((one, index) => ({
                    ...one,
                    name: `r${index}`,
                })),
            },
            ...eachOutput(["bucket", "id"], "data", (outputs) => [
                bucket({}, { name: "named", outputs }),
                block(COMPLETE),
            ]),
            "a complete block of a bucket of the former type": {
                resources: [oldBucket(), sideCar("bucketPublicAccessBlock", COMPLETE)],
            },
            "a block with switches off, which is a finding of the block": {
                resources: [bucket(), sideCar("bucketPublicAccessBlock", butFor("blockPublicAcls", false))],
            },
        },
        violating: {
            "no block": { resources: bucket(), says: [ADD_BLOCK] },
            "no block, in a bucket of the former type": { resources: oldBucket(), says: [ADD_BLOCK] },
            "a block of another bucket": {
                resources: [
                    bucket(),
                    bucket({}, { name: "other" }),
                    sideCar("bucketPublicAccessBlock", COMPLETE, { from: { bucket: ["other"] } }),
                ],
                says: [ADD_BLOCK],
            },
            "a block of the account, which does not stay with the bucket": {
                resources: [bucket(), { ...accountBlock(COMPLETE), name: "account" }],
                says: [ADD_BLOCK],
            },
        },
        absent: {
            "no block, though AWS blocks by default": {
                resources: bucket({}, { outputs: COMPUTED }),
                says: [ADD_BLOCK],
            },
        },
        unknown: {
            "one switch, which is a finding of the block": {
                resources: [bucket(), sideCar("bucketPublicAccessBlock", butFor("blockPublicAcls", unknown()))],
            },
            "which bucket it is for": {
                resources: [bucket(), sideCar("bucketPublicAccessBlock", COMPLETE, { from: {} })],
                undetermined: 'It is not known yet what this names: `bucket` of "side".',
            },
        },
        secret: {
            "the name of another bucket": {
                resources: [
                    bucket({}, { outputs: { bucket: "x", id: "x" } }),
                    resource("bucketPublicAccessBlock", { bucket: secret("other"), ...COMPLETE }, { name: "side" }),
                ],
                says: [ADD_BLOCK],
            },
        },
        malformed: {
            "a list for the bucket": {
                resources: [
                    bucket({}, { outputs: { bucket: "x", id: "x" } }),
                    resource("bucketPublicAccessBlock", { bucket: ["x"], ...COMPLETE }, { name: "side" }),
                ],
                undetermined: 'It is not known yet what this names: `bucket` of "side".',
            },
        },
    },
    "s3-access-point-public-access-block": {
        compliant: {
            "all switches on": { resources: point(COMPLETE) },
        },
        violating: {
            ...perSwitch((name) => ({
                resources: point(butFor(name, false)),
                says: [`Set \`publicAccessBlockConfiguration.${name}\` of "it" to true.`],
            })),
        },
        absent: {
            "switches are on by default": { resources: point() },
            "switches are on by default, each": { resources: point({}) },
        },
        unknown: {
            "one switch": {
                resources: point(butFor("blockPublicPolicy", unknown())),
                undetermined: "Not known before the update: `publicAccessBlockConfiguration.blockPublicPolicy`.",
            },
        },
    },
    "s3-multi-region-access-point-public-access-block": {
        compliant: { "all switches on": regionalPoint(COMPLETE) },
        violating: {
            "one off": {
                resources: regionalPoint({ blockPublicPolicy: false }),
                says: ['Set `details.publicAccessBlock.blockPublicPolicy` of "it" to true.'],
            },
        },
        absent: { "switches are on by default": regionalPoint() },
        unknown: {
            "all of it": {
                resources: resource("s3control/multiRegionAccessPoint", { details: unknown() }),
                undetermined: `Not known before the update: ${SWITCHES.map((name) => `\`details.publicAccessBlock.${name}\``).join(", ")}.`,
            },
        },
    },
});
