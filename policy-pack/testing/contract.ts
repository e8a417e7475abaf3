import type { Policy } from "../evaluation";
import { casesOf, resourcesOf, type Case, type Cases } from "./cases";
import {
    CANARY,
    canaries,
    hangsOn,
    hidden,
    isNode,
    malformedFor,
    names,
    parsed,
    placesRead,
    withoutIds,
    withValue,
    type Place,
} from "./derived";
import { placesOf, type Input } from "./inputs";
import { run, type Told } from "./run";

/** Cases by kind and name. */
export type Situations = readonly (readonly [string, Case])[];

/** All cases that are written. */
export function situationsOf(policy: Policy, cases: Cases): Situations {
    return casesOf(policy, cases).map(([kind, name, one]) => [`${kind}, ${name}`, one] as const);
}

/** What every policy keeps to, whatever it demands: each tells where a policy does not, in the cases of its author. */
export const CONTRACT = {
    "unknown: not taken for a good value": (policy, situations) =>
        eachHidden(policy, situations).flatMap(({ where, after }) => (after.length > 0 ? [] : [where])),

    "unknown: loses no violation that does not hang on it": (policy, situations) =>
        eachHidden(policy, situations).flatMap(({ where, one, place, after }) =>
            run(policy, one)
                .filter(({ text }) => !after.some((other) => other.text === text))
                .filter((lost) => !hangsOn(policy, one, place, lost, valuesAt(situations, place)))
                .map(({ text }) => `${where}: ${text}`),
        ),

    "unknown: makes no violation": (policy, situations) =>
        situations
            .filter(([, { says }]) => says === undefined)
            .flatMap(([name, one]) => {
                const before = violationsOf(policy, one);
                return placesRead(policy, one).flatMap((place) =>
                    violationsOf(policy, hidden(one, place))
                        .filter((text) => !before.includes(text))
                        .map((text) => `${whereOf(name, place)}: ${text}`),
                );
            }),

    "unknown ids: never the opposite of what is told with known ones": (policy, situations) =>
        situations.flatMap(([name, one]) => {
            const before = violationsOf(policy, one);
            const told = run(policy, withoutIds(one));
            const isOpen = told.some(({ kind }) => kind === "undetermined");
            const after = told.filter(({ kind }) => kind === "violation").map(({ text }) => text);
            const isOpposite = before.length === 0 ? after.length > 0 : after.length === 0 && !isOpen;
            return isOpposite ? [`${name}: ${before.join(" ")} -> ${after.join(" ")}`] : [];
        }),

    // In a stack, an unknown name is told where another resource uses it.
    "unknown: named": (policy, situations) =>
        eachHidden(policy, policy.kind === "stack" ? [] : situations).flatMap(({ where, place, after }) =>
            after
                .filter(({ kind, text }) => kind === "undetermined" && !names(text, place))
                .map(({ text }) => `${where}: ${text}`),
        ),

    "secret: no text from the data is told": (policy, situations) =>
        situations.flatMap(([name, one]) =>
            canaries(one).some((marked) => run(policy, marked).some(({ text }) => text.includes(CANARY))) ? [name] : [],
        ),

    "malformed: not taken for a good value": (policy, situations) =>
        violated(situations).flatMap(([name, one]) =>
            placesRead(policy, one).flatMap((place) =>
                malformedFor(place.value)
                    .filter((malformed) => run(policy, withValue(one, place, malformed)).length === 0)
                    .map((malformed) => `${whereOf(name, place)}: ${JSON.stringify(malformed)}`),
            ),
        ),

    "long lists: what is read grows as they do": (policy, situations) => {
        const tried = new Set<string>();
        return situations.flatMap(([name, one]) =>
            listsRead(policy, one).flatMap(({ place, repeated }) => {
                const at = `${typeof place.value} ${place.path.join(".")}`;
                if (tried.has(at)) {
                    return [];
                }
                tried.add(at);
                const [some = 0, many = 0] = [15, 120].map((times) =>
                    readsOf(policy, withValue(one, place, repeated(times))),
                );
                return many > 12 * some ? [`${whereOf(name, place)}: ${some} -> ${many}`] : [];
            }),
        );
    },
} satisfies Readonly<Record<string, (policy: Policy, situations: Situations) => readonly string[]>>;

interface LongList {
    readonly place: Place;
    readonly repeated: (times: number) => Input;
}

/** The lists that a policy reads, with the statements of documents, to be made long. */
function listsRead(policy: Policy, one: Case): readonly LongList[] {
    return placesRead(policy, one).flatMap((place): readonly LongList[] => {
        const { value } = place;
        const repeat = (list: readonly Input[], times: number) => Array.from({ length: times }, () => list).flat();
        if (Array.isArray(value) && value.length > 0) {
            return [{ place, repeated: (times) => repeat(value as readonly Input[], times) }];
        }
        const document = typeof value === "string" ? statementsIn(value) : undefined;
        return document === undefined
            ? []
            : [{ place, repeated: (times) => JSON.stringify({ Statement: repeat(document, times) }) }];
    });
}

function statementsIn(text: string): readonly Input[] | undefined {
    const document = parsed(text);
    const statements = document !== undefined && isNode(document) ? document["Statement"] : undefined;
    return Array.isArray(statements) ? (statements as readonly Input[]) : undefined;
}

/** How often values are read. */
function readsOf(policy: Policy, one: Case): number {
    let reads = 0;
    run(policy, one, () => reads++);
    return reads;
}

/** What the cases hold in the same place. */
function valuesAt(situations: Situations, { path }: Place): readonly Input[] {
    return situations.flatMap(([, one]) =>
        resourcesOf(one).flatMap(({ inputs }) =>
            placesOf(inputs).flatMap(([other, value]) => (other.join() === path.join() ? [value] : [])),
        ),
    );
}

function violationsOf(policy: Policy, one: Case): readonly string[] {
    return run(policy, one).flatMap(({ kind, text }) => (kind === "violation" ? [text] : []));
}

/** Whether an unknown value makes the policy undetermined in some case. */
export function canBeUndetermined(policy: Policy, situations: Situations): boolean {
    return (
        situations.some(([, one]) => one.undetermined !== undefined) ||
        eachHidden(policy, situations).some(({ after }) => after.some(({ kind }) => kind === "undetermined"))
    );
}

interface Hidden {
    readonly where: string;
    readonly one: Case;
    readonly place: Place;
    /** What is told once the value at the place is unknown. */
    readonly after: readonly Told[];
}

function eachHidden(policy: Policy, situations: Situations): readonly Hidden[] {
    return violated(situations).flatMap(([name, one]) =>
        placesRead(policy, one).map((place) => ({
            where: whereOf(name, place),
            one,
            place,
            after: run(policy, hidden(one, place)),
        })),
    );
}

/** Cases in which something is wrong for sure. */
export function violated(situations: Situations): Situations {
    return situations.filter(([, one]) => one.says !== undefined);
}

function whereOf(name: string, { path }: Place): string {
    return `${name}, \`${path.join(".")}\``;
}
