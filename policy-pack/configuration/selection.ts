import { levelWhereOn } from "../evaluation/policy";
import { didYouMean } from "./nearest";
import { optionsOf } from "./options";
import { PRESETS, type Level, type PresetName } from "./presets";
import { matcherOf, namesOf, type Choosable, type Selector } from "./selector";
import { isObject, otherKeys } from "./shapes";
import type { Waiver, WaiverRules } from "./waivers";

/** Which policies judge, and how strictly. Later fields outdo earlier ones. */
export interface Selection {
    /** What to begin with. Default: `baseline`, or in a configuration file what the pack's own code says. */
    readonly preset?: PresetName;
    /** Turns policies on that are off, at the level that they have where they are on. */
    readonly include?: readonly Selector[];
    /** Turns policies off. */
    readonly exclude?: readonly Selector[];
    /** Sets the level of policies that are on; of several that name a policy, the last counts. */
    readonly levels?: readonly LevelRule[];
    /** By id: the level, or options and the level of one policy. Turns it on or off, whatever is said before. */
    readonly policies?: Readonly<Record<string, Level | PolicySettings>>;
    /** The policies that a stack's own configuration may turn on or off, or set the level or options of. Default: none. */
    readonly delegate?: readonly Selector[];
    /**
     * Agreed exceptions, or the YAML file that holds them under `waivers`. A relative path begins at the pack's folder, or if the
     * pack is installed, at the folder that holds `node_modules`. Default: none.
     */
    readonly waivers?: string | readonly Waiver[];
    /** What is demanded of waivers. */
    readonly waiverRules?: WaiverRules;
}

export interface LevelRule {
    readonly policies: Selector | readonly Selector[];
    /** `remediate` is for the policies that can repair; the others keep their level. */
    readonly level: Exclude<Level, "disabled">;
}

export interface PolicySettings {
    readonly enforcementLevel?: Level;
    readonly [option: string]: unknown;
}

/** How a policy came by its level. */
export interface Choice {
    readonly level: Level;
    /** The rules that had a say, in their order, with the level that each left: the last one decided. */
    readonly history: readonly Decision[];
}

export interface Decision {
    readonly rule: string;
    readonly level: Level;
}

export type Choices = ReadonlyMap<string, Choice>;

export interface Chosen {
    readonly choices: Choices;
    /** Options that are given, by policy. */
    readonly options: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
    /** Ids of what is delegated to stacks; undefined, where nothing is said of it. */
    readonly delegated: ReadonlySet<string> | undefined;
    /** What is said of waivers, as it was written. */
    readonly waivers: { readonly given: unknown; readonly rules: unknown };
    /** All that is wrong with the selection, one sentence each. */
    readonly faults: readonly string[];
}

const KEYS = [
    "preset",
    "include",
    "exclude",
    "levels",
    "policies",
    "delegate",
    "waivers",
    "waiverRules",
] as const satisfies readonly (keyof Selection)[];
const LEVELS: readonly Level[] = ["mandatory", "advisory", "remediate", "disabled"];

/** The levels of a preset. */
export function presetChoices(policies: readonly Choosable[], preset: PresetName): Choices {
    return new Map(
        policies.map((policy) => [policy.id, decided(`preset "${preset}"`, PRESETS[preset].levelOf(policy))]),
    );
}

/**
 * What a selection, as it was written, makes of the policies. What is wrong of it has no effect, and is told.
 *
 * @param base What a selection without a preset begins with.
 */
export function choose(
    policies: readonly Choosable[],
    given: unknown,
    base: Choices = presetChoices(policies, "baseline"),
): Chosen {
    return new Chooser(policies, base).choose(given);
}

/** Applies the rules of a selection in their order. */
class Chooser {
    private readonly choices: Map<string, Choice>;
    private readonly options = new Map<string, Readonly<Record<string, unknown>>>();
    private delegated: ReadonlySet<string> | undefined;
    private waivers: Chosen["waivers"] = { given: undefined, rules: undefined };
    private readonly faults: string[] = [];
    private named: readonly (readonly [Choosable, readonly string[]])[] | undefined;

    constructor(
        private readonly policies: readonly Choosable[],
        base: Choices,
    ) {
        this.choices = new Map(base);
    }

    choose(given: unknown): Chosen {
        if (isObject(given)) {
            this.faults.push(...otherKeys(given, KEYS));
            this.usePreset(given["preset"]);
            this.selectorsIn("include", given["include"]).forEach(([rule, chosen]) => this.include(rule, chosen));
            this.selectorsIn("exclude", given["exclude"]).forEach(([rule, chosen]) => this.exclude(rule, chosen));
            this.useLevels(given["levels"]);
            this.usePolicies(given["policies"]);
            this.delegate(given["delegate"]);
            this.waivers = { given: given["waivers"], rules: given["waiverRules"] };
        } else {
            this.faults.push("a selection must be an object");
        }
        return {
            choices: this.choices,
            options: this.options,
            delegated: this.delegated,
            waivers: this.waivers,
            faults: this.faults,
        };
    }

    private usePreset(given: unknown): void {
        if (given === undefined) {
            return;
        }
        const preset = this.wordIn("preset", given, Object.keys(PRESETS) as PresetName[]);
        if (preset !== undefined) {
            presetChoices(this.policies, preset).forEach((choice, id) => this.choices.set(id, choice));
        }
    }

    private include(rule: string, chosen: readonly Choosable[]): void {
        chosen.filter((policy) => !this.isOn(policy)).forEach((policy) => this.set(policy, rule, levelWhereOn(policy)));
    }

    private exclude(rule: string, chosen: readonly Choosable[]): void {
        chosen.filter((policy) => this.isOn(policy)).forEach((policy) => this.set(policy, rule, "disabled"));
    }

    private useLevels(given: unknown): void {
        this.listIn("levels", given).forEach((rule, index) => {
            const at = `levels[${index}]`;
            if (!isObject(rule)) {
                this.faults.push(`${at} must be an object with "policies" and "level"`);
                return;
            }
            this.faults.push(...otherKeys(rule, ["policies", "level"], `${at}.`));
            const level = this.wordIn(`${at}.level`, rule["level"], LEVELS);
            if (level === "disabled") {
                this.faults.push(`${at}.level cannot be "disabled": name the policies in "exclude"`);
                return;
            }
            const named = typeof rule["policies"] === "string" ? [rule["policies"]] : rule["policies"];
            if (!Array.isArray(named)) {
                this.faults.push(`${at}.policies must be a selector such as "service:s3", or a list of them`);
                return;
            }
            const selected = this.selectorsIn(at, named);
            if (level !== undefined) {
                selected.forEach(([text, chosen]) => this.useLevel(text, level, chosen));
            }
        });
    }

    private useLevel(rule: string, level: Level, chosen: readonly Choosable[]): void {
        const on = chosen.filter((policy) => this.isOn(policy));
        const concerned = on.filter((policy) => level !== "remediate" || policy.remediation !== undefined);
        if (on.length === 0) {
            this.faults.push(`${rule}: names only policies that are off; name them in "include" too`);
        } else if (concerned.length === 0) {
            this.faults.push(`${rule}: names only policies that cannot repair, so level "remediate" is not for them`);
        }
        concerned.forEach((policy) => this.set(policy, rule, level));
    }

    private usePolicies(given: unknown): void {
        if (given === undefined) {
            return;
        }
        if (!isObject(given)) {
            this.faults.push("policies must be an object: ids, each with a level or an object");
            return;
        }
        const byId = new Map(this.policies.map((policy) => [policy.id, policy]));
        for (const [id, settings] of Object.entries(given)) {
            const policy = byId.get(id);
            if (policy === undefined) {
                this.faults.push(`policies: there is no policy "${id}"${didYouMean(id, byId.keys())}`);
            } else if (typeof settings === "string") {
                this.usePolicy(policy, { enforcementLevel: settings });
            } else if (isObject(settings)) {
                this.usePolicy(policy, settings);
            } else {
                this.faults.push(`policies.${id} must be a level, or an object with options and "enforcementLevel"`);
            }
        }
    }

    private usePolicy(policy: Choosable, { enforcementLevel, ...options }: Readonly<Record<string, unknown>>): void {
        const at = `policies.${policy.id}`;
        const level = enforcementLevel === undefined ? undefined : this.wordIn(at, enforcementLevel, LEVELS);
        if (level === "remediate" && policy.remediation === undefined) {
            this.faults.push(`${at}: cannot repair; use "mandatory", which is what "remediate" would be`);
        } else if (level !== undefined) {
            this.set(policy, at, level);
        }
        const known = optionsOf(policy);
        for (const [name, value] of Object.entries(options)) {
            const option = Object.hasOwn(known, name) ? known[name] : undefined;
            const fault = option?.fault(value);
            if (option === undefined) {
                this.faults.push(`${at}: there is no option "${name}"${didYouMean(name, Object.keys(known))}`);
            } else if (fault !== undefined) {
                this.faults.push(`${at}.${name} ${fault}`);
            }
        }
        if (Object.keys(options).length > 0) {
            this.options.set(policy.id, options);
        }
    }

    private delegate(given: unknown): void {
        if (given !== undefined) {
            const chosen = this.selectorsIn("delegate", given).flatMap(([, policies]) => policies);
            this.delegated = new Set(chosen.map(({ id }) => id));
        }
    }

    private isOn({ id }: Choosable): boolean {
        return this.choices.get(id)?.level !== "disabled";
    }

    private set({ id }: Choosable, rule: string, level: Level): void {
        const before = this.choices.get(id)?.history ?? [];
        this.choices.set(id, { level, history: [...before, { rule, level }] });
    }

    /** The policies of each selector in a list, with the words by which a decision names it. */
    private selectorsIn(at: string, given: unknown): readonly (readonly [string, readonly Choosable[]])[] {
        return this.listIn(at, given).flatMap((selector) => {
            if (typeof selector !== "string") {
                this.faults.push(`${at}: each must be a selector such as "service:s3"`);
                return [];
            }
            const isNamed = matcherOf(selector);
            this.named ??= this.policies.map((policy) => [policy, namesOf(policy)]);
            const chosen = this.named.filter(([, names]) => names.some(isNamed)).map(([policy]) => policy);
            if (chosen.length === 0) {
                const all = new Set(this.named.flatMap(([, names]) => names));
                this.faults.push(`${at} "${selector}": names no policy${didYouMean(selector, all)}`);
                return [];
            }
            return [[`${at} "${selector}"`, chosen]];
        });
    }

    private listIn(at: string, given: unknown): readonly unknown[] {
        if (given !== undefined && !Array.isArray(given)) {
            this.faults.push(`${at} must be a list`);
        }
        return Array.isArray(given) ? given : [];
    }

    private wordIn<Word extends string>(at: string, given: unknown, words: readonly Word[]): Word | undefined {
        const found = words.find((word) => word === given);
        if (found === undefined) {
            const hint = typeof given === "string" ? didYouMean(given, words) : "";
            this.faults.push(`${at} must be one of ${words.map((word) => `"${word}"`).join(", ")}${hint}`);
        }
        return found;
    }
}

function decided(rule: string, level: Level): Choice {
    return { level, history: [{ rule, level }] };
}
