import { resourcePolicy, say, service, settingPolicy } from "../evaluation";
import { ownKeyPolicy } from "./ownKeys";
import { mustHoldNoSecrets } from "./secretPatterns";

const SERVICE = "aws:apprunner/service:Service";

/** Where the variables of a service's environment are, for those of images and of code. */
const ENVIRONMENTS = [
    ["imageRepository", "imageConfiguration"],
    ["codeRepository", "codeConfiguration", "codeConfigurationValues"],
];

function serviceWith(settings: string): string {
    return `new aws.apprunner.Service("web", {
    serviceName: "web",
    sourceConfiguration: {
        imageRepository: { imageIdentifier: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1", imageRepositoryType: "ECR" },
    },
    ${settings}
});`;
}

export default service("apprunner", [
    resourcePolicy({
        id: "apprunner-no-plaintext-secrets",
        title: "The environment of services holds no secrets",
        severity: "high",
        types: [SERVICE],
        controls: { nist: ["IA-5(7)", "SC-28"], whitepaper: ["account security"] },
        why: "Whoever may describe the service has the secret, and it stays in the state.",
        fix: {
            text: "Give it by `runtimeEnvironmentSecrets`, from Secrets Manager or Parameter Store, and rotate what was here.",
            example: serviceWith(""),
        },
        check: (app) =>
            ENVIRONMENTS.map((path) =>
                mustHoldNoSecrets(
                    app.get("sourceConfiguration", ...path, "runtimeEnvironmentVariables"),
                    (value) => say`Move ${value} to Secrets Manager, and name it under \`runtimeEnvironmentSecrets\`.`,
                ),
            ),
    }),
    settingPolicy({
        id: "apprunner-not-public",
        title: "Services are reached from their network only",
        severity: "medium",
        offByDefault: true,
        types: [SERVICE],
        controls: { nist: ["SC-7", "AC-4"], whitepaper: ["VPC"] },
        why: "Unless told otherwise a service has an address on the internet. That is what most are for, so this is off by default.",
        fix: {
            text: "Turn public access off, and add an `aws.apprunner.VpcIngressConnection`.",
            example: serviceWith("networkConfiguration: { ingressConfiguration: { isPubliclyAccessible: false } },"),
        },
        setting: "networkConfiguration.ingressConfiguration.isPubliclyAccessible",
        must: { be: false },
        default: true,
    }),
    ownKeyPolicy({
        id: "apprunner-cmk",
        what: "App Runner's services",
        types: [SERVICE],
        setting: "encryptionConfiguration.kmsKey",
        whitepaper: "account security",
        text: "Name a KMS key of your own from the start: another one replaces the service.",
        example: serviceWith("encryptionConfiguration: { kmsKey: key.arn },"),
    }),
]);
