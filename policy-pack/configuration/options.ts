import type { PolicyConfigSchema } from "@pulumi/policy";

type JsonSchema = PolicyConfigSchema["properties"][string];

/** One option of a policy: what the engine may be told of it, and our own check, as the engine's is not always there. */
export interface Option<T> {
    readonly schema: JsonSchema & { readonly description: string };
    readonly default: T;
    /** What a value must be, if it is not: "must be a whole number from 7 to 30". Never tells the value. */
    fault(value: unknown): string | undefined;
}

/** Options of a policy by name. */
export type OptionSet = Readonly<Record<string, Option<unknown>>>;

/** The values a check is given: `{ minimumDays: number }` for `{ minimumDays: integer({...}) }`. */
export type OptionsOf<Options extends OptionSet> = {
    readonly [Name in keyof Options]: Options[Name] extends Option<infer T> ? T : never;
};

interface About<T> {
    readonly default: T;
    /** What it sets, with its unit. */
    readonly description: string;
}

/** A whole number within bounds, both included. */
export function integer(about: About<number> & { readonly minimum: number; readonly maximum: number }): Option<number> {
    const { minimum, maximum } = about;
    return {
        schema: { type: "integer", minimum, maximum, default: about.default, description: about.description },
        default: about.default,
        fault: (value) =>
            Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum
                ? undefined
                : `must be a whole number from ${minimum} to ${maximum}`,
    };
}

/** True or false. */
export function flag(about: About<boolean>): Option<boolean> {
    return {
        schema: { type: "boolean", default: about.default, description: about.description },
        default: about.default,
        fault: (value) => (typeof value === "boolean" ? undefined : "must be true or false"),
    };
}

/** One of a few words. */
export function oneOf<const Word extends string>(words: readonly Word[], about: About<NoInfer<Word>>): Option<Word> {
    return {
        schema: { type: "string", enum: [...words], default: about.default, description: about.description },
        default: about.default,
        fault: (value) =>
            words.some((word) => word === value)
                ? undefined
                : `must be one of ${words.map((word) => `"${word}"`).join(", ")}`,
    };
}

/** A list of texts, each of which fits `pattern` (a whole match, as JSON schema has it: write `^` and `$`). */
export function texts(
    about: About<readonly string[]> & { readonly pattern: RegExp; readonly of: string },
): Option<readonly string[]> {
    const { pattern } = about;
    return {
        schema: {
            type: "array",
            items: { type: "string", pattern: pattern.source },
            default: [...about.default],
            description: about.description,
        },
        default: about.default,
        fault: (value) =>
            Array.isArray(value) && value.every((text) => typeof text === "string" && pattern.test(text))
                ? undefined
                : `must be a list of ${about.of}`,
    };
}

/** What every policy can be told beside its own options. */
const COMMON = {
    onFault: oneOf(["mandatory", "advisory"], {
        default: "mandatory",
        description: "The level of the finding if the policy itself fails. By default it blocks, as a violation does.",
    }),
    onUndetermined: oneOf(["mandatory", "advisory"], {
        default: "advisory",
        description:
            "The level of the finding if the policy cannot tell. Mandatory: a preview fails for what only the update will know.",
    }),
} satisfies OptionSet;

/** All that a policy can be told. */
export function optionsOf({ options }: { readonly options?: OptionSet }): OptionSet & typeof COMMON {
    return { ...options, ...COMMON };
}

/** The options' values with defaults for those not given, and what is wrong with those that are. */
export function readOptions<Options extends OptionSet>(
    options: Options,
    given: Readonly<Record<string, unknown>>,
): { readonly values: OptionsOf<Options>; readonly faults: readonly string[] } {
    const faults: string[] = [];
    const values: Record<string, unknown> = {};
    for (const [name, option] of Object.entries(options)) {
        const value = given[name];
        const fault = value === undefined ? undefined : option.fault(value);
        values[name] = value === undefined || fault !== undefined ? option.default : value;
        if (fault !== undefined) {
            faults.push(`\`${name}\` ${fault}`);
        }
    }
    if (Object.keys(given).some((name) => !Object.hasOwn(options, name))) {
        faults.push(
            `there are options it does not have; it has ${Object.keys(options)
                .map((name) => `\`${name}\``)
                .join(", ")}`,
        );
    }
    return { values: values as OptionsOf<Options>, faults };
}
