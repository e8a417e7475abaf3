import { must, resourcePolicy, say, service, settingPolicy, stackPolicy, when } from "../evaluation";
import type { ResourceReader, Value } from "../evaluation";
import { isEncryptedByDefault } from "./accountDefaults";
import { isOwnKey } from "./kmsKeys";
import { ownKeyPolicy } from "./ownKeys";

const DISTRIBUTION = "aws:imagebuilder/distributionConfiguration:DistributionConfiguration";
const RECIPE = "aws:imagebuilder/imageRecipe:ImageRecipe";
const INFRASTRUCTURE = "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration";

/** The volumes on EBS. A mapping without is for a disk of the host, or takes one of the image away. */
function volumesOf(recipe: ResourceReader): readonly Value[] {
    return recipe
        .givenThroughout("blockDeviceMappings")
        .items()
        .map((mapping) => mapping.get("ebs"))
        .filter((volume) => volume.isPresent() !== false);
}

export default service("imagebuilder", [
    settingPolicy({
        id: "imagebuilder-imdsv2",
        title: "Image Builder demands tokens for instance metadata",
        severity: "medium",
        types: [INFRASTRUCTURE],
        controls: { nist: ["AC-3", "AC-6"], whitepaper: ["EC2"] },
        why: "Without tokens one request that a build can be talked into fetches the credentials of its role.",
        fix: {
            text: "Set `instanceMetadataOptions.httpTokens` to `required`.",
            example: `new aws.imagebuilder.InfrastructureConfiguration("builds", {
    instanceProfileName: "image-builder",
    instanceMetadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
});`,
        },
        setting: "instanceMetadataOptions.httpTokens",
        must: { be: "required" },
        default: "optional",
        remediates: true,
    }),
    stackPolicy({
        id: "imagebuilder-recipe-encrypted",
        title: "Volumes of Image Builder's recipes are encrypted",
        severity: "high",
        types: [RECIPE],
        controls: { nist: ["SC-13", "SC-28"], whitepaper: ["EC2"] },
        why: "Every machine that is made from the image has its volumes as the recipe says.",
        fix: {
            text: "Set `encrypted` of each volume. The recipe is replaced.",
            example: `new aws.imagebuilder.ImageRecipe("web", {
    version: "1.0.0",
    parentImage: "arn:aws:imagebuilder:eu-west-1:aws:image/amazon-linux-2023-x86/x.x.x",
    components: [{ componentArn: "arn:aws:imagebuilder:eu-west-1:aws:component/update-linux/x.x.x" }],
    blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "true", volumeSize: 20 } }],
});`,
        },
        check: (recipe, stack) =>
            volumesOf(recipe).map((volume) => {
                const encrypted = volume.get("encrypted");
                return must(
                    encrypted.isAbsent ? isEncryptedByDefault(recipe, stack) : encrypted.is(true),
                    say`Set ${encrypted} to true.`,
                );
            }),
    }),
    ownKeyPolicy({
        id: "imagebuilder-recipe-cmk",
        what: "Volumes of Image Builder's recipes",
        types: [RECIPE],
        setting: (recipe) => volumesOf(recipe).map((volume) => volume.get("kmsKeyId")),
        whitepaper: "EC2",
        text: "Name a KMS key of your own for each volume. The recipe is replaced.",
        example: `new aws.imagebuilder.ImageRecipe("web", {
    version: "1.0.0",
    parentImage: "arn:aws:imagebuilder:eu-west-1:aws:image/amazon-linux-2023-x86/x.x.x",
    components: [{ componentArn: "arn:aws:imagebuilder:eu-west-1:aws:component/update-linux/x.x.x" }],
    blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "true", kmsKeyId: key.arn } }],
});`,
    }),
    ownKeyPolicy({
        id: "imagebuilder-component-cmk",
        what: "Components of Image Builder",
        types: ["aws:imagebuilder/component:Component"],
        setting: "kmsKeyId",
        whitepaper: "EC2",
        example: `new aws.imagebuilder.Component("web", { platform: "Linux", version: "1.0.0", kmsKeyId: key.arn });`,
    }),
    resourcePolicy({
        id: "imagebuilder-distribution-cmk",
        title: "Images that Image Builder hands out are encrypted with a KMS key of your own",
        severity: "low",
        types: [DISTRIBUTION],
        controls: { nist: ["SC-12", "SC-28"], whitepaper: ["EC2"] },
        why: "With a key of AWS an image cannot be shared with other accounts, nor access to it taken back. Off by default here: each key costs money.",
        fix: {
            text: "Name a KMS key of your own, in each Region.",
            example: `new aws.imagebuilder.DistributionConfiguration("web", {
    distributions: [{ region: "eu-west-1", amiDistributionConfiguration: { kmsKeyId: key.arn } }],
});`,
        },
        offByDefault: true,
        check: (configuration) =>
            configuration
                .get("distributions")
                .items()
                .map((distribution) => {
                    const image = distribution.get("amiDistributionConfiguration");
                    const key = image.get("kmsKeyId");
                    return when(
                        image.isPresent(),
                        must(isOwnKey(key), say`Set ${key} to the ARN of a KMS key of your own.`),
                    );
                }),
    }),
]);
