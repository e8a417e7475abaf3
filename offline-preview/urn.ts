import type { Urn } from "./model";

export const STACK_TYPE = "pulumi:pulumi:Stack";
const PROVIDER_PREFIX = "pulumi:providers:";

/** `urn:pulumi:<stack>::<project>::<types of the parents>$<type>::<name>`. The stack is no part of the type chain. */
export function makeUrn(stack: string, project: string, parent: Urn | undefined, type: string, name: string): Urn {
    const chain = parent === undefined ? "" : qualifiedType(parent);
    const prefix = chain === "" || chain === STACK_TYPE ? "" : `${chain}$`;
    return `urn:pulumi:${stack}::${project}::${prefix}${type}::${name}`;
}

/** The URN of a resource inside another. */
export function childUrn(parent: Urn, type: string, name: string): Urn {
    const [stack = "", project = ""] = parent.slice("urn:pulumi:".length).split("::");
    return makeUrn(stack, project, parent, type, name);
}

/** The type chain of a URN, `Parent$Child`. */
export function qualifiedType(urn: Urn): string {
    return urn.split("::")[2] ?? "";
}

export function typeOf(urn: Urn): string {
    return qualifiedType(urn).split("$").pop() ?? "";
}

export function nameOf(urn: Urn): string {
    return urn.split("::").slice(3).join("::");
}

export function isProviderType(type: string): boolean {
    return type.startsWith(PROVIDER_PREFIX);
}

export function providerType(pkg: string): string {
    return `${PROVIDER_PREFIX}${pkg}`;
}

/** The package part of a type token: `aws` of `aws:s3/bucket:Bucket`, and of `pulumi:providers:aws`. */
export function packageOf(type: string): string {
    return isProviderType(type) ? type.slice(PROVIDER_PREFIX.length) : (type.split(":")[0] ?? "");
}

/** The parts of a reference to a provider, `urn::id`. */
export function referenceParts(reference: string): { urn: Urn; id: string } {
    const end = Math.max(0, reference.lastIndexOf("::"));
    return { urn: reference.slice(0, end), id: reference.slice(end + 2) };
}
