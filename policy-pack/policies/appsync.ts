import {
    must,
    mustNot,
    not,
    resourcePolicy,
    say,
    service,
    settingPolicy,
    stackPolicy,
    when,
    type Link,
} from "../evaluation";

const API = "aws:appsync/graphQLApi:GraphQLApi";
const CACHE = "aws:appsync/apiCache:ApiCache";

const webAclOf: Link = {
    from: ["aws:wafv2/webAclAssociation:WebAclAssociation"],
    by: "resourceArn",
    to: [API],
    named: ["arn"],
};

const API_EXAMPLE = (more: string): string => `new aws.appsync.GraphQLApi("orders", {
    authenticationType: "AWS_IAM",${more === "" ? "" : `\n    ${more}`}
});`;

const CACHE_EXAMPLE = `new aws.appsync.ApiCache("orders", {
    apiId: "a1b2c3",
    apiCachingBehavior: "FULL_REQUEST_CACHING",
    type: "SMALL",
    ttl: 60,
    atRestEncryptionEnabled: true,
    transitEncryptionEnabled: true,
});`;

export default service("appsync", [
    settingPolicy({
        id: "appsync-field-logging",
        title: "AppSync logs what goes wrong in fields",
        severity: "medium",
        types: [API],
        controls: { fsbp: ["AppSync.2"], nist: ["AU-2", "AU-12"], whitepaper: ["account security"] },
        why: "Without logs nobody sees why queries fail, or that somebody tries what is forbidden.",
        fix: {
            text: "Log errors.",
            example: API_EXAMPLE(`logConfig: {
        cloudwatchLogsRoleArn: "arn:aws:iam::111122223333:role/appsync-logs",
        fieldLogLevel: "ERROR",
        excludeVerboseContent: true,
    },`),
        },
        setting: "logConfig.fieldLogLevel",
        must: { beOneOf: ["ERROR", "ALL", "INFO", "DEBUG"] },
        default: "NONE",
    }),
    settingPolicy({
        id: "appsync-xray",
        title: "AppSync traces requests",
        severity: "low",
        types: [API],
        controls: { nist: ["CA-7", "SI-4"], whitepaper: ["account security"] },
        why: "A trace shows which resolver a request waits for, and what it reaches that it should not.",
        offByDefault: true,
        fix: { text: "Turn it on. X-Ray is paid by the trace.", example: API_EXAMPLE("xrayEnabled: true,") },
        setting: "xrayEnabled",
        must: { be: true },
        default: false,
    }),
    resourcePolicy({
        id: "appsync-no-api-key",
        title: "AppSync asks who calls",
        severity: "high",
        types: [API],
        controls: { fsbp: ["AppSync.5"], nist: ["AC-3", "AC-6", "IA-2"], whitepaper: ["account security"] },
        why: "A key lies in every page and app that calls the API: whoever looks for it has it.",
        fix: { text: "Let IAM, Cognito, OpenID Connect or a function authorize requests.", example: API_EXAMPLE("") },
        check: (api) =>
            [api, ...api.get("additionalAuthenticationProviders").items()]
                .map((provider) => provider.get("authenticationType"))
                .map((type) => mustNot(type.is("API_KEY"), say`Set ${type} to something else than "API_KEY".`)),
    }),
    settingPolicy({
        id: "appsync-cache-encrypted-at-rest",
        title: "Caches of AppSync are encrypted where they lie",
        severity: "low",
        types: [CACHE],
        controls: { fsbp: ["AppSync.1"], nist: ["SC-28"], whitepaper: ["account security"] },
        why: "The cache holds what users got, and whoever gets at its storage reads it. New caches are encrypted whatever is said here, older ones are not.",
        fix: { text: "Encrypt the cache.", example: CACHE_EXAMPLE },
        setting: "atRestEncryptionEnabled",
        must: { be: true },
        default: false,
    }),
    settingPolicy({
        id: "appsync-cache-encrypted-in-transit",
        title: "Caches of AppSync are encrypted on the way",
        severity: "low",
        types: [CACHE],
        controls: { fsbp: ["AppSync.6"], nist: ["SC-8"], whitepaper: ["account security"] },
        why: "Who is on the way to the cache reads what users got. New caches are encrypted whatever is said here, older ones are not.",
        fix: { text: "Encrypt the way to the cache.", example: CACHE_EXAMPLE },
        setting: "transitEncryptionEnabled",
        must: { be: true },
        default: false,
    }),
    stackPolicy({
        id: "appsync-waf-associated",
        title: "Public APIs of AppSync are behind a web ACL",
        severity: "medium",
        types: [API],
        controls: { nist: ["SC-7", "AC-4(21)"], whitepaper: ["account security"] },
        why: "Floods of queries, and requests of known attacks, reach what is behind the API.",
        fix: {
            text: "Associate a web ACL of AWS WAF with the API.",
            example: `const orders = new aws.appsync.GraphQLApi("orders", { authenticationType: "AWS_IAM" });
new aws.wafv2.WebAclAssociation("orders", {
    resourceArn: orders.arn,
    webAclArn: "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/api/d4e5f6",
});`,
        },
        check: (api, stack) =>
            when(
                not(api.get("visibility").is("PRIVATE")),
                must(
                    stack.linkedTo(api, webAclOf).exists(),
                    say`Associate a web ACL with it by an \`aws.wafv2.WebAclAssociation\`.`,
                ),
            ),
    }),
]);
