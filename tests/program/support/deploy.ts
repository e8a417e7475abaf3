import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { type InProcessOptions, type InProcessResult, runInProcess } from "../../../offline-preview/harness";

const root = join(__dirname, "../../..");
const entry = require.resolve("../../../index");

export type Config = Record<string, string>;

/** Runs the deployment with a stack's configuration. */
export async function deploy(config: Config, options: InProcessOptions = {}): Promise<InProcessResult> {
    return runInProcess(
        async () => {
            // Each time anew; its parts have no state.
            delete require.cache[entry];
            return import("../../../index");
        },
        { project: "palisade", stack: "test", config, timeout: 100_000, ...options },
    );
}

/** The configuration of a stack file, as the CLI gives it to a program. */
export function stackConfig(stack: string): Config {
    const { config } = load(readFileSync(join(root, `Pulumi.${stack}.yaml`), "utf8")) as {
        config: Record<string, unknown>;
    };
    return Object.fromEntries(
        Object.entries(config).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
    );
}

export const region = { "aws:region": "eu-central-1" };

/** The least that a console behind CloudFront needs. */
export const cloudFront: Config = {
    ...region,
    "palisade:console": "cloudfront",
    "palisade:signInDomain": "example-console",
    "palisade:adminEmail": "admin@example.com",
};

/** The zone of the console's host, and of where one signs in. */
export const hostedZone: Config = {
    "palisade:hostName": "console.example.com",
    "palisade:signInDomain": "login.example.com",
    "palisade:hostedZone": JSON.stringify({ id: "Z0123456789ABCDEFGHIJ", name: "example.com" }),
};

/** The least that a console in a VPC needs. */
export const inVpc: Config = {
    ...cloudFront,
    "palisade:console": "vpc",
    "palisade:hostName": "console.example.com",
    "palisade:certificateArn": "arn:aws:acm:eu-central-1:123456789012:certificate/1234abcd-12ab-34cd-56ef-1234567890ab",
    "palisade:reachedFrom": JSON.stringify({ office: { cidr: "192.168.10.0/24", why: "staff by VPN" } }),
};

/** The same, where the stack makes the certificates. */
const { "palisade:certificateArn": _, ...certifiedByStack } = inVpc;
export const inVpcWithZone: Config = { ...certifiedByStack, ...hostedZone };

/** A VPC that is there already. */
export const existing: Config = {
    "palisade:network": JSON.stringify({
        vpcId: "vpc-0a1b2c3d",
        topology: "Isolated",
        isolatedSubnetIds: ["subnet-0a", "subnet-0b"],
    }),
};

export const keyArn = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/** Users of an identity provider instead of the pool's own; one of those may be there too. */
export const oidc: Config = {
    "palisade:identity": "oidc",
    "palisade:oidc": JSON.stringify({
        provider: {
            name: "Okta",
            issuer: "https://example.okta.com",
            clientId: "palisade",
            clientSecretArn: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:okta-a1b2c3",
        },
        groups: { platform: "SYSTEM_ADMIN", developers: "PATTERN_PUBLISHER" },
    }),
};
