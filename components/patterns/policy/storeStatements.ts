import type { Place } from "../../shared/arn";
import type { Condition, Statement } from "../../shared/policyDocument";

/** Who may use packages. */
export interface PackageReaders {
    place: Place;
    /** An organization whose accounts may read; none but this account otherwise. */
    organizationId: string | undefined;
}

/**
 * Callers who are neither of this account nor, where one is named, of the organization. AWS's services that act by
 * themselves are of no account.
 */
function outsiders({ place, organizationId }: PackageReaders): Condition {
    return {
        StringNotEquals: {
            "aws:PrincipalAccount": [place.accountId],
            ...(organizationId === undefined ? {} : { "aws:PrincipalOrgID": [organizationId] }),
        },
        Bool: { "aws:PrincipalIsAWSService": ["false"] },
    };
}

function deny(Sid: string, Action: string[], Condition: Condition): Statement {
    return { Sid, Effect: "Deny", Principal: "*", Action, Resource: ["*"], Condition };
}

function allowOrganization(Sid: string, Action: string[], organizationId: string | undefined): Statement[] {
    return organizationId === undefined
        ? []
        : [
              {
                  Sid,
                  Effect: "Allow",
                  Principal: "*",
                  Action,
                  Resource: ["*"],
                  Condition: { StringEquals: { "aws:PrincipalOrgID": [organizationId] } },
              },
          ];
}

/**
 * The domain's policy: tokens for this account and the organization, repositories for this account. The resource of such a
 * policy is what it belongs to.
 * See https://docs.aws.amazon.com/codeartifact/latest/ug/domain-policies.html
 */
export function domainStatements(readers: PackageReaders): Statement[] {
    return [
        deny("DenyTokensToOutsiders", ["codeartifact:GetAuthorizationToken"], outsiders(readers)),
        deny(
            "DenyRepositoriesOfOthers",
            ["codeartifact:CreateRepository"],
            outsiders({ ...readers, organizationId: undefined }),
        ),
        ...allowOrganization("OrganizationTokens", ["codeartifact:GetAuthorizationToken"], readers.organizationId),
    ];
}

const reads = [
    "codeartifact:DescribePackage",
    "codeartifact:DescribePackageVersion",
    "codeartifact:DescribeRepository",
    "codeartifact:GetPackageVersionAsset",
    "codeartifact:GetPackageVersionReadme",
    "codeartifact:GetRepositoryEndpoint",
    "codeartifact:ListPackageVersionAssets",
    "codeartifact:ListPackageVersionDependencies",
    "codeartifact:ListPackageVersions",
    "codeartifact:ListPackages",
    "codeartifact:ReadFromRepository",
];
const writes = [
    "codeartifact:CopyPackageVersions",
    "codeartifact:DeletePackage",
    "codeartifact:DeletePackageVersions",
    "codeartifact:DisposePackageVersions",
    "codeartifact:PublishPackageVersion",
    "codeartifact:PutPackageMetadata",
    "codeartifact:PutPackageOriginConfiguration",
    "codeartifact:UpdatePackageVersionsStatus",
];

/**
 * The repository's policy: read by this account and the organization, written by this account, where IAM decides by whom.
 * See https://docs.aws.amazon.com/codeartifact/latest/ug/repo-policies.html
 */
export function repositoryStatements(readers: PackageReaders): Statement[] {
    return [
        deny("DenyReadsByOutsiders", reads, outsiders(readers)),
        deny("DenyWritesOfOthers", writes, outsiders({ ...readers, organizationId: undefined })),
        ...allowOrganization("OrganizationReads", reads, readers.organizationId),
    ];
}

/** Sids of the launch role's own statements. */
export const launchSids = ["Stacks", "Templates", "TemplatesOfServiceCatalog"];

/**
 * What every product's launch needs: stacks under the names that Service Catalog gives them, with the tags that it gives
 * them, and templates, which Service Catalog keeps in buckets of its own and tags.
 * See https://docs.aws.amazon.com/servicecatalog/latest/adminguide/getstarted-launchconstraint.html
 */
export function launchStatements({ partition, region, accountId }: Place): Statement[] {
    const stacks = `arn:${partition}:cloudformation:${region}:${accountId}`;
    return [
        {
            Sid: "Stacks",
            Effect: "Allow",
            Action: [
                "cloudformation:CreateChangeSet",
                "cloudformation:CreateStack",
                "cloudformation:DeleteChangeSet",
                "cloudformation:DeleteStack",
                "cloudformation:DescribeChangeSet",
                "cloudformation:DescribeStackEvents",
                "cloudformation:DescribeStacks",
                "cloudformation:ExecuteChangeSet",
                "cloudformation:SetStackPolicy",
                "cloudformation:TagResource",
                "cloudformation:UpdateStack",
            ],
            Resource: [`${stacks}:stack/SC-*/*`, `${stacks}:changeSet/SC-*/*`],
        },
        {
            // Of a template that is no stack yet.
            Sid: "Templates",
            Effect: "Allow",
            Action: ["cloudformation:GetTemplateSummary", "cloudformation:ValidateTemplate"],
            Resource: ["*"],
        },
        {
            Sid: "TemplatesOfServiceCatalog",
            Effect: "Allow",
            Action: ["s3:GetObject"],
            Resource: ["*"],
            Condition: { StringEquals: { "s3:ExistingObjectTag/servicecatalog:provisioning": ["true"] } },
        },
    ];
}

/** What happens to packages of the repository. Versions that are being uploaded are nobody's news. */
export function publicationPattern(domainName: string, repositoryName: string): object {
    return {
        source: ["aws.codeartifact"],
        "detail-type": ["CodeArtifact Package Version State Change"],
        detail: {
            domainName: [domainName],
            repositoryName: [repositoryName],
            packageVersionState: [{ "anything-but": ["Unfinished"] }],
        },
    };
}
