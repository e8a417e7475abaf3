import rules from "../../../policy-pack/policies/organizationRules";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const topic = (inputs: Inputs = {}, more: Partial<TestResource> = {}): TestResource => ({
    type: "aws:sns/topic:Topic",
    inputs,
    ...more,
});
const bucket = (more: Partial<TestResource> = {}): TestResource => ({
    type: "aws:s3/bucket:Bucket",
    inputs: {},
    ...more,
});
const provider = (inputs: Inputs): TestResource => ({ type: "pulumi:providers:aws", inputs });
const REGIONS = { regions: ["eu-west-1", "eu-central-1"] };
const HOME = 'Set `region` to "eu-west-1" or "eu-central-1".';
const TAGS = { tags: ["owner", "cost:center"] };
const tagged = (type: string, tags: Inputs | Inputs[], more: Partial<TestResource> = {}): TestResource => ({
    type,
    inputs: { tags },
    ...more,
});
const COMPONENTS = {
    components: [
        "aws:s3/bucket:Bucket=acme:storage:Bucket",
        "aws:s3/bucket:Bucket=acme:web:Site",
        "aws:sqs/queue:Queue=acme:queues:Queue",
    ],
};
const kept = (type: string, inputs: Inputs = {}, isProtected = false): TestResource => ({ type, inputs, isProtected });
const OPTION_ONLY = "Set the option `protect` to true.";

describeService(rules, {
    "account-allowed-regions": {
        says: HOME,
        compliant: {
            "a provider": { resources: provider({ region: "eu-central-1" }), options: REGIONS },
            "a resource": { resources: topic({ region: "eu-west-1" }), options: REGIONS },
            "a resource in its provider's": { resources: topic(), options: REGIONS },
            "nothing is asked": { resources: topic({ region: "us-east-1" }) },
            "nothing is asked of a provider": { resources: provider({}) },
        },
        violating: {
            "a provider": { resources: provider({ region: "us-east-1" }), options: REGIONS },
            "a resource": { resources: topic({ region: "us-east-1" }), options: REGIONS },
        },
        absent: "compliant",
        unknown: {
            "where the provider gets it": {
                resources: provider({ profile: unknown() }),
                options: REGIONS,
                undetermined: "The provider takes it from its surroundings: `region`.",
            },
            "a region": {
                resources: topic({ region: unknown() }),
                options: REGIONS,
                undetermined: "Not known before the update: `region`.",
            },
        },
    },
    "account-required-tags": {
        says: 'Add "cost:center" to `tags`.',
        compliant: {
            "its own": {
                resources: tagged("aws:sns/topic:Topic", { owner: "payments", "cost:center": "7" }),
                options: TAGS,
            },
            "one of its provider's": {
                resources: topic(
                    { tags: { owner: "payments" } },
                    { provider: { defaultTags: '{"tags":{"cost:center":"7"}}' } },
                ),
                options: TAGS,
            },
            "of a provider, as an object": {
                resources: topic({}, { provider: { defaultTags: { tags: { owner: "x", "cost:center": "7" } } } }),
                options: TAGS,
            },
            "of a group": {
                resources: tagged("aws:autoscaling/group:Group", [{ key: "owner" }, { key: "cost:center" }]),
                options: TAGS,
            },
            "what has no tags": { resources: { type: "aws:sns/topicPolicy:TopicPolicy", inputs: {} }, options: TAGS },
            "nothing is asked": topic(),
        },
        violating: {
            "one is missing": { resources: tagged("aws:sns/topic:Topic", { owner: "payments" }), options: TAGS },
            "both are missing": {
                resources: topic({}, { provider: { region: "eu-west-1" } }),
                options: TAGS,
                says: ['Add "owner" to `tags`.', 'Add "cost:center" to `tags`.'],
            },
            "of a group, where those of the provider do not count": {
                resources: tagged("aws:autoscaling/group:Group", [{ key: "owner" }], {
                    provider: { defaultTags: '{"tags":{"cost:center":"7"}}' },
                }),
                options: TAGS,
            },
        },
        absent: "compliant",
        unknown: {
            "all tags": {
                resources: topic({ tags: unknown() }),
                options: { tags: ["owner"] },
                undetermined: "Not known before the update: `tags.owner`.",
            },
        },
    },
    "account-stateful-protected": {
        says: "Set the option `protect` to true, or `deletionProtection` to true.",
        compliant: {
            "by the program": kept("aws:rds/instance:Instance", {}, true),
            "by AWS": kept("aws:rds/instance:Instance", { deletionProtection: true }),
            "a table": kept("aws:dynamodb/table:Table", { deletionProtectionEnabled: true }),
            "a pool": kept("aws:cognito/userPool:UserPool", { deletionProtection: "ACTIVE" }),
            "a bucket": kept("aws:s3/bucket:Bucket", {}, true),
        },
        violating: {
            "an instance": kept("aws:rds/instance:Instance", { deletionProtection: false }),
            "a cluster": kept("aws:rds/cluster:Cluster"),
            DocumentDB: kept("aws:docdb/cluster:Cluster"),
            Neptune: kept("aws:neptune/cluster:Cluster"),
            "a table": {
                resources: kept("aws:dynamodb/table:Table"),
                says: ["Set the option `protect` to true, or `deletionProtectionEnabled` to true."],
            },
            "a pool": {
                resources: kept("aws:cognito/userPool:UserPool", { deletionProtection: "INACTIVE" }),
                says: ['Set the option `protect` to true, or `deletionProtection` to "ACTIVE".'],
            },
            ...Object.fromEntries(
                [
                    "aws:efs/fileSystem:FileSystem",
                    "aws:kms/key:Key",
                    "aws:opensearch/domain:Domain",
                    "aws:redshift/cluster:Cluster",
                    "aws:s3/bucket:Bucket",
                    "aws:s3/bucketV2:BucketV2",
                ].map((type) => [type, { resources: kept(type), says: [OPTION_ONLY] }]),
            ),
        },
        absent: { "of a bucket": { resources: kept("aws:s3/bucket:Bucket"), says: [OPTION_ONLY] } },
    },
    "account-approved-component": {
        byTypeAlone: true,
        says: 'Make it by "acme:storage:Bucket" or "acme:web:Site": set it as its `parent`.',
        compliant: {
            "in its component": { resources: bucket({ parents: ["acme:storage:Bucket"] }), options: COMPONENTS },
            "in another of its components, further out": {
                resources: bucket({ parents: ["acme:web:Site", "acme:web:Pages"] }),
                options: COMPONENTS,
            },
            "a type of which nothing is asked": { resources: topic(), options: COMPONENTS },
            "nothing is asked": bucket(),
        },
        violating: {
            "in no component": { resources: bucket(), options: COMPONENTS },
            "in another component": { resources: bucket({ parents: ["acme:queues:Queue"] }), options: COMPONENTS },
        },
        absent: "compliant",
    },
});
