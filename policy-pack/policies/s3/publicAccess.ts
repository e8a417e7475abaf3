import {
    all,
    must,
    mustNot,
    listOf,
    resourcePolicy,
    say,
    service,
    set,
    settingPolicy,
    stackPolicy,
} from "../../evaluation";
import type { Message, Requirements, ResourceReader, Value } from "../../evaluation";
import {
    ACCESS_POINT,
    ACCOUNT_PUBLIC_ACCESS_BLOCK,
    ACLS,
    BUCKETS,
    MULTI_REGION_ACCESS_POINT,
    OBJECT_COPY,
    OBJECTS,
    OWNERSHIP_CONTROLS,
    PUBLIC_ACCESS_BLOCK,
    PUBLIC_ACCESS_BLOCK_EXAMPLE,
    PUBLIC_ACCESS_SWITCHES,
    publicAccessBlockOf,
} from "./resources";

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

/** Canned ACLs that let in everybody, or everybody with an AWS account. */
const PUBLIC_ACLS = ["public-read", "public-read-write", "authenticated-read"];
const PUBLIC_GROUPS = [
    "http://acs.amazonaws.com/groups/global/AllUsers",
    "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
];

function granteesOf(acl: ResourceReader): readonly Value[] {
    return ACLS.some((type) => type === acl.type)
        ? acl
              .get("accessControlPolicy", "grants")
              .items()
              .map((grant) => grant.get("grantee"))
        : acl.get("grants").items();
}

function mustNotBePublic(acl: Value, instead: Message): Requirements {
    return mustNot(acl.isOneOf(PUBLIC_ACLS), say`Remove ${acl}, or ${instead}.`);
}

function mustNotBeGranted(grantee: Value): Requirements {
    const group = grantee.get("uri");
    return mustNot(group.isOneOf(PUBLIC_GROUPS), say`Remove the grant to the public group in ${group}.`);
}

export default service("s3", [
    resourcePolicy({
        id: "s3-public-access-block-complete",
        title: "S3 public access blocks block all of it",
        severity: "high",
        types: [PUBLIC_ACCESS_BLOCK, ACCOUNT_PUBLIC_ACCESS_BLOCK],
        controls: {
            fsbp: ["S3.1", "S3.8"],
            cis3: ["2.1.4"],
            cis5: ["2.1.4"],
            cis7: ["3.1.4"],
            nist: ["AC-3", "AC-4(21)", "SC-7"],
            whitepaper: ["S3"],
            trustedAdvisor: ["Pfx0RwqBli"],
        },
        why: "Each of the four switches closes one way to make data public. What is left out is off: one of them is enough to leak.",
        fix: {
            text: "Set all four switches to true.",
            example: PUBLIC_ACCESS_BLOCK_EXAMPLE("data"),
        },
        check: (block) => mustAllBeOn(block, PUBLIC_ACCESS_SWITCHES.map((name) => block.get(name))), // prettier-ignore
        remediation: () => PUBLIC_ACCESS_SWITCHES.map((name) => set([name], true)),
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
    resourcePolicy({
        id: "s3-access-point-public-access-block",
        title: "S3 access points block public access",
        severity: "critical",
        types: [ACCESS_POINT, MULTI_REGION_ACCESS_POINT],
        controls: { fsbp: ["S3.19", "S3.24"], nist: ["AC-3", "SC-7"], whitepaper: ["S3"] },
        why: "An access point is another door to the bucket, with a policy of its own, and its block cannot be changed once it exists.",
        fix: {
            text: "Leave the block out, which means all four switches are on, or set each to true.",
            example: `new aws.s3.AccessPoint("data", { bucket: bucket.bucket });`,
        },
        check: (point) => mustAllBeOn(point, PUBLIC_ACCESS_SWITCHES.map((name) => switchOf(point, name))), // prettier-ignore
        remediation: (point) =>
            PUBLIC_ACCESS_SWITCHES.filter((name) => switchOf(point, name).is(true) === false).map((name) =>
                set([...blockPath(point), name], true),
            ),
    }),
    resourcePolicy({
        id: "s3-bucket-no-public-acl",
        title: "S3 buckets have no public ACL",
        severity: "critical",
        types: [...BUCKETS, ...ACLS],
        controls: {
            fsbp: ["S3.2", "S3.3"],
            cis3: ["2.1.4"],
            cis5: ["2.1.4"],
            cis7: ["3.1.4"],
            nist: ["AC-3", "AC-6"],
            whitepaper: ["S3"],
            trustedAdvisor: ["Pfx0RwqBli"],
        },
        why: "A public ACL lets everybody list the bucket or write into it; `authenticated-read` means anybody with an AWS account, not your users.",
        fix: {
            text: "Use no ACL at all: disable ACLs, and say in the bucket's policy who may do what.",
            example: `new aws.s3.BucketOwnershipControls("data", {
    bucket: bucket.bucket,
    rule: { objectOwnership: "BucketOwnerEnforced" },
});`,
        },
        check: (acl) => [
            mustNotBePublic(acl.get("acl"), say`set it to "private"`),
            granteesOf(acl).map(mustNotBeGranted),
        ],
        // Whom a grant is meant for instead, nobody can tell: those are blocked only.
        remediation: (acl) => (acl.get("acl").isOneOf(PUBLIC_ACLS) === true ? [set(["acl"], "private")] : []),
    }),
    resourcePolicy({
        id: "s3-object-no-public-acl",
        title: "S3 objects have no public ACL",
        severity: "critical",
        types: OBJECTS,
        controls: { fsbp: ["S3.2", "S3.3"], nist: ["AC-3"], whitepaper: ["S3"] },
        why: "An object's ACL opens it to everybody, whatever the bucket's policy says.",
        fix: {
            text: "Leave `acl` out; an object is private by default. To publish files, put CloudFront before the bucket.",
            example: `new aws.s3.BucketObjectv2("index", {
    bucket: bucket.bucket,
    key: "index.html",
    source: new pulumi.asset.FileAsset("index.html"),
});`,
        },
        check: (object) => [
            mustNotBePublic(object.get("acl"), say`set it to "bucket-owner-full-control"`),
            object.type === OBJECT_COPY ? object.get("grants").items().map(mustNotBeGranted) : [],
        ],
        // The one ACL that S3 takes whether ACLs are disabled or not.
        remediation: (object) =>
            object.get("acl").isOneOf(PUBLIC_ACLS) === true ? [set(["acl"], "bucket-owner-full-control")] : [],
    }),
    settingPolicy({
        id: "s3-bucket-acl-disabled",
        title: "S3 buckets have ACLs disabled",
        severity: "medium",
        types: [OWNERSHIP_CONTROLS],
        controls: { fsbp: ["S3.12"], nist: ["AC-3", "AC-6"], whitepaper: ["S3"] },
        why: "With ACLs, whoever uploads an object owns it and may share it. S3 makes buckets without them: only a declaration brings them back.",
        fix: {
            text: "Let the bucket's owner own all objects, which disables ACLs.",
            example: `new aws.s3.BucketOwnershipControls("data", {
    bucket: bucket.bucket,
    rule: { objectOwnership: "BucketOwnerEnforced" },
});`,
        },
        setting: "rule.objectOwnership",
        must: { be: "BucketOwnerEnforced" },
        isRequired: true,
    }),
]);
