import {
    all,
    any,
    mustNot,
    not,
    resourcePolicy,
    say,
    service,
    set,
    settingPolicy,
    stackPolicy,
    when,
} from "../../../evaluation";
import type {
    Link,
    Message,
    Requirements,
    ResourceReader,
    StackPolicy,
    StackReader,
    Truth,
    Value,
} from "../../../evaluation";
import {
    aclOf,
    ACLS,
    BUCKETS,
    OBJECT_COPY,
    OBJECTS,
    OWNERSHIP_CONTROLS,
    ownershipControlsOf,
    publicAccessBlockOf,
} from "../resources";

/** Canned ACLs that let in everybody, or everybody with an AWS account. */
const READING = ["public-read", "public-read-write", "authenticated-read"];
const WRITING = ["public-read-write"];
const PUBLIC_GROUPS = [
    "http://acs.amazonaws.com/groups/global/AllUsers",
    "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
];

/** To whom an ACL grants what. */
interface Grant {
    readonly group: Value;
    readonly grants: (permissions: readonly string[]) => Truth;
}

function grantsOf(acl: ResourceReader): readonly Grant[] {
    return ACLS.some((type) => type === acl.type)
        ? acl
              .get("accessControlPolicy", "grants")
              .items()
              .map((grant) => ({
                  group: grant.get("grantee", "uri"),
                  grants: (permissions) => grant.get("permission").isOneOf(permissions),
              }))
        : acl
              .get("grants")
              .items()
              .map((grant) => ({
                  group: grant.get("uri"),
                  grants: (permissions) => grant.get("permissions").some((one) => one.isOneOf(permissions)),
              }));
}

function mustNotBePublic(acl: Value, canned: readonly string[], instead: Message): Requirements {
    return mustNot(acl.isOneOf(canned), say`Remove ${acl}, or ${instead}.`);
}

/** @param permissions What is meant. Default: whatever there is. */
function mustNotBeGranted({ group, grants }: Grant, permissions?: readonly string[]): Requirements {
    return mustNot(
        all([group.isOneOf(PUBLIC_GROUPS), permissions === undefined || grants(permissions)]),
        say`Remove the grant to the public group in ${group}.`,
    );
}

/** What of a bucket has S3 take no heed of public ACLs, and how it says so. */
const CLOSING: readonly { readonly link: Link; readonly isOn: (sideCar: ResourceReader) => Truth }[] = [
    { link: publicAccessBlockOf, isOn: (block) => block.get("ignorePublicAcls").is(true) },
    {
        link: ownershipControlsOf,
        isOn: (controls) => controls.get("rule", "objectOwnership").is("BucketOwnerEnforced"),
    },
];

function ignoresAcls(bucket: ResourceReader, stack: StackReader): Truth {
    return any(CLOSING.map(({ link, isOn }) => stack.declared(bucket, link, isOn).agree((is) => is)));
}

/** Whether the bucket of an ACL, which may be the bucket itself, ignores it. */
function isIgnored(acl: ResourceReader, stack: StackReader): Truth {
    const bucket = BUCKETS.some((type) => type === acl.type) ? acl : stack.targetOf(acl, aclOf);
    if (bucket !== undefined) {
        return ignoresAcls(bucket, stack);
    }
    if (stack.pointsInside(acl, aclOf)) {
        return any(
            stack.ofTypes(...BUCKETS).map((one) => all([stack.pointsAt(acl, one, aclOf), ignoresAcls(one, stack)])),
        );
    }
    // Its bucket was made elsewhere.
    const name = acl.get("bucket");
    return any(
        CLOSING.flatMap(({ link, isOn }) =>
            stack.ofTypes(...link.from).map((sideCar) => all([sideCar.get("bucket").isSameText(name), isOn(sideCar)])),
        ),
    );
}

interface PublicAcl extends Pick<StackPolicy, "id" | "title" | "why"> {
    readonly control: string;
    /** Canned ACLs that must not be. */
    readonly acls: readonly string[];
    /** What must not be granted to everybody. */
    readonly permissions: readonly string[];
}

/** ACLs are written where they are, unlike policies: that they are judged with the stack loses nothing in a preview. */
function aclPolicy({ control, acls, permissions, ...declared }: PublicAcl): StackPolicy {
    return stackPolicy({
        ...declared,
        severity: "critical",
        types: [...BUCKETS, ...ACLS],
        controls: {
            fsbp: [control],
            cis3: ["2.1.4"],
            cis5: ["2.1.4"],
            cis7: ["3.1.4"],
            nist: ["AC-3", "AC-6"],
            whitepaper: ["S3"],
            trustedAdvisor: ["Pfx0RwqBli"],
        },
        fix: {
            text: "Use no ACL at all: disable ACLs, and say in the bucket's policy who may do what.",
            example: `new aws.s3.BucketOwnershipControls("data", {
    bucket: bucket.bucket,
    rule: { objectOwnership: "BucketOwnerEnforced" },
});`,
        },
        check: (acl, stack) =>
            when(not(isIgnored(acl, stack)), [
                mustNotBePublic(acl.get("acl"), acls, say`set it to "private"`),
                grantsOf(acl).map((grant) => mustNotBeGranted(grant, permissions)),
            ]),
    });
}

export default service("s3", [
    aclPolicy({
        id: "s3-bucket-no-public-acl",
        title: "S3 buckets have no ACL that lets everybody read",
        control: "S3.2",
        why: "A public ACL lets everybody list the bucket; `authenticated-read` means anybody with an AWS account, not your users.",
        acls: READING,
        permissions: ["READ", "READ_ACP", "FULL_CONTROL"],
    }),
    aclPolicy({
        id: "s3-bucket-no-public-write-acl",
        title: "S3 buckets have no ACL that lets everybody write",
        control: "S3.3",
        why: "With a public ACL everybody puts into the bucket what you pay and answer for, and takes out what was there.",
        acls: WRITING,
        permissions: ["WRITE", "WRITE_ACP", "FULL_CONTROL"],
    }),
    resourcePolicy({
        id: "s3-object-no-public-acl",
        title: "S3 objects have no public ACL",
        severity: "critical",
        types: OBJECTS,
        controls: { nist: ["AC-3"], whitepaper: ["S3"] },
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
            mustNotBePublic(object.get("acl"), READING, say`set it to "bucket-owner-full-control"`),
            object.type === OBJECT_COPY ? grantsOf(object).map((grant) => mustNotBeGranted(grant)) : [],
        ],
        // The one ACL that S3 takes whether ACLs are disabled or not.
        remediation: (object) =>
            object.get("acl").isOneOf(READING) === true ? [set(["acl"], "bucket-owner-full-control")] : [],
    }),
    settingPolicy({
        id: "s3-bucket-acl-disabled",
        title: "S3 buckets have ACLs disabled",
        severity: "medium",
        types: [OWNERSHIP_CONTROLS],
        controls: { fsbp: ["S3.12"], nist: ["AC-3", "AC-6"], whitepaper: ["S3"] },
        why: "With ACLs, whoever uploads an object owns it and may share it. S3 makes buckets without them: only a declaration brings them back.",
        fix: {
            text: "Let the bucket's owner own all objects, which disables ACLs. CloudFront's `loggingConfig` needs them: let it log by an `aws.cloudwatch.LogDelivery` instead.",
            example: `new aws.s3.BucketOwnershipControls("data", {
    bucket: bucket.bucket,
    rule: { objectOwnership: "BucketOwnerEnforced" },
});`,
        },
        setting: "rule.objectOwnership",
        must: { be: "BucketOwnerEnforced" },
    }),
]);
