import type { PropertyChange, RegisteredResource, ResourceChange, Urn } from "../model";
import { isDefaultProvider } from "../report/totals";
import { resourceText } from "../report/findings";
import { SHOWN_UNKNOWN } from "../printable";
import { containsUnknown, type PropertyMap, type PropertyValue } from "../values";
import { differences } from "./differences";
import { matchResources } from "./match";

/** What one of the two previews registered, in values that can be compared: no outputs, references or paths of its own. */
export interface Side {
    resources: readonly RegisteredResource[];
    /** Inputs with made-up ids, for what depends on ids. */
    madeUp: ReadonlyMap<Urn, PropertyMap>;
}

export interface ComparedResources {
    changes: ResourceChange[];
    unchanged: number;
    /** URNs at the base by URNs now. */
    former: Map<Urn, Urn>;
}

/** Whether the provider's documentation says that a changed input, by its first name, makes a new resource. */
export type Replaces = (type: string, input: string) => boolean;

/** What has become of each resource: what is new and what changed in the order of the source, then what is gone. */
export function compareResources(base: Side, head: Side, replaces: Replaces): ComparedResources {
    const [before, now] = [base, head].map(({ resources }) => resources.filter((one) => !isDefaultProvider(one))) as [
        RegisteredResource[],
        RegisteredResource[],
    ];
    const former = matchResources(before, now);
    const byUrn = new Map(before.map((resource) => [resource.urn, resource]));
    const still = new Set(former.values());
    const gone = before.filter(({ urn }) => !still.has(urn));
    const changes: ResourceChange[] = [];
    let unchanged = 0;
    for (const resource of now) {
        const { urn, source } = resource;
        const old = byUrn.get(former.get(urn) ?? "");
        const at = source === undefined ? {} : { source };
        if (old === undefined) {
            const resembles = resembling(resource, gone)?.urn;
            const seems = resembles === undefined ? {} : { resembles };
            changes.push({ kind: "add", urn, properties: [], replacedBy: [], ...at, ...seems });
            continue;
        }
        const properties = [
            ...changedInputs({ resource: old, side: base }, { resource, side: head }, former),
            ...changedOptions(old, resource, former),
        ];
        if (properties.length === 0 && old.urn === urn) {
            unchanged++;
            continue;
        }
        changes.push({
            kind: "change",
            urn,
            ...(old.urn === urn ? {} : { formerUrn: old.urn }),
            properties,
            replacedBy: replacedBy(resource, properties, replaces),
            ...at,
        });
    }
    // Programs register in another order each time.
    changes.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
    gone.sort((a, b) => (a.urn < b.urn ? -1 : 1));
    changes.push(...gone.map(({ urn }): ResourceChange => ({ kind: "remove", urn, properties: [], replacedBy: [] })));
    return { changes, unchanged, former };
}

/** As a text that sorts: lines have a fixed width. */
function placeOf({ source, urn }: ResourceChange): string {
    const { file = "", line = 0, column = 0 } = source ?? {};
    return [file, String(line).padStart(9, "0"), String(column).padStart(9, "0"), urn].join("\0");
}

interface Sided {
    resource: RegisteredResource;
    side: Side;
}

function changedInputs(base: Sided, head: Sided, former: ReadonlyMap<Urn, Urn>): PropertyChange[] {
    const inputs = [...new Set([base, head].flatMap(({ resource }) => Object.keys(resource.inputs)))];
    return inputs.flatMap((input): PropertyChange[] => {
        const [before, now] = [base.resource.inputs[input], head.resource.inputs[input]];
        const isOpen = [before, now].some((value) => value !== undefined && containsUnknown(value));
        if (!isOpen) {
            return differences(before, now, input);
        }
        // What depends on ids is compared as it is once these are known, as a policy's document with an ARN in it.
        const [old, later] = [base, head].map(({ resource, side }) => side.madeUp.get(resource.urn)?.[input]);
        if (old !== undefined && later !== undefined && !containsUnknown(old) && !containsUnknown(later)) {
            return differences(old, later, input).map((difference) => ({ ...difference, madeUp: true }));
        }
        const found = differences(before, now, input);
        return found.length > 0 ? found : changedSources(base.resource, head.resource, input, former);
    });
}

/** Of a value that is unknown before and after, what it comes from may still have changed. */
function changedSources(
    base: RegisteredResource,
    head: RegisteredResource,
    input: string,
    former: ReadonlyMap<Urn, Urn>,
): PropertyChange[] {
    const before = [...(base.propertyDependencies[input] ?? [])].sort();
    const now = [...(head.propertyDependencies[input] ?? [])];
    const asBefore = now.map((urn) => former.get(urn) ?? urn).sort();
    const shown = (urns: readonly Urn[]): PropertyValue =>
        `${SHOWN_UNKNOWN}, of ${urns.length === 0 ? "nothing" : urns.map(resourceText).join(" and ")}`;
    return before.join("\n") === asBefore.join("\n")
        ? []
        : [{ path: input, before: shown(before), after: shown(now.sort()) }];
}

/** Options that decide what becomes of a resource. */
function changedOptions(
    base: RegisteredResource,
    head: RegisteredResource,
    former: ReadonlyMap<Urn, Urn>,
): PropertyChange[] {
    const told = ({ options }: RegisteredResource, asBefore: (urn: Urn) => Urn): PropertyMap => ({
        protect: options.protect ?? false,
        retainOnDelete: options.retainOnDelete ?? false,
        deleteBeforeReplace: options.deleteBeforeReplace ?? false,
        deletedWith: asBefore(options.deletedWith ?? ""),
        ignoreChanges: options.ignoreChanges,
        replaceOnChanges: options.replaceOnChanges,
    });
    const [before, now] = [told(base, (urn) => urn), told(head, (urn) => former.get(urn) ?? urn)];
    return Object.keys(now).flatMap((option) => differences(before[option], now[option], `option ${option}`));
}

function replacedBy(resource: RegisteredResource, changes: readonly PropertyChange[], replaces: Replaces): string[] {
    const { type, options } = resource;
    const ignored = new Set(options.ignoreChanges.map(firstName));
    const own = new Set(options.replaceOnChanges.map(firstName));
    const paths = changes
        .map(({ path }) => path)
        .filter((path) => !path.startsWith("option ") && !ignored.has(firstName(path)));
    return paths.filter((path) => own.has("*") || own.has(firstName(path)) || replaces(type, firstName(path)));
}

function firstName(path: string): string {
    return path.split(/[.[]/, 1)[0] ?? "";
}

/** What is gone and was the same but for its name or place: a rename that lacks an alias replaces it. */
function resembling(
    { type, kind, inputs, name, urn }: RegisteredResource,
    gone: readonly RegisteredResource[],
): RegisteredResource | undefined {
    const isKept = kind === "custom" && Object.keys(inputs).length > 0;
    const same = gone.filter(
        (other) => other.type === type && other.urn !== urn && differences(other.inputs, inputs, "").length === 0,
    );
    return isKept ? (same.find((other) => other.name === name) ?? same[0]) : undefined;
}
