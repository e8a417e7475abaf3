import { UNKNOWN } from "../../../policy-documents/unknown";
import { ACCOUNT, allow, BUCKET, deny, given, labelled, type Labelled } from "./labelled";

const butFromVpc = (rest: object) => deny({ Condition: { StringNotEquals: { "aws:SourceVpc": "vpc-1" } }, ...rest });

/** What makes a statement one that is not understood. */
const NOT_UNDERSTOOD: readonly (readonly [string, object])[] = [
    ["a condition operator that does not exist", { Condition: { StringMatches: { "aws:x": "y" } } }],
    ["no action", { Action: [] }],
    ["an element that does not exist", { Conditions: {} }],
    ["an action and its opposite", { NotAction: "s3:PutObject" }],
    ["a resource that is no text", { Resource: 1 }],
];

/** Documents in which a Deny takes back what an Allow gives, and documents with unknown parts. */
export const DENIES_AND_UNKNOWNS: readonly Labelled[] = [
    // What a Deny takes back
    labelled(
        false,
        "denied to all but a VPC endpoint",
        allow({}),
        deny({ Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1" } } }),
    ),
    labelled(
        false,
        "the Deny first",
        deny({ Condition: { StringNotEquals: { "aws:SourceVpce": ["vpce-1", "vpce-2"] } } }),
        allow({}),
    ),
    labelled(
        false,
        "denied to all but an organization and AWS's services",
        allow({}),
        deny({
            Condition: {
                StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
                BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
            },
        }),
    ),
    labelled(
        false,
        "denied to all but an organization's paths",
        allow({}),
        deny({
            Condition: { "ForAllValues:StringNotLike": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*" } },
        }),
    ),
    labelled(
        false,
        "denied to all but one role",
        allow({}),
        deny({ Principal: undefined, NotPrincipal: { AWS: `arn:aws:iam::${ACCOUNT}:role/r` } }),
    ),
    labelled(
        false,
        "denied from all but an office",
        allow({}),
        deny({ Condition: { NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } } }),
    ),
    labelled(false, "denied altogether", allow({}), deny({})),
    labelled(
        false,
        "all actions but others denied",
        allow({}),
        deny({
            Action: undefined,
            NotAction: "s3:ListBucket",
            Condition: { StringNotEquals: { "aws:SourceVpc": "vpc-1" } },
        }),
    ),
    labelled(
        true,
        "the very action excepted from the Deny",
        allow({}),
        deny({ Action: undefined, NotAction: "s3:Get*", Condition: { StringNotEquals: { "aws:SourceVpc": "vpc-1" } } }),
    ),
    labelled(
        true,
        "another action denied",
        allow({}),
        deny({ Action: "s3:PutObject", Condition: { StringNotEquals: { "aws:SourceVpc": "vpc-1" } } }),
    ),
    labelled(
        true,
        "another resource denied",
        allow({}),
        deny({ Resource: "arn:aws:s3:::data", Condition: { StringNotEquals: { "aws:SourceVpc": "vpc-1" } } }),
    ),
    labelled(
        true,
        "denied without TLS only",
        allow({}),
        deny({ Condition: { Bool: { "aws:SecureTransport": "false" } } }),
    ),
    labelled(
        true,
        "denied without TLS to all but an organization",
        allow({}),
        deny({
            Condition: {
                Bool: { "aws:SecureTransport": "false" },
                StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
            },
        }),
    ),
    labelled(true, "denied to one account", allow({}), deny({ Principal: { AWS: ACCOUNT } })),
    labelled(
        true,
        "denied to a VPC endpoint",
        allow({}),
        deny({ Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } }),
    ),
    labelled(
        true,
        "denied to all but any VPC",
        allow({}),
        deny({ Condition: { StringNotLike: { "aws:SourceVpc": "vpc-*" } } }),
    ),
    labelled(
        true,
        "denied if any value differs, of which there may be none",
        allow({}),
        deny({ Condition: { "ForAnyValue:StringNotLike": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*" } } }),
    ),
    labelled(
        true,
        "denied to all but services",
        allow({}),
        deny({ Condition: { Bool: { "aws:PrincipalIsAWSService": "true" } } }),
    ),
    labelled(
        true,
        "denied to all but anybody with a Facebook account",
        allow({}),
        deny({ Principal: undefined, NotPrincipal: { Federated: "graph.facebook.com" } }),
    ),
    labelled(
        true,
        "allowed twice, once beyond the Deny",
        allow({}),
        allow({ Resource: "arn:aws:s3:::other/*" }),
        deny({ Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1" } } }),
    ),

    labelled(
        true,
        "denied to all but a prefix",
        allow({}),
        deny({ Condition: { StringNotEquals: { "s3:prefix": "x" } } }),
    ),

    // What Denies take back together
    labelled(
        false,
        "reading denied in one, writing in the other",
        allow({ Action: ["s3:GetObject", "s3:PutObject"] }),
        butFromVpc({ Action: "s3:GetObject" }),
        butFromVpc({ Action: "s3:PutObject" }),
    ),
    labelled(
        false,
        "the bucket denied in one, its objects in the other, by different conditions",
        allow({}),
        butFromVpc({ Resource: "arn:aws:s3:::data" }),
        deny({ Resource: "arn:aws:s3:::data/*", Condition: { StringNotEquals: { "aws:PrincipalAccount": ACCOUNT } } }),
    ),
    labelled(
        false,
        "each action on each resource in a Deny of its own",
        allow({ Action: ["s3:GetObject", "s3:ListBucket"] }),
        ...["s3:Get*", "s3:List*"].flatMap((Action) => BUCKET.map((Resource) => butFromVpc({ Action, Resource }))),
    ),
    labelled(
        true,
        "one action on one resource in no Deny",
        allow({ Action: ["s3:GetObject", "s3:ListBucket"] }),
        butFromVpc({ Action: "s3:Get*", Resource: "arn:aws:s3:::data" }),
        butFromVpc({ Action: "s3:Get*", Resource: "arn:aws:s3:::data/*" }),
        butFromVpc({ Action: "s3:List*", Resource: "arn:aws:s3:::data" }),
    ),
    labelled(
        false,
        "what one Deny excepts in another, whatever their order",
        allow({ Action: "s3:*" }),
        butFromVpc({ Action: "s3:GetObject" }),
        butFromVpc({ Action: undefined, NotAction: "s3:GetObject" }),
    ),
    labelled(
        false,
        "excepted resources and excepted actions in Denies of their own",
        allow({ Action: "*", Resource: "*" }),
        butFromVpc({ Action: undefined, NotAction: "s3:GetObject", Resource: undefined, NotResource: BUCKET }),
        butFromVpc({ Action: "s3:GetObject", Resource: "*" }),
        butFromVpc({ Action: "*" }),
    ),
    labelled(
        true,
        "excepted resources in no Deny",
        allow({ Action: "*", Resource: "*" }),
        butFromVpc({ Action: undefined, NotAction: "s3:GetObject", Resource: undefined, NotResource: BUCKET }),
        butFromVpc({ Action: "s3:GetObject", Resource: "*" }),
    ),
    labelled(
        true,
        "two Denies of which each excepts what the other does",
        allow({ Action: "s3:*" }),
        butFromVpc({ Action: undefined, NotAction: "s3:Get*" }),
        butFromVpc({ Action: undefined, NotAction: ["s3:*Object", "s3:Put*"] }),
    ),
    labelled(
        true,
        "writing denied without TLS only",
        allow({ Action: ["s3:GetObject", "s3:PutObject"] }),
        butFromVpc({ Action: "s3:GetObject" }),
        deny({ Action: "s3:PutObject", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
    ),
    labelled(
        "undetermined",
        "one of two Denies of an unknown action",
        allow({ Action: ["s3:GetObject", "s3:PutObject"] }),
        butFromVpc({ Action: "s3:GetObject" }),
        butFromVpc({ Action: UNKNOWN }),
    ),
    labelled(
        true,
        "an unknown Deny on another bucket",
        allow({ Action: ["s3:GetObject", "s3:PutObject"] }),
        butFromVpc({ Action: "s3:GetObject" }),
        butFromVpc({ Action: UNKNOWN, Resource: "arn:aws:s3:::other" }),
    ),

    // What is not understood, which AWS takes no document with
    ...NOT_UNDERSTOOD.map(([what, rest]) =>
        labelled(true, `a public statement beside ${what}`, allow({}), allow(rest)),
    ),
    ...NOT_UNDERSTOOD.map(([what, rest]) =>
        labelled(true, `a public statement beside a Deny of ${what}`, deny(rest), allow({})),
    ),
    ...NOT_UNDERSTOOD.map(([what, rest]) => labelled("undetermined", `nothing but ${what}`, allow(rest))),
    ...NOT_UNDERSTOOD.map(([what, rest]) =>
        labelled(false, `one account beside ${what}`, allow({ Principal: { AWS: ACCOUNT }, ...rest })),
    ),
    labelled(true, "a public statement beside a text", "x", allow({})),
    labelled("undetermined", "a text", "x"),

    // What is not known yet
    labelled("undetermined", "an unknown document", UNKNOWN),
    labelled("undetermined", "an unknown principal", allow({ Principal: { AWS: UNKNOWN } })),
    labelled(
        "undetermined",
        "all but an unknown principal",
        allow({ Principal: undefined, NotPrincipal: { AWS: UNKNOWN } }),
    ),
    labelled("undetermined", "unknown conditions", allow({ Condition: UNKNOWN })),
    labelled("undetermined", "unknown keys of an operator", allow({ Condition: { StringEquals: UNKNOWN } })),
    labelled("undetermined", "an unknown value of a key that scopes", given("ArnLike", "aws:SourceArn", UNKNOWN)),
    labelled("undetermined", "an unknown effect", allow({ Effect: UNKNOWN })),
    labelled(
        "undetermined",
        "a Deny of unknown exceptions",
        allow({}),
        deny({ Condition: { StringNotEquals: { "aws:SourceVpce": UNKNOWN } } }),
    ),
    labelled(
        "undetermined",
        "a Deny on unknown resources",
        allow({}),
        deny({ Resource: UNKNOWN, Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1" } } }),
    ),
    labelled(
        "undetermined",
        "a Deny that covers unknown resources",
        allow({ Resource: UNKNOWN }),
        deny({ Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1" } } }),
    ),
    labelled(
        "undetermined",
        "if the key exists, and perhaps it must",
        allow({
            Condition: { StringEqualsIfExists: { "aws:SourceVpce": "vpce-1" }, Null: { "aws:SourceVpce": UNKNOWN } },
        }),
    ),
    labelled(true, "a public statement with an unknown action", allow({ Action: UNKNOWN })),
    labelled(true, "a public statement on an unknown resource", allow({ Resource: UNKNOWN })),
    labelled(true, "an unknown value of a key that does not scope", given("StringEquals", "s3:prefix", UNKNOWN)),
    labelled(
        true,
        "a public statement, beside an Allow to somebody unknown",
        allow({}),
        allow({ Principal: { AWS: UNKNOWN } }),
    ),
    labelled(
        true,
        "a public statement, beside a TLS Deny on unknown resources",
        allow({}),
        deny({ Resource: UNKNOWN, Condition: { Bool: { "aws:SecureTransport": "false" } } }),
    ),
    labelled(
        false,
        "a scoped statement with an unknown action",
        allow({ Action: UNKNOWN, Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } }),
    ),
    labelled(
        false,
        "a scoped statement with an unknown prefix",
        allow({ Condition: { StringEquals: { "aws:SourceVpce": "vpce-1", "s3:prefix": UNKNOWN } } }),
    ),
    labelled(
        false,
        "an unknown principal, scoped",
        allow({ Principal: UNKNOWN, Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } }),
    ),
    labelled(false, "a Deny to unknown principals", deny({ Principal: UNKNOWN })),
    labelled(
        false,
        "an Allow of something unknown, all of which is denied",
        allow({ Action: UNKNOWN, Resource: UNKNOWN }),
        deny({ Action: "*", Resource: "*" }),
    ),
];
