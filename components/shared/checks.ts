import * as pulumi from "@pulumi/pulumi";
import { type Fault, plain, plainList } from "./validate";

/**
 * Everything that is wrong with a value, as faults of the argument `at`. What is an output inside of it is not known
 * yet: it is passed over, and checked with the whole once it is.
 */
export type Check<T> = (value: T, at: string) => Fault[];

/** A text in which `fault` finds nothing wrong. */
export function text(fault: (text: string) => string | undefined, fix: string): Check<string> {
    return (value, argument) => {
        const found = typeof value === "string" ? fault(value) : "it is not a text";
        return found === undefined ? [] : [{ argument, fault: found, fix }];
    };
}

/** A text with something in it. */
export function notEmpty(fix: string): Check<string> {
    return text((value) => (value === "" ? "it is empty" : undefined), fix);
}

/** A text that must be there, and is passed over where it is an output. */
export function onceKnown(check: Check<string>): Check<pulumi.Input<string> | undefined> {
    return (value, argument) => {
        const known = plain(value);
        return known === undefined && value !== undefined ? [] : check(known as string, argument);
    };
}

export function isEmailAddress(text: string): boolean {
    return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}

/** An address of e-mail. It is not told: messages end up in logs. */
export const emailAddress = text(
    (address) => (isEmailAddress(address) ? undefined : "it is not an e-mail address"),
    "pass it as in somebody@example.com",
);

/** A list, each of whose elements is right. */
export function each(check: Check<string>): Check<pulumi.Input<string>[]> {
    return (values, argument) => plainList(values).flatMap((value) => check(value, argument));
}

/** A plain table, and nothing that has names as well, such as a list or a text. */
export function table<T>(check: Check<Record<string, T>>): Check<Record<string, T>> {
    return (value, argument) =>
        typeof value === "object" && !Array.isArray(value)
            ? check(value, argument)
            : [{ argument, fault: "it is not a table", fix: "pass an object, of names and their values" }];
}

/** What a shell is to do, line by line: a list with something in it, all of which is known at once. */
export function commands(fix: string): Check<string[]> {
    return (values, argument) => {
        const refuse = (at: string, fault: string): Fault[] => [{ argument: at, fault, fix }];
        if (!Array.isArray(values)) {
            return refuse(argument, "it is not a list");
        }
        if (values.length === 0) {
            return refuse(argument, "there is none");
        }
        return values.flatMap((value: unknown, index) => {
            const at = `${argument}[${index}]`;
            if (typeof value !== "string") {
                const isLater = pulumi.Output.isInstance(value) || value instanceof Promise;
                return refuse(at, isLater ? "it is an output, but must be known at once" : "it is not a text");
            }
            return value.trim() === "" ? refuse(at, "it is empty") : [];
        });
    };
}

/** The id of one kind of a VPC's parts, for example `subnet`. */
export function idOf(kind: string, fix = `pass an id, ${kind}-...`): Check<string> {
    const pattern = new RegExp(`^${kind}-[0-9a-f]+$`);
    return text((id) => (pattern.test(id) ? undefined : `"${id}" is not an id`), fix);
}

/** Ids of one kind of a VPC's parts. */
export function idsOf(kind: string, most: number, least = 1): Check<pulumi.Input<string>[]> {
    const fix = `pass ${least} to ${most} ids, ${kind}-...`;
    const eachId = each(idOf(kind, fix));
    return (values, argument) =>
        values.length < least || values.length > most
            ? [{ argument, fault: `there are ${values.length}`, fix }]
            : eachId(values, argument);
}

/** A whole number of days in a range. Default: up to a hundred years. */
export function days(minimum: number, maximum = 36_500, fix?: string): Check<number> {
    return whole("days", minimum, maximum, fix);
}

/** A whole number of these units in a range. */
export function whole(units: string, minimum: number, maximum: number, fix = `give whole ${units}`): Check<number> {
    return (value, argument) =>
        Number.isInteger(value) && value >= minimum && value <= maximum
            ? []
            : [{ argument, fault: `${value} is not a whole number of ${units} from ${minimum} to ${maximum}`, fix }];
}

/** True or false, and nothing that only counts as one of them, such as the text "false". */
export const flag: Check<boolean> = (value, argument) =>
    typeof value === "boolean"
        ? []
        : [{ argument, fault: "it is neither true nor false", fix: "pass true or false, without quotes" }];

/** One of the values of a constant object. */
export function oneOf(choices: Record<string, string>): Check<string> {
    const known = Object.values(choices);
    return text(
        (value) => (known.includes(value) ? undefined : `"${value}" is not known`),
        `use one of ${known.join(", ")}`,
    );
}

/**
 * Some of the values of a constant object, each once.
 * @param what what one of them is, for example `service`
 * @param atLeast how many it takes
 */
export function someOf(choices: Record<string, string>, what: string, atLeast: 0 | 1 = 0): Check<string[]> {
    const known = oneOf(choices);
    return (values, argument) => {
        const different = new Set(values);
        const faults = [...different].flatMap((value) => known(value, argument));
        if (values.length < atLeast) {
            const fix = `use one of ${Object.values(choices).join(", ")}`;
            faults.push({ argument, fault: "none is given", fix });
        }
        if (different.size < values.length) {
            faults.push({ argument, fault: `a ${what} is named twice`, fix: `name each ${what} once` });
        }
        return faults;
    };
}

/** A table under names of one's own, each of which becomes part of a resource's name. */
export const names: Check<Record<string, unknown>> = table((named, argument) =>
    Object.keys(named).flatMap((name) =>
        /^[a-z0-9-]+$/.test(name)
            ? []
            : [{ argument, fault: `"${name}" is not a name`, fix: "use small letters, digits and hyphens" }],
    ),
);
