import { all, any, ifKnown, not, resourcePolicy, say, service, UNKNOWN, when } from "../../../evaluation";
import type { Message, ResourcePolicy, ResourceReader, Truth } from "../../../evaluation";
import { coversActions, only, publicStatements, touchesAction } from "palisade-policy-documents";
import type { PatternElement, PolicyDocument, Statement } from "palisade-policy-documents";
import { ELEMENTS_ON_ACTIONS, ELEMENTS_ON_WHO, mustHaveNone, mustLetNoOutsidersIn } from "../../documents";
import { policyOf, typesWithPolicy } from "../../resourcePolicies";
import { ACCESS_POINT, ACCESS_POINT_POLICIES, ATTACHED_ACCESS_POINT, BUCKETS, POLICY } from "../resources";

/** Condition keys that every request through an access point meets: in its own policy they scope nobody. */
const KEYS_OF_ACCESS_POINTS = ["s3:DataAccessPointArn", "s3:DataAccessPointAccount"];

/** Whether it is an access point that is reached from a VPC only, which S3 never counts as public. */
function isFromVpcOnly(resource: ResourceReader): Truth {
    switch (resource.type) {
        case ACCESS_POINT:
            return resource.get("vpcConfiguration", "vpcId").isPresent();
        case ATTACHED_ACCESS_POINT:
            return resource.get("s3AccessPoint", "vpcConfiguration", "vpcId").isPresent();
        default:
            return false;
    }
}

/** What changes a bucket, what is in it, or who has access: all verbs of S3 but those that get, list or describe. */
const WRITING = [
    "s3:Abort*",
    "s3:Associate*",
    "s3:Bypass*",
    "s3:Create*",
    "s3:Delete*",
    "s3:Dissociate*",
    "s3:Initiate*",
    "s3:ObjectOwnerOverride*",
    "s3:Pause*",
    "s3:Put*",
    "s3:Replicate*",
    "s3:Restore*",
    "s3:Submit*",
    "s3:Tag*",
    "s3:Untag*",
    "s3:Update*",
];

/** Whether some of the actions are of some kind. */
type Deed = (action: PatternElement) => Truth;

const writes: Deed = (action) => any(WRITING.map((verb) => touchesAction(action, verb)));

/** Whatever is not known to write is taken to read, so that no public statement is neither. */
const doesMoreThanWrite: Deed = (action) => not(coversActions(only(...WRITING), action));

/** The statements without those of their actions that are surely no such deed. */
function onlyWhat(deed: Deed, document: PolicyDocument): PolicyDocument {
    const narrowed = ({ action, ...statement }: Statement): Statement => ({
        ...statement,
        action: action.negated ? action : only(...action.patterns.filter((one) => deed(only(one)) !== false)),
    });
    return { ...document, statements: document.statements.map((one) => (one === UNKNOWN ? one : narrowed(one))) };
}

const NAME_OR_SCOPE =
    "Name accounts, roles or services, or keep outsiders out by a condition such as `aws:PrincipalOrgID`, `aws:SourceArn` or `aws:SourceVpce`. To publish files, put CloudFront before the bucket.";

interface PublicPolicy extends Pick<ResourcePolicy, "id" | "title" | "why"> {
    readonly control: string;
    /** What outsiders must not do. */
    readonly deed: Deed;
    /** What to say of a statement that lets them. */
    readonly advice: Message;
}

/**
 * A bucket's public access block is not asked, though S3 may restrict a public policy by it: it is beside the bucket, where
 * only a policy on the whole stack sees it. Of a new bucket the document is seldom known before the update, and then
 * nothing but a policy on the resource keeps it from being public.
 */
function publicPolicy({ control, deed, advice, ...declared }: PublicPolicy): ResourcePolicy {
    return resourcePolicy({
        ...declared,
        severity: "critical",
        types: [POLICY, ...BUCKETS],
        controls: {
            fsbp: [control],
            cis7: ["2.21"],
            nist: ["AC-3", "AC-4(21)"],
            whitepaper: ["S3"],
            trustedAdvisor: ["Pfx0RwqBli"],
        },
        fix: {
            text: NAME_OR_SCOPE,
            example: `new aws.s3.BucketPolicy("data", {
    bucket: bucket.bucket,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["*"] }],
            actions: ["s3:GetObject", "s3:PutObject"],
            resources: [pulumi.interpolate\`\${bucket.arn}/*\`],
            conditions: [{ test: "StringEquals", variable: "aws:PrincipalOrgID", values: ["o-a1b2c3d4e5"] }],
        }],
    }).json,
});`,
        },
        check: (resource) =>
            mustHaveNone(
                resource.get("policy"),
                "resource",
                (document) =>
                    publicStatements(onlyWhat(deed, document)).map(({ statement, isPublic }) => ({
                        statement,
                        is: all([isPublic, ifKnown(statement, ({ action }) => deed(action))]),
                    })),
                (statement) => say`${statement} ${advice}`,
                [...ELEMENTS_ON_WHO, ...ELEMENTS_ON_ACTIONS],
            ),
    });
}

export default service("s3", [
    publicPolicy({
        id: "s3-bucket-policy-no-public",
        title: "Policies of S3 buckets let no outsiders read",
        control: "S3.2",
        why: "A statement for everyone without a condition that says who is meant makes the bucket public: most leaks of S3 began with one.",
        deed: doesMoreThanWrite,
        advice: say`lets anybody read. Name who may have access, or scope it by a condition.`,
    }),
    publicPolicy({
        id: "s3-bucket-policy-no-public-write",
        title: "Policies of S3 buckets let no outsiders write",
        control: "S3.3",
        why: "Everybody puts into the bucket what you pay and answer for, takes out what was there, or opens it further.",
        deed: writes,
        advice: say`lets anybody write. Name who may have access, or scope it by a condition.`,
    }),
    resourcePolicy({
        id: "s3-access-point-policy-no-public",
        title: "Policies of S3 access points, tables and vectors let no outsiders in",
        severity: "critical",
        types: typesWithPolicy("s3Doors"),
        controls: { cis7: ["2.21"], nist: ["AC-3", "AC-4(21)"], whitepaper: ["S3"] },
        why: "An access point is another door to the bucket: a statement for everyone without a condition that says who is meant opens it.",
        fix: {
            text: NAME_OR_SCOPE,
            example: `new aws.s3control.AccessPointPolicy("data", {
    accessPointArn: "arn:aws:s3:eu-west-1:111122223333:accesspoint/data",
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["arn:aws:iam::111122223333:role/reader"] }],
            actions: ["s3:GetObject"],
            resources: ["arn:aws:s3:eu-west-1:111122223333:accesspoint/data/object/*"],
        }],
    }).json,
});`,
        },
        check(resource) {
            const advice = say`Name who may have access, or scope it by a condition.`;
            const idleKeys = ACCESS_POINT_POLICIES.includes(resource.type) ? KEYS_OF_ACCESS_POINTS : [];
            return when(not(isFromVpcOnly(resource)), mustLetNoOutsidersIn(policyOf(resource), advice, idleKeys));
        },
    }),
]);
