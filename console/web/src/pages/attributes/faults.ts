import { CreateAttribute, UpdateAttribute } from "../../../../api/schemas";
import { texts } from "../../texts";

const { attributes, common } = texts;

const TEXTS = {
    key: attributes.invalid.word,
    value: attributes.invalid.word,
    description: common.descriptionInvalid,
    metadata: attributes.invalid.metadata,
};

export type Faults = Partial<Record<keyof typeof TEXTS, string>>;

/** What the API would not accept of a new attribute, by field, judged by its own schemas. */
export function faultsOfNew(form: Readonly<Record<keyof typeof TEXTS, string>>): Faults {
    return faults(CreateAttribute.safeParse(form).error?.issues ?? []);
}

export function faultsOfUpdate(form: {
    readonly description: string;
    readonly metadata: string;
    readonly version: number;
}): Faults {
    return faults(UpdateAttribute.safeParse(form).error?.issues ?? []);
}

function faults(issues: readonly { readonly path: readonly PropertyKey[] }[]): Faults {
    const places = new Set(issues.map(({ path }) => path[0]));
    return Object.fromEntries(Object.entries(TEXTS).filter(([field]) => places.has(field)));
}
