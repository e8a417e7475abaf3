import { Secret } from "@pulumi/policy";
import { asset } from "@pulumi/pulumi";
import type { OptionSet, OptionsOf } from "../configuration/options";
import type { Day } from "./dated";
import { judgeResource } from "./judge";
import type { Change, ResourcePolicy } from "./policy";
import { UNTRACED } from "./reasons";
import { ResourceReader, type ResourceView } from "./resource";

/**
 * Repairs a resource that violates the policy, in the properties themselves, and says whether there was anything to
 * repair. What goes wrong here is seen by the check, which runs next.
 */
export function remediateResource(
    policy: ResourcePolicy,
    resource: ResourceView,
    options: OptionsOf<OptionSet>,
    today: Day,
): boolean {
    if (!judgeResource(policy, resource, options, today).some(({ kind }) => kind === "violation")) {
        return false;
    }
    const { type, name, urn, props } = resource;
    try {
        const reader = new ResourceReader(type, name, urn, props, UNTRACED);
        return remediate(props, policy.remediation?.(reader, options) ?? []);
    } catch {
        return false;
    }
}

/**
 * Makes changes to the properties the SDK hands to a remediation, and says whether there was any. A change is left out
 * where its path is, or leads through, an unknown value or a secret, or something that is no object.
 */
export function remediate(props: object, changes: readonly Change[]): boolean {
    // The SDK (1.21) cannot hand an archive made of assets back: it would lose the assets.
    if (Object.keys(props).some((key) => stored(props, key) instanceof asset.AssetArchive)) {
        return false;
    }
    return changes.filter((change) => make(props, change)).length > 0;
}

function make(props: object, change: Change): boolean {
    let place = props;
    for (const segment of change.path.slice(0, -1)) {
        if (isLocked(place, segment)) {
            return false;
        }
        if (isAbsent(Reflect.get(place, segment))) {
            Reflect.set(place, segment, {});
        }
        const next: unknown = Reflect.get(place, segment);
        if (typeof next !== "object" || next === null) {
            return false;
        }
        place = next;
    }
    const last = change.path[change.path.length - 1] ?? "";
    if (isLocked(place, last) || Reflect.get(place, last) === change.value) {
        return false;
    }
    return Reflect.set(place, last, change.value);
}

function isAbsent(value: unknown): boolean {
    return value === undefined || value === null;
}

function isLocked(place: object, key: string | number): boolean {
    try {
        Reflect.get(place, key);
        return stored(place, key) instanceof Secret;
    } catch {
        // Unknown: the SDK's proxy throws.
        return true;
    }
}

/** What the SDK keeps at a key: in a remediation, secrets are wrapped there, and unwrapped only for who reads. */
function stored(place: object, key: string | number): unknown {
    return Object.getOwnPropertyDescriptor(place, key)?.value;
}
