import service from "../../../../policy-pack/policies/s3/lifecycle";
import { describeService } from "../../support/describe";
import { unknown, type Input, type Inputs } from "../../support/inputs";
import { bucket, COMPUTED, oldBucket, resource, sideCar } from "./stack";

const casesOf = <Source, Case>(sources: Readonly<Record<string, Source>>, one: (source: Source) => Case) =>
    Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, one(source)]));

const LIFECYCLE = 'Declare a rule that is "Enabled" in its `aws.s3.BucketLifecycleConfiguration`.';
const ABORT = "Set `abortIncompleteMultipartUpload` of a rule of `rules` that has no filter to some days.";
const INLINE_ABORT =
    "Set `abortIncompleteMultipartUploadDays` of a rule of `lifecycleRules` for all uploads to some days.";
const aborting = (daysAfterInitiation: Input, status: Input = "Enabled"): Inputs => ({
    id: "tidy",
    status,
    abortIncompleteMultipartUpload: { daysAfterInitiation },
});
const expiring: Inputs = { id: "expire", status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 90 } };
const aborts: Inputs = { enabled: true, abortIncompleteMultipartUploadDays: 7 };
const inlineAborting = (more: Inputs = {}): Inputs => ({ lifecycleRules: [{ ...aborts, ...more }] });
/** Rules that are for some of the uploads only. */
const NARROWED: Readonly<Record<string, Inputs>> = {
    "a rule for a prefix": { filter: { prefix: "tmp/" } },
    "a rule for a prefix, the former way": { prefix: "tmp/" },
    "a rule for a tag": { filter: { tag: { key: "kind", value: "tmp" } } },
    "a rule for several things": { filter: { and: { prefix: "", tags: { kind: "tmp" } } } },
    "a rule for a prefix among several things": { filter: { and: { prefix: "tmp/", objectSizeGreaterThan: 0 } } },
    "a rule for large objects of several things": { filter: { and: { objectSizeGreaterThan: 1024 } } },
    "a rule for small objects of several things": { filter: { and: { objectSizeLessThan: 1024 } } },
    "a rule for large objects": { filter: { objectSizeGreaterThan: 1024 } },
    "a rule for small objects": { filter: { objectSizeLessThan: 1024 } },
};
const directoryBucket = resource(
    "directoryBucket",
    { bucket: "data--euw1-az1--x-s3", location: { name: "euw1-az1" } },
    { name: "it" },
);
const rules = (rules: Input, type = "bucketLifecycleConfiguration") => sideCar(type, { rules });
/** A lifecycle configuration alone. */
const lifecycle = (rules: Input, type = "bucketLifecycleConfiguration") => resource(type, { bucket: "data", rules });

const status = (status: string): Inputs => ({ versioningConfiguration: { status } });
const VERSIONED = sideCar("bucketVersioning", status("Enabled"), { name: "versions" });

describeService(service, {
    "s3-bucket-lifecycle": {
        says: LIFECYCLE,
        compliant: {
            "a rule that aborts": { resources: [bucket(), rules([aborting(7)])] },
            "a rule that expires": { resources: [bucket(), rules([expiring])] },
            "one rule of two is on": { resources: [bucket(), rules([aborting(7, "Disabled"), expiring])] },
            "the former type": { resources: [oldBucket(), rules([aborting(7)], "bucketLifecycleConfigurationV2")] },
            inline: { resources: bucket(inlineAborting()) },
            "inline, in a bucket of the former type": { resources: oldBucket(inlineAborting()) },
        },
        violating: {
            "inline it is off, while a side-car has one": {
                resources: [bucket({ lifecycleRules: [{ enabled: false }] }), rules([aborting(7)])],
                says: [`Remove or change \`lifecycleRules\`: it is declared more than once. ${LIFECYCLE}`],
            },
            "none, in one that keeps versions": [bucket(), VERSIONED],
            "no rule": { resources: [bucket(), rules([])] },
            "a rule that is off": { resources: [bucket(), rules([aborting(7, "Disabled")])] },
            "an inline rule that is off": {
                resources: bucket({ lifecycleRules: [{ enabled: false }] }),
                says: [`${LIFECYCLE} Now \`lifecycleRules\` says otherwise.`],
            },
            "an inline rule that is off, in a bucket of the former type": {
                resources: oldBucket({ lifecycleRules: [{ enabled: false }] }),
                says: [`${LIFECYCLE} Now \`lifecycleRules\` says otherwise.`],
            },
        },
        absent: {
            "none by default": { resources: bucket(), says: [LIFECYCLE] },
            "none, which the provider fills in": { resources: bucket({}, { outputs: COMPUTED }), says: [LIFECYCLE] },
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
        },
    },
    "s3-versioned-bucket-lifecycle": {
        says: LIFECYCLE,
        compliant: {
            "a rule that expires": [bucket(), VERSIONED, rules([expiring])],
            "no versions, which is another policy's": bucket(),
            "no versions any more": [bucket(), sideCar("bucketVersioning", status("Suspended"))],
        },
        violating: {
            "no rule": [bucket(), VERSIONED],
            "a rule that is off": [bucket(), VERSIONED, rules([aborting(7, "Disabled")])],
            inline: bucket({ versioning: { enabled: true } }),
            "inline, in a bucket of the former type": oldBucket({ versionings: [{ enabled: true }] }),
        },
        absent: "compliant",
    },
    "s3-directory-bucket-lifecycle": {
        says: LIFECYCLE,
        compliant: { "a rule that aborts": [directoryBucket, rules([aborting(7)])] },
        violating: { none: directoryBucket, "a rule that is off": [directoryBucket, rules([aborting(7, "Disabled")])] },
        absent: "violating",
    },
    "s3-lifecycle-aborts-uploads": {
        says: ABORT,
        compliant: {
            "a rule that aborts": lifecycle([aborting(7)]),
            "one rule of two aborts": lifecycle([expiring, aborting(1)]),
            "the former type": lifecycle([aborting(7)], "bucketLifecycleConfigurationV2"),
            "what the provider takes for no filter": lifecycle([
                { ...aborting(7), prefix: "", filter: { and: { tags: {}, objectSizeGreaterThan: 0 } } },
            ]),
            "a rule for every prefix": lifecycle([{ ...aborting(7), filter: { prefix: "" } }]),
            "a rule with an empty filter, beside one for a prefix": lifecycle([
                { ...aborting(1), filter: { prefix: "tmp/" } },
                { ...aborting(7), filter: {} },
            ]),
            inline: bucket(inlineAborting()),
            "inline, after a day": bucket(inlineAborting({ abortIncompleteMultipartUploadDays: 1 })),
            "inline, for every prefix": bucket(inlineAborting({ prefix: "" })),
            "inline, in a bucket of the former type": oldBucket(inlineAborting()),
            "inline rules that are all off, which another policy tells": bucket({
                lifecycleRules: [{ enabled: false, abortIncompleteMultipartUploadDays: 7 }],
            }),
        },
        violating: {
            "no rule": lifecycle([]),
            "a rule that does not abort": lifecycle([expiring]),
            "a rule that does not abort, and one that is off": lifecycle(
                [expiring, aborting(7, "Disabled")],
                "bucketLifecycleConfigurationV2",
            ),
            "a rule that aborts after no days": lifecycle([aborting(0)]),
            ...casesOf(NARROWED, (narrowed) => lifecycle([{ ...aborting(7), ...narrowed }])),
            "an inline rule for a prefix": {
                resources: bucket(inlineAborting({ prefix: "tmp/" })),
                says: [INLINE_ABORT],
            },
            "an inline rule for a tag": {
                resources: bucket(inlineAborting({ tags: { kind: "tmp" } })),
                says: [INLINE_ABORT],
            },
            "an inline rule for a prefix, in a bucket of the former type": {
                resources: oldBucket(inlineAborting({ prefix: "tmp/" })),
                says: [INLINE_ABORT],
            },
            "an inline rule that aborts and is off, beside one that is on": {
                resources: bucket({ lifecycleRules: [{ enabled: true }, { ...aborts, enabled: false }] }),
                says: [INLINE_ABORT],
            },
            "an inline rule that does not abort": {
                resources: bucket({ lifecycleRules: [{ enabled: true, abortIncompleteMultipartUploadDays: 0 }] }),
                says: [INLINE_ABORT],
            },
        },
        absent: {
            "a bucket without rules": bucket(),
            "a rule without days": { resources: lifecycle([aborting(null)]), says: [ABORT] },
        },
        unknown: {
            "the rules": {
                resources: lifecycle(unknown()),
                undetermined: "Not known before the update: `rules`.",
            },
            "the days": {
                resources: lifecycle([aborting(unknown())]),
                undetermined:
                    "Not known before the update: `rules[0].abortIncompleteMultipartUpload.daysAfterInitiation`.",
            },
        },
    },
});
