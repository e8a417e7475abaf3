import { CreatePattern, UpdatePattern } from "../../../../api/schemas";
import { texts } from "../../texts";
import { attributesOf, repeatedKey } from "./attributePairs";

const { common, patterns } = texts;

export type Faults = Partial<Record<"name" | "description" | "attributes", string>>;

export interface Editable {
    readonly description: string;
    /** Attributes as `KEY:VALUE`. */
    readonly attributes: readonly string[];
}

export function newPattern(form: Editable & { readonly name: string; readonly patternType: string }) {
    return { ...form, attributes: attributesOf(form.attributes) };
}

/** What the API would not accept, by field, judged by its own schemas. */
export function faultsOfNew(form: Parameters<typeof newPattern>[0]): Faults {
    const { error } = CreatePattern.safeParse(newPattern(form));
    return faults(error?.issues ?? [], form.attributes);
}

export function faultsOfUpdate({ description, attributes, version }: Editable & { readonly version: number }): Faults {
    const { error } = UpdatePattern.safeParse({ description, attributes: attributesOf(attributes), version });
    return faults(error?.issues ?? [], attributes);
}

function faults(issues: readonly { readonly path: readonly PropertyKey[] }[], attributes: readonly string[]): Faults {
    const places = new Set(issues.map(({ path }) => path[0]));
    const twice = repeatedKey(attributes);
    return {
        ...(places.has("name") && { name: patterns.invalid.name }),
        ...(places.has("description") && { description: common.descriptionInvalid }),
        ...(places.has("attributes") && { attributes: patterns.invalid.attributes }),
        ...(twice !== undefined && { attributes: patterns.oneValueEach(twice) }),
    };
}
