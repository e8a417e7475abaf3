import { nameOf } from "./message";
import type { Trace, Value } from "./value";

/** A trace that keeps nothing, for reading that no policy asked for. */
export const UNTRACED: Trace = { note: () => undefined };

/** Why an answer is undetermined, in words. */
export class Reasons {
    private readonly places = new Map<string, Set<string>>();

    /** The trace of one resource; without a name, of the one that is judged. */
    traceOf(resource?: string): Trace {
        return {
            note: (value, why) => {
                const place = `\`${value.path}\`${resource === undefined ? "" : ` of ${nameOf(resource)}`}`;
                const reason = why?.text ?? reasonOf(value);
                this.places.set(reason, (this.places.get(reason) ?? new Set()).add(place));
            },
        };
    }

    describe(): string {
        const reasons = [...this.places].map(([reason, places]) => `${reason}: ${listed([...places])}.`);
        return reasons.length > 0 ? reasons.join(" ") : "A value it depends on is not known yet.";
    }
}

function reasonOf(value: Value): string {
    if (value.isUnknown) {
        return "Not known before the update";
    }
    return value.isMalformed ? "Not of the type it should be" : "Cannot be judged";
}

function listed(places: readonly string[]): string {
    const shown = 5;
    const rest = places.length - shown;
    return places.slice(0, shown).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
