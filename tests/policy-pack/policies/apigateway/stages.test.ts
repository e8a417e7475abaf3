import stages from "../../../../policy-pack/policies/apigateway/stages";
import { describeService } from "../../support/describe";
import { unknown } from "../../support/inputs";
import { api, apiStage, methodSettings, resource, restApi, stage } from "./resources";

const LOGS = "arn:aws:logs:eu-west-1:111122223333:log-group:api";
const STAGE = "arn:aws:apigateway:eu-west-1::/restapis/a1b2c3/stages/v1";
const ACL = "Associate a web ACL with it by an `aws.wafv2.WebAclAssociation`.";
const association = (module: string, from: string) =>
    resource(`${module}/webAclAssociation`, { resourceArn: unknown() }, { name: "acl", from: { resourceArn: [from] } });
const LOG = "Set `accessLogSettings.destinationArn` to the ARN of a log group.";
const HAS_SETTINGS = "Give it an `aws.apigateway.MethodSettings` that logs.";

describeService(stages, {
    "apigateway-stage-access-logging": {
        says: LOG,
        compliant: {
            "a stage that logs": stage({ accessLogSettings: { destinationArn: LOGS, format: "$context.requestId" } }),
            "into a log group of this stack": apiStage({
                accessLogSettings: { destinationArn: unknown(), format: "$context.requestId" },
            }),
            "an API whose stages are its own": api({ protocolType: "HTTP" }),
        },
        violating: {
            "no logs": stage(),
            "no logs of a stage of the second kind": apiStage({ autoDeploy: true }),
            "nothing but a format": stage({ accessLogSettings: { format: "$context.requestId" } }),
            "the stage of quick create": {
                resources: api({ protocolType: "HTTP", target: "https://orders.example.com" }),
                says: ["Remove `target`, and give it an `aws.apigatewayv2.Stage` with `accessLogSettings`."],
            },
        },
        absent: {
            "no logs": { resources: stage(), says: [LOG] },
            "no logs of a stage of the second kind": { resources: apiStage({}), says: [LOG] },
            "no quick create": api({}),
        },
    },
    "apigateway-execution-logging": {
        says: 'Set `settings.loggingLevel` to "ERROR" or "INFO".',
        compliant: { errors: methodSettings({ loggingLevel: "ERROR" }), all: methodSettings({ loggingLevel: "INFO" }) },
        violating: {
            off: methodSettings({ loggingLevel: "OFF" }),
            "not said": methodSettings({ metricsEnabled: true }),
        },
        absent: "violating",
    },
    "apigateway-stage-has-method-settings": {
        says: HAS_SETTINGS,
        compliant: {
            "settings of this stage": [stage(), methodSettings({}, { name: "settings" })],
            "settings of this stage, by its output": [
                stage(),
                { ...methodSettings({}, { name: "settings", from: { stageName: ["it"] } }) },
            ],
        },
        violating: {
            "settings of another stage": [stage({ stageName: "v2" }), methodSettings({}, { name: "settings" })],
        },
        absent: { "no settings": { resources: stage(), says: [HAS_SETTINGS] } },
        unknown: {
            "which stage": {
                resources: [
                    stage(),
                    resource("apigateway/methodSettings", { stageName: unknown() }, { name: "settings" }),
                ],
                undetermined: 'It is not known yet what this names: `stageName` of "settings".',
            },
        },
    },
    "apigateway-no-data-trace": {
        says: "Remove `settings.dataTraceEnabled`, or set it to false.",
        compliant: {
            "no trace": methodSettings({ dataTraceEnabled: false }),
            "no trace of a stage of the second kind": apiStage({ defaultRouteSettings: { dataTraceEnabled: false } }),
        },
        violating: {
            "whole requests": methodSettings({ dataTraceEnabled: true }),
            "whole messages": {
                resources: apiStage({
                    defaultRouteSettings: { dataTraceEnabled: true },
                    routeSettings: [{ routeKey: "$connect" }, { routeKey: "$default", dataTraceEnabled: true }],
                }),
                says: [
                    "Remove `defaultRouteSettings.dataTraceEnabled`, or set it to false.",
                    "Remove `routeSettings[1].dataTraceEnabled`, or set it to false.",
                ],
                unrepaired: true,
            },
        },
        absent: "compliant",
    },
    "apigateway-cache-encrypted": {
        says: "Set `settings.cacheDataEncrypted` to true.",
        compliant: {
            encrypted: methodSettings({ cachingEnabled: true, cacheDataEncrypted: true }),
            "no cache": methodSettings({ cachingEnabled: false, cacheDataEncrypted: false }),
        },
        violating: {
            "not encrypted": methodSettings({ cachingEnabled: true, cacheDataEncrypted: false }),
            "not said": methodSettings({ cachingEnabled: true }),
        },
        absent: "compliant",
    },
    "apigateway-stage-xray": {
        says: "Set `xrayTracingEnabled` to true.",
        compliant: { traced: stage({ xrayTracingEnabled: true }) },
        violating: { "not traced": stage({ xrayTracingEnabled: false }) },
        absent: "violating",
    },
    "apigateway-client-certificate": {
        says: "Set `clientCertificateId` to the id of a client certificate.",
        compliant: { "a certificate": stage({ clientCertificateId: "a1b2c3" }) },
        violating: { none: stage() },
        absent: "violating",
        unknown: {
            "which certificate": {
                resources: stage({ clientCertificateId: unknown() }),
                undetermined: "Not known before the update: `clientCertificateId`.",
            },
        },
    },
    "apigateway-waf-associated": {
        says: ACL,
        compliant: {
            "a web ACL": [stage(), association("wafv2", "it")],
            "a classic web ACL": [stage(), association("wafregional", "it")],
            "a web ACL, by its ARN": [
                stage({}, { outputs: { arn: STAGE } }),
                { ...association("wafv2", "it"), inputs: { resourceArn: STAGE }, from: {} },
            ],
            "an API that only a VPC reaches": [
                stage({}, { from: { restApi: ["api"] } }),
                restApi({ endpointConfiguration: { types: "PRIVATE" } }, { name: "api" }),
            ],
        },
        violating: {
            "a web ACL of another stage": {
                resources: [stage(), stage({}, { name: "other" }), association("wafv2", "other")],
                says: [ACL],
            },
            "a private API of another stage": {
                resources: [
                    stage(),
                    stage({}, { name: "other", from: { restApi: ["api"] } }),
                    restApi({ endpointConfiguration: { types: "PRIVATE" } }, { name: "api" }),
                ],
                says: [ACL],
            },
            "a public API": [
                stage({}, { from: { restApi: ["api"] } }),
                restApi({ endpointConfiguration: { types: "REGIONAL" } }, { name: "api" }),
            ],
        },
        absent: { "no web ACL": { resources: stage(), says: [ACL] } },
    },
    "apigateway-caching": {
        says: "Set `cacheClusterEnabled` to true.",
        compliant: {
            cached: stage({ cacheClusterEnabled: true }),
            "answers of methods": methodSettings({ cachingEnabled: true }),
        },
        violating: {
            "not cached": stage({ cacheClusterEnabled: false }),
            "answers of methods": {
                resources: methodSettings({ cachingEnabled: false }),
                says: ["Set `settings.cachingEnabled` to true."],
            },
        },
        absent: { "no cache": { resources: stage(), says: ["Set `cacheClusterEnabled` to true."] } },
    },
});
