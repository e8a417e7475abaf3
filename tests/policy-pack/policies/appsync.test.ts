import appsync from "../../../policy-pack/policies/appsync";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

type More = Partial<Pick<TestResource, "name">>;

const api = (inputs: Inputs = {}, more: More = {}): TestResource => ({
    type: "aws:appsync/graphQLApi:GraphQLApi",
    inputs: { authenticationType: "AWS_IAM", ...inputs },
    ...more,
});
const cache = (inputs: Inputs): TestResource => ({ type: "aws:appsync/apiCache:ApiCache", inputs });
const association = (from: string): TestResource => ({
    type: "aws:wafv2/webAclAssociation:WebAclAssociation",
    name: "acl",
    inputs: { resourceArn: unknown() },
    from: { resourceArn: [from] },
});
const ARN = "arn:aws:appsync:eu-west-1:111122223333:apis/a1b2c3";
const key = (path: string) => `Set \`${path}\` to something else than "API_KEY".`;

describeService(appsync, {
    "appsync-field-logging": {
        says: 'Set `logConfig.fieldLogLevel` to "ERROR", "ALL", "INFO" or "DEBUG".',
        compliant: { errors: api({ logConfig: { fieldLogLevel: "ERROR" } }) },
        violating: { none: api({ logConfig: { fieldLogLevel: "NONE" } }) },
        absent: "violating",
    },
    "appsync-xray": {
        says: "Set `xrayEnabled` to true.",
        compliant: { on: api({ xrayEnabled: true }) },
        violating: { off: api({ xrayEnabled: false }) },
        absent: "violating",
    },
    "appsync-no-api-key": {
        says: key("authenticationType"),
        compliant: {
            users: api({
                authenticationType: "AMAZON_COGNITO_USER_POOLS",
                additionalAuthenticationProviders: [{ authenticationType: "AWS_IAM" }],
            }),
        },
        violating: {
            "a key": api({ authenticationType: "API_KEY" }),
            "a key beside users": {
                resources: api({ additionalAuthenticationProviders: [{ authenticationType: "API_KEY" }] }),
                says: [key("additionalAuthenticationProviders[0].authenticationType")],
            },
        },
        absent: "compliant",
    },
    "appsync-cache-encrypted-at-rest": {
        says: "Set `atRestEncryptionEnabled` to true.",
        compliant: { encrypted: cache({ atRestEncryptionEnabled: true }) },
        violating: { "not encrypted": cache({ atRestEncryptionEnabled: false }) },
        absent: "violating",
    },
    "appsync-cache-encrypted-in-transit": {
        says: "Set `transitEncryptionEnabled` to true.",
        compliant: { encrypted: cache({ transitEncryptionEnabled: true }) },
        violating: { "not encrypted": cache({ transitEncryptionEnabled: false }) },
        absent: "violating",
    },
    "appsync-waf-associated": {
        says: "Associate a web ACL with it by an `aws.wafv2.WebAclAssociation`.",
        compliant: {
            "a web ACL": [api(), association("it")],
            "a web ACL, by its ARN": [
                { ...api(), outputs: { arn: ARN } },
                { ...association("it"), inputs: { resourceArn: ARN }, from: {} },
            ],
            "an API that only a VPC reaches": api({ visibility: "PRIVATE" }),
        },
        violating: {
            "a public API": api({ visibility: "GLOBAL" }),
            "a web ACL of another API": [
                api(),
                api({ visibility: "PRIVATE" }, { name: "other" }),
                association("other"),
            ],
        },
        absent: "violating",
        unknown: {
            "a function of the program tells who reaches it": {
                resources: api({ visibility: unknown() }),
                undetermined: "Not known before the update: `visibility`.",
            },
        },
    },
});
