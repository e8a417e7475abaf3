import { all, any, type Truth } from "palisade-policy-documents";
import type { Linked } from "./links";
import { listOf, say, type Mentionable, type Message } from "./message";
import { must, type Requirement } from "./requirement";
import type { ResourceReader } from "./resource";
import type { Value } from "./value";

/** A setting as the resource itself declares it. */
export interface Own<View> {
    readonly place: Value;
    readonly view: View;
}

/**
 * A setting that may be declared more than once: in the resource itself, and by resources of their own that point at it.
 * The provider applies one declaration after the other, and nobody can tell which one holds in the end. So what is
 * demanded of the setting is demanded of each declaration.
 */
export class Declarations<View> {
    constructor(
        private readonly own: readonly Own<View>[],
        private readonly sideCars: Linked,
        private readonly viewOf: (sideCar: ResourceReader) => View,
    ) {}

    /** Whether one fits. */
    some(fits: (view: View) => Truth): Truth {
        return any([
            ...this.own.map(({ view }) => fits(view)),
            this.sideCars.some((sideCar) => fits(this.viewOf(sideCar))),
        ]);
    }

    /** Whether there is one, and each one fits. */
    agree(fits: (view: View) => Truth): Truth {
        const each = [
            ...this.own.map(({ view }) => fits(view)),
            this.sideCars.every((sideCar) => fits(this.viewOf(sideCar))),
        ];
        return all([this.some(fits), ...each]);
    }

    /** Demands that they {@link agree}. The message adds what else is to go, and which setting of the resource itself misfits. */
    mustAgree(fits: (view: View) => Truth, message: Message): Requirement {
        const own = this.own.filter(({ view }) => fits(view) === false).map(({ place }) => place);
        if (this.some(fits) === true) {
            const misfits: readonly Mentionable[] = [
                ...own,
                ...this.sideCars.sure.filter((sideCar) => fits(this.viewOf(sideCar)) === false),
            ];
            return must(
                this.agree(fits),
                say`Remove or change ${listOf(misfits)}: it is declared more than once. ${message}`,
            );
        }
        const misfit = own.find((place) => !place.isAbsent && !message.text.includes(place.mention));
        return must(this.agree(fits), misfit === undefined ? message : say`${message} Now ${misfit} says otherwise.`);
    }
}
