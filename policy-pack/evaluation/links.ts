import { say } from "./message";
import { UNTRACED } from "./reasons";
import { readerOf, type ResourceReader, type StackResource } from "./resource";
import { all, any, type Truth } from "palisade-policy-documents";
import type { Value } from "./value";

/**
 * How resources of some types point at others: `{ from: ["aws:s3/bucketVersioning:BucketVersioning"], by: "bucket",
 * to: ["aws:s3/bucket:Bucket"], named: ["bucket", "id"] }`. Declare it once, as a constant: it is indexed once per run.
 */
export interface Link {
    /** Types of the resources that point. */
    readonly from: readonly string[];
    /** Their property that points. */
    readonly by: string;
    /**
     * Where in that property, if it is an object or a list: `["targetBucket"]`, `[0, "targetBucket"]`; `[]`, if it is neither,
     * or each element points, but the provider fills it in where nobody points.
     */
    readonly at?: readonly (string | number)[];
    /** The property is a list, each element of which points: `roles` of a policy's attachment. */
    readonly each?: true;
    /** What stands before a literal name there: `table/`. Without it, it names something else. */
    readonly after?: string;
    /** Types they point at. */
    readonly to: readonly string[];
    /** Properties of the target that the pointing property may hold, for literal names. Default: `["id"]`. */
    readonly named?: readonly string[];
}

/** The resources that point at one resource, as far as can be told. */
export class Linked {
    constructor(
        /** Those that surely do. */
        readonly sure: readonly ResourceReader[],
        /** Those whose target cannot be told yet, and may be this one. */
        readonly possible: readonly ResourceReader[],
        /** The property that points, and where in it. */
        private readonly by: string,
        private readonly at: readonly (string | number)[] = [],
    ) {}

    /** Whether there is one. */
    exists(): Truth {
        return this.some(() => true);
    }

    /** Whether one fits. One that may be linked and may fit makes it undetermined. */
    some(fits: (resource: ResourceReader) => Truth): Truth {
        const maybe = this.possible.filter((resource) => fits(resource) !== false);
        return any([...this.sure.map(fits), ...maybe.map((resource) => this.untold(resource))]);
    }

    /** Whether all fit (true when there is none). One that may be linked and may not fit makes it undetermined. */
    every(fits: (resource: ResourceReader) => Truth): Truth {
        const maybe = this.possible.filter((resource) => fits(resource) !== true);
        return all([...this.sure.map(fits), ...maybe.map((resource) => this.untold(resource))]);
    }

    private untold(resource: ResourceReader): Truth {
        return resource.get(this.by, ...this.at).noteUndetermined(say`It is not known yet what this names`);
    }
}

/** What can be told of a resource's target: one of these candidates, or (`sure`) exactly the only one. */
interface Target {
    readonly sure: boolean;
    readonly candidates: readonly StackResource[];
}

/** Who points at whom, by the URN of the target. */
export interface LinkIndex {
    readonly sure: ReadonlyMap<string, readonly StackResource[]>;
    readonly possible: ReadonlyMap<string, readonly StackResource[]>;
    /** The one that a resource surely points at, by its own URN. */
    readonly targets: ReadonlyMap<string, StackResource>;
    /** The URNs of those that point at something in the stack, or may. */
    readonly pointing: ReadonlySet<string>;
}

/** Indexes a link over the resources of a stack. */
export function indexLinks(link: Link, ofTypes: (types: readonly string[]) => readonly StackResource[]): LinkIndex {
    const sure = new Map<string, StackResource[]>();
    const possible = new Map<string, StackResource[]>();
    const pointedAt = new Map<string, StackResource>();
    const pointing = new Set<string>();
    const targets = describeTargets(ofTypes(link.to), link.named ?? ["id"]);
    for (const source of ofTypes(link.from)) {
        for (const target of link.each === true
            ? targetsOf(source, link, targets)
            : [targetOf(source, link, targets)]) {
            for (const candidate of target.candidates) {
                append(target.sure ? sure : possible, candidate.urn, source);
                pointing.add(source.urn);
                if (target.sure) {
                    pointedAt.set(source.urn, candidate);
                }
            }
        }
    }
    return { sure, possible, targets: pointedAt, pointing };
}

interface Targets {
    readonly all: readonly StackResource[];
    readonly byName: ReadonlyMap<string, readonly StackResource[]>;
    /** Those whose name the preview cannot tell. */
    readonly nameless: readonly StackResource[];
}

function describeTargets(resources: readonly StackResource[], named: readonly string[]): Targets {
    const byName = new Map<string, StackResource[]>();
    const nameless: StackResource[] = [];
    for (const resource of resources) {
        const names = new Set(named.flatMap((property) => textOf(readerOf(resource, UNTRACED).get(property)) ?? []));
        names.forEach((name) => append(byName, name, resource));
        if (names.size === 0) {
            nameless.push(resource);
        }
    }
    return { all: resources, byName, nameless };
}

/** An inline setting nobody made may be filled in by the provider; a property that only points is never. */
function pointerOf(source: StackResource, link: Link): Value {
    const reader = readerOf(source, UNTRACED);
    return link.at === undefined ? reader.get(link.by) : reader.given(link.by, ...link.at);
}

function targetOf(source: StackResource, link: Link, targets: Targets): Target {
    const dependencies = source.propertyDependencies[link.by] ?? [];
    // Through a remote component a property depends on the component and all its children: the type tells.
    const fitting = dependencies.filter((dependency) => link.to.includes(dependency.type));
    const value = pointerOf(source, link);
    // What is no text is not read as a name, and not taken for none either.
    if (!value.isAbsent && !value.isText) {
        return fitting.length > 0 ? among(fitting) : { sure: false, candidates: targets.all };
    }
    return named(textOf(value), link, targets, fitting);
}

/** What the elements of a list point at. Those that are not known yet are the sources that no other one names, if as many. */
function targetsOf(source: StackResource, link: Link, targets: Targets): readonly Target[] {
    const fitting = (source.propertyDependencies[link.by] ?? []).filter(({ type }) => link.to.includes(type));
    const list = pointerOf(source, link);
    if (list.isAbsent) {
        return [];
    }
    const items = list.items();
    const known = items.filter((item) => item.isText).map((item) => named(textOf(item), link, targets, []));
    const surelyNamed = new Set(known.filter(({ sure }) => sure).flatMap(({ candidates }) => candidates));
    const rest = fitting.filter((resource) => !surelyNamed.has(resource));
    const open = items.length - known.length;
    if (open === 0) {
        return known;
    }
    return list.isKnown && rest.length === open
        ? [...known, ...rest.map((resource) => ({ sure: true, candidates: [resource] }))]
        : [...known, { sure: false, candidates: rest.length > 0 ? rest : targets.all }];
}

function named(text: string | undefined, link: Link, targets: Targets, fitting: readonly StackResource[]): Target {
    const name = withoutStart(text, link.after ?? "");
    if (name === undefined) {
        return { sure: false, candidates: [] };
    }
    const found = targets.byName.get(name) ?? targets.byName.get(lastOfArn(name)) ?? [];
    if (found.length > 0) {
        const both = found.filter((resource) => fitting.includes(resource));
        return among(both.length > 0 ? both : found);
    }
    const namelessFitting = fitting.filter((resource) => targets.nameless.includes(resource));
    // A name that no target is known by: one whose name is not known yet, or something outside of the stack.
    return namelessFitting.length > 0 ? among(namelessFitting) : { sure: false, candidates: targets.nameless };
}

function among(candidates: readonly StackResource[]): Target {
    return { sure: candidates.length === 1, candidates };
}

function textOf(value: Value): string | undefined {
    const plain = value.toPlain();
    return typeof plain === "string" && plain !== "" ? plain : undefined;
}

function withoutStart(text: string | undefined, start: string): string | undefined {
    return text?.startsWith(start) ? text.slice(start.length) : undefined;
}

/** A name that stands for its ARN: `arn:aws:s3:::data` is the bucket `data`, `arn:aws:kms:…:key/1234` the key `1234`. */
function lastOfArn(text: string): string {
    return text.startsWith("arn:") ? text.slice(Math.max(text.lastIndexOf(":"), text.lastIndexOf("/")) + 1) : text;
}

/** Adds to the list of a key. */
export function append<T>(map: Map<string, T[]>, key: string, value: T): void {
    const list = map.get(key);
    if (list === undefined) {
        map.set(key, [value]);
    } else {
        list.push(value);
    }
}
