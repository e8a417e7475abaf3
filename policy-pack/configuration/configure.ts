import { didYouMean } from "./nearest";
import { optionsOf } from "./options";
import type { Level } from "./presets";
import { choose, type Choice, type Choices, type Chosen, type Selection } from "./selection";
import type { Choosable } from "./selector";

/** The entry of the engine's configuration file that holds a selection. */
export const CONFIGURATION = "palisade-configuration";

/** What the engine says of one policy. */
export interface Entry {
    readonly level: Level;
    readonly properties: Readonly<Record<string, unknown>>;
}

/** What the engine says, by policy: of each, also where its file says nothing, and of `all` if its file does. */
export type Entries = ReadonlyMap<string, Entry>;

/** What a stack's configuration says: parts of a selection. */
export type StackSettings = Readonly<Record<string, unknown>>;

/** What a stack may say, of the policies that are delegated to it. */
const STACK_KEYS: readonly string[] = ["include", "exclude", "levels", "policies"] satisfies (keyof Selection)[];

/**
 * What comes of all that is said, what comes later winning: the pack's own code (or `all` of the engine's file), the selection
 * in the file, the stack's configuration, and the file's entries for single policies. The engine does not tell which entries
 * stand in the file and which are so anyway: one counts where it differs from what it would be without.
 *
 * @param coded What the pack's own code chose: the levels that the engine knows.
 */
export function configure(
    policies: readonly Choosable[],
    coded: Chosen,
    entries: Entries,
    stack: StackSettings = {},
): Chosen {
    const all = entries.get("all")?.level;
    const begin = all === undefined ? coded.choices : withRule(coded.choices, () => ({ rule: "all", level: all }));
    const selection = entries.get(CONFIGURATION)?.properties ?? {};
    const filed = choose(policies, selection, begin);
    const delegated = filed.delegated ?? coded.delegated ?? new Set();
    const stacked = ofStack(policies, filed, delegated, stack);
    const known = new Set(["all", CONFIGURATION, ...policies.map(({ id }) => id)]);
    const unknown = [...entries.keys()].filter((name) => !known.has(name));
    return {
        choices: withRule(stacked.choices, (id) => {
            const level = entries.get(id)?.level;
            return level === undefined || level === begin.get(id)?.level ? undefined : { rule: `"${id}"`, level };
        }),
        options: optionsIn(policies, coded, entries, new Map([...filed.options, ...stacked.options])),
        delegated,
        waivers: {
            given: filed.waivers.given ?? coded.waivers.given,
            rules: filed.waivers.rules ?? coded.waivers.rules,
        },
        faults: [
            ...unknown.map((name) => `there is no policy "${name}"${didYouMean(name, known)}`),
            ...(all !== undefined && Object.hasOwn(selection, "preset")
                ? [`"all" and the preset of "${CONFIGURATION}" both say where all policies begin: leave one out`]
                : []),
            ...filed.faults.map((fault) => `${CONFIGURATION}: ${fault}`),
            ...stacked.faults.map((fault) => `the stack's configuration: ${fault}`),
        ],
    };
}

/** What a stack changes, and may; what it may not has no effect, and is told. */
function ofStack(
    policies: readonly Choosable[],
    { choices: before }: Chosen,
    delegated: ReadonlySet<string>,
    settings: StackSettings,
): Pick<Chosen, "choices" | "options" | "faults"> {
    if (Object.keys(settings).length === 0) {
        return { choices: before, options: new Map(), faults: [] };
    }
    const others = Object.keys(settings).filter((key) => !STACK_KEYS.includes(key));
    const kept = Object.fromEntries(Object.entries(settings).filter(([key]) => STACK_KEYS.includes(key)));
    const after = choose(policies, kept, before);
    const isChanged = (id: string) => after.choices.get(id) !== before.get(id) || after.options.has(id);
    const refused = policies.filter(({ id }) => isChanged(id) && !delegated.has(id)).map(({ id }) => id);
    const choices = [...after.choices].map(([id, choice]) => {
        const valid = refused.includes(id) ? (before.get(id) ?? choice) : choice;
        return [id, valid === before.get(id) ? valid : ofStackRules(valid, before.get(id))] as const;
    });
    return {
        choices: new Map(choices),
        options: new Map([...after.options].filter(([id]) => !refused.includes(id))),
        faults: [
            ...others.map((key) => `"${key}" is not for stacks${didYouMean(key, STACK_KEYS)}`),
            ...after.faults,
            ...(refused.length === 0 ? [] : [`"delegate" leaves the stack no say in ${shortList(refused)}`]),
        ],
    };
}

function ofStackRules({ level, history }: Choice, before: Choice | undefined): Choice {
    const count = before?.history.length ?? 0;
    const said = history.slice(count).map((decision) => ({ ...decision, rule: `stack's ${decision.rule}` }));
    return { level, history: [...history.slice(0, count), ...said] };
}

function shortList(ids: readonly string[]): string {
    const shown = 3;
    return ids.slice(0, shown).join(", ") + (ids.length > shown ? ` and ${ids.length - shown} more` : "");
}

/** Options of selections, unless the policy's own entry has another value than it begins with. */
function optionsIn(
    policies: readonly Choosable[],
    coded: Chosen,
    entries: Entries,
    given: Chosen["options"],
): Chosen["options"] {
    const merged = policies
        .filter(({ id }) => given.has(id))
        .map((policy) => {
            const known = optionsOf(policy);
            const begun = coded.options.get(policy.id) ?? {};
            const isSoAnyway = (name: string, value: unknown) =>
                JSON.stringify(value) === JSON.stringify(name in begun ? begun[name] : known[name]?.default);
            const entry = Object.entries(entries.get(policy.id)?.properties ?? {});
            const said = Object.fromEntries(entry.filter(([name, value]) => !isSoAnyway(name, value)));
            return [policy.id, { ...given.get(policy.id), ...said }] as const;
        });
    return new Map(merged);
}

function withRule(choices: Choices, ruleFor: (id: string) => Choice["history"][number] | undefined): Choices {
    return new Map(
        [...choices].map(([id, choice]) => {
            const decision = ruleFor(id);
            return [
                id,
                decision === undefined ? choice : { level: decision.level, history: [...choice.history, decision] },
            ];
        }),
    );
}
