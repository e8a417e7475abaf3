import lifecycle from "../../../../policy-pack/policies/s3/lifecycle";
import { describeService } from "../../support/describe";
import { unknown, type Input, type Inputs } from "../../support/inputs";
import { bucket, COMPUTED, oldBucket, resource, sideCar } from "./stack";

const casesOf = <Source, Case>(sources: Readonly<Record<string, Source>>, one: (source: Source) => Case) =>
    Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, one(source)]));

const LIFECYCLE = 'Give it an `aws.s3.BucketLifecycleConfiguration` with a rule that is "Enabled".';
const ABORT = "Set `abortIncompleteMultipartUpload` of a lifecycle rule that has no filter to some days.";
const aborting = (daysAfterInitiation: Input, status: Input = "Enabled"): Inputs => ({
    id: "tidy",
    status,
    abortIncompleteMultipartUpload: { daysAfterInitiation },
});
const expiring: Inputs = { id: "expire", status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 90 } };
const inlineAborting = (more: Inputs = {}): Inputs => ({
    lifecycleRules: [{ enabled: true, abortIncompleteMultipartUploadDays: 7, ...more }],
});
/** Rules that are for some of the uploads only. */
const NARROWED: Readonly<Record<string, Inputs>> = {
    "a rule for a prefix": { filter: { prefix: "tmp/" } },
    "a rule for a prefix, the former way": { prefix: "tmp/" },
    "a rule for a tag": { filter: { tag: { key: "kind", value: "tmp" } } },
    "a rule for several things": { filter: { and: { prefix: "", tags: { kind: "tmp" } } } },
    "a rule for a prefix among several things": { filter: { and: { prefix: "tmp/", objectSizeGreaterThan: 1 } } },
    "a rule for large objects": { filter: { objectSizeGreaterThan: 1024 } },
    "a rule for small objects": { filter: { objectSizeLessThan: 1024 } },
};
const directoryBucket = resource(
    "directoryBucket",
    { bucket: "data--euw1-az1--x-s3", location: { name: "euw1-az1" } },
    { name: "it" },
);
const rules = (rules: Input, type = "bucketLifecycleConfiguration") => sideCar(type, { rules });

describeService(lifecycle, {
    "s3-bucket-lifecycle": {
        compliant: {
            "a rule that aborts": { resources: [bucket(), rules([aborting(7)])] },
            "one rule of two aborts": { resources: [bucket(), rules([expiring, aborting(1)])] },
            "the former type": { resources: [oldBucket(), rules([aborting(7)], "bucketLifecycleConfigurationV2")] },
            "a directory bucket": { resources: [directoryBucket, rules([aborting(7)])] },
            "what the provider takes for no filter": {
                resources: [
                    bucket(),
                    rules([{ ...aborting(7), prefix: "", filter: { and: { tags: {}, objectSizeGreaterThan: 0 } } }]),
                ],
            },
            "a rule for every prefix": {
                resources: [bucket(), rules([{ ...aborting(7), filter: { prefix: "" } }])],
            },
            "a rule with an empty filter, beside one for a prefix": {
                resources: [
                    bucket(),
                    rules([
                        { ...aborting(1), filter: { prefix: "tmp/" } },
                        { ...aborting(7), filter: {} },
                    ]),
                ],
            },
            inline: { resources: bucket(inlineAborting()) },
            "inline, for every prefix": { resources: bucket(inlineAborting({ prefix: "" })) },
            "inline, in a bucket of the former type": { resources: oldBucket(inlineAborting()) },
        },
        violating: {
            "a rule for a prefix inline, while a side-car has one for all": {
                resources: [bucket(inlineAborting({ prefix: "tmp/" })), rules([aborting(7)])],
                says: [`Remove or change \`lifecycleRules\`: it is declared more than once. ${ABORT}`],
            },
            "a directory bucket without": { resources: directoryBucket, says: [LIFECYCLE] },
            "a directory bucket with a rule for a prefix": {
                resources: [directoryBucket, rules([{ ...aborting(7), filter: { prefix: "tmp/" } }])],
                says: [ABORT],
            },
            "no rule": { resources: [bucket(), rules([])], says: [LIFECYCLE] },
            "a rule that is off": { resources: [bucket(), rules([aborting(7, "Disabled")])], says: [LIFECYCLE] },
            "a rule that does not abort": { resources: [bucket(), rules([expiring])], says: [ABORT] },
            "a rule that does not abort, and one that is off": {
                resources: [oldBucket(), rules([expiring, aborting(7, "Disabled")])],
                says: [ABORT],
            },
            "a rule that aborts after no days": { resources: [bucket(), rules([aborting(0)])], says: [ABORT] },
            "an inline rule that is off": {
                resources: bucket({ lifecycleRules: [{ enabled: false, abortIncompleteMultipartUploadDays: 7 }] }),
                says: [LIFECYCLE],
            },
            ...casesOf(NARROWED, (narrowed) => ({
                resources: [bucket(), rules([{ ...aborting(7), ...narrowed }])],
                says: [ABORT],
            })),
            "an inline rule for a prefix": { resources: bucket(inlineAborting({ prefix: "tmp/" })), says: [ABORT] },
            "an inline rule for a tag": { resources: bucket(inlineAborting({ tags: { kind: "tmp" } })), says: [ABORT] },
            "an inline rule for a prefix, in a bucket of the former type": {
                resources: oldBucket(inlineAborting({ prefix: "tmp/" })),
                says: [ABORT],
            },
            "an inline rule that does not abort": {
                resources: bucket({ lifecycleRules: [{ enabled: true, abortIncompleteMultipartUploadDays: 0 }] }),
                says: [ABORT],
            },
        },
        absent: {
            "none by default": { resources: bucket(), says: [LIFECYCLE] },
            "none, which the provider fills in": { resources: bucket({}, { outputs: COMPUTED }), says: [LIFECYCLE] },
            "a rule without days": { resources: [bucket(), rules([aborting(null)])], says: [ABORT] },
        },
        unknown: {
            "the rules": {
                resources: [bucket(), rules(unknown())],
                undetermined: 'Not known before the update: `rules` of "side".',
            },
            "whether the rule is on": {
                resources: [bucket(), rules([aborting(7, unknown())])],
                undetermined: 'Not known before the update: `rules[0].status` of "side".',
            },
            "parts of the filter that nobody gave, which the provider fills in": {
                resources: [
                    bucket(),
                    rules([{ ...aborting(7), filter: { prefix: unknown(), objectSizeGreaterThan: unknown() } }]),
                ],
            },
            "the prefix": {
                resources: [
                    bucket(),
                    sideCar(
                        "bucketLifecycleConfiguration",
                        { rules: [{ ...aborting(7), filter: { prefix: unknown() } }] },
                        { from: { bucket: ["it"], rules: ["it"] } },
                    ),
                ],
                undetermined: 'Not known before the update: `rules[0].filter.prefix` of "side".',
            },
            "the days": {
                resources: [bucket(), rules([aborting(unknown())])],
                undetermined:
                    'Not known before the update: `rules[0].abortIncompleteMultipartUpload.daysAfterInitiation` of "side".',
            },
        },
    },
});
