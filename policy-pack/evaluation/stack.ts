import { Declarations, type Own } from "./declarations";
import type { Reasons } from "./reasons";
import { append, indexLinks, Linked, type Link, type LinkIndex } from "./links";
import { say } from "./message";
import type { Truth } from "palisade-policy-documents";
import { readerOf, type ResourceReader, type StackResource } from "./resource";

/** The resources of a stack, indexed once per run of a policy. */
export class StackIndex {
    private readonly byType = new Map<string, StackResource[]>();
    private readonly links = new Map<Link, LinkIndex>();
    private users: ReadonlyMap<string, readonly StackResource[]> | undefined;

    constructor(private readonly resources: readonly StackResource[]) {
        for (const resource of resources) {
            append(this.byType, resource.type, resource);
        }
    }

    ofTypes(types: readonly string[]): readonly StackResource[] {
        return types.flatMap((type) => this.byType.get(type) ?? []);
    }

    /** The resources with a property that comes from the one of this URN. */
    usersOf(urn: string): readonly StackResource[] {
        this.users ??= usersByUrn(this.resources);
        return this.users.get(urn) ?? [];
    }

    link(link: Link): LinkIndex {
        const known = this.links.get(link);
        if (known !== undefined) {
            return known;
        }
        const index = indexLinks(link, (types) => this.ofTypes(types));
        this.links.set(link, index);
        return index;
    }
}

function usersByUrn(resources: readonly StackResource[]): ReadonlyMap<string, readonly StackResource[]> {
    const users = new Map<string, StackResource[]>();
    for (const user of resources) {
        for (const { urn } of new Set(Object.values(user.propertyDependencies).flat())) {
            append(users, urn, user);
        }
    }
    return users;
}

/** The stack as a policy sees it while it judges one resource. */
export class StackReader {
    constructor(
        private readonly index: StackIndex,
        private readonly reasons: Reasons,
    ) {}

    /** All resources of these types. */
    ofTypes(...types: readonly string[]): readonly ResourceReader[] {
        return this.read(this.index.ofTypes(types));
    }

    /** The resources that have something of this one, whatever for. */
    usersOf(resource: ResourceReader): readonly ResourceReader[] {
        return this.read(this.index.usersOf(resource.urn));
    }

    /** The resources that point at `target` by a link, in a preview too, where no id is known. */
    linkedTo(target: ResourceReader, link: Link): Linked {
        const { sure, possible } = this.index.link(link);
        return new Linked(this.read(sure.get(target.urn)), this.read(possible.get(target.urn)), link.by, link.at);
    }

    /** The resource that `source` surely points at by a link, if it can be told. */
    targetOf(source: ResourceReader, link: Link): ResourceReader | undefined {
        const target = this.index.link(link).targets.get(source.urn);
        return target && readerOf(target, this.reasons.traceOf(target.name));
    }

    /** Whether `source` points at `target` by a link. */
    pointsAt(source: ResourceReader, target: ResourceReader, link: Link): Truth {
        const { sure, possible } = this.linkedTo(target, link);
        const isSource = ({ urn }: ResourceReader): boolean => urn === source.urn;
        const named = source.get(link.by, ...(link.at ?? []));
        return (
            sure.some(isSource) ||
            (possible.some(isSource) && named.noteUndetermined(say`It is not known yet what this names`))
        );
    }

    /** Whether `source` points at something in the stack by a link, or may: if not, its target was made elsewhere. */
    pointsInside(source: ResourceReader, link: Link): boolean {
        return this.index.link(link).pointing.has(source.urn);
    }

    /**
     * All that declares a setting of `target`: its side-cars by `link`, seen by `view`, and what it declares itself.
     * What outputs show of a resource that exists may be what its side-cars made of it: then only these count.
     */
    declared<View>(
        target: ResourceReader,
        link: Link,
        view: (sideCar: ResourceReader) => View,
        own: readonly Own<View>[] = [],
    ): Declarations<View> {
        const sideCars = this.linkedTo(target, link);
        const isShown = sideCars.sure.length > 0 && target.get("id").isKnown;
        const given = own.filter(({ place }) => !place.isAbsent && !(place.isKnown && place.isPresent() === false));
        return new Declarations(isShown ? [] : given, sideCars, view);
    }

    private read(resources: readonly StackResource[] = []): readonly ResourceReader[] {
        return resources.map((resource) => readerOf(resource, this.reasons.traceOf(resource.name)));
    }
}
