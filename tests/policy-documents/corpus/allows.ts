import { ACCOUNT, allow, deny, given, labelled, type Labelled } from "./labelled";

/** Documents of one statement that matters: whom it names, and what its conditions say of them. */
export const ALLOWS: readonly Labelled[] = [
    // Who is named
    labelled(true, "everyone", allow({})),
    labelled(true, "every AWS principal", allow({ Principal: { AWS: "*" } })),
    labelled(true, "every AWS principal, in a list", allow({ Principal: { AWS: ["*"] } })),
    labelled(true, "everyone among others", allow({ Principal: { AWS: [ACCOUNT, "*"] } })),
    labelled(true, "everyone, all actions", allow({ Action: "*", Resource: "*" })),
    labelled(true, "everyone, all actions but one", allow({ Action: undefined, NotAction: "s3:PutObject" })),
    labelled(true, "all but one account", allow({ Principal: undefined, NotPrincipal: { AWS: ACCOUNT } })),
    labelled(false, "all but everyone", allow({ Principal: undefined, NotPrincipal: "*" })),
    labelled(true, "anybody with a Facebook account", allow({ Principal: { Federated: "graph.facebook.com" } })),
    labelled(true, "anybody in any user pool", allow({ Principal: { Federated: "cognito-identity.amazonaws.com" } })),
    labelled(true, "any provider", allow({ Principal: { Federated: "*" } })),
    labelled(true, "a role of any account", allow({ Principal: { AWS: "arn:aws:iam::*:role/admin" } })),
    labelled(true, "any service", allow({ Principal: { Service: "*" } })),
    labelled(true, "any canonical user", allow({ Principal: { CanonicalUser: "*" } })),
    labelled(false, "one account", allow({ Principal: { AWS: ACCOUNT } })),
    labelled(false, "one account by its root", allow({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } })),
    labelled(false, "one role", allow({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/reader` } })),
    labelled(false, "roles of one account", allow({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/*` } })),
    labelled(false, "a deleted role's unique id", allow({ Principal: { AWS: "AROAEXAMPLEEXAMPLE123" } })),
    labelled(false, "a service", allow({ Principal: { Service: "logging.s3.amazonaws.com" } })),
    labelled(false, "a canonical user", allow({ Principal: { CanonicalUser: "79a59df900b949e55d96a1e698fbaced" } })),
    labelled(
        false,
        "a SAML provider",
        allow({ Principal: { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/corp` } }),
    ),
    labelled(false, "a Deny to everyone", deny({})),
    labelled(false, "no statement"),
    labelled(true, "one public statement among others", allow({ Principal: { AWS: ACCOUNT } }), allow({})),

    // Conditions that say who
    labelled(false, "one organization", given("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5")),
    labelled(false, "a key's case does not matter", given("StringEquals", "AWS:principalorgid", "o-a1b2c3d4e5")),
    labelled(
        false,
        "several organizations",
        given("StringEquals", "aws:PrincipalOrgID", ["o-a1b2c3d4e5", "o-f6g7h8i9j0"]),
    ),
    labelled(
        false,
        "one organization, ignoring case",
        given("StringEqualsIgnoreCase", "aws:PrincipalOrgID", "O-A1B2C3D4E5"),
    ),
    labelled(
        false,
        "part of an organization",
        given("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/r-ab12/*"),
    ),
    labelled(
        false,
        "a fixed path",
        given("ForAnyValue:StringEquals", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/r-ab12/ou-1/"),
    ),
    labelled(false, "sources of an organization", given("StringEquals", "aws:SourceOrgID", "o-a1b2c3d4e5")),
    labelled(false, "sources of a part of it", given("ForAnyValue:StringLike", "aws:SourceOrgPaths", "o-a1b2c3d4e5/*")),
    labelled(false, "one account's principals", given("StringEquals", "aws:PrincipalAccount", ACCOUNT)),
    labelled(false, "one account as the source", given("StringEquals", "aws:SourceAccount", ACCOUNT)),
    labelled(false, "an account as a number", given("StringEquals", "aws:SourceAccount", 111122223333)),
    labelled(false, "one owner", given("StringEquals", "aws:SourceOwner", ACCOUNT)),
    labelled(false, "callers of one account", given("StringEquals", "kms:CallerAccount", ACCOUNT)),
    labelled(
        false,
        "who is in the VPC of a file system",
        given("Bool", "elasticfilesystem:AccessedViaMountTarget", "true"),
    ),
    labelled(
        true,
        "who is not in the VPC of a file system",
        given("Bool", "elasticfilesystem:AccessedViaMountTarget", "false"),
    ),
    labelled(
        true,
        "who does not say that he is not",
        given("BoolIfExists", "elasticfilesystem:AccessedViaMountTarget", "true"),
    ),
    labelled(false, "one role", given("ArnEquals", "aws:PrincipalArn", `arn:aws:iam::${ACCOUNT}:role/reader`)),
    labelled(false, "roles of one account", given("ArnLike", "aws:PrincipalArn", `arn:aws:iam::${ACCOUNT}:role/*`)),
    labelled(false, "one topic", given("ArnEquals", "aws:SourceArn", `arn:aws:sns:eu-west-1:${ACCOUNT}:orders`)),
    labelled(false, "one account's topics, per field", given("ArnLike", "aws:SourceArn", `arn:aws:sns:*:${ACCOUNT}:*`)),
    labelled(false, "one bucket as the source", given("ArnLike", "aws:SourceArn", "arn:aws:s3:::uploads")),
    labelled(false, "one VPC", given("StringEquals", "aws:SourceVpc", "vpc-91237329")),
    labelled(false, "one VPC endpoint", given("StringEquals", "aws:SourceVpce", "vpce-1a2b3c4d")),
    labelled(false, "the VPCs of an account", given("ArnLike", "aws:SourceVpcArn", "arn:aws:ec2:*:111122223333:vpc/*")),
    labelled(true, "the VPCs of all accounts", given("ArnLike", "aws:SourceVpcArn", "arn:aws:ec2:*:*:vpc/*")),
    labelled(false, "endpoints of one account", given("StringEquals", "aws:VpceAccount", ACCOUNT)),
    labelled(false, "endpoints of an organization", given("StringEquals", "aws:VpceOrgID", "o-a1b2c3d4e5")),
    labelled(false, "endpoints of a part of it", given("ForAnyValue:StringLike", "aws:VpceOrgPaths", "o-a1b2c3d4e5/*")),
    labelled(false, "one user id", given("StringEquals", "aws:userid", "AIDAEXAMPLEEXAMPLE123")),
    labelled(false, "one service", given("StringEquals", "aws:PrincipalServiceName", "cloudtrail.amazonaws.com")),
    labelled(
        false,
        "a service by any of its names",
        given("ForAnyValue:StringEquals", "aws:PrincipalServiceNamesList", "cloudtrail.amazonaws.com"),
    ),
    labelled(
        false,
        "access points of one account",
        given("ArnLike", "s3:DataAccessPointArn", `arn:aws:s3:eu-west-1:${ACCOUNT}:accesspoint/*`),
    ),
    labelled(false, "access points by account", given("StringEquals", "s3:DataAccessPointAccount", ACCOUNT)),
    labelled(
        false,
        "one KMS key",
        given(
            "StringEquals",
            "s3:x-amz-server-side-encryption-aws-kms-key-id",
            `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`,
        ),
    ),
    labelled(false, "an office's addresses", given("IpAddress", "aws:SourceIp", ["203.0.113.0/24", "2001:db8::/48"])),
    labelled(
        false,
        "the broadest range that S3 accepts",
        given("IpAddress", "aws:SourceIp", ["11.0.0.0/8", "2001:db8::/32"]),
    ),
    labelled(
        false,
        "one application of an open provider",
        allow({
            Principal: { Federated: "accounts.google.com" },
            Condition: { StringEquals: { "accounts.google.com:aud": "my-app" } },
        }),
    ),
    labelled(
        false,
        "one person of an open provider",
        allow({
            Principal: { Federated: "accounts.google.com" },
            Condition: { StringEquals: { "accounts.google.com:sub": "1" } },
        }),
    ),
    labelled(
        false,
        "one person of another one",
        allow({
            Principal: { Federated: "www.amazon.com" },
            Condition: { StringEquals: { "www.amazon.com:user_id": "1" } },
        }),
    ),
    labelled(
        false,
        "one application of another one",
        allow({
            Principal: { Federated: "graph.facebook.com" },
            Condition: { StringEquals: { "graph.facebook.com:app_id": "1" } },
        }),
    ),
    labelled(
        true,
        "all applications of an open provider",
        allow({
            Principal: { Federated: "graph.facebook.com" },
            Condition: { StringLike: { "graph.facebook.com:app_id": "*" } },
        }),
    ),
    labelled(false, "one identity pool", given("StringEquals", "cognito-identity.amazonaws.com:aud", "eu-west-1:1")),
    labelled(
        false,
        "one scoping condition among others",
        allow({
            Condition: {
                Bool: { "aws:SecureTransport": "true" },
                StringEquals: { "aws:SourceVpce": "vpce-1", "s3:prefix": "x" },
            },
        }),
    ),
    labelled(
        false,
        "if the key exists, and it must",
        allow({
            Condition: { StringEqualsIfExists: { "aws:SourceVpce": "vpce-1" }, Null: { "aws:SourceVpce": "false" } },
        }),
    ),
    labelled(
        false,
        "all values, and the key must exist",
        allow({
            Condition: {
                "ForAllValues:StringLike": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*" },
                Null: { "aws:PrincipalOrgPaths": false },
            },
        }),
    ),

    labelled(
        false,
        "one account's topics in one region, as text",
        given("StringLike", "aws:SourceArn", `arn:aws:sns:eu-west-1:${ACCOUNT}:*`),
    ),
    labelled(false, "one topic, as text", given("StringLike", "aws:SourceArn", `arn:aws:sns:eu-west-1:${ACCOUNT}:a`)),
    labelled(false, "a source that is no ARN, as text", given("StringEquals", "aws:SourceArn", "ops")),

    // Conditions that seem to say who
    labelled(true, "any organization", given("StringLike", "aws:PrincipalOrgID", "o-*")),
    labelled(true, "one organization, or any", given("StringLike", "aws:PrincipalOrgID", ["o-a1b2c3d4e5", "*"])),
    labelled(true, "any path", given("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-*/r-ab12/*")),
    labelled(
        true,
        "a path without an organization",
        given("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "*/r-ab12/"),
    ),
    labelled(true, "any account", given("StringLike", "aws:SourceAccount", "*")),
    labelled(true, "accounts with a prefix", given("StringLike", "aws:PrincipalAccount", "1111*")),
    labelled(
        true,
        "the requester's own account, whichever",
        given("StringEquals", "aws:PrincipalAccount", "${aws:PrincipalAccount}"),
    ),
    labelled(true, "any VPC", given("StringLike", "aws:SourceVpc", "vpc-*")),
    labelled(true, "any topic", given("ArnLike", "aws:SourceArn", "arn:aws:sns:*:*:*")),
    labelled(
        true,
        "a topic of that name in any account",
        given("ArnLike", "aws:SourceArn", "arn:aws:sns:eu-west-1:*:orders"),
    ),
    labelled(true, "an incomplete ARN", given("ArnLike", "aws:SourceArn", "arn:aws:sns")),
    labelled(
        true,
        "buckets with a prefix, which anybody may create",
        given("ArnLike", "aws:SourceArn", "arn:aws:s3:::data-*"),
    ),
    labelled(
        true,
        "a text wildcard before the account, which may swallow it",
        given("StringLike", "aws:SourceArn", `arn:aws:sns:*:${ACCOUNT}:*`),
    ),
    labelled(true, "no ARN at all", given("ArnLike", "aws:PrincipalArn", "*")),
    labelled(
        true,
        "every session of a role, which S3 counts as public",
        given("StringLike", "aws:userid", "AROAEXAMPLE:*"),
    ),
    labelled(true, "all addresses", given("IpAddress", "aws:SourceIp", "0.0.0.0/0")),
    labelled(true, "half of all addresses", given("IpAddress", "aws:SourceIp", "128.0.0.0/1")),
    labelled(true, "a range just too broad", given("IpAddress", "aws:SourceIp", "10.0.0.0/7")),
    labelled(true, "an IPv6 range just too broad", given("IpAddress", "aws:SourceIp", "2001:db8::/31")),
    labelled(true, "an office and all of IPv6", given("IpAddress", "aws:SourceIp", ["203.0.113.0/24", "::/0"])),
    labelled(
        true,
        "addresses by an operator that does not compare addresses",
        given("StringLike", "aws:SourceIp", "203.0.113.*"),
    ),
    labelled(true, "no address", given("IpAddress", "aws:SourceIp", "office")),
    labelled(true, "private addresses, which every VPC has", given("IpAddress", "aws:VpcSourceIp", "10.1.0.0/16")),
    labelled(true, "all but one account", given("StringNotEquals", "aws:PrincipalAccount", ACCOUNT)),
    labelled(true, "all but one range", given("NotIpAddress", "aws:SourceIp", "203.0.113.0/24")),
    labelled(true, "if the key exists", given("StringEqualsIfExists", "aws:SourceVpce", "vpce-1")),
    labelled(
        true,
        "all values, of which there may be none",
        given("ForAllValues:StringEquals", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/r-ab12/"),
    ),
    labelled(
        true,
        "if it exists, another key must",
        allow({
            Condition: { StringEqualsIfExists: { "aws:SourceVpce": "vpce-1" }, Null: { "aws:SourceVpc": "false" } },
        }),
    ),
    labelled(
        true,
        "if it exists, and it must not",
        allow({
            Condition: { StringEqualsIfExists: { "aws:SourceVpce": "vpce-1" }, Null: { "aws:SourceVpce": "true" } },
        }),
    ),
    labelled(
        true,
        "one endpoint, if there is one, which may be absent or not",
        allow({
            Condition: {
                StringEqualsIfExists: { "aws:SourceVpce": "vpce-1" },
                Null: { "aws:SourceVpce": ["true", "false"] },
            },
        }),
    ),
    labelled(true, "any endpoint", given("Null", "aws:SourceVpce", "false")),
    labelled(true, "with TLS", given("Bool", "aws:SecureTransport", "true")),
    labelled(true, "a referer, which anybody can write", given("StringLike", "aws:Referer", "https://example.com/*")),
    labelled(true, "a prefix", given("StringEquals", "s3:prefix", "public/")),
    labelled(
        true,
        "through a service, which anybody can use",
        given("StringEquals", "kms:ViaService", "s3.eu-west-1.amazonaws.com"),
    ),
    labelled(true, "called via a service", given("ForAnyValue:StringEquals", "aws:CalledVia", "athena.amazonaws.com")),
    labelled(true, "any AWS service", given("Bool", "aws:PrincipalIsAWSService", "true")),
    labelled(true, "a tag, which anybody can give his users", given("StringEquals", "aws:PrincipalTag/team", "data")),
    labelled(true, "the resource's own account", given("StringEquals", "aws:ResourceAccount", ACCOUNT)),
    labelled(
        true,
        "signed-in users of any pool",
        given("ForAnyValue:StringLike", "cognito-identity.amazonaws.com:amr", "authenticated"),
    ),
    labelled(true, "an account by a number operator", given("NumericEquals", "aws:SourceAccount", ACCOUNT)),
    labelled(
        true,
        "a role of the requester's own account, whichever",
        given("ArnLike", "aws:PrincipalArn", "arn:aws:iam::${aws:PrincipalAccount}:role/reader"),
    ),
    labelled(true, "a source that is no ARN", given("ArnEquals", "aws:SourceArn", "ops")),
    labelled(
        true,
        "an organization within a text",
        given("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "x-o-a1b2c3d4e5/*"),
    ),
    labelled(true, "an address as a text", given("StringEquals", "aws:SourceIp", "203.0.113.7")),
];
