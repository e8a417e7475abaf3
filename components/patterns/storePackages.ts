import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ComponentKey } from "../encryption/componentKey";
import type { Children } from "../shared/children";
import { policyDocument } from "../shared/policyDocument";
import { domainStatements, repositoryStatements } from "./policy/storeStatements";

interface PackagesParts {
    /** The store's name in the program. */
    name: string;
    domainName: string;
    key: ComponentKey;
    /** An organization whose accounts may read, beside this account. */
    organizationId: pulumi.Output<string | undefined>;
}

interface Packages {
    domain: aws.codeartifact.Domain;
    domainPolicy: aws.codeartifact.DomainPermissions;
    repository: aws.codeartifact.Repository;
    repositoryPolicy: aws.codeartifact.RepositoryPermissionsPolicy;
}

/** Where a store keeps packages: a domain of CodeArtifact with one repository, both with a policy. */
export function storePackages(children: Children, { name, domainName, key, organizationId }: PackagesParts): Packages {
    const { region } = children;
    const domain = new aws.codeartifact.Domain(
        children.name(),
        { domain: domainName, encryptionKey: key.arn, tags: children.tags(), region },
        // CodeArtifact makes a grant of the key when the domain is made.
        { ...children.keptOptions(), dependsOn: key.ready },
    );
    const repository = new aws.codeartifact.Repository(
        children.name("packages"),
        {
            domain: domain.domain,
            repository: domainName,
            description: `${name}: packages of patterns`,
            tags: children.tags("packages"),
            region,
        },
        children.keptOptions(),
    );
    const readers = pulumi
        .all([children.place, organizationId])
        .apply(([place, organizationId]) => ({ place, organizationId }));
    const domainPolicy = new aws.codeartifact.DomainPermissions(
        children.name("domain-policy"),
        {
            domain: domain.domain,
            policyDocument: pulumi.jsonStringify(readers.apply((known) => policyDocument(domainStatements(known)))),
            region,
        },
        children.options(),
    );
    const repositoryPolicy = new aws.codeartifact.RepositoryPermissionsPolicy(
        children.name("packages-policy"),
        {
            domain: domain.domain,
            repository: repository.repository,
            policyDocument: pulumi.jsonStringify(readers.apply((known) => policyDocument(repositoryStatements(known)))),
            region,
        },
        children.options(),
    );
    return { domain, domainPolicy, repository, repositoryPolicy };
}
