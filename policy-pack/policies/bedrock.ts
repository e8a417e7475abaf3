import { all, must, resourcePolicy, say, service, settingPolicy } from "../evaluation";
import { mustLetNoOutsidersIn } from "./documents";
import { ownKeyPolicy } from "./ownKeys";
import { policyOf, typesWithPolicy } from "./resourcePolicies";
import { environmentsMustHoldNoSecrets, typesWithEnvironment } from "./environments";

const AGENT = "aws:bedrock/agentAgent:AgentAgent";
const RUNTIME = "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime";
const GATEWAY = "aws:bedrock/agentcoreGateway:AgentcoreGateway";
const BROWSER = "aws:bedrock/agentcoreBrowser:AgentcoreBrowser";
const CODE_INTERPRETER = "aws:bedrock/agentcoreCodeInterpreter:AgentcoreCodeInterpreter";

const exampleAgent = (settings: string): string => `new aws.bedrock.AgentAgent("support", {
    agentName: "support",
    agentResourceRoleArn: "arn:aws:iam::111122223333:role/agent",
    foundationModel: "anthropic.claude-sonnet-4-20250514-v1:0",
    ${settings},
});`;

const exampleRuntime = (more = ""): string => `new aws.bedrock.AgentcoreAgentRuntime("support", {
    agentRuntimeName: "support",
    roleArn: "arn:aws:iam::111122223333:role/agent",
    agentRuntimeArtifact: {
        containerConfiguration: { containerUri: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/support:1" },
    },
    networkConfiguration: {
        networkMode: "VPC",
        networkModeConfig: { securityGroups: ["sg-0abc"], subnets: ["subnet-0abc"] },
    },${more}
});`;

const exampleBrowser = `new aws.bedrock.AgentcoreBrowser("research", {
    name: "research",
    networkConfiguration: {
        networkMode: "VPC",
        vpcConfig: { securityGroups: ["sg-0abc"], subnets: ["subnet-0abc"] },
    },
    recording: { enabled: true, s3Location: { bucket: "recordings", prefix: "research/" } },
});`;

export default service("bedrock", [
    settingPolicy({
        id: "bedrock-runtime-in-vpc",
        title: "AgentCore runtimes lie in a VPC",
        severity: "high",
        types: [RUNTIME],
        controls: { fsbp: ["BedrockAgentCore.1"], nist: ["AC-4", "SC-7"], whitepaper: ["Bedrock", "VPC"] },
        why: "An agent that is talked into sending data away can do so by the public network, unseen by any flow log.",
        fix: {
            text: "Set the network mode to `VPC`.",
            example: exampleRuntime(),
        },
        setting: "networkConfiguration.networkMode",
        must: { notBe: "PUBLIC" },
        isRequired: true,
    }),
    settingPolicy({
        id: "bedrock-tool-not-public",
        title: "Browsers and code interpreters of AgentCore have no public network",
        severity: "high",
        level: "advisory",
        types: [BROWSER, CODE_INTERPRETER],
        controls: { fsbp: ["BedrockAgentCore.5"], nist: ["AC-4", "SC-7"], whitepaper: ["Bedrock", "VPC"] },
        why: "Code that a model wrote can send away what it reads by the public network, unseen by any flow log.",
        fix: {
            text: "Set the network mode to `VPC`, or to `SANDBOX` for code.",
            example: `new aws.bedrock.AgentcoreCodeInterpreter("math", { networkConfiguration: { networkMode: "SANDBOX" } });`,
        },
        setting: "networkConfiguration.networkMode",
        must: { notBe: "PUBLIC" },
        isRequired: true,
    }),
    settingPolicy({
        id: "bedrock-gateway-authorization",
        title: "AgentCore gateways know who calls",
        severity: "high",
        types: [GATEWAY],
        controls: { fsbp: ["BedrockAgentCore.2"], nist: ["AC-3", "IA-2"], whitepaper: ["Bedrock"] },
        why: "Without authorization everybody who knows the address may use the tools behind it.",
        fix: {
            text: "Set `authorizerType` to `AWS_IAM` or `CUSTOM_JWT`.",
            example: `new aws.bedrock.AgentcoreGateway("tools", {
    roleArn: "arn:aws:iam::111122223333:role/gateway",
    authorizerType: "AWS_IAM",
    protocolType: "MCP",
});`,
        },
        setting: "authorizerType",
        must: { notBe: "NONE" },
        isRequired: true,
    }),
    settingPolicy({
        id: "bedrock-agent-guardrail",
        title: "Bedrock agents have a guardrail",
        severity: "medium",
        types: [AGENT],
        controls: { nist: ["SI-10"], whitepaper: ["Bedrock"] },
        why: "Nothing else keeps an agent from answering with personal data, or to what was smuggled into its input.",
        fix: {
            text: "Name a guardrail and its version.",
            example: exampleAgent(
                `guardrailConfigurations: [{ guardrailIdentifier: "gr0abc", guardrailVersion: "1" }]`,
            ),
        },
        setting: "guardrailConfigurations",
        must: { beSet: "a guardrail and its version" },
    }),
    ownKeyPolicy({
        id: "bedrock-cmk",
        what: "Bedrock agents, guardrails, custom models and memories",
        types: [
            AGENT,
            "aws:bedrock/guardrail:Guardrail",
            "aws:bedrock/customModel:CustomModel",
            "aws:bedrock/agentcoreMemory:AgentcoreMemory",
        ],
        setting: {
            [AGENT]: "customerEncryptionKeyArn",
            "aws:bedrock/guardrail:Guardrail": "kmsKeyArn",
            "aws:bedrock/customModel:CustomModel": "customModelKmsKeyId",
            "aws:bedrock/agentcoreMemory:AgentcoreMemory": "encryptionKeyArn",
        },
        whitepaper: "Bedrock",
        example: exampleAgent("customerEncryptionKeyArn: key.arn"),
    }),
    resourcePolicy({
        id: "bedrock-browser-recorded",
        title: "AgentCore browsers record their sessions",
        severity: "medium",
        types: [BROWSER],
        controls: { fsbp: ["BedrockAgentCore.6"], nist: ["AU-12", "SI-4"], whitepaper: ["Bedrock"] },
        why: "Without a recording nobody can tell afterwards what an agent saw, and did there.",
        fix: { text: "Record into a bucket.", example: exampleBrowser },
        check(browser) {
            const enabled = browser.get("recording", "enabled");
            const bucket = browser.get("recording", "s3Location", "bucket");
            return must(
                all([enabled.is(true), bucket.isGiven()]),
                say`Set ${enabled} to true, and ${bucket} to the bucket that keeps the recordings.`,
            );
        },
    }),
    resourcePolicy({
        id: "bedrock-policy-no-public",
        title: "Policies of AgentCore let no outsiders in",
        severity: "critical",
        types: typesWithPolicy("bedrock"),
        controls: { cis7: ["2.21"], nist: ["AC-3"], whitepaper: ["Bedrock"] },
        why: "Everybody with an AWS account could call the agent, with the rights of its role.",
        fix: {
            text: "Name the accounts or roles that may call it.",
            example: `new aws.bedrock.AgentcoreResourcePolicy("support", {
    resourceArn: "arn:aws:bedrock-agentcore:eu-west-1:111122223333:runtime/support",
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["arn:aws:iam::444455556666:root"] }],
            actions: ["bedrock-agentcore:InvokeAgentRuntime"],
            resources: ["*"],
        }],
    }).json,
});`,
        },
        check: (resource) =>
            mustLetNoOutsidersIn(policyOf(resource), say`Name who may call it, or scope it by a condition.`),
    }),
    resourcePolicy({
        id: "bedrock-runtime-no-plaintext-secrets",
        title: "The environment of AgentCore runtimes and harnesses holds no secrets",
        severity: "high",
        types: typesWithEnvironment("bedrock"),
        controls: { nist: ["IA-5(7)", "SC-28"], whitepaper: ["Bedrock"] },
        why: "Whoever may look at the runtime has the secret, as has an agent that is talked into telling it, and it stays in the state.",
        fix: {
            text: "Keep it in Secrets Manager or as an identity of AgentCore, let the agent fetch it by its role, and rotate what was here.",
            example: exampleRuntime('\n    environmentVariables: { LOG_LEVEL: "info" },'),
        },
        check: (resource) => environmentsMustHoldNoSecrets(resource, "bedrock"),
    }),
]);
