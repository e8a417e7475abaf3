import sagemaker from "../../../policy-pack/policies/sagemaker";
import type { Cases } from "../../../policy-pack/testing/cases";
import { describeService } from "../support/describe";
import { secretsIn } from "../support/environments";
import { unknown, type Input, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";
import { tokenOf } from "../support/token";

const of =
    (type: string) =>
    (inputs: Inputs = {}): TestResource => ({
        type: tokenOf(`sagemaker/${type}`),
        inputs,
    });
const notebook = of("notebookInstance");
const domain = of("domain");
const model = of("model");
const quality = of("dataQualityJobDefinition");
const training = of("trainingJob");
const endpoint = of("endpointConfiguration");
const flow = of("flowDefinition");
const schedule = (networkConfig?: Input): TestResource =>
    of("monitoringSchedule")({
        monitoringScheduleConfig:
            networkConfig === undefined
                ? { monitoringJobDefinitionName: "orders" }
                : { monitoringJobDefinition: { networkConfig } },
    });
const policy = (principal: unknown): TestResource =>
    of("modelPackageGroupPolicy")({
        resourcePolicy: JSON.stringify({
            Statement: [{ Effect: "Allow", Principal: principal, Action: "sagemaker:*", Resource: "*" }],
        }),
    });
const SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db";
const VERSION = "instanceMetadataServiceConfiguration";
const JOB = "monitoringScheduleConfig.monitoringJobDefinition.networkConfig";
const own = (setting: string): string => `Set \`${setting}\` to the ARN of a KMS key of your own.`;

/** Cases of a switch that all jobs have, by the policy of each kind. */
const jobs = (what: string, name: string): Readonly<Record<string, Cases>> => ({
    [`sagemaker-job-${what}`]: {
        says: `Set \`networkConfig.${name}\` to true.`,
        compliant: { on: quality({ networkConfig: { [name]: true } }) },
        violating: { off: quality({ networkConfig: { [name]: false } }) },
        absent: "violating",
    },
    [`sagemaker-schedule-${what}`]: {
        says: `Set \`${JOB}.${name}\` to true.`,
        compliant: { on: schedule({ [name]: true }), "a definition's name": schedule() },
        violating: { off: schedule({ [name]: "false" }), "by default": schedule({}) },
        absent: "compliant",
    },
    [`sagemaker-training-${what}`]: {
        says: `Set \`${name}\` to true.`,
        compliant: { on: training({ [name]: true }) },
        violating: { off: training({ [name]: false }) },
        absent: "violating",
    },
});

const image = (repositoryAccessMode?: Input) => ({
    image: "registry.example.com/orders:1",
    ...(repositoryAccessMode === undefined ? {} : { imageConfig: { repositoryAccessMode } }),
});
const inVpc = (place: string): string => `Set \`${place}.imageConfig.repositoryAccessMode\` to "Vpc".`;
const features = of("featureGroup");
const store = (s3StorageConfig: Inputs): Inputs => ({ offlineStoreConfig: { s3StorageConfig } });

const OWN_VPC: TestResource = { type: "aws:ec2/vpc:Vpc", name: "own", inputs: {} };
const PRIVATE: TestResource = {
    type: "aws:ec2/subnet:Subnet",
    name: "private",
    inputs: { vpcId: unknown() },
    from: { vpcId: ["own"] },
};
const IN_PRIVATE: TestResource = { ...notebook({ subnetId: unknown() }), from: { subnetId: ["private"] } };

describeService(sagemaker, {
    "sagemaker-model-private-registry": {
        says: inVpc("primaryContainer"),
        compliant: {
            "a VPC": model({ primaryContainer: image("Vpc") }),
            "a pipeline, which another policy judges": model({ containers: [image("Platform")] }),
        },
        violating: {
            "the platform": model({ primaryContainer: image("Platform") }),
            "the platform, by default": model({ primaryContainer: image() }),
        },
        absent: "compliant",
    },
    "sagemaker-pipeline-private-registry": {
        says: inVpc("containers[1]"),
        compliant: {
            "a VPC": model({ containers: [image("Vpc"), image("Vpc")] }),
            "a model that is no pipeline": model({ primaryContainer: image("Platform") }),
        },
        violating: {
            "the platform": model({ containers: [image("Vpc"), image("Platform")] }),
            "the platform, by default": model({ containers: [image("Vpc"), image()] }),
        },
        absent: "compliant",
    },
    "sagemaker-feature-store-cmk": {
        says: own("offlineStoreConfig.s3StorageConfig.kmsKeyId"),
        compliant: {
            "with a key": features(store({ s3Uri: "s3://features", kmsKeyId: "arn:aws:kms:eu-west-1:1:key/a" })),
            "with no offline store": features({ onlineStoreConfig: { enableOnlineStore: true } }),
        },
        violating: { "without a key": features(store({ s3Uri: "s3://features" })) },
        absent: "compliant",
    },
    "sagemaker-notebook-no-internet": {
        says: 'Set `directInternetAccess` to "Disabled".',
        compliant: { none: notebook({ directInternetAccess: "Disabled" }) },
        violating: { direct: notebook({ directInternetAccess: "Enabled" }) },
        absent: "violating",
    },
    "sagemaker-notebook-in-vpc": {
        says: "Set `subnetId` to a private subnet.",
        compliant: { "a subnet": notebook({ subnetId: "subnet-1" }) },
        violating: { none: notebook({ subnetId: "" }) },
        absent: "violating",
        malformed: {},
    },
    "sagemaker-notebook-custom-vpc": {
        says: "Set `subnetId` to a private subnet of a VPC of your own.",
        compliant: {
            "a subnet from elsewhere": notebook({ subnetId: "subnet-1" }),
            "a subnet of one's own VPC, where no default one is": [IN_PRIVATE, PRIVATE, OWN_VPC],
            "a subnet of one's own VPC": [
                IN_PRIVATE,
                PRIVATE,
                OWN_VPC,
                { type: "aws:ec2/defaultVpc:DefaultVpc", name: "default", inputs: {} },
                { type: "aws:ec2/defaultSubnet:DefaultSubnet", name: "other", inputs: {} },
            ],
        },
        violating: {
            "the default subnet": [
                { ...notebook({ subnetId: unknown() }), from: { subnetId: ["default"] } },
                { type: "aws:ec2/defaultSubnet:DefaultSubnet", name: "default", inputs: {} },
            ],
            "a subnet of the default VPC, once it is known": [
                notebook({ subnetId: "subnet-1" }),
                {
                    type: "aws:ec2/subnet:Subnet",
                    name: "private",
                    inputs: { vpcId: "vpc-1" },
                    outputs: { id: "subnet-1" },
                },
                { type: "aws:ec2/defaultVpc:DefaultVpc", name: "default", inputs: {}, outputs: { id: "vpc-1" } },
            ],
        },
        absent: "compliant",
        unknown: {
            "which subnet, whatever is unknown of others": {
                resources: [
                    { ...notebook({ subnetId: unknown() }), from: { subnetId: ["private", "other"] } },
                    PRIVATE,
                    OWN_VPC,
                    { type: "aws:ec2/defaultVpc:DefaultVpc", name: "default", inputs: {} },
                    { type: "aws:ec2/defaultSubnet:DefaultSubnet", name: "other", inputs: {} },
                    { ...PRIVATE, name: "third", from: { vpcId: ["own", "default"] } },
                ],
                undetermined: "It is not known yet what this names: `subnetId`.",
            },
        },
    },
    "sagemaker-notebook-no-root": {
        says: 'Set `rootAccess` to "Disabled".',
        compliant: { none: notebook({ rootAccess: "Disabled" }) },
        violating: { root: notebook({ rootAccess: "Enabled" }) },
        absent: "violating",
    },
    "sagemaker-notebook-imdsv2": {
        says: `Set \`${VERSION}.minimumInstanceMetadataServiceVersion\` to "2".`,
        compliant: { tokens: notebook({ [VERSION]: { minimumInstanceMetadataServiceVersion: "2" } }) },
        violating: { none: notebook({ [VERSION]: { minimumInstanceMetadataServiceVersion: "1" } }) },
        absent: "violating",
    },
    "sagemaker-notebook-supported-platform": {
        says: 'Remove `platformIdentifier`, or set it to something else than "notebook-al1-v1", "notebook-al2-v1", "notebook-al2-v2" or "notebook-al2-v3".',
        compliant: { "of today": notebook({ platformIdentifier: "notebook-al2023-v1" }) },
        violating: {
            old: notebook({ platformIdentifier: "notebook-al2-v1" }),
            "the last of Amazon Linux 2": notebook({ platformIdentifier: "notebook-al2-v3" }),
        },
        absent: "compliant",
    },
    "sagemaker-domain-vpc-only": {
        says: 'Set `appNetworkAccessType` to "VpcOnly".',
        compliant: { VPC: domain({ appNetworkAccessType: "VpcOnly" }) },
        violating: { internet: domain({ appNetworkAccessType: "PublicInternetOnly" }) },
        absent: "violating",
    },
    "sagemaker-model-isolated": {
        says: "Set `enableNetworkIsolation` to true.",
        compliant: { isolated: model({ enableNetworkIsolation: true }) },
        violating: { not: model({ enableNetworkIsolation: false }) },
        absent: "violating",
    },
    "sagemaker-endpoint-instances": {
        compliant: {
            two: endpoint({ productionVariants: [{ initialInstanceCount: 2 }] }),
            serverless: endpoint({ productionVariants: [{ serverlessConfig: { maxConcurrency: 5 } }] }),
        },
        violating: {
            one: {
                resources: endpoint({ productionVariants: [{ initialInstanceCount: 3 }, { initialInstanceCount: 1 }] }),
                says: ["Set `productionVariants[1].initialInstanceCount` to 2 or more."],
            },
            "one by default": {
                resources: endpoint({ productionVariants: [{ modelName: "orders" }] }),
                says: ["Set `productionVariants[0].initialInstanceCount` to 2 or more."],
            },
        },
        absent: "compliant",
    },
    ...jobs("traffic-encrypted", "enableInterContainerTrafficEncryption"),
    ...jobs("isolated", "enableNetworkIsolation"),
    "sagemaker-cmk": {
        says: own("kmsKeyId"),
        compliant: { "a key": notebook({ kmsKeyId: "1234" }) },
        violating: {
            "a notebook": notebook({ kmsKeyId: "" }),
            "a domain": domain(),
            "an endpoint": { resources: endpoint(), says: [own("kmsKeyArn")] },
            "a job": { resources: quality(), says: [own("jobResources.clusterConfig.volumeKmsKeyId")] },
        },
        absent: { "a notebook": { resources: notebook(), says: [own("kmsKeyId")] } },
    },
    "sagemaker-output-cmk": {
        compliant: { "a key": flow({ outputConfig: { kmsKeyId: "1234" } }) },
        violating: {
            "a review": { resources: flow({ outputConfig: { kmsKeyId: "" } }), says: [own("outputConfig.kmsKeyId")] },
            "a job": { resources: quality(), says: [own("dataQualityJobOutputConfig.kmsKeyId")] },
        },
        absent: { "a review": { resources: flow(), says: [own("outputConfig.kmsKeyId")] } },
    },
    "sagemaker-policy-no-public": {
        says: "Statement 1 of `resourcePolicy` lets anybody in. Name who may use it, or scope it by a condition.",
        compliant: { "an account": policy({ AWS: "111122223333" }) },
        violating: { anybody: policy("*") },
        absent: "compliant",
    },
    "sagemaker-no-plaintext-secrets": {
        says: "Remove the credential in `environment.*`.",
        compliant: {
            "a setting": training({ environment: { LOG_LEVEL: "debug" } }),
            "where it is kept": model({ primaryContainer: { environment: { DB_PASSWORD: SECRET } } }),
        },
        violating: {
            ...secretsIn("sageMaker"),
            "of training": training({ environment: { DB_PASSWORD: "hunter2" } }),
            "of a model": {
                resources: model({ primaryContainer: { environment: { LOG_LEVEL: "debug", DB_PASSWORD: "hunter2" } } }),
                says: ["Remove the credential in `primaryContainer.environment.*`."],
            },
            "of a model of several containers": {
                resources: model({ containers: [{ image: "a" }, { environment: { KEY: "AKIAIOSFODNN7EXAMPLE" } }] }),
                says: ["Remove the credential in `containers[1].environment.*`."],
            },
        },
        absent: "compliant",
    },
});
