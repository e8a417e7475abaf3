import { createHash } from "node:crypto";
import type * as pulumi from "@pulumi/pulumi";
import type { Place } from "palisade-aws";

/** The ARN of what a service has here under a name. */
export function arnOf(place: pulumi.Output<Place>, service: string, name: string): pulumi.Output<string> {
    return place.apply(
        ({ partition, region, accountId }) => `arn:${partition}:${service}:${region}:${accountId}:${name}`,
    );
}

/** Names of what is made for each pattern, by pipelines, after the stack. Roles are held to them. */
export interface PatternNames {
    /** Name of a pattern's pipeline, and of its topic, up to the pattern's own. */
    readonly prefix: string;
    /** Name of an attribute's group in the registry, up to the dot before its id. */
    readonly registry: string;
}

/** Of two stacks in one account, each has its own. */
export function patternNames(project: string, stack: string): PatternNames {
    const own = `${project}-${stack}`.replace(/[^\w-]/g, "-");
    return { prefix: `${own}-pattern-`, registry: shortened(own, 14) };
}

/** Of a domain of CodeArtifact and its repository: a stack's own in account and region, 50 characters, a letter first. */
export function domainName(project: string, stack: string): string {
    const own = `patterns-${project}-${stack}`.toLowerCase().replace(/[^a-z0-9]+/g, "-");
    return shortened(own, 50).replace(/-$/, "");
}

/** A text of no more characters, another one for each other text. */
function shortened(text: string, most: number): string {
    const hash = createHash("sha256").update(text).digest("hex").slice(0, 4);
    return text.length <= most ? text : `${text.slice(0, most - 5)}-${hash}`;
}
