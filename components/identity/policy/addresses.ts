import type { Place } from "../../shared/arn";
import { text } from "../../shared/checks";
import { isHostName } from "../../shared/hostNames";
import type { Fault } from "../../shared/validate";

/**
 * Hosts of sign-in pages under AWS's own domain, in the partitions where they are known.
 * See https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html and
 * https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html
 */
const prefixHosts: Record<string, (prefix: string, region: string) => string> = {
    aws: (prefix, region) => `${prefix}.auth.${region}.amazoncognito.com`,
    "aws-us-gov": (prefix, region) => `${prefix}.auth-fips.${region}.amazoncognito.com`,
};

const prefix = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Whether sign-in is under a domain of one's own: a prefix has no dot. */
export function isOwnDomain(domain: string): boolean {
    return domain.includes(".");
}

/** A prefix of AWS's domain, or a host of one's own. */
export const signInDomain = text((domain) => {
    if (isOwnDomain(domain)) {
        return isHostName(domain) ? undefined : `"${domain}" is not the name of a host`;
    }
    if (!prefix.test(domain)) {
        return `"${domain}" is not made of 1 to 63 lower-case letters, digits and inner hyphens`;
    }
    const [reserved] = /aws|amazon|cognito/.exec(domain) ?? [];
    return reserved === undefined ? undefined : `"${domain}" has "${reserved}" in it, which AWS reserves`;
}, "pass a prefix that nobody has in the region, for example example-console, or a host such as login.example.com");

/** What is wrong with domain and certificate together. */
export function certificateFaults(domain: string, certificateArn: unknown): Fault[] {
    const refuse = (fault: string, fix: string): Fault[] => [{ argument: "certificateArn", fault, fix }];
    if (isOwnDomain(domain)) {
        const fix = `pass the ARN of a certificate for ${domain} in us-east-1`;
        return certificateArn === undefined ? refuse("it is missing", fix) : [];
    }
    return certificateArn === undefined
        ? []
        : refuse("it is about a domain of yours", "leave it out, or pass a host such as login.example.com as domain");
}

/** Why there can be no such pool where the program deploys. */
export function placeFaults({ partition }: Place, domain: string): Fault[] {
    if (prefixHosts[partition] === undefined) {
        const fault = `sign-in by Amazon Cognito is not known to work in the partition ${partition}, which has no user pools or other addresses for them`; // prettier-ignore
        const fix = "use a region of aws or aws-us-gov, or an identity provider of your own (OpenID Connect)";
        return [{ argument: "region", fault, fix }];
    }
    return isOwnDomain(domain) && partition !== "aws"
        ? [{ argument: "domain", fault: `there are no domains of one's own in ${partition}`, fix: "pass a prefix" }]
        : [];
}

/** Where the pool's metadata and keys are. */
export function issuerOrigin({ region, dnsSuffix }: Place): string {
    return `https://cognito-idp.${region}.${dnsSuffix}`;
}

/** Where one signs in, and gets tokens. */
export function signInOrigin({ partition, region }: Place, domain: string): string {
    return `https://${isOwnDomain(domain) ? domain : (prefixHosts[partition]?.(domain, region) ?? domain)}`;
}
