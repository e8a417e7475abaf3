import { all, must, listOf, resourcePolicy, say, service, set, stackPolicy } from "../../../evaluation";
import type { Requirements, ResourcePolicy, ResourceReader, Value } from "../../../evaluation";
import {
    ACCESS_POINT,
    ACCOUNT_PUBLIC_ACCESS_BLOCK,
    BUCKETS,
    MULTI_REGION_ACCESS_POINT,
    PUBLIC_ACCESS_BLOCK,
    PUBLIC_ACCESS_BLOCK_EXAMPLE,
    PUBLIC_ACCESS_SWITCHES,
    publicAccessBlockOf,
} from "../resources";

/** On by default, unlike those of a bucket's block. */
function switchOf(point: ResourceReader, name: string): Value {
    return point.get(...blockPath(point), name).absentAs(true);
}

function blockPath(point: ResourceReader): [string, ...string[]] {
    return point.type === ACCESS_POINT ? ["publicAccessBlockConfiguration"] : ["details", "publicAccessBlock"];
}

/** One demand for all, so that a block with several switches off is one finding. */
function mustAllBeOn(block: ResourceReader, switches: readonly Value[]): Requirements {
    const off = switches.filter((one) => one.is(true) === false);
    return must(all(switches.map((one) => one.is(true))), say`Set ${listOf(off)} of ${block} to true.`);
}

interface Switches extends Pick<ResourcePolicy, "id" | "title" | "types" | "severity" | "level"> {
    readonly control: string;
    readonly example: string;
}

function blockPolicy({ control, example, ...declared }: Switches): ResourcePolicy {
    return resourcePolicy({
        ...declared,
        controls: {
            fsbp: [control],
            cis3: ["2.1.4"],
            cis5: ["2.1.4"],
            cis7: ["3.1.4"],
            nist: ["AC-3", "AC-4(21)", "SC-7"],
            whitepaper: ["S3"],
            trustedAdvisor: ["Pfx0RwqBli"],
        },
        why: "Each of the four switches closes one way to make data public. What is left out is off: one of them is enough to leak.",
        fix: { text: "Set all four switches to true.", example },
        check: (block) => mustAllBeOn(block, PUBLIC_ACCESS_SWITCHES.map((name) => block.get(name))), // prettier-ignore
        remediation: () => PUBLIC_ACCESS_SWITCHES.map((name) => set([name], true)),
    });
}

function pointPolicy({ control, example, ...declared }: Switches): ResourcePolicy {
    return resourcePolicy({
        ...declared,
        controls: { fsbp: [control], nist: ["AC-3", "SC-7"], whitepaper: ["S3"] },
        why: "An access point is another door to the bucket, with a policy of its own, and its block cannot be changed once it exists.",
        fix: { text: "Leave the block out, which means all four switches are on, or set each to true.", example },
        check: (point) => mustAllBeOn(point, PUBLIC_ACCESS_SWITCHES.map((name) => switchOf(point, name))), // prettier-ignore
        remediation: (point) =>
            PUBLIC_ACCESS_SWITCHES.filter((name) => switchOf(point, name).is(true) === false).map((name) =>
                set([...blockPath(point), name], true),
            ),
    });
}

export default service("s3", [
    blockPolicy({
        id: "s3-public-access-block-complete",
        title: "S3 public access blocks of buckets block all of it",
        types: [PUBLIC_ACCESS_BLOCK],
        severity: "high",
        control: "S3.8",
        example: PUBLIC_ACCESS_BLOCK_EXAMPLE("data"),
    }),
    blockPolicy({
        id: "s3-account-public-access-block-complete",
        title: "S3 public access blocks of accounts block all of it",
        types: [ACCOUNT_PUBLIC_ACCESS_BLOCK],
        severity: "medium",
        level: "mandatory",
        control: "S3.1",
        example: `new aws.s3.AccountPublicAccessBlock("account", {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
});`,
    }),
    stackPolicy({
        id: "s3-bucket-has-public-access-block",
        title: "S3 buckets have a public access block of their own",
        severity: "high",
        types: BUCKETS,
        controls: {
            fsbp: ["S3.8"],
            cis3: ["2.1.4"],
            cis5: ["2.1.4"],
            cis7: ["3.1.4"],
            nist: ["AC-3", "SC-7"],
            whitepaper: ["S3"],
            trustedAdvisor: ["Pfx0RwqBli"],
        },
        why: "AWS blocks public access to new buckets, but anybody may lift that by hand, and nothing puts it back. A block of its own is declared, reviewed and restored.",
        fix: {
            text: "Add a public access block with all four switches to each bucket.",
            example: PUBLIC_ACCESS_BLOCK_EXAMPLE("data"),
        },
        check(bucket, stack) {
            // Whether all four are on is asked of the block itself.
            return must(
                stack.linkedTo(bucket, publicAccessBlockOf).exists(),
                say`Give it an \`aws.s3.BucketPublicAccessBlock\` with all four switches true.`,
            );
        },
    }),
    pointPolicy({
        id: "s3-access-point-public-access-block",
        title: "S3 access points block public access",
        types: [ACCESS_POINT],
        severity: "critical",
        control: "S3.19",
        example: `new aws.s3.AccessPoint("data", { bucket: bucket.bucket });`,
    }),
    pointPolicy({
        id: "s3-multi-region-access-point-public-access-block",
        title: "S3 Multi-Region access points block public access",
        types: [MULTI_REGION_ACCESS_POINT],
        severity: "high",
        control: "S3.24",
        example: `new aws.s3control.MultiRegionAccessPoint("data", {
    details: { name: "data", regions: [{ bucket: bucket.bucket }] },
});`,
    }),
]);
