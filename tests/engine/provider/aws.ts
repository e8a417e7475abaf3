import { answer } from "../../../offline-preview/functions/answers";
import { deriveFacts } from "../../../offline-preview/functions/facts";
import { madeUpOutputs } from "../../../offline-preview/schema/madeUp";
import { resourceShape } from "../../../offline-preview/schema/resourceShape";
import { containsUnknown, secret, UNKNOWN, type PropertyMap } from "../../../offline-preview/values";

/** What the account holds, as this provider pretends: the facts and made-up values that the offline preview uses too. */
export class Account {
    private readonly facts;

    constructor(region: string | undefined) {
        this.facts = deriveFacts(region === undefined ? {} : { "aws:region": region });
    }

    /** What a preview can say of a resource's outputs: its inputs, everything computed unknown. */
    planned(type: string, inputs: PropertyMap): PropertyMap {
        const shape = shapeOf(type);
        const computed = [...shape.outputOnly, ...shape.computed].map((key) => [
            key,
            shape.secretOutputs.includes(key) ? secret(UNKNOWN) : UNKNOWN,
        ]);
        return { ...(Object.fromEntries(computed) as PropertyMap), ...inputs };
    }

    /** A resource that exists: the same for the same URN. An output of which no form is known is left out. */
    existing(type: string, urn: string, inputs: PropertyMap): { id: string; outputs: PropertyMap } {
        const name = urn.split("::").slice(3).join("::");
        const { id, outputs } = madeUpOutputs({ type, name, urn, inputs }, shapeOf(type), this.facts);
        const known = Object.entries(outputs).filter(([, value]) => !containsUnknown(value));
        return { id, outputs: { ...Object.fromEntries(known), ...inputs } };
    }

    /** @throws Error for a function that nobody can answer. */
    call(token: string, args: PropertyMap): PropertyMap {
        const found = answer(token, args, this.facts);
        if (found === undefined) {
            throw new Error(`the stand-in provider has no answer for ${token}`);
        }
        return found;
    }
}

function shapeOf(type: string) {
    const shape = resourceShape(type, __dirname);
    if (shape === undefined) {
        throw new Error(`the stand-in provider knows no type ${type}`);
    }
    return shape;
}
