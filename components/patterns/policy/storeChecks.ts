import type * as pulumi from "@pulumi/pulumi";
import { anyPartition, arnOf, kmsKeyArn } from "../../shared/arn";
import { type Check, each, onceKnown, text } from "../../shared/checks";
import type { Fault } from "../../shared/validate";

/** The name of a domain of CodeArtifact. */
export const domain = /^[a-z][a-z0-9-]{0,48}[a-z0-9]$/;
export const domainFix = "use 2 to 50 small letters, digits and hyphens, a letter first and no hyphen last";

/** Of Service Catalog, for the provider of a portfolio. */
export const longestOwner = 50;

export const key = onceKnown(kmsKeyArn);
export const bucket = onceKnown(arnPattern("s3:::[^/]+", "pass a SecureBucket"));
export const queue = onceKnown(
    arnPattern("sqs:[a-z0-9-]+:\\d{12}:[\\w-]+\\.fifo", "pass a SecureQueue with fifo: true"),
);
export const table = onceKnown(arnPattern("dynamodb:[a-z0-9-]+:\\d{12}:table/[\\w.-]+", "pass a SecureTable"));

/** An ARN of this kind, and of nothing below it. */
function arnPattern(kind: string, fix: string): Check<string> {
    const pattern = new RegExp(`^arn:(${anyPartition}):${kind}$`);
    return text((arn) => (pattern.test(arn) ? undefined : "it is not the ARN of one"), fix);
}

/**
 * Of the component's tags, a portfolio takes fewer than others: 20, of which two are the component's own and one is left to the
 * provider, and none without a value.
 * See https://docs.aws.amazon.com/servicecatalog/latest/dg/API_CreatePortfolio.html
 */
export function portfolioTagFaults(tags: Record<string, pulumi.Input<string>>): Fault[] {
    const [argument, most] = ["tags", 17];
    const number = Object.keys(tags).length;
    return [
        ...(number <= most
            ? []
            : [
                  {
                      argument,
                      fault: `${number} tags are too many for a portfolio of Service Catalog`,
                      fix: `use at most ${most}`,
                  },
              ]),
        ...Object.entries(tags).flatMap(([key, value]) =>
            value === ""
                ? [{ argument, fault: `"${key}" has no value, which Service Catalog asks for`, fix: "give it one" }]
                : [],
        ),
    ];
}

/** Who launches products. */
export const principal = arnOf("iam", "(role|user|group)/", "pass the ARN of a role, a user or a group");
export const product = each(
    text((id) => (/^prod-[a-z0-9]+$/.test(id) ? undefined : `"${id}" is not the id of a product`), "pass product.id"),
);
