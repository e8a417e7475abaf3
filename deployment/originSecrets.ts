import type * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

export interface OriginSecrets {
    /** What CloudFront sends. */
    readonly current: pulumi.Output<string>;
    /** What is taken: also what CloudFront's edges send until all of them know the current one. */
    readonly taken: pulumi.Output<string>[];
}

/**
 * What shows an origin that a request came through CloudFront.
 * @param round how often it was changed
 */
export function makeOriginSecrets(round: number): OriginSecrets {
    const secret = (number: number): pulumi.Output<string> =>
        new random.RandomPassword(`origin-${number}`, { length: 64, special: false }).result;
    const current = secret(round);
    return { current, taken: round === 0 ? [current] : [current, secret(round - 1)] };
}
