import type { Finding, PolicyMetadata, Preview } from "../model";

/** Everything that the packs say of the policies, by {@link policyKey}. */
export function policiesByKey(preview: Preview): Map<string, PolicyMetadata> {
    return new Map(
        preview.packs.flatMap((pack) => pack.policies.map((policy) => [policyKey(pack.name, policy.name), policy])),
    );
}

export function policyKey(pack: string, policy: string): string {
    return JSON.stringify([pack, policy]);
}

export function policyKeyOf({ pack, policy }: Finding): string {
    return policyKey(pack.name, policy);
}

/** A finding's policy as people are told it: with its pack where there are several. */
export function policyName({ pack, policy }: Finding, { packs }: Preview): string {
    return packs.length > 1 ? `${pack.name}/${policy}` : policy;
}

/** What a finding says; one that says no more than what its policy asks for may still be mended as the policy says. */
export function howToMend({ message }: Finding, policy: PolicyMetadata | undefined): string {
    return message === "" ? ((policy?.remediationSteps ?? "").split("\n\n")[0] ?? "") : message;
}

/** A page of the web, or nothing: what else a pack may call a URL leads nowhere, or runs. */
export function webPage(url: string | undefined): string | undefined {
    return url !== undefined && /^https?:\/\//i.test(url) && URL.canParse(url) ? new URL(url).href : undefined;
}
