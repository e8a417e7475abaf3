import { PARTITIONS } from "palisade-policy-documents";
import tls from "../../../../../policy-pack/policies/s3/bucketPolicies/tls";
import { describeService } from "../../../support/describe";
import { secret, unknown, type Input, type Inputs } from "../../../support/inputs";
import type { TestResource } from "../../../support/sdk";
import { ARN, bucket, COMPUTED, KNOWN, oldBucket, policy, resource, sideCar } from "../stack";
import { BOTH, document, to } from "./documents";

const elsewhere = (inputs: Inputs): TestResource => ({ type: "aws:s3/bucketPolicy:BucketPolicy", inputs });
const DENY_ELSEWHERE =
    "Deny everything to everyone when `aws:SecureTransport` is false, on the bucket and its objects, in `policy`.";
const DENY =
    "Deny everything to everyone when `aws:SecureTransport` is false, on the bucket and its objects, in its `aws.s3.BucketPolicy`.";
const denyOn = (Resource: unknown, rest: object = {}) => ({
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
    ...rest,
});
const with_ = (document: Input) => sideCar("bucketPolicy", { policy: document });
const known = bucket({}, { outputs: KNOWN });
const china = { bucket: "data", id: "data", arn: "arn:aws-cn:s3:::data" };

describeService(tls, {
    "s3-bucket-policy-tls-only": {
        compliant: {
            "denied on the bucket and its objects": { resources: [known, with_(policy(denyOn(BOTH)))] },
            "denied in both of two policies": {
                resources: [
                    known,
                    with_(policy(denyOn(BOTH))),
                    sideCar("bucketPolicy", { policy: policy(denyOn("*")) }, { name: "other" }),
                ],
            },
            "denied in a side-car, beside what the outputs of a bucket that exists show": {
                resources: [
                    bucket({}, { outputs: { ...KNOWN, policy: policy(to("111122223333")) } }),
                    with_(policy(denyOn(BOTH))),
                ],
            },
            "denied, as an object": { resources: [known, with_(document(denyOn(BOTH) as Inputs))] },
            "denied, in a bucket of the former type": {
                resources: [oldBucket({}, { outputs: KNOWN }), with_(policy(denyOn(BOTH)))],
            },
            "denied in the bucket's own policy": {
                resources: bucket({ policy: policy(denyOn(BOTH)) }, { outputs: KNOWN }),
            },
            "denied, where the name is known and the ARN is not": {
                resources: [bucket({ bucket: "data" }), with_(policy(denyOn(BOTH)))],
            },
            ...Object.fromEntries(
                PARTITIONS.map(({ id }) => [
                    `denied in ${id}, where the name is known and the ARN is not`,
                    {
                        resources: [
                            bucket({ bucket: "data" }),
                            with_(policy(denyOn([`arn:${id}:s3:::data`, `arn:${id}:s3:::data/*`]))),
                        ],
                    },
                ]),
            ),
            "denied on everything, where no name is known": { resources: [bucket(), with_(policy(denyOn("*")))] },
            "denied on all buckets, where no name is known": {
                resources: [bucket(), with_(policy(denyOn(["arn:aws:s3:::*"])))],
            },
            "denied in China, by ARN": {
                resources: [bucket({}, { outputs: china }), with_(policy(denyOn(["arn:aws-cn:s3:::data*"])))],
            },
            ...Object.fromEntries(
                [true, false].map((isKnown) => [
                    `denied, of a bucket elsewhere${isKnown ? "" : ", by its ARN, whose name is not known yet"}`,
                    {
                        resources: elsewhere({
                            bucket: isKnown ? "data" : unknown(),
                            policy: policy(denyOn(isKnown ? ["arn:aws:s3:::data", "arn:aws:s3:::data/*"] : "*")),
                        }),
                    },
                ]),
            ),
            "a policy of a directory bucket elsewhere, which is reached by TLS only": {
                resources: elsewhere({
                    bucket: "data--use1-az4--x-s3",
                    policy: policy(to("111122223333")),
                }),
            },
        },
        violating: {
            "a policy of a bucket elsewhere": {
                resources: elsewhere({ bucket: "data", policy: policy(to("111122223333")) }),
                says: [DENY_ELSEWHERE],
            },
            "a policy of a bucket elsewhere, on another one": {
                resources: elsewhere({ bucket: "data", policy: policy(denyOn(["arn:aws:s3:::other*"])) }),
                says: [DENY_ELSEWHERE],
            },
            "no policy": { resources: bucket(), says: [DENY] },
            "no policy, in a bucket of the former type": { resources: oldBucket(), says: [DENY] },
            "a policy without it": { resources: [known, with_(policy(to("111122223333")))], says: [DENY] },
            "denied in one of two policies": {
                resources: [
                    known,
                    with_(policy(denyOn(BOTH))),
                    sideCar("bucketPolicy", { policy: policy(to("111122223333")) }, { name: "other" }),
                ],
                says: [`Remove or change "other": it is declared more than once. ${DENY}`],
            },
            "denied in a side-car, but not in the bucket's own policy": {
                resources: [
                    bucket({ bucket: "data", policy: policy(to("111122223333")) }),
                    with_(policy(denyOn(BOTH))),
                ],
                says: [`Remove or change \`policy\`: it is declared more than once. ${DENY}`],
            },
            "denied on the objects only": { resources: [known, with_(policy(denyOn(`${ARN}/*`)))], says: [DENY] },
            "denied on the bucket only": { resources: [known, with_(policy(denyOn(ARN)))], says: [DENY] },
            "denied on another bucket": {
                resources: [known, with_(policy(denyOn(["arn:aws:s3:::other", "arn:aws:s3:::other/*"])))],
                says: [DENY],
            },
            "denied in another partition": {
                resources: [bucket({}, { outputs: china }), with_(policy(denyOn(BOTH)))],
                says: [DENY],
            },
            "denied to some": {
                resources: [known, with_(policy(denyOn(BOTH, { Principal: { AWS: "111122223333" } })))],
                says: [DENY],
            },
            "denied for another bucket of the stack": {
                resources: [
                    bucket({}, { name: "open", outputs: { ...KNOWN, arn: "arn:aws:s3:::open" } }),
                    bucket({}, { outputs: KNOWN }),
                    with_(policy(denyOn("*"))),
                ],
                says: { open: [DENY] },
            },
            "an empty policy of its own": { resources: bucket({ policy: "" }), says: [DENY] },
        },
        absent: {
            "no policy, while the provider may fill one in": {
                resources: bucket({}, { outputs: COMPUTED }),
                says: [DENY],
            },
        },
        unknown: {
            "the policy, while the bucket has one": {
                resources: [bucket({}, { outputs: COMPUTED }), with_(unknown())],
                undetermined: 'Not known before the update: `policy` of "side".',
            },
            "the resources": {
                resources: [known, with_(document(denyOn([unknown(), unknown()]) as Inputs))],
                undetermined:
                    'Not known before the update: `policy.Statement[0].Resource[0]` of "side", `policy.Statement[0].Resource[1]` of "side".',
            },
            "the resources, but it is denied to some only": {
                resources: [
                    known,
                    with_(document(denyOn([unknown()], { Principal: { AWS: "111122223333" } }) as Inputs)),
                ],
                says: [DENY],
            },
            "the bucket's name": {
                resources: [bucket({ tags: { a: unknown() } }), with_(policy(denyOn(BOTH)))],
                undetermined: 'Depends on a name that is not known before the update: `policy` of "side".',
            },
            "whose policy it is": {
                resources: [known, sideCar("bucketPolicy", { policy: policy(denyOn(BOTH)) }, { from: {} })],
                undetermined: 'It is not known yet what this names: `bucket` of "side".',
            },
            "the bucket's own policy": {
                resources: [
                    bucket({ policy: unknown() }, { from: { policy: ["key"] } }),
                    resource("kms/key", {}, { name: "key" }),
                ],
                undetermined: "Not known before the update: `policy`.",
            },
        },
        secret: {
            "not denied, secretly": { resources: [known, with_(secret(policy(denyOn(ARN))))], says: [DENY] },
        },
        malformed: {
            "text that is no JSON": {
                resources: [known, with_("{")],
                undetermined: 'Not a valid policy document, as the document is not a JSON object: `policy` of "side".',
            },
        },
    },
});
