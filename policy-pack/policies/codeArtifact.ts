import { must, resourcePolicy, say, service, texts } from "../evaluation";
import { mustLetNoOutsidersIn } from "./documents";
import { ownKeyPolicy } from "./ownKeys";
import { policyOf, typesWithPolicy } from "./resourcePolicies";

export default service("codeartifact", [
    ownKeyPolicy({
        id: "codeartifact-domain-cmk",
        what: "CodeArtifact domains",
        types: ["aws:codeartifact/domain:Domain"],
        setting: "encryptionKey",
        whitepaper: "account security",
        text: "Name a KMS key of your own when the domain is made: to change it later replaces the domain.",
        example: `new aws.codeartifact.Domain("packages", { domain: "packages", encryptionKey: key.arn });`,
    }),
    resourcePolicy({
        id: "codeartifact-policy-no-public",
        title: "Policies of CodeArtifact let no outsiders in",
        severity: "critical",
        types: typesWithPolicy("codeArtifact"),
        controls: { cis7: ["2.21"], nist: ["AC-3"], whitepaper: ["account security"] },
        why: "Whoever may publish a package runs code in everything that is built with it; whoever may read takes your sources.",
        fix: {
            text: "Name accounts or roles, or keep outsiders out by `aws:PrincipalOrgID`.",
            example: `new aws.codeartifact.DomainPermissions("packages", {
    domain: "packages",
    policyDocument: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "*", identifiers: ["*"] }],
            actions: ["codeartifact:GetAuthorizationToken"],
            resources: ["*"],
            conditions: [{ test: "StringEquals", variable: "aws:PrincipalOrgID", values: ["o-a1b2c3d4e5"] }],
        }],
    }).json,
});`,
        },
        check: (resource) =>
            mustLetNoOutsidersIn(
                policyOf(resource),
                say`Name who may use the packages, or scope it by \`aws:PrincipalOrgID\`.`,
            ),
    }),
    resourcePolicy({
        id: "codeartifact-external-connections",
        title: "CodeArtifact repositories connect to certain public ones only",
        severity: "low",
        types: ["aws:codeartifact/repository:Repository"],
        controls: { nist: ["SR-3", "CM-7"], whitepaper: ["account security"] },
        why: "What comes from a public repository is published by anybody, also under a name that looks like one of yours.",
        offByDefault: true,
        fix: {
            text: "Remove `externalConnections`, or add the connection to the option `allowedConnections`.",
            example: `new aws.codeartifact.Repository("packages", { domain: "packages", repository: "packages" });`,
        },
        options: {
            allowedConnections: texts({
                default: [],
                pattern: /^public:[a-z-]+$/,
                of: "names of external connections, such as public:npmjs",
                description: "Public repositories that may be connected to.",
            }),
        },
        check(repository, { allowedConnections }) {
            const name = repository.get("externalConnections", "externalConnectionName");
            return name.isAbsent
                ? []
                : must(name.isOneOf(allowedConnections), say`Remove the external connection in ${name}.`);
        },
    }),
]);
