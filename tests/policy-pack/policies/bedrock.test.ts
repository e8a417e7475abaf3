import bedrock from "../../../policy-pack/policies/bedrock";
import { describeService } from "../support/describe";
import { secretsIn } from "../support/environments";
import { unknown, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";
import { tokenOf } from "../support/token";

const of =
    (type: string) =>
    (inputs: Inputs = {}): TestResource => ({
        type: tokenOf(`bedrock/${type}`),
        inputs,
    });
const agent = of("agentAgent");
const networked = (type: string, networkMode: string): TestResource =>
    of(type)({ networkConfiguration: { networkMode } });
const gateway = of("agentcoreGateway");
const policy = (principal: unknown): TestResource =>
    of("agentcoreResourcePolicy")({
        policy: JSON.stringify({ Statement: [{ Effect: "Allow", Principal: principal, Action: "*", Resource: "*" }] }),
    });
const own = (setting: string): string => `Set \`${setting}\` to the ARN of a KMS key of your own.`;
const MODE = 'Set `networkConfiguration.networkMode` to something else than "PUBLIC".';

describeService(bedrock, {
    "bedrock-browser-recorded": {
        says: "Set `recording.enabled` to true, and `recording.s3Location.bucket` to the bucket that keeps the recordings.",
        compliant: {
            recorded: of("agentcoreBrowser")({
                recording: { enabled: true, s3Location: { bucket: "b", prefix: "p" } },
            }),
            "into a bucket that is made in the same update": of("agentcoreBrowser")({
                recording: { enabled: true, s3Location: { bucket: unknown(), prefix: "p" } },
            }),
        },
        violating: {
            off: of("agentcoreBrowser")({ recording: { enabled: false, s3Location: { bucket: "b", prefix: "p" } } }),
            nowhere: of("agentcoreBrowser")({ recording: { enabled: true } }),
        },
        absent: "violating",
    },
    "bedrock-runtime-in-vpc": {
        says: MODE,
        compliant: { VPC: networked("agentcoreAgentRuntime", "VPC") },
        violating: { public: networked("agentcoreAgentRuntime", "PUBLIC") },
        absent: "compliant",
    },
    "bedrock-tool-not-public": {
        says: MODE,
        compliant: { sandbox: networked("agentcoreCodeInterpreter", "SANDBOX") },
        violating: {
            "a browser": networked("agentcoreBrowser", "PUBLIC"),
            code: networked("agentcoreCodeInterpreter", "PUBLIC"),
        },
        absent: "compliant",
    },
    "bedrock-gateway-authorization": {
        says: 'Set `authorizerType` to something else than "NONE".',
        compliant: { IAM: gateway({ authorizerType: "AWS_IAM" }) },
        violating: { none: gateway({ authorizerType: "NONE" }) },
        absent: "compliant",
    },
    "bedrock-agent-guardrail": {
        says: "Set `guardrailConfigurations` to a guardrail and its version.",
        compliant: { one: agent({ guardrailConfigurations: [{ guardrailIdentifier: "gr1", guardrailVersion: "1" }] }) },
        violating: { none: agent({ guardrailConfigurations: [] }) },
        absent: "violating",
        malformed: {},
    },
    "bedrock-cmk": {
        compliant: { "a key": agent({ customerEncryptionKeyArn: "arn:aws:kms:x" }) },
        violating: {
            "an agent": { resources: agent({ customerEncryptionKeyArn: "" }), says: [own("customerEncryptionKeyArn")] },
            "a guardrail": { resources: of("guardrail")(), says: [own("kmsKeyArn")] },
            "a model": { resources: of("customModel")(), says: [own("customModelKmsKeyId")] },
            "a memory": { resources: of("agentcoreMemory")(), says: [own("encryptionKeyArn")] },
        },
        absent: { "an agent": { resources: agent(), says: [own("customerEncryptionKeyArn")] } },
    },
    "bedrock-policy-no-public": {
        says: "Statement 1 of `policy` lets anybody in. Name who may call it, or scope it by a condition.",
        compliant: { "an account": policy({ AWS: "111122223333" }) },
        violating: { anybody: policy("*") },
        absent: "compliant",
    },
    "bedrock-runtime-no-plaintext-secrets": {
        says: "Remove the credential in `environmentVariables.*`.",
        compliant: {
            "a setting": of("agentcoreAgentRuntime")({ environmentVariables: { LOG_LEVEL: "debug" } }),
            "an address": of("agentcoreAgentRuntime")({ environmentVariables: { SECRET: "https://example.com" } }),
        },
        violating: {
            "a password": of("agentcoreAgentRuntime")({ environmentVariables: { A: "a", DB_PASSWORD: "hunter2" } }),
            "a key": of("agentcoreAgentRuntime")({ environmentVariables: { A: "AKIAIOSFODNN7EXAMPLE" } }),
            ...secretsIn("bedrock"),
        },
        absent: "compliant",
    },
});
