import type { Preview, Urn } from "../model";
import { qualifiedType, STACK_TYPE } from "../urn";
import { resourceText } from "./findings";
import { displayType } from "./hierarchy";
import { cleanLine } from "./text";

/**
 * Type and name of resources, as a sentence has them. Two components may have a resource of one type and name: then the
 * component is told as well.
 */
export class ResourceNames {
    private readonly alike = new Map<string, Set<Urn>>();
    private readonly parents = new Map<Urn, Urn>();

    constructor({ resources, change }: Pick<Preview, "resources" | "change">) {
        for (const { urn, parent } of resources) {
            this.note(urn);
            if (parent !== undefined) {
                this.parents.set(urn, parent);
            }
        }
        for (const { urn, formerUrn, resembles } of change?.resources ?? []) {
            [urn, formerUrn, resembles].forEach((one) => this.note(one));
        }
        change?.opened.forEach(({ urn }) => this.note(urn));
        change?.fixed.forEach(({ urn }) => this.note(urn));
    }

    text(urn: Urn): string {
        const text = resourceText(urn);
        return (this.alike.get(text)?.size ?? 0) < 2 ? text : [text, ...this.placeOf(urn)].join(" in ");
    }

    /** What it is in, from the inside; nothing of what the program makes by itself. */
    private placeOf(urn: Urn): string[] {
        const parent = this.parents.get(urn);
        if (parent !== undefined) {
            return qualifiedType(parent) === STACK_TYPE ? [] : [this.text(parent)];
        }
        // What is gone is known by its URN alone, which has the types of its parents.
        const types = qualifiedType(urn).split("$").slice(0, -1).reverse();
        return types.map((type) => cleanLine(displayType(type)));
    }

    private note(urn: Urn | undefined): void {
        if (urn !== undefined) {
            const text = resourceText(urn);
            this.alike.set(text, (this.alike.get(text) ?? new Set()).add(urn));
        }
    }
}
