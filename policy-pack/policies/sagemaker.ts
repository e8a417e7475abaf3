import {
    all,
    any,
    must,
    mustNot,
    not,
    resourcePolicy,
    say,
    service,
    settingPolicy,
    stackPolicy,
    when,
} from "../evaluation";
import type { Link, ResourcePolicy, ResourceReader, Truth, Value } from "../evaluation";
import { byType } from "./byType";
import { mustLetNoOutsidersIn } from "./documents";
import { ownKeyPolicy } from "./ownKeys";
import { policyOf, typesWithPolicy } from "./resourcePolicies";
import { environmentsMustHoldNoSecrets, typesWithEnvironment } from "./environments";
import { DEFAULT_SUBNET, DEFAULT_VPC, SUBNET, SUBNETS, VPCS } from "./vpc/resources";

const NOTEBOOK = "aws:sagemaker/notebookInstance:NotebookInstance";
const subnetOf: Link = { from: [NOTEBOOK], by: "subnetId", to: SUBNETS };
const vpcOf: Link = { from: [SUBNET], by: "vpcId", to: VPCS };
const DOMAIN = "aws:sagemaker/domain:Domain";
const ENDPOINT_CONFIGURATION = "aws:sagemaker/endpointConfiguration:EndpointConfiguration";
const MODEL = "aws:sagemaker/model:Model";
const DATA_QUALITY = "aws:sagemaker/dataQualityJobDefinition:DataQualityJobDefinition";
const MONITORING = "aws:sagemaker/monitoringSchedule:MonitoringSchedule";
const FEATURE_GROUP = "aws:sagemaker/featureGroup:FeatureGroup";
const TRAINING = "aws:sagemaker/trainingJob:TrainingJob";

/** Where a job says how its containers reach others. */
const NETWORK = {
    [DATA_QUALITY]: ["networkConfig"],
    [MONITORING]: ["monitoringScheduleConfig", "monitoringJobDefinition", "networkConfig"],
    [TRAINING]: [],
} as const;

const exampleNotebook = (settings: string): string => `new aws.sagemaker.NotebookInstance("lab", {
    instanceType: "ml.t3.medium",
    roleArn: "arn:aws:iam::111122223333:role/lab",
    ${settings},
});`;

const exampleJob = `new aws.sagemaker.DataQualityJobDefinition("orders", {
    roleArn: "arn:aws:iam::111122223333:role/monitoring",
    dataQualityAppSpecification: { imageUri: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/analyzer" },
    dataQualityJobInput: { endpointInput: { endpointName: "orders" } },
    dataQualityJobOutputConfig: {
        kmsKeyId: key.arn,
        monitoringOutputs: { s3Output: { s3Uri: "s3://quality/orders" } },
    },
    jobResources: { clusterConfig: { instanceCount: 1, instanceType: "ml.t3.medium", volumeSizeInGb: 20 } },
    networkConfig: { enableInterContainerTrafficEncryption: true, enableNetworkIsolation: true },
});`;

const exampleSchedule = `new aws.sagemaker.MonitoringSchedule("orders", {
    monitoringScheduleConfig: {
        monitoringType: "DataQuality",
        scheduleConfig: { scheduleExpression: "cron(0 * ? * * *)" },
        monitoringJobDefinition: {
            roleArn: "arn:aws:iam::111122223333:role/monitoring",
            monitoringAppSpecification: { imageUri: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/analyzer" },
            monitoringInputs: { endpointInput: { endpointName: "orders", localPath: "/opt/ml/processing/input" } },
            monitoringOutputConfig: {
                kmsKeyId: key.arn,
                monitoringOutputs: {
                    s3Output: { s3Uri: "s3://quality/orders", localPath: "/opt/ml/processing/output" },
                },
            },
            monitoringResources: {
                clusterConfig: { instanceCount: 1, instanceType: "ml.t3.medium", volumeSizeInGb: 20 },
            },
            networkConfig: { enableInterContainerTrafficEncryption: true, enableNetworkIsolation: true },
        },
    },
});`;

const exampleTraining = `new aws.sagemaker.TrainingJob("orders", {
    trainingJobName: "orders",
    roleArn: "arn:aws:iam::111122223333:role/training",
    algorithmSpecification: {
        trainingImage: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/orders",
        trainingInputMode: "File",
    },
    outputDataConfig: { s3OutputPath: "s3://models/orders" },
    resourceConfig: { instanceCount: 1, instanceType: "ml.m5.large", volumeSizeInGb: 20 },
    enableInterContainerTrafficEncryption: true,
    enableNetworkIsolation: true,
});`;

interface JobSwitch {
    /** Ids end in it. */
    readonly what: string;
    /** Titles end in it. */
    readonly demand: string;
    /** The controls of Security Hub that are on definitions, and on schedules. */
    readonly fsbp: { readonly definition: string; readonly schedule?: string };
    readonly nist: readonly string[];
    readonly name: string;
    readonly why: string;
}

/** Policies that demand the same switch, one of each kind of job. */
function jobSwitch({ what, demand, fsbp, nist, name, why }: JobSwitch): readonly ResourcePolicy[] {
    return byType(
        (types) =>
            resourcePolicy({
                id: `sagemaker-job-${what}`,
                title: `Monitoring of data by SageMaker ${demand}`,
                severity: "medium",
                types,
                controls: { nist, whitepaper: ["SageMaker"] },
                why,
                fix: {
                    text: `Set \`${name}\`. What declares a job is replaced, but for schedules.`,
                    example: exampleJob,
                },
                check(job) {
                    const path = Object.entries(NETWORK).find(([type]) => type === job.type)?.[1] ?? [];
                    const [first = name, ...rest] = [...path, name];
                    const enabled = job.get(first, ...rest);
                    // A schedule may name a definition instead, which is judged where it is declared.
                    const isHere =
                        job.type === MONITORING
                            ? job.get("monitoringScheduleConfig", "monitoringJobDefinition").isPresent()
                            : true;
                    return when(isHere, must(enabled.is(true), say`Set ${enabled} to true.`));
                },
            }),
        { types: [DATA_QUALITY], fsbp: fsbp.definition },
        {
            id: `sagemaker-schedule-${what}`,
            title: `Monitoring by SageMaker on a schedule ${demand}`,
            types: [MONITORING],
            ...(fsbp.schedule !== undefined && { fsbp: fsbp.schedule }),
            example: exampleSchedule,
        },
        {
            id: `sagemaker-training-${what}`,
            title: `Training by SageMaker ${demand}`,
            types: [TRAINING],
            example: exampleTraining,
        },
    );
}

interface Registry extends Pick<ResourcePolicy, "id" | "title"> {
    readonly fsbp: string;
    /** How a model gives its containers, by what says so for one. */
    readonly example: (container: string) => string;
    readonly containersOf: (model: ResourceReader) => readonly Value[];
}

function registryPolicy({ fsbp, example, containersOf, ...declared }: Registry): ResourcePolicy {
    return resourcePolicy({
        ...declared,
        severity: "medium",
        types: [MODEL],
        controls: { fsbp: [fsbp], nist: ["SC-7", "SR-3"], whitepaper: ["SageMaker", "VPC"] },
        why: "An image that comes by the platform's own network passes none of your endpoints and their policies.",
        fix: {
            text: "Set the access mode of each container's image to `Vpc`, and give the model a VPC.",
            example: `new aws.sagemaker.Model("orders", {
    executionRoleArn: "arn:aws:iam::111122223333:role/model",
    ${example(`{ image: "registry.example.com/orders:1", imageConfig: { repositoryAccessMode: "Vpc" } }`)},
    vpcConfig: { subnets: ["subnet-0abc"], securityGroupIds: ["sg-0abc"] },
});`,
        },
        check: (model) =>
            containersOf(model).map((container) => {
                const mode = container.get("imageConfig", "repositoryAccessMode");
                return must(mode.is("Vpc"), say`Set ${mode} to "Vpc".`);
            }),
    });
}

export default service("sagemaker", [
    settingPolicy({
        id: "sagemaker-notebook-no-internet",
        title: "SageMaker notebooks have no internet access of their own",
        severity: "high",
        types: [NOTEBOOK],
        controls: { fsbp: ["SageMaker.1"], nist: ["AC-4", "SC-7"], whitepaper: ["SageMaker"] },
        why: "Notebooks run code of anybody's packages on real data. By the internet access that SageMaker gives, data leaves unseen.",
        fix: {
            text: "Disable direct access, and let the notebook reach what it needs through the VPC. The notebook is replaced.",
            example: exampleNotebook(
                `directInternetAccess: "Disabled",\n    subnetId: "subnet-0abc",\n    securityGroups: ["sg-0abc"]`,
            ),
        },
        setting: "directInternetAccess",
        must: { be: "Disabled" },
        default: "Enabled",
    }),
    settingPolicy({
        id: "sagemaker-notebook-in-vpc",
        title: "SageMaker notebooks lie in a VPC",
        severity: "high",
        types: [NOTEBOOK],
        controls: { fsbp: ["SageMaker.2"], nist: ["AC-4", "SC-7"], whitepaper: ["SageMaker", "VPC"] },
        why: "Outside of a VPC of yours no security group, endpoint policy or flow log applies to a notebook.",
        fix: {
            text: "Name a private subnet. The notebook is replaced.",
            example: exampleNotebook(`subnetId: "subnet-0abc",\n    securityGroups: ["sg-0abc"]`),
        },
        setting: "subnetId",
        must: { beSet: "a private subnet" },
    }),
    stackPolicy({
        id: "sagemaker-notebook-custom-vpc",
        title: "SageMaker notebooks do not lie in the default VPC",
        severity: "high",
        types: [NOTEBOOK],
        controls: { fsbp: ["SageMaker.2"], nist: ["AC-4", "SC-7"], whitepaper: ["SageMaker", "VPC"] },
        why: "Each subnet of the default VPC leads to the internet, and gives out public addresses.",
        fix: {
            text: "Name a private subnet of a VPC of your own. The notebook is replaced.",
            example: exampleNotebook(`subnetId: "subnet-0abc",\n    securityGroups: ["sg-0abc"]`),
        },
        check(notebook, stack) {
            const isDefault = (subnet: ResourceReader): Truth =>
                subnet.type === DEFAULT_SUBNET ||
                any(stack.ofTypes(DEFAULT_VPC).map((vpc) => stack.pointsAt(subnet, vpc, vpcOf)));
            const liesIn = stack.ofTypes(...SUBNETS).map((subnet) => {
                const isIn = stack.pointsAt(notebook, subnet, subnetOf);
                return isIn === false ? false : all([isIn, isDefault(subnet)]);
            });
            return mustNot(any(liesIn), say`Set ${notebook.get("subnetId")} to a private subnet of a VPC of your own.`);
        },
    }),
    settingPolicy({
        id: "sagemaker-notebook-no-root",
        title: "Users of SageMaker notebooks are not root",
        severity: "high",
        types: [NOTEBOOK],
        controls: { fsbp: ["SageMaker.3"], nist: ["AC-6", "AC-6(10)"], whitepaper: ["SageMaker"] },
        why: "As root a user, or a package that he installs, may change and read everything on the instance.",
        fix: { text: "Set `rootAccess` to `Disabled`.", example: exampleNotebook(`rootAccess: "Disabled"`) },
        setting: "rootAccess",
        must: { be: "Disabled" },
        default: "Enabled",
    }),
    settingPolicy({
        id: "sagemaker-notebook-imdsv2",
        title: "SageMaker notebooks demand tokens for instance metadata",
        severity: "medium",
        types: [NOTEBOOK],
        controls: { nist: ["AC-3", "AC-6"], whitepaper: ["SageMaker"] },
        why: "Without tokens one request that a program can be talked into fetches the credentials of the notebook's role.",
        fix: {
            text: "Set the minimum version to 2.",
            example: exampleNotebook(
                `instanceMetadataServiceConfiguration: { minimumInstanceMetadataServiceVersion: "2" }`,
            ),
        },
        setting: "instanceMetadataServiceConfiguration.minimumInstanceMetadataServiceVersion",
        must: { be: "2" },
        default: "1",
    }),
    settingPolicy({
        id: "sagemaker-notebook-supported-platform",
        title: "SageMaker notebooks run supported platforms",
        severity: "medium",
        types: [NOTEBOOK],
        controls: { fsbp: ["SageMaker.8"], nist: ["SI-2"], whitepaper: ["SageMaker"] },
        why: "Flaws in platforms out of support are not mended any more.",
        fix: {
            text: "Leave `platformIdentifier` out, or name a platform of today. The notebook is replaced.",
            example: exampleNotebook(`platformIdentifier: "notebook-al2023-v1"`),
        },
        setting: "platformIdentifier",
        must: { notBeOneOf: ["notebook-al1-v1", "notebook-al2-v1", "notebook-al2-v2", "notebook-al2-v3"] },
    }),
    settingPolicy({
        id: "sagemaker-domain-vpc-only",
        title: "SageMaker domains have no internet access of their own",
        severity: "medium",
        types: [DOMAIN],
        controls: { nist: ["AC-4", "SC-7"], whitepaper: ["SageMaker", "VPC"] },
        why: "By the internet access that SageMaker gives, data leaves unseen: no endpoint policy or flow log applies.",
        fix: {
            text: "Set `appNetworkAccessType` to `VpcOnly`, and give the VPC endpoints for what is needed.",
            example: `new aws.sagemaker.Domain("lab", {
    domainName: "lab",
    authMode: "SSO",
    vpcId: "vpc-0abc",
    subnetIds: ["subnet-0abc"],
    appNetworkAccessType: "VpcOnly",
    defaultUserSettings: { executionRole: "arn:aws:iam::111122223333:role/lab" },
});`,
        },
        setting: "appNetworkAccessType",
        must: { be: "VpcOnly" },
        default: "PublicInternetOnly",
    }),
    settingPolicy({
        id: "sagemaker-model-isolated",
        title: "SageMaker models have no network",
        severity: "medium",
        types: [MODEL],
        controls: { fsbp: ["SageMaker.5"], nist: ["AC-4", "SC-7"], whitepaper: ["SageMaker"] },
        why: "A model runs code of who made it. With a network it can send away what it is asked.",
        fix: {
            text: "Set `enableNetworkIsolation`, if the model needs nothing from outside. The model is replaced.",
            example: `new aws.sagemaker.Model("orders", {
    executionRoleArn: "arn:aws:iam::111122223333:role/model",
    primaryContainer: { image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/orders" },
    enableNetworkIsolation: true,
});`,
        },
        setting: "enableNetworkIsolation",
        must: { be: true },
        default: false,
    }),
    resourcePolicy({
        id: "sagemaker-endpoint-instances",
        title: "SageMaker endpoints have more than one instance",
        severity: "medium",
        types: [ENDPOINT_CONFIGURATION],
        controls: { fsbp: ["SageMaker.4"], nist: ["CP-10", "SC-36"], whitepaper: ["SageMaker"] },
        why: "With one instance the endpoint is gone for as long as the instance or its zone is.",
        fix: {
            text: "Raise `initialInstanceCount` to 2 or more.",
            example: `new aws.sagemaker.EndpointConfiguration("orders", {
    productionVariants: [{ modelName: "orders", instanceType: "ml.m5.large", initialInstanceCount: 2 }],
});`,
        },
        check: (configuration) =>
            configuration
                .get("productionVariants")
                .items()
                .map((variant) => {
                    const count = variant.get("initialInstanceCount");
                    return when(
                        not(variant.get("serverlessConfig").isPresent()),
                        must(count.atLeast(2), say`Set ${count} to 2 or more.`),
                    );
                }),
    }),
    ...jobSwitch({
        what: "traffic-encrypted",
        demand: "encrypts what containers tell each other",
        fsbp: { definition: "SageMaker.9" },
        nist: ["SC-8", "SC-13"],
        name: "enableInterContainerTrafficEncryption",
        why: "Containers of one job send each other the data, readable for who listens on the network between them.",
    }),
    ...jobSwitch({
        what: "isolated",
        demand: "has no network",
        fsbp: { definition: "SageMaker.11", schedule: "SageMaker.14" },
        nist: ["AC-4", "SC-7"],
        name: "enableNetworkIsolation",
        why: "A job runs code of who made its image. With a network it can send away what it reads.",
    }),
    ownKeyPolicy({
        id: "sagemaker-cmk",
        what: "Volumes of SageMaker notebooks, domains, endpoints and jobs",
        types: [NOTEBOOK, DOMAIN, ENDPOINT_CONFIGURATION, DATA_QUALITY],
        setting: {
            [NOTEBOOK]: "kmsKeyId",
            [DOMAIN]: "kmsKeyId",
            [ENDPOINT_CONFIGURATION]: "kmsKeyArn",
            [DATA_QUALITY]: "jobResources.clusterConfig.volumeKmsKeyId",
        },
        whitepaper: "SageMaker",
        example: exampleNotebook("kmsKeyId: key.arn"),
    }),
    ownKeyPolicy({
        id: "sagemaker-output-cmk",
        what: "Results of SageMaker jobs and reviews",
        types: [DATA_QUALITY, "aws:sagemaker/flowDefinition:FlowDefinition"],
        setting: {
            [DATA_QUALITY]: "dataQualityJobOutputConfig.kmsKeyId",
            "aws:sagemaker/flowDefinition:FlowDefinition": "outputConfig.kmsKeyId",
        },
        whitepaper: "SageMaker",
        example: exampleJob,
    }),
    registryPolicy({
        id: "sagemaker-model-private-registry",
        title: "SageMaker pulls the images of models inside a VPC",
        fsbp: "SageMaker.16",
        example: (container) => `primaryContainer: ${container}`,
        containersOf(model) {
            const primary = model.get("primaryContainer");
            return primary.isAbsent ? [] : [primary];
        },
    }),
    registryPolicy({
        id: "sagemaker-pipeline-private-registry",
        title: "SageMaker pulls the images of pipelines of models inside a VPC",
        fsbp: "SageMaker.19",
        example: (container) => `containers: [${container}]`,
        containersOf: (model) => model.get("containers").items(),
    }),
    settingPolicy({
        id: "sagemaker-feature-store-cmk",
        title: "Offline stores of SageMaker's features are encrypted with a KMS key of one's own",
        severity: "medium",
        types: [FEATURE_GROUP],
        controls: { fsbp: ["SageMaker.17"], nist: ["SC-28", "SC-12(2)"], whitepaper: ["SageMaker"] },
        why: "Features are what is known of people: with a key of your own, who may read them is decided and recorded.",
        fix: {
            text: "Name a KMS key for the store.",
            example: `new aws.sagemaker.FeatureGroup("customers", {
    featureGroupName: "customers",
    recordIdentifierFeatureName: "id",
    eventTimeFeatureName: "time",
    roleArn: "arn:aws:iam::111122223333:role/features",
    featureDefinitions: [{ featureName: "id", featureType: "String" }, { featureName: "time", featureType: "String" }],
    offlineStoreConfig: { s3StorageConfig: { s3Uri: "s3://features", kmsKeyId: key.arn } },
});`,
        },
        setting: "offlineStoreConfig.s3StorageConfig.kmsKeyId",
        must: { beGiven: "the ARN of a KMS key of your own" },
        appliesIf: (group) => group.get("offlineStoreConfig").isPresent(),
    }),
    resourcePolicy({
        id: "sagemaker-policy-no-public",
        title: "Policies of SageMaker model packages let no outsiders in",
        severity: "critical",
        types: typesWithPolicy("sageMaker"),
        controls: { cis7: ["2.21"], nist: ["AC-3"], whitepaper: ["SageMaker"] },
        why: "Everybody with an AWS account could take the models, or put others in their place.",
        fix: {
            text: "Name the accounts that may use the models.",
            example: `new aws.sagemaker.ModelPackageGroupPolicy("orders", {
    modelPackageGroupName: "orders",
    resourcePolicy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["arn:aws:iam::444455556666:root"] }],
            actions: ["sagemaker:DescribeModelPackage"],
            resources: ["*"],
        }],
    }).json,
});`,
        },
        check: (resource) =>
            mustLetNoOutsidersIn(policyOf(resource), say`Name who may use it, or scope it by a condition.`),
    }),
    resourcePolicy({
        id: "sagemaker-no-plaintext-secrets",
        title: "The environment of SageMaker's models and jobs holds no secrets",
        severity: "high",
        types: typesWithEnvironment("sageMaker"),
        controls: { nist: ["IA-5(7)", "SC-28"], whitepaper: ["SageMaker"] },
        why: "Whoever may look at the model has the secret, as has the code of who made it, and it stays in the state.",
        fix: {
            text: "Keep it in Secrets Manager, let the container fetch it by its role, and rotate what was here.",
            example: `new aws.sagemaker.Model("orders", {
    executionRoleArn: "arn:aws:iam::111122223333:role/model",
    primaryContainer: {
        image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/orders",
        environment: { LOG_LEVEL: "info" },
    },
});`,
        },
        check: (resource) => environmentsMustHoldNoSecrets(resource, "sageMaker"),
    }),
]);
