import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/**
 * Protocol and ciphers of a listener: TLS 1.3, with a key exchange that withstands quantum computers where the browser
 * knows it, and in GovCloud by modules that are validated for FIPS 140.
 * See https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 *
 * @param alsoTls12 whether TLS 1.2 is taken as well, with forward secrecy and authenticated ciphers only
 */
export function tlsPolicy(partition: string, alsoTls12: boolean): string {
    const versions = alsoTls12 ? "TLS13-1-2-Res" : "TLS13-1-3";
    const fips = partition === "aws-us-gov" ? "-FIPS" : "";
    return `ELBSecurityPolicy-${versions}${fips}-PQ-2025-09`;
}

/** How the balancer takes requests. */
export const requestSettings = {
    dropInvalidHeaderFields: true,
    // Only what keeps to the RFCs, as every browser does: a request that could be read in two ways is refused.
    desyncMitigationMode: "strictest",
    // The last address is the one that connected; what stands before it, anybody may have written.
    xffHeaderProcessingMode: "append",
    preserveHostHeader: true,
    enableHttp2: true,
    // While the firewall does not answer, nothing passes.
    enableWafFailOpen: false,
} as const satisfies aws.lb.LoadBalancerArgs;

/** Headers of every answer over TLS; the functions add their own. */
export const responseHeaders = {
    routingHttpResponseServerEnabled: false,
    routingHttpResponseStrictTransportSecurityHeaderValue: "max-age=63072000; includeSubDomains",
    routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
    routingHttpResponseXFrameOptionsHeaderValue: "DENY",
} as const satisfies Partial<aws.lb.ListenerArgs>;

type Action = aws.types.input.lb.ListenerDefaultAction;

/** What is answered to whoever asks for another host. */
export const nothingHere: Action = {
    type: "fixed-response",
    fixedResponse: { statusCode: "404", contentType: "text/plain", messageBody: "There is nothing here." },
};

/** To the same path over TLS, of the one host that there is: not of the host that was asked for, which anybody may name. */
export function toTls(host: pulumi.Input<string>): Action {
    return { type: "redirect", redirect: { protocol: "HTTPS", port: "443", host, statusCode: "HTTP_301" } };
}

type Rule = Pick<aws.lb.ListenerRuleArgs, "conditions" | "transforms">;

/**
 * What a function is asked for.
 *
 * @param path only what is below it, of which the function sees what comes after; without, everything
 */
export function requestsFor(host: pulumi.Input<string>, path?: string): Rule {
    const conditions: aws.types.input.lb.ListenerRuleCondition[] = [{ hostHeader: { values: [host] } }];
    return path === undefined
        ? { conditions }
        : {
              conditions: [...conditions, { pathPattern: { values: [`${path}/*`] } }],
              transforms: [
                  {
                      type: "url-rewrite",
                      urlRewriteConfig: { rewrite: { regex: `^${path}/(.*)$`, replace: "/$1" } },
                  },
              ],
          };
}
