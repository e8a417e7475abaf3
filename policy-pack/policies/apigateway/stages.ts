import {
    any,
    must,
    mustNot,
    resourcePolicy,
    say,
    service,
    set,
    settingPolicy,
    stackPolicy,
    when,
} from "../../evaluation";
import { API, API_STAGE, isPrivate, METHOD_SETTINGS, methodSettingsOf, mustNotBeQuick } from "./resources";
import { SETTINGS_EXAMPLE, STAGE, STAGE_EXAMPLE, webAclOfStage } from "./resources";

const LEVELS = ["ERROR", "INFO"];

export default service("apigateway", [
    resourcePolicy({
        id: "apigateway-stage-access-logging",
        title: "Stages of API Gateway log access",
        severity: "medium",
        types: [STAGE, API_STAGE, API],
        controls: {
            fsbp: ["APIGateway.9"],
            cis7: ["4.10"],
            nist: ["AU-2", "AU-3", "AU-12"],
            whitepaper: ["account security"],
        },
        why: "Without access logs nobody can tell afterwards who called what.",
        fix: {
            text: "Log access into a log group. The stage that quick create makes cannot: give the API one of its own instead.",
            example: STAGE_EXAMPLE(`accessLogSettings: {
        destinationArn: "arn:aws:logs:eu-west-1:111122223333:log-group:api",
        format: '{ "request": "$context.requestId", "ip": "$context.identity.sourceIp", "status": "$context.status" }',
    },`),
        },
        check(resource) {
            if (resource.type === API) {
                return mustNotBeQuick(resource, say`an \`aws.apigatewayv2.Stage\` with \`accessLogSettings\``);
            }
            const destination = resource.get("accessLogSettings", "destinationArn");
            return must(destination.isGiven(), say`Set ${destination} to the ARN of a log group.`);
        },
    }),
    settingPolicy({
        id: "apigateway-execution-logging",
        title: "Methods of API Gateway log what goes wrong",
        severity: "medium",
        types: [METHOD_SETTINGS],
        controls: { fsbp: ["APIGateway.1"], nist: ["AU-2", "AU-12"], whitepaper: ["account security"] },
        why: "Without execution logs nobody sees why requests fail, or that somebody tries what is forbidden.",
        fix: { text: "Log errors.", example: SETTINGS_EXAMPLE(`loggingLevel: "ERROR"`) },
        setting: "settings.loggingLevel",
        must: { beOneOf: LEVELS },
        default: "OFF",
        remediates: true,
    }),
    stackPolicy({
        id: "apigateway-stage-has-method-settings",
        title: "Stages of API Gateway have settings of their methods, which log",
        severity: "medium",
        types: [STAGE],
        controls: { fsbp: ["APIGateway.1"], nist: ["AU-2", "AU-12"], whitepaper: ["account security"] },
        why: "A stage without settings of its methods logs nothing of their execution.",
        fix: {
            text: "Add settings for all methods.",
            example: `new aws.apigateway.Stage("api", { restApi: "a1b2c3", deployment: "d4e5f6", stageName: "v1" });
${SETTINGS_EXAMPLE(`loggingLevel: "ERROR"`)}`,
        },
        check: (stage, stack) =>
            // What the settings say is asked of themselves.
            must(
                stack.linkedTo(stage, methodSettingsOf).exists(),
                say`Give it an \`aws.apigateway.MethodSettings\` that logs.`,
            ),
    }),
    resourcePolicy({
        id: "apigateway-no-data-trace",
        title: "API Gateway does not log whole requests",
        severity: "medium",
        types: [METHOD_SETTINGS, API_STAGE],
        controls: { nist: ["AU-3", "SC-28"], whitepaper: ["account security"] },
        why: "The logs then hold what users sent and got: passwords, tokens and personal data.",
        fix: { text: "Leave `dataTraceEnabled` out.", example: SETTINGS_EXAMPLE(`loggingLevel: "ERROR"`) },
        check(resource) {
            const settings =
                resource.type === METHOD_SETTINGS
                    ? [resource.get("settings")]
                    : [resource.get("defaultRouteSettings"), ...resource.get("routeSettings").items()];
            return settings
                .map((one) => one.get("dataTraceEnabled"))
                .map((trace) => mustNot(trace.is(true), say`Remove ${trace}, or set it to false.`));
        },
        remediation: ({ type }) => (type === METHOD_SETTINGS ? [set(["settings", "dataTraceEnabled"], false)] : []),
    }),
    resourcePolicy({
        id: "apigateway-cache-encrypted",
        title: "Caches of API Gateway are encrypted",
        severity: "medium",
        types: [METHOD_SETTINGS],
        controls: { fsbp: ["APIGateway.5"], nist: ["SC-28", "SC-13"], whitepaper: ["account security"] },
        why: "The cache holds what users got, and whoever gets at its storage reads it.",
        fix: {
            text: "Encrypt the cache.",
            example: SETTINGS_EXAMPLE("cachingEnabled: true, cacheDataEncrypted: true"),
        },
        check(methods) {
            const encrypted = methods.get("settings", "cacheDataEncrypted");
            return when(
                methods.get("settings", "cachingEnabled").is(true),
                must(encrypted.is(true), say`Set ${encrypted} to true.`),
            );
        },
        remediation: () => [set(["settings", "cacheDataEncrypted"], true)],
    }),
    settingPolicy({
        id: "apigateway-stage-xray",
        title: "Stages of API Gateway trace requests",
        severity: "low",
        types: [STAGE],
        controls: { fsbp: ["APIGateway.3"], nist: ["CA-7", "SI-4"], whitepaper: ["account security"] },
        why: "Without traces nobody sees which part of a request was slow or refused.",
        fix: { text: "Turn on tracing.", example: STAGE_EXAMPLE("xrayTracingEnabled: true,") },
        setting: "xrayTracingEnabled",
        must: { be: true },
        default: false,
    }),
    settingPolicy({
        id: "apigateway-client-certificate",
        title: "API Gateway proves to servers behind it who it is",
        severity: "medium",
        offByDefault: true,
        types: [STAGE],
        controls: { fsbp: ["APIGateway.2"], nist: ["SC-8", "IA-3"], whitepaper: ["account security"] },
        why: "A server on the internet cannot tell requests of the gateway from others that go around it.",
        fix: {
            text: "Make a client certificate, and let the server ask for it.",
            example: STAGE_EXAMPLE(`clientCertificateId: "a1b2c3",`),
        },
        setting: "clientCertificateId",
        must: { beSet: "the id of a client certificate" },
    }),
    stackPolicy({
        id: "apigateway-waf-associated",
        title: "Stages of public APIs are behind a web ACL",
        severity: "medium",
        types: [STAGE],
        controls: { fsbp: ["APIGateway.4"], nist: ["SC-7", "AC-4(21)"], whitepaper: ["account security"] },
        why: "Floods of requests, and requests of known attacks, reach what is behind the gateway.",
        fix: {
            text: "Associate a web ACL of AWS WAF with the stage.",
            example: `const stage = new aws.apigateway.Stage("api", { restApi: "a1b2c3", deployment: "d4e5f6", stageName: "v1" });
new aws.wafv2.WebAclAssociation("api", {
    resourceArn: stage.arn,
    webAclArn: "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/api/d4e5f6",
});`,
        },
        check: (stage, stack) =>
            must(
                any([stack.linkedTo(stage, webAclOfStage).exists(), isPrivate(stage, stack)]),
                say`Associate a web ACL with it by an \`aws.wafv2.WebAclAssociation\`.`,
            ),
    }),
    settingPolicy({
        id: "apigateway-caching",
        title: "API Gateway caches answers",
        severity: "low",
        offByDefault: true,
        types: [STAGE, METHOD_SETTINGS],
        controls: { nist: ["SC-5"], whitepaper: ["account security"] },
        why: "A cache spares what is behind the gateway where many ask the same.",
        fix: {
            text: "Turn on the cache.",
            example: STAGE_EXAMPLE(`cacheClusterEnabled: true,\n    cacheClusterSize: "0.5",`),
        },
        setting: { [STAGE]: "cacheClusterEnabled", [METHOD_SETTINGS]: "settings.cachingEnabled" },
        must: { be: true },
        default: false,
    }),
]);
