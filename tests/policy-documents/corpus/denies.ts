import { UNKNOWN } from "../../../policy-documents/unknown";
import { ACCOUNT, allow, deny, given, labelled, type Labelled } from "./labelled";

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
