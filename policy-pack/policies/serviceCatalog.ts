import { any, must, mustNot, not, resourcePolicy, say, service, stackPolicy } from "../evaluation";
import type { Link } from "../evaluation";

const PORTFOLIO_SHARE = "aws:servicecatalog/portfolioShare:PortfolioShare";
const ORGANIZATIONS_ACCESS = "aws:servicecatalog/organizationsAccess:OrganizationsAccess";
const PRODUCT = "aws:servicecatalog/product:Product";

const associationOf = pointing("aws:servicecatalog/productPortfolioAssociation:ProductPortfolioAssociation");
const constraintOf = pointing("aws:servicecatalog/constraint:Constraint");

/** An ARN of IAM in which the name of who is meant begins with a wildcard, so that all of a kind are. */
function meansAllOfAKind(pattern: string): boolean {
    const [, , , , , resource = ""] = pattern.split(":");
    return /^(\*?|(user|group|role)\/(.*\/)?\*)$/.test(resource);
}

export default service("servicecatalog", [
    resourcePolicy({
        id: "servicecatalog-share-org-only",
        title: "Service Catalog portfolios are shared within the organization only",
        severity: "medium",
        types: [PORTFOLIO_SHARE, ORGANIZATIONS_ACCESS],
        controls: { fsbp: ["ServiceCatalog.1"], nist: ["AC-3", "AC-6"], whitepaper: ["account security"] },
        why: "A share with an account goes on when the account leaves the organization, and nobody sees that it was a stranger's all along.",
        fix: {
            text: "Share with the organization, a part of it or a member account, and leave Service Catalog its access to AWS Organizations.",
            example: `new aws.servicecatalog.PortfolioShare("networks", {
    portfolioId: "port-a1b2c3d4e5f6g",
    principalId: "arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5",
    type: "ORGANIZATION",
});`,
        },
        check(resource) {
            if (resource.type === ORGANIZATIONS_ACCESS) {
                const enabled = resource.get("enabled");
                return mustNot(enabled.is(false), say`Set ${enabled} to true.`);
            }
            const type = resource.get("type");
            return mustNot(type.is("ACCOUNT"), say`Set ${type} to "ORGANIZATION" or another kind that begins so.`);
        },
    }),
    stackPolicy({
        id: "servicecatalog-launch-role",
        title: "Service Catalog products are launched by a role of their own",
        severity: "medium",
        types: [PRODUCT],
        controls: { nist: ["AC-6"], whitepaper: ["IAM"] },
        why: "Without a launch constraint whoever launches a product needs, and keeps, the right to make all that is in it.",
        fix: {
            text: "Give each product in a portfolio a constraint of type `LAUNCH` with a role, or `STACKSET`.",
            example: `const network = new aws.servicecatalog.Product("network", {
    owner: "Network team",
    type: "CLOUD_FORMATION_TEMPLATE",
    provisioningArtifactParameters: { type: "CLOUD_FORMATION_TEMPLATE", templateUrl: "https://example.com/network.yaml" },
});
new aws.servicecatalog.Constraint("network", {
    portfolioId: "port-a1b2c3d4e5f6g",
    productId: network.id,
    type: "LAUNCH",
    parameters: JSON.stringify({ RoleArn: "arn:aws:iam::111122223333:role/launch-network" }),
});`,
        },
        check(product, stack) {
            const isOffered = stack.linkedTo(product, associationOf).exists();
            const hasRole = stack
                .linkedTo(product, constraintOf)
                .some((constraint) => constraint.get("type").isOneOf(["LAUNCH", "STACKSET"]));
            return must(
                any([not(isOffered), hasRole]),
                say`Give ${product} an \`aws.servicecatalog.Constraint\` of type "LAUNCH".`,
            );
        },
    }),
    resourcePolicy({
        id: "servicecatalog-principal-no-wildcard",
        title: "Service Catalog portfolios are for certain principals",
        severity: "medium",
        types: ["aws:servicecatalog/principalPortfolioAssociation:PrincipalPortfolioAssociation"],
        controls: { nist: ["AC-6"], whitepaper: ["IAM"] },
        why: "A pattern for all roles or users lets everyone launch products in each account the portfolio is shared with, whoever makes a role there.",
        fix: {
            text: "Name the role, or give a pattern that at least begins with its name.",
            example: `new aws.servicecatalog.PrincipalPortfolioAssociation("networks", {
    portfolioId: "port-a1b2c3d4e5f6g",
    principalArn: "arn:aws:iam:::role/network-builder-*",
    principalType: "IAM_PATTERN",
});`,
        },
        check(association) {
            const arn = association.get("principalArn");
            // AWS takes wildcards of the type "IAM_PATTERN" alone.
            return mustNot(
                arn.judgeText(meansAllOfAKind),
                say`Name who may launch products in ${arn}, or begin the pattern with a name.`,
            );
        },
    }),
]);

function pointing(from: string): Link {
    return { from: [from], by: "productId", to: [PRODUCT] };
}
