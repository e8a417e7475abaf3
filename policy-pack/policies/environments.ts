import type { Requirement, ResourceReader, Value } from "../evaluation";
import { mustHoldNoSecrets, mustListNoSecrets } from "./secretPatterns";

/** An input that gives variables to what runs: as a map, or as a list of names and values. */
interface EnvironmentInput {
    readonly type: string;
    /** Where in the inputs it is; `*` stands for each of a list. */
    readonly path: readonly [string, ...string[]];
    readonly isList: boolean;
}

/** Further inputs of the provider that hold such variables, by the service whose policy judges them. */
export const ENVIRONMENTS = {
    bedrock: [
        map("aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime", "environmentVariables"),
        map("aws:bedrock/agentcoreHarness:AgentcoreHarness", "environmentVariables"),
    ],
    lambda: [
        map("aws:lambda/function:Function", "environment", "variables"),
        map("aws:lambda/microvmsImage:MicrovmsImage", "environmentVariables"),
        map("aws:lambdamicrovms/image:Image", "environmentVariables"),
    ],
    sageMaker: [
        map("aws:sagemaker/model:Model", "primaryContainer", "environment"),
        map("aws:sagemaker/model:Model", "containers", "*", "environment"),
        map("aws:sagemaker/trainingJob:TrainingJob", "environment"),
        map("aws:sagemaker/algorithm:Algorithm", "inferenceSpecification", "containers", "*", "environment"),
        map(
            "aws:sagemaker/algorithm:Algorithm",
            "validationSpecification",
            "validationProfiles",
            "transformJobDefinition",
            "environment",
        ),
        ...["codeEditorAppImageConfig", "jupyterLabImageConfig"].map((config) =>
            map(
                "aws:sagemaker/appImageConfig:AppImageConfig",
                config,
                "containerConfig",
                "containerEnvironmentVariables",
            ),
        ),
        map(
            "aws:sagemaker/dataQualityJobDefinition:DataQualityJobDefinition",
            "dataQualityAppSpecification",
            "environment",
        ),
        map("aws:sagemaker/hyperParameterTuningJob:HyperParameterTuningJob", "trainingJobDefinition", "environment"),
        map(
            "aws:sagemaker/hyperParameterTuningJob:HyperParameterTuningJob",
            "trainingJobDefinitions",
            "*",
            "environment",
        ),
        map(
            "aws:sagemaker/monitoringSchedule:MonitoringSchedule",
            "monitoringScheduleConfig",
            "monitoringJobDefinition",
            "environment",
        ),
    ],
    others: [
        map("aws:amplify/app:App", "environmentVariables"),
        map("aws:amplify/app:App", "autoBranchCreationConfig", "environmentVariables"),
        map("aws:amplify/branch:Branch", "environmentVariables"),
        map("aws:apigateway/deployment:Deployment", "variables"),
        map("aws:apigateway/stage:Stage", "variables"),
        map("aws:apigatewayv2/stage:Stage", "stageVariables"),
        list("aws:ecs/expressGatewayService:ExpressGatewayService", "primaryContainer", "environments"),
        map(
            "aws:kinesisanalyticsv2/application:Application",
            "applicationConfiguration",
            "environmentProperties",
            "propertyGroups",
            "*",
            "propertyMap",
        ),
        list("aws:pipes/pipe:Pipe", "targetParameters", "batchJobParameters", "containerOverrides", "environments"),
        list(
            "aws:pipes/pipe:Pipe",
            "targetParameters",
            "ecsTaskParameters",
            "overrides",
            "containerOverrides",
            "*",
            "environments",
        ),
        map("aws:synthetics/canary:Canary", "runConfig", "environmentVariables"),
    ],
} as const satisfies Readonly<Record<string, readonly EnvironmentInput[]>>;

type ServiceName = keyof typeof ENVIRONMENTS;

export function typesWithEnvironment(service: ServiceName): readonly [string, ...string[]] {
    const [first, ...others] = new Set(ENVIRONMENTS[service].map(({ type }) => type));
    return [first as string, ...others];
}

/** Demands of the variables that a resource gives that none is a credential. */
export function environmentsMustHoldNoSecrets(resource: ResourceReader, service: ServiceName): readonly Requirement[] {
    const places: readonly EnvironmentInput[] = ENVIRONMENTS[service];
    return places
        .filter(({ type }) => type === resource.type)
        .flatMap(({ path: [property, ...below], isList }) =>
            below
                .reduce<readonly Value[]>(
                    (found, step) => found.flatMap((value) => (step === "*" ? value.items() : [value.get(step)])),
                    [resource.get(property)],
                )
                .flatMap((variables) => (isList ? mustListNoSecrets(variables.items()) : mustHoldNoSecrets(variables))),
        );
}

function map(type: string, ...path: EnvironmentInput["path"]): EnvironmentInput {
    return { type, path, isList: false };
}

function list(type: string, ...path: EnvironmentInput["path"]): EnvironmentInput {
    return { type, path, isList: true };
}
