import type { Policy } from "../evaluation/policy";
import { CONFIGURATION, configure, type Entries, type Entry, type StackSettings } from "./configure";
import { didYouMean } from "./nearest";
import { optionsOf } from "./options";
import type { Level } from "./presets";
import type { Chosen } from "./selection";
import { isObject } from "./shapes";

const LEVELS: readonly Level[] = ["mandatory", "remediate", "advisory", "disabled"];

/** A file of the engine's as it was read, and what is wrong with it. */
export interface ConfigurationFile {
    readonly given: Readonly<Record<string, unknown>>;
    readonly faults: readonly string[];
}

/** Reads the text of a file for `--policy-pack-config`. */
export function readConfigurationFile(text: string): ConfigurationFile {
    let given: unknown;
    try {
        given = text.trim() === "" ? {} : JSON.parse(text);
    } catch (error) {
        return { given: {}, faults: [`it is not JSON: ${error instanceof Error ? error.message : "?"}`] };
    }
    return isObject(given)
        ? { given, faults: [] }
        : {
              given: {},
              faults: [`it must be an object: policies, "all" or "${CONFIGURATION}", each with a level or an object`],
          };
}

/**
 * What comes of a file: as the engine and the pack would make of it.
 *
 * @param coded What the pack's own code chose.
 */
export function chosenBy(
    policies: readonly Policy[],
    { given, faults }: ConfigurationFile,
    coded: Chosen,
    stack: StackSettings,
): Chosen {
    const wrong = Object.entries(given).flatMap(([id, said]) => faultsOf(id, said));
    const chosen = configure(policies, coded, entriesOf(policies, coded, given), stack);
    const own = Object.entries(given).map(
        ([id, said]) => [id, { ...coded.options.get(id), ...entryOf(said).properties }] as const,
    );
    const options = new Map([...coded.options, ...own, ...chosen.options]);
    return { ...chosen, options, faults: [...faults, ...wrong, ...chosen.faults, ...optionFaults(policies, given)] };
}

function faultsOf(id: string, said: unknown): readonly string[] {
    const level = isObject(said) ? said["enforcementLevel"] : said;
    // Options are set by policy: what `all` says beside a level has no effect.
    const isValid = level === undefined ? isObject(said) && id !== "all" : LEVELS.some((one) => one === level);
    return isValid
        ? []
        : [`"${id}" must be a level (${LEVELS.join(", ")}), or an object with options and "enforcementLevel"`];
}

/**
 * The engine's way: what the pack's code has it begin with, then `all`, then each entry. Options that a policy begins with
 * are left out: they say nothing.
 */
function entriesOf(
    policies: readonly Policy[],
    { choices }: Chosen,
    given: Readonly<Record<string, unknown>>,
): Entries {
    const all = entryOf(given["all"]).level;
    const entries = new Map(
        policies.map(({ id }): [string, Entry] => [
            id,
            { level: all ?? choices.get(id)?.level ?? "disabled", properties: {} },
        ]),
    );
    for (const [id, said] of Object.entries(given)) {
        const { level, properties } = entryOf(said);
        entries.set(id, { level: level ?? entries.get(id)?.level ?? "mandatory", properties });
    }
    return entries;
}

function entryOf(said: unknown): { readonly level?: Level; readonly properties: Entry["properties"] } {
    const { enforcementLevel, ...properties } = isObject(said) ? said : { enforcementLevel: said };
    const level = LEVELS.find((one) => one === enforcementLevel);
    return level === undefined ? { properties } : { level, properties };
}

/** What the policies would say themselves when they judge. */
function optionFaults(policies: readonly Policy[], given: Readonly<Record<string, unknown>>): readonly string[] {
    return policies.flatMap((policy) => {
        const known = optionsOf(policy);
        return Object.entries(entryOf(given[policy.id]).properties).flatMap(([name, value]) => {
            const option = Object.hasOwn(known, name) ? known[name] : undefined;
            const fault = option?.fault(value);
            return option === undefined
                ? [`"${policy.id}": there is no option "${name}"${didYouMean(name, Object.keys(known))}`]
                : fault === undefined
                  ? []
                  : [`"${policy.id}": ${name} ${fault}`];
        });
    });
}
