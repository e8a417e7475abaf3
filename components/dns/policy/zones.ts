import { text } from "../../shared/checks";
import { isHostName } from "../../shared/hostNames";
import type { Fault } from "../../shared/validate";

/** The rules of the arguments that name a hosted zone. */
export const zoneRules = {
    zoneId: {
        needed: "pass the id of the public hosted zone, zone.zoneId",
        check: text(
            (id) => (/^Z[A-Z0-9]{1,31}$/.test(id) ? undefined : `"${id}" is not the id of a hosted zone`),
            "pass zone.zoneId",
        ),
        why: "records are written there; the zone itself is its owner's",
        cost: "0.50 USD for the zone",
    },
    zoneName: {
        check: text(
            (name) => (isHostName(name) ? undefined : `"${name}" is not the name of a hosted zone`),
            "pass zone.name, for example example.com",
        ),
        otherwise: "not checked",
        why: "what is outside of the zone would be written below it, and never found",
    },
} as const;

/** What is wrong with names that have to be in a zone, as far as its name is known. */
export function outsideFaults(names: string[], zoneName: string | undefined, argument: string): Fault[] {
    return names
        .filter((name) => zoneName !== undefined && name !== zoneName && !name.endsWith(`.${zoneName}`))
        .map((name) => ({
            argument,
            fault: `"${name}" is not in the zone ${zoneName}`,
            fix: "pass the zone that it is in, or another name",
        }));
}
