import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Children } from "../shared/children";
import { serviceTrust } from "../shared/policyDocument";
import { childRole, childRolePolicy } from "../shared/roles";
import { type RoleStatementArgs, toRoleStatement } from "../shared/roleStatements";
import { longestOwner } from "./policy/storeChecks";
import { launchStatements } from "./policy/storeStatements";

interface PortfolioParts {
    /** The store's name in the program. */
    name: string;
    /** Who owns it. Default: the program's project. */
    owner: pulumi.Output<string | undefined> | undefined;
    /** Who launches products, by name. */
    launchers: readonly string[];
    launcherArns: pulumi.Output<Readonly<Record<string, string>>>;
    /** What the launch role may do beside stacks. */
    statements: pulumi.Output<pulumi.Unwrap<RoleStatementArgs>[]>;
    /** What the store's roles have in common. */
    roleParts: {
        permissionsBoundary: pulumi.Output<string | undefined>;
        roleNamePrefix: string | undefined;
    };
}

/** A portfolio of Service Catalog, and the role by which its products are launched. */
export interface StorePortfolio {
    portfolio: aws.servicecatalog.Portfolio;
    launchRole: aws.iam.Role;
    launchPolicy: aws.iam.RolePolicy;
}

export function storePortfolio(children: Children, parts: PortfolioParts): StorePortfolio {
    const { name, owner, launcherArns } = parts;
    const { region } = children;
    const portfolio = new aws.servicecatalog.Portfolio(
        children.name("portfolio"),
        {
            providerName:
                owner === undefined ? pulumi.getProject().slice(0, longestOwner) : owner.apply((known = "") => known),
            description: `${name}: patterns`,
            tags: children.tags("portfolio"),
            region,
        },
        children.keptOptions(),
    );
    for (const launcher of parts.launchers) {
        new aws.servicecatalog.PrincipalPortfolioAssociation(
            children.name(`launched-by-${launcher}`),
            {
                portfolioId: portfolio.id,
                principalArn: launcherArns.apply((known) => known[launcher] ?? ""),
                principalType: "IAM",
                region,
            },
            children.options(),
        );
    }
    const launchRole = childRole(children, "launch", {
        // Service Catalog names no source here. A role is passed to it in its own account only.
        trust: serviceTrust("servicecatalog.amazonaws.com"),
        description: `${name}: launches products of Service Catalog`,
        ...parts.roleParts,
    });
    const launchPolicy = childRolePolicy(
        children,
        "launch",
        launchRole,
        pulumi
            .all([children.place, parts.statements])
            .apply(([place, more]) => [...launchStatements(place), ...more.map(toRoleStatement)]),
    );
    return { portfolio, launchRole, launchPolicy };
}

/**
 * Puts a product into the portfolio, launched by the launch role. Service Catalog takes a constraint only for what is in the
 * portfolio already, so it waits for that, and for what the role may do.
 */
export function offerProduct(
    children: Children,
    { portfolio, launchRole, launchPolicy }: StorePortfolio,
    product: aws.servicecatalog.Product,
    name = pulumi.resourceName(product),
): aws.servicecatalog.Constraint {
    const offer = children.name(`offers-${name}`);
    const of = { portfolioId: portfolio.id, productId: product.id, region: children.region };
    const association = new aws.servicecatalog.ProductPortfolioAssociation(offer, of, children.looseOptions());
    return new aws.servicecatalog.Constraint(
        offer,
        {
            ...of,
            type: "LAUNCH",
            description: "Launched by the role of the store",
            parameters: pulumi.jsonStringify({ RoleArn: launchRole.arn }),
        },
        children.looseOptions(association, launchPolicy),
    );
}
