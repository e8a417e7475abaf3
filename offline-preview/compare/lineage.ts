import type { RegisteredResource, Urn } from "../model";
import { makeUrn, nameOf, qualifiedType, typeOf } from "../urn";

/**
 * Every URN that each resource may have had before, by what the program says: its own aliases, and those of what it is in,
 * which a child has with it, as in the engine: where its name begins with its parent's, it began with the former one.
 */
export function formerUrns(resources: readonly RegisteredResource[]): ReadonlyMap<Urn, ReadonlySet<Urn>> {
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    const found = new Map<Urn, ReadonlySet<Urn>>();
    const formerOf = (resource: RegisteredResource): ReadonlySet<Urn> => {
        const known = found.get(resource.urn);
        if (known !== undefined) {
            return known;
        }
        // Stands there meanwhile, for states in which parents go round in a circle.
        found.set(resource.urn, new Set());
        const own = resource.options.aliases;
        const parent = resource.parent === undefined ? undefined : byUrn.get(resource.parent);
        const inherited =
            parent === undefined || parent.kind === "stack"
                ? []
                : [...formerOf(parent)].flatMap((former) =>
                      [resource.urn, ...own].flatMap((urn) => inheritedUrn(urn, parent.urn, former) ?? []),
                  );
        const former = new Set([...own, ...inherited].filter((urn) => urn !== resource.urn));
        found.set(resource.urn, former);
        return former;
    };
    resources.forEach(formerOf);
    return found;
}

/** The URN of a child, had its parent the former one; nothing where it is no child of that parent. */
function inheritedUrn(urn: Urn, parent: Urn, former: Urn): Urn | undefined {
    const type = typeOf(urn);
    const [stack = "", project = ""] = urn.slice("urn:pulumi:".length).split("::");
    if (qualifiedType(urn) !== `${qualifiedType(parent)}$${type}`) {
        return undefined;
    }
    const [name, parentName] = [nameOf(urn), nameOf(parent)];
    const formerName = name.startsWith(parentName) ? nameOf(former) + name.slice(parentName.length) : name;
    return makeUrn(stack, project, former, type, formerName);
}
