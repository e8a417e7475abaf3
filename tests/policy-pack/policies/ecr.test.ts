import ecr from "../../../policy-pack/policies/ecr";
import { describeService } from "../support/describe";
import { unknown, type Input, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const repository = (inputs: Inputs = {}, more: Partial<TestResource> = {}): TestResource => ({
    type: "aws:ecr/repository:Repository",
    inputs,
    ...more,
});
const template = (inputs: Inputs): TestResource => ({
    type: "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
    inputs: { appliedFors: ["PULL_THROUGH_CACHE"], prefix: "web", ...inputs },
});
const scanning = (scanFrequency: string, filter: Input = "*"): TestResource => ({
    type: "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
    name: "registry",
    inputs: {
        scanType: "ENHANCED",
        rules: [
            { scanFrequency: "MANUAL", repositoryFilters: [{ filter: "test", filterType: "WILDCARD" }] },
            { scanFrequency, repositoryFilters: [{ filter, filterType: "WILDCARD" }] },
        ],
    },
});
const lifecycle = (more: Partial<TestResource> = {}): TestResource => ({
    type: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    name: "side",
    inputs: { repository: unknown(), policy: "{}" },
    from: { repository: ["it"] },
    ...more,
});
const onPush = (scanOnPush: boolean) => repository({ imageScanningConfiguration: { scanOnPush } });
const encrypted = (configuration: Inputs) => ({ encryptionConfigurations: [configuration] });
const KMS = 'Set `encryptionConfigurations[0].encryptionType` to "KMS".';

const allowing = (Principal: string | Inputs) =>
    JSON.stringify({ Statement: [{ Effect: "Allow", Principal, Action: "ecr:BatchGetImage" }] });
const PUBLIC = "Statement 1 of `policy` lets anybody in. Name who may pull or push, or scope it by a condition.";
const withPolicy = (type: string, principal: string | Inputs): TestResource => ({
    type,
    inputs: { policy: allowing(principal) },
});

describeService(ecr, {
    "ecr-scan-on-push": {
        says: "Set `imageScanningConfiguration.scanOnPush` to true.",
        compliant: {
            "it scans": onPush(true),
            "the registry scans": { resources: [repository(), scanning("SCAN_ON_PUSH")] },
            "the registry scans what begins so": [repository({ name: "prod/web" }), scanning("SCAN_ON_PUSH", "prod/*")],
            "the registry scans what has this in its name": [
                repository({ name: "the-prod-web" }),
                scanning("SCAN_ON_PUSH", "prod"),
            ],
            "the registry scans always": { resources: [onPush(false), scanning("CONTINUOUS_SCAN")] },
        },
        violating: {
            "it does not scan": onPush(false),
            "the registry scans others": [repository({ name: "prod-web" }), scanning("SCAN_ON_PUSH", "web*")],
            "the registry of another Region scans": [
                repository({ region: "eu-west-1" }),
                { ...scanning("SCAN_ON_PUSH"), provider: { region: "us-east-1" } },
            ],
            "the registry scans by hand": { resources: [repository(), scanning("MANUAL")] },
        },
        absent: "violating",
    },
    "ecr-tag-immutable": {
        says: 'Set `imageTagMutability` to "IMMUTABLE".',
        compliant: {
            immutable: repository({ imageTagMutability: "IMMUTABLE" }),
            "except some": template({ imageTagMutability: "IMMUTABLE_WITH_EXCLUSION" }),
        },
        violating: {
            mutable: repository({ imageTagMutability: "MUTABLE" }),
            "a template": template({ imageTagMutability: "MUTABLE_WITH_EXCLUSION" }),
        },
        absent: "violating",
    },
    "ecr-lifecycle": {
        says: "Give it an `aws.ecr.LifecyclePolicy`.",
        compliant: {
            "by its name": {
                resources: [
                    repository({ name: "web" }),
                    lifecycle({ inputs: { repository: "web", policy: "{}" }, from: {} }),
                ],
            },
            "by its id": {
                resources: [
                    repository({}, { outputs: { id: "web" } }),
                    lifecycle({ inputs: { repository: "web", policy: "{}" }, from: {} }),
                ],
            },
            "by a name that is not known yet": { resources: [repository(), lifecycle()] },
        },
        violating: {
            without: repository(),
            "of another repository": {
                resources: [
                    repository({ name: "web" }),
                    lifecycle({ inputs: { repository: "api", policy: "{}" }, from: {} }),
                ],
            },
        },
        absent: "violating",
    },
    "ecr-kms": {
        says: KMS,
        compliant: {
            "with KMS": repository(encrypted({ encryptionType: "KMS" })),
            twice: template(encrypted({ encryptionType: "KMS_DSSE" })),
        },
        violating: {
            "with ECR's own": repository(encrypted({ encryptionType: "AES256" })),
            "a template": template({}),
        },
        absent: "violating",
    },
    "ecr-cmk": {
        says: "Set `encryptionConfigurations[0].kmsKey` to the ARN of a KMS key of your own.",
        compliant: { "a key": repository(encrypted({ encryptionType: "KMS", kmsKey: "arn:aws:kms:…:key/1" })) },
        violating: {
            "AWS's key": repository(encrypted({ encryptionType: "KMS" })),
            "AWS's key, by its alias": template(encrypted({ encryptionType: "KMS", kmsKey: "alias/aws/ecr" })),
        },
        absent: "violating",
    },
    "ecr-policy-no-public": {
        says: PUBLIC,
        compliant: {
            "an account": withPolicy("aws:ecr/repositoryPolicy:RepositoryPolicy", { AWS: "111122223333" }),
        },
        violating: {
            "a repository": withPolicy("aws:ecr/repositoryPolicy:RepositoryPolicy", "*"),
            "a registry": withPolicy("aws:ecr/registryPolicy:RegistryPolicy", { AWS: "*" }),
            "a public repository": withPolicy("aws:ecrpublic/repositoryPolicy:RepositoryPolicy", "*"),
            "a template": {
                resources: template({ repositoryPolicy: allowing("*") }),
                says: [PUBLIC.replace("policy", "repositoryPolicy")],
            },
        },
        absent: "compliant",
    },
});
