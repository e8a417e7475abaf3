import codeArtifact from "../../../policy-pack/policies/codeArtifact";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";
import { policy, resource } from "./s3/stack";

const PUBLIC =
    "Statement 1 of `policyDocument` lets anybody in. Name who may use the packages, or scope it by `aws:PrincipalOrgID`.";
const domain = (inputs: Inputs) => resource("codeartifact/domain", { domain: "packages", ...inputs });
const domainPolicy = (policyDocument: string) =>
    resource("codeartifact/domainPermissions", { domain: "packages", policyDocument });
const repository = (inputs: Inputs) => resource("codeartifact/repository", inputs);
const connected = (externalConnectionName: string) => repository({ externalConnections: { externalConnectionName } });
const read = (principal: unknown, more: object = {}) =>
    policy({
        Effect: "Allow",
        Principal: principal,
        Action: "codeartifact:ReadFromRepository",
        Resource: "*",
        ...more,
    });

describeService(codeArtifact, {
    "codeartifact-domain-cmk": {
        says: "Set `encryptionKey` to the ARN of a KMS key of your own.",
        compliant: { "a key": domain({ encryptionKey: "arn:aws:kms:eu-west-1:111122223333:key/1" }) },
        violating: { none: domain({}), "AWS's": domain({ encryptionKey: "alias/aws/codeartifact" }) },
        unknown: {
            "which key": {
                resources: domain({ encryptionKey: unknown() }),
                undetermined: "Not known before the update: `encryptionKey`.",
            },
        },
        absent: "violating",
    },
    "codeartifact-policy-no-public": {
        says: PUBLIC,
        compliant: {
            "an account": domainPolicy(read({ AWS: "111122223333" })),
            "an organization": domainPolicy(
                read("*", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }),
            ),
        },
        violating: {
            everybody: domainPolicy(read("*")),
            "every account": resource("codeartifact/repositoryPermissionsPolicy", {
                policyDocument: read({ AWS: "*" }),
            }),
        },
        absent: "compliant",
    },
    "codeartifact-external-connections": {
        says: "Remove the external connection in `externalConnections.externalConnectionName`.",
        compliant: {
            none: repository({ upstreams: [{ repositoryName: "npm" }] }),
            "one that is allowed": {
                resources: connected("public:npmjs"),
                options: { allowedConnections: ["public:npmjs"] },
            },
        },
        violating: {
            "any, where none is allowed": connected("public:npmjs"),
            "another one": {
                resources: connected("public:pypi"),
                options: { allowedConnections: ["public:npmjs"] },
                says: ["Remove the external connection in `externalConnections.externalConnectionName`."],
            },
        },
        absent: "compliant",
    },
});
