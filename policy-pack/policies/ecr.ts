import { matches, pattern } from "palisade-policy-documents";
import { all, any, must, resourcePolicy, say, service, set, stackPolicy } from "../evaluation";
import type { Link, ResourceReader, Truth, Value } from "../evaluation";
import { isAccountDefault } from "./accountDefaults";
import { mustLetNoOutsidersIn } from "./documents";
import { ownKeyPolicy } from "./ownKeys";
import { policyOf, typesWithPolicy } from "./resourcePolicies";

const REPOSITORY = "aws:ecr/repository:Repository";
const TEMPLATE = "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate";
const SCANNING = "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration";

const lifecycleOf: Link = {
    from: ["aws:ecr/lifecyclePolicy:LifecyclePolicy"],
    by: "repository",
    to: [REPOSITORY],
    named: ["name", "id"],
};

/** Whether a filter is for the repository; without a wildcard it may stand anywhere in the name. */
function takesIn(repository: ResourceReader, filter: Value): Truth {
    return filter.judgeText((text) => {
        const names = pattern(text.includes("*") ? text : `*${text}*`);
        return text === "*" || repository.get("name").judgeText((name) => matches(names, name));
    });
}

export default service("ecr", [
    stackPolicy({
        id: "ecr-scan-on-push",
        title: "Images are scanned when they are pushed",
        severity: "high",
        types: [REPOSITORY],
        controls: { fsbp: ["ECR.1"], nist: ["RA-5", "SI-2"], whitepaper: ["account security"] },
        why: "Known holes in the packages of an image are found before it runs, or by those who attack it.",
        fix: {
            text: "Scan on push, or let the registry scan all repositories.",
            example: `new aws.ecr.Repository("web", { imageScanningConfiguration: { scanOnPush: true } });`,
        },
        check(repository, stack) {
            const scans = repository.get("imageScanningConfiguration", "scanOnPush");
            const scansIt = (registry: ResourceReader): Truth =>
                registry
                    .get("rules")
                    .some((rule) =>
                        all([
                            rule.get("scanFrequency").isOneOf(["SCAN_ON_PUSH", "CONTINUOUS_SCAN"]),
                            rule.get("repositoryFilters").some((one) => takesIn(repository, one.get("filter"))),
                        ]),
                    );
            return must(
                any([scans.is(true), isAccountDefault(repository, stack, SCANNING, scansIt)]),
                say`Set ${scans} to true.`,
            );
        },
    }),
    resourcePolicy({
        id: "ecr-tag-immutable",
        title: "Tags of images stay what they are",
        severity: "medium",
        types: [REPOSITORY, TEMPLATE],
        controls: { fsbp: ["ECR.2"], nist: ["CM-2", "SI-7"], whitepaper: ["account security"] },
        why: "Who may push replaces what a tag means, and the next deployment runs it.",
        fix: {
            text: "Make tags immutable, except those that have to move.",
            example: `new aws.ecr.Repository("web", { imageTagMutability: "IMMUTABLE" });`,
        },
        check(repository) {
            const tags = repository.get("imageTagMutability");
            return must(tags.isOneOf(["IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION"]), say`Set ${tags} to "IMMUTABLE".`);
        },
        remediation: () => [set(["imageTagMutability"], "IMMUTABLE")],
    }),
    stackPolicy({
        id: "ecr-lifecycle",
        title: "Repositories drop old images",
        severity: "medium",
        types: [REPOSITORY],
        controls: { fsbp: ["ECR.3"], nist: ["CM-2", "SI-12"], whitepaper: ["account security"] },
        why: "Old images are paid for, and are run again by mistake with all holes that were found since.",
        fix: {
            text: "Add a lifecycle policy.",
            example: `const web = new aws.ecr.Repository("web", { imageTagMutability: "IMMUTABLE" });
new aws.ecr.LifecyclePolicy("web", {
    repository: web.name,
    policy: {
        rules: [{
            rulePriority: 1,
            selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
            action: { type: "expire" },
        }],
    },
});`,
        },
        check: (repository, stack) =>
            must(stack.linkedTo(repository, lifecycleOf).exists(), say`Give it an \`aws.ecr.LifecyclePolicy\`.`),
    }),
    resourcePolicy({
        id: "ecr-kms",
        title: "Images are encrypted with KMS",
        severity: "medium",
        types: [REPOSITORY, TEMPLATE],
        controls: { nist: ["SC-28", "SC-12"], whitepaper: ["account security"] },
        why: "With ECR's own encryption, whoever may pull reads; with a key, who may decrypt is decided and recorded separately.",
        fix: {
            text: "Encrypt with KMS from the start: another encryption replaces the repository, and its images with it.",
            example: `new aws.ecr.Repository("web", {
    encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: key.arn }],
});`,
        },
        check(repository) {
            const type = repository.get("encryptionConfigurations", 0, "encryptionType");
            return must(type.isOneOf(["KMS", "KMS_DSSE"]), say`Set ${type} to "KMS".`);
        },
    }),
    ownKeyPolicy({
        id: "ecr-cmk",
        what: "Images",
        types: [REPOSITORY, TEMPLATE],
        setting: (repository) => [repository.get("encryptionConfigurations", 0, "kmsKey")],
        whitepaper: "account security",
        fsbp: "ECR.5",
        severity: "medium",
        example: `new aws.ecr.Repository("web", {
    encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: key.arn }],
});`,
    }),
    resourcePolicy({
        id: "ecr-policy-no-public",
        title: "Policies of repositories and registries let no outsiders in",
        severity: "critical",
        types: typesWithPolicy("ecr"),
        controls: { cis7: ["2.21"], nist: ["AC-3", "AC-6"], whitepaper: ["account security"] },
        why: "Whoever may pull has your program, and whoever may push has what runs next.",
        fix: {
            text: "Name who may pull and push.",
            example: `new aws.ecr.RepositoryPolicy("web", {
    repository: "web",
    policy: {
        Version: "2012-10-17",
        Statement: [{
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::111122223333:role/deployer" },
            Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        }],
    },
});`,
        },
        check: (resource) =>
            mustLetNoOutsidersIn(policyOf(resource), say`Name who may pull or push, or scope it by a condition.`),
    }),
]);
