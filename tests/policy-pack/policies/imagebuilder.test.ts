import imagebuilder from "../../../policy-pack/policies/imagebuilder";
import { describeService } from "../support/describe";
import type { Input, Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";
import { tokenOf } from "../support/token";

const of = (type: string, inputs: Inputs): TestResource => ({
    type: tokenOf(`imagebuilder/${type}`),
    inputs,
});
const infrastructure = (instanceMetadataOptions: Input): TestResource =>
    of("infrastructureConfiguration", { instanceMetadataOptions });
const recipe = (...blockDeviceMappings: readonly Inputs[]): TestResource => of("imageRecipe", { blockDeviceMappings });
const distribution = (...distributions: readonly Inputs[]): TestResource =>
    of("distributionConfiguration", { distributions });
const component = (inputs: Inputs): TestResource => of("component", inputs);
const KEY = { amiDistributionConfiguration: { kmsKeyId: "arn:aws:kms:x" } };

const BY_DEFAULT = { type: "aws:ebs/encryptionByDefault:EncryptionByDefault", name: "all", inputs: {} };

describeService(imagebuilder, {
    "imagebuilder-imdsv2": {
        says: 'Set `instanceMetadataOptions.httpTokens` to "required".',
        compliant: { tokens: infrastructure({ httpTokens: "required" }) },
        violating: { none: infrastructure({ httpTokens: "optional" }) },
        absent: "violating",
    },
    "imagebuilder-recipe-encrypted": {
        compliant: {
            encrypted: recipe({ ebs: { encrypted: "true" } }),
            "where the account encrypts what does not say so": [recipe({ ebs: { volumeSize: 20 } }), BY_DEFAULT],
            "no volume": recipe({ deviceName: "/dev/sdb", virtualName: "ephemeral0" }),
        },
        violating: {
            one: {
                resources: recipe({ ebs: { encrypted: true } }, { ebs: { encrypted: "false" } }),
                says: ["Set `blockDeviceMappings[1].ebs.encrypted` to true."],
            },
            "not, where the account would": {
                resources: [recipe({ ebs: { encrypted: false } }), BY_DEFAULT],
                says: ["Set `blockDeviceMappings[0].ebs.encrypted` to true."],
            },
            "not said": {
                resources: recipe({ ebs: { volumeSize: 20 } }),
                says: ["Set `blockDeviceMappings[0].ebs.encrypted` to true."],
            },
        },
        absent: "compliant",
    },
    "imagebuilder-recipe-cmk": {
        says: "Set `blockDeviceMappings[0].ebs.kmsKeyId` to the ARN of a KMS key of your own.",
        compliant: {
            "a key": recipe({ ebs: { encrypted: "true", kmsKeyId: "arn:aws:kms:x" } }),
            "no volume": recipe({ deviceName: "/dev/sdb", virtualName: "ephemeral0" }),
        },
        violating: {
            none: recipe({ ebs: { encrypted: "true" } }),
            "AWS's key": recipe({ ebs: { encrypted: "true", kmsKeyId: "alias/aws/ebs" } }),
        },
        absent: "compliant",
    },
    "imagebuilder-component-cmk": {
        says: "Set `kmsKeyId` to the ARN of a KMS key of your own.",
        compliant: { "a key": component({ kmsKeyId: "arn:aws:kms:x" }) },
        violating: { none: component({ kmsKeyId: "" }) },
        absent: "violating",
    },
    "imagebuilder-distribution-cmk": {
        compliant: { "a key": distribution(KEY), "a container": distribution({ region: "eu-west-1" }) },
        violating: {
            none: {
                resources: distribution(KEY, { amiDistributionConfiguration: { name: "web" } }),
                says: [
                    "Set `distributions[1].amiDistributionConfiguration.kmsKeyId` to the ARN of a KMS key of your own.",
                ],
            },
        },
        absent: "compliant",
        malformed: {},
    },
});
