import * as pulumi from "@pulumi/pulumi";
import { IdentityPool, type SecureFunction } from "palisade-aws";
import { GROUPS, type GroupMapping } from "palisade-console/access";
import { SIGNED_IN } from "palisade-console/runtime-config";
import { isHost } from "../settings/crossFaults";
import type { Settings } from "../settings/settings";
import { makeAlias, makeCertificate } from "./hosts";

export interface UsersArgs {
    /** Where the console's pages are: `https://<host>`. */
    readonly origin: pulumi.Input<string>;
    /** Turns a provider's groups into the pool's. */
    readonly preToken: SecureFunction;
    readonly settings: Settings;
}

/** Who signs in. */
export function makeUsers({ origin, preToken, settings }: UsersArgs): IdentityPool {
    const { signInDomain = "", signInCertificateArn, hostedZone, adminEmail, oidc, removable } = settings;
    const host = isHost(signInDomain) ? signInDomain : undefined;
    const users = new IdentityPool("users", {
        callbackUrls: [pulumi.interpolate`${origin}${SIGNED_IN}`],
        domain: signInDomain,
        certificateArn: signInCertificateArn ?? (host && makeCertificate("sign-in", host, settings, "us-east-1")),
        groups: Object.fromEntries(GROUPS.map((name, precedence) => [name, { precedence }])),
        firstAdmin: adminEmail === undefined ? undefined : { email: adminEmail, group: GROUPS[0] },
        oidc: oidc?.provider,
        preTokenGeneration: preToken,
        removable,
    });
    if (host !== undefined) {
        makeAlias("sign-in", host, hostedZone, { host: users.domain.cloudfrontDistribution }, { ipv6: true });
    }
    return users;
}

/** What the trigger is told of the provider's groups. */
export function groupVariables({ oidc }: Settings): Record<string, string> {
    if (oidc === undefined) {
        return {};
    }
    const mapping: GroupMapping = { provider: oidc.provider.name, groups: oidc.groups };
    return { GROUP_MAPPING: JSON.stringify(mapping) };
}
