import type { Observed, ObservedFinding, ObservedResource } from "./observed";

/*
 * Where the engine and the offline preview differ by design. Everything else must be the same.
 *
 * 1. Ids of providers. The engine gives each provider an id (a UUID), unknown in a preview; the offline preview has
 *    none. So a resource's provider is compared by its URN.
 * 2. The engine's own properties, `__internal` and the like, which no program and no policy writes.
 * 3. Secrets in messages. A policy may print a secret that it reads; the engine hides those of the configuration only,
 *    the offline preview every one.
 * 4. What cannot be decided while ids are unknown. The engine leaves it at that; the offline preview decides it in its
 *    second pass, with made-up ids, and then only counts it. What its first pass finds besides is compared.
 * 5. Order. The engine runs in parallel: dependencies, findings and remediations are compared as sets.
 * 6. Children of a remote component whose plugin is not installed. The plugin of the one here is.
 * 7. What a resource that is only read holds: the engine asks the provider, offline nobody knows it. Its id is known.
 * 8. Names, defaults and refusals of the real provider: the stand-in has none, as the offline preview has none.
 */

/** The SDK's words for a policy that read a value not known yet. */
export function sdkCouldNotRun(message: string): boolean {
    return /^can't run (policy|remediation) '.*' from policy pack '.*' during preview: /.test(message);
}

/** The same, or a pack's own word for it. */
export function isUndetermined({ message }: ObservedFinding): boolean {
    return sdkCouldNotRun(message) || /^undetermined: /m.test(message);
}

/** One side, with everything taken out in which the two differ by design. `secrets`: texts that its messages show. */
export function comparable(observed: Observed, secrets: readonly string[] = []) {
    return {
        resources: byUrn(observed.resources, ({ type, isRead }) => ({ type, isRead })),
        parents: byUrn(observed.resources, ({ parent }) => parent),
        dependencies: byUrn(observed.resources, ({ dependencies }) => [...dependencies].sort()),
        propertyDependencies: byUrn(observed.resources, ({ propertyDependencies }) => sortedMap(propertyDependencies)),
        protection: byUrn(observed.resources, ({ protect, retainOnDelete }) => ({ protect, retainOnDelete })),
        providers: byUrn(observed.resources, ({ provider }) => provider?.replace(/::[^:]*$/, "") ?? null),
        inputs: byUrn(observed.resources, ({ inputs }) =>
            Object.fromEntries(Object.entries(inputs).filter(([key]) => !key.startsWith("__"))),
        ),
        stackOutputs: observed.stackOutputs,
        violations: observed.findings
            .filter((finding) => !isUndetermined(finding))
            .map((finding) => line(finding, secrets))
            .sort(),
        remediations: observed.remediations
            .map(({ pack, policy, urn, changed }) => `${pack} ${policy} ${urn}: ${[...changed].sort().join(", ")}`)
            .sort(),
    };
}

/** Policy and resource of every finding that could not be decided. */
export function undecided(findings: readonly ObservedFinding[]): string[] {
    return [
        ...new Set(findings.filter(isUndetermined).map(({ pack, policy, urn }) => `${pack} ${policy} ${urn}`)),
    ].sort();
}

function byUrn<T>(resources: readonly ObservedResource[], pick: (resource: ObservedResource) => T): Record<string, T> {
    return Object.fromEntries(resources.map((resource) => [resource.urn, pick(resource)]));
}

/** Without the properties that depend on nothing. */
function sortedMap(map: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
    const entries = Object.entries(map).filter(([, urns]) => urns.length > 0);
    return Object.fromEntries(entries.map(([key, urns]) => [key, [...urns].sort()]));
}

function line({ pack, policy, level, urn, message }: ObservedFinding, secrets: readonly string[]): string {
    const text = secrets.reduce((cleared, secret) => cleared.replaceAll(secret, "[secret]"), message);
    return `${pack} ${policy} [${level}] ${urn}: ${text}`;
}
