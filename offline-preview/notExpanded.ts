import type { RegisteredResource, Urn } from "./model";

/**
 * Components of @pulumi/kubernetes that run in the program, but have their provider read what they are made of.
 * https://github.com/pulumi/pulumi-kubernetes/tree/master/sdk/nodejs: yaml/yaml.ts, helm/v3/helm.ts, kustomize/kustomize.ts
 */
const READ_BY_THEIR_PROVIDER = [
    "kubernetes:helm.sh/v3:Chart",
    "kubernetes:kustomize:Directory",
    "kubernetes:yaml:ConfigFile",
    "kubernetes:yaml:ConfigGroup",
];

/** Components of which the resources inside are missing here, because only a plugin knows them. */
export function notExpanded(resources: readonly RegisteredResource[]): Urn[] {
    const parents = new Set(resources.map(({ parent }) => parent));
    return resources
        .filter(
            ({ kind, type, urn }) => kind === "remote" || (READ_BY_THEIR_PROVIDER.includes(type) && !parents.has(urn)),
        )
        .map(({ urn }) => urn);
}
