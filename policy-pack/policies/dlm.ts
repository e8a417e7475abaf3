import { must, resourcePolicy, say, service } from "../evaluation";
import type { ResourceReader, Value } from "../evaluation";
import { ownKeyPolicy } from "./ownKeys";

const LIFECYCLE = "aws:dlm/lifecyclePolicy:LifecyclePolicy";

/** How copies in other regions are encrypted: those of each schedule, and those that an event makes. */
function copiesOf(lifecycle: ResourceReader): readonly Value[] {
    const details = lifecycle.get("policyDetails");
    const scheduled = details
        .get("schedules")
        .items()
        .flatMap((schedule) => schedule.get("crossRegionCopyRules").items());
    const made = details
        .get("action", "crossRegionCopies")
        .items()
        .map((copy) => copy.get("encryptionConfiguration"));
    return [...scheduled, ...made];
}

const EXAMPLE = `new aws.dlm.LifecyclePolicy("nightly", {
    description: "Snapshots each night, with a copy elsewhere",
    executionRoleArn: "arn:aws:iam::111122223333:role/snapshots",
    policyDetails: {
        resourceTypes: ["VOLUME"],
        targetTags: { backup: "nightly" },
        schedules: [{
            name: "nightly",
            createRule: { interval: 24 },
            retainRule: { count: 14 },
            crossRegionCopyRules: [{ target: "eu-central-1", encrypted: true, cmkArn: key.arn }],
        }],
    },
});`;

export default service("dlm", [
    resourcePolicy({
        id: "dlm-copies-encrypted",
        title: "Copies of snapshots in other regions are encrypted",
        severity: "high",
        types: [LIFECYCLE],
        controls: { nist: ["SC-13", "SC-28"], whitepaper: ["EC2"] },
        why: "A copy without encryption is open to everybody who may copy it, whatever the volume was.",
        fix: { text: "Set `encrypted` of each copy.", example: EXAMPLE },
        check: (lifecycle) =>
            copiesOf(lifecycle).map((copy) => {
                const encrypted = copy.get("encrypted");
                return must(encrypted.is(true), say`Set ${encrypted} to true.`);
            }),
    }),
    ownKeyPolicy({
        id: "dlm-copies-cmk",
        what: "Copies of snapshots in other regions",
        types: [LIFECYCLE],
        setting: (lifecycle) => copiesOf(lifecycle).map((copy) => copy.get("cmkArn")),
        whitepaper: "EC2",
        text: "Name a KMS key of your own in the other region.",
        example: EXAMPLE,
    }),
]);
