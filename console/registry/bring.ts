import type { Store } from "../api/ports";
import { groupOf, isSame } from "./group";
import type { Group, Outcome, Registry } from "./ports";

/** So often may an attribute change while it is brought to the registry. */
const MAX_WRITES = 5;

export interface BringParts {
    readonly store: Pick<Store, "getAttribute" | "getPattern">;
    readonly registry: Omit<Registry, "list">;
}

/**
 * Makes the registry say of an attribute what the store says now, whatever was the reason to look. After each write it
 * looks at the store again: of two that do this at the same time, the one that writes last sees what the other one saw.
 *
 * @throws an error where something foreign has the attribute's name, or the attribute changes all the time.
 */
export async function bringAttribute(id: string, { store, registry }: BringParts): Promise<Outcome> {
    const found = await registry.find(id);
    let wanted = await wantedGroup(id, store);
    if (found === "foreign") {
        if (wanted === undefined) {
            return "unchanged";
        }
        throw new Error(`something else has the name of ${id} in the registry: rename or delete it there`);
    }
    if (isSame(found, wanted)) {
        return "unchanged";
    }
    let present: Group | undefined = found;
    for (let writes = 0; writes < MAX_WRITES; writes++) {
        await write(registry, id, present, wanted);
        present = wanted;
        wanted = await wantedGroup(id, store);
        if (isSame(present, wanted)) {
            return "changed";
        }
    }
    throw new Error(`${id} changed ${MAX_WRITES} times while it was brought to the registry: it has to be done again`);
}

/**
 * A pattern is nothing in the registry itself, but the templates that its pipeline publishes name its attributes there: so
 * they have to be there, also if the message of an attribute was lost or comes later.
 */
export async function bringPattern(id: string, parts: BringParts): Promise<Outcome> {
    const pattern = await parts.store.getPattern(id);
    let outcome: Outcome = "unchanged";
    for (const [key, value] of Object.entries(pattern?.attributes ?? {})) {
        if ((await bringAttribute(`${key}:${value}`, parts)) === "changed") {
            outcome = "changed";
        }
    }
    return outcome;
}

async function wantedGroup(id: string, store: BringParts["store"]): Promise<Group | undefined> {
    const attribute = await store.getAttribute(id);
    return attribute && groupOf(attribute);
}

/**
 * What is gone is removed, but never parted from the applications that it describes: those are others' deployments. If the
 * registry refuses it for them, that is a fault that is told until they let it go.
 */
async function write(
    registry: BringParts["registry"],
    id: string,
    present: Group | undefined,
    wanted: Group | undefined,
): Promise<void> {
    if (wanted === undefined) {
        await registry.remove(id);
    } else if (present === undefined) {
        await registry.create(wanted);
    } else {
        await registry.update(wanted);
    }
}
