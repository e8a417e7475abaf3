import apprunner from "../../../policy-pack/policies/apprunner";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";

const app = (inputs: Inputs) => ({ type: "aws:apprunner/service:Service", inputs: { serviceName: "web", ...inputs } });
const image = (runtimeEnvironmentVariables: Inputs) =>
    app({ sourceConfiguration: { imageRepository: { imageConfiguration: { runtimeEnvironmentVariables } } } });
const code = (runtimeEnvironmentVariables: Inputs) =>
    app({
        sourceConfiguration: {
            codeRepository: { codeConfiguration: { codeConfigurationValues: { runtimeEnvironmentVariables } } },
        },
    });
const reached = (isPubliclyAccessible: boolean) =>
    app({ networkConfiguration: { ingressConfiguration: { isPubliclyAccessible } } });
const move = (path: string) => [
    `Move \`sourceConfiguration.${path}.runtimeEnvironmentVariables.*\` to Secrets Manager, and name it under \`runtimeEnvironmentSecrets\`.`,
];

describeService(apprunner, {
    "apprunner-no-plaintext-secrets": {
        compliant: { "a setting": image({ LOG_LEVEL: "debug" }) },
        violating: {
            "of an image": {
                resources: image({ LOG_LEVEL: "debug", DB_PASSWORD: "hunter2" }),
                says: move("imageRepository.imageConfiguration"),
            },
            "of code": {
                resources: code({ GREETING: "AKIAIOSFODNN7EXAMPLE" }),
                says: move("codeRepository.codeConfiguration.codeConfigurationValues"),
            },
        },
        absent: "compliant",
    },
    "apprunner-not-public": {
        says: "Set `networkConfiguration.ingressConfiguration.isPubliclyAccessible` to false.",
        compliant: { private: reached(false) },
        violating: { public: reached(true) },
        absent: "violating",
    },
    "apprunner-cmk": {
        says: "Set `encryptionConfiguration.kmsKey` to the ARN of a KMS key of your own.",
        compliant: { "with a key": app({ encryptionConfiguration: { kmsKey: "arn:aws:kms:…:key/1" } }) },
        violating: { "an empty text": app({ encryptionConfiguration: { kmsKey: "" } }) },
        absent: "violating",
    },
});
