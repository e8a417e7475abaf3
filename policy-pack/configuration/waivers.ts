import type { Day } from "../evaluation/dated";
import { didYouMean } from "./nearest";
import { matcherOf, namesOf, type Choosable, type Selector } from "./selector";
import { isObject, oneLine, otherKeys } from "./shapes";

/** An agreed exception: what a policy finds of some resources blocks nothing until a day. */
export interface Waiver {
    /** Names it in findings; unique. */
    readonly id: string;
    readonly match: WaiverMatch;
    /** Why, for who reads the finding. */
    readonly reason: string;
    /** Who answers for it, and is asked when it expires. */
    readonly owner: string;
    /** Where it is tracked. */
    readonly ticket: string;
    /** `2026-08-15`. */
    readonly created: Day;
    /** The last day on which it holds. */
    readonly expires: Day;
    /** Who agreed: not the owner. */
    readonly approver: string;
}

/** What a waiver is about. All that is given must hold; of a list, one must. `*` stands for any letters. */
export interface WaiverMatch {
    /** The policy: an id, or a selector of several. */
    readonly policy: Patterns;
    readonly urn?: Patterns;
    readonly type?: Patterns;
    /** The resource's name in the program. */
    readonly name?: Patterns;
    /** The type of any component that the resource lies in, or the name of the one that it lies in directly. */
    readonly parent?: Patterns;
    readonly stack?: Patterns;
    readonly region?: Patterns;
}

type Patterns = string | readonly string[];

/** What the owner of the pack demands of waivers. */
export interface WaiverRules {
    /** How many days may lie between `created` and `expires`. Default: 365. */
    readonly maximumDays?: number;
    /** How many letters a reason has at least. Default: 20. */
    readonly minimumReason?: number;
    /** The policies that nobody may waive. Default: none. */
    readonly notWaivable?: readonly Selector[];
}

/** The resource of a finding. */
export interface Subject {
    readonly urn: string;
    /** URN of the resource that it lies in. */
    readonly parent?: string | undefined;
    /** Asked only if a waiver is for a region; undefined, where it cannot be told. */
    region(): string | undefined;
}

/** What is said of a finding by the waiver for it. */
export interface Ruling {
    readonly isExpired: boolean;
    /** For a waived finding, what goes into `waived: [...]`; for an expired one, a sentence after its message. */
    readonly words: string;
}

const FIELDS = ["id", "match", "reason", "owner", "ticket", "created", "expires", "approver"] as const;
const TEXTS = ["id", "reason", "owner", "ticket", "created", "expires", "approver"] as const;
const MATCHES = ["policy", "urn", "type", "name", "parent", "stack", "region"] as const;
const RULES = ["maximumDays", "minimumReason", "notWaivable"] as const;
/** How long before its end a waiver is told to end. */
const SOON_DAYS = 30;

/** Waivers that are in order, or none, and what is wrong with them. */
export interface ReadWaivers {
    readonly waivers: readonly Waiver[];
    /** The policies that they may be for, by waiver. */
    readonly policiesOf: ReadonlyMap<Waiver, readonly string[]>;
    readonly faults: readonly string[];
}

/**
 * Reads a list of waivers. If one is wrong, none holds.
 *
 * @param lineOf The line of a waiver in its file, if it has one.
 */
export function readWaivers(
    given: unknown,
    rules: unknown,
    policies: readonly Choosable[],
    today: Day,
    lineOf: (waiver: object) => number | undefined = () => undefined,
): ReadWaivers {
    const faults: string[] = [];
    const limits = readRules(rules, policies, faults);
    if (!Array.isArray(given)) {
        faults.push("waivers must be a list");
        return { waivers: [], policiesOf: new Map(), faults };
    }
    const list: readonly unknown[] = given;
    const policiesOf = new Map<Waiver, readonly string[]>();
    const ids = new Set<string>();
    list.forEach((waiver, index) => {
        if (!isObject(waiver)) {
            faults.push(`waivers[${index}] must be an object`);
            return;
        }
        const line = lineOf(waiver);
        const name = typeof waiver["id"] === "string" ? `waiver "${oneLine(waiver["id"])}"` : `waivers[${index}]`;
        const at = line === undefined ? name : `${name} (line ${line})`;
        const found =
            "<<" in waiver
                ? [MERGED]
                : [...faultsOf(waiver, limits, today), ...matchFaults(waiver["match"], policies, limits)];
        if (typeof waiver["id"] === "string" && ids.has(waiver["id"])) {
            found.push("its id is taken by another");
        }
        ids.add(String(waiver["id"]));
        faults.push(...found.map((fault) => `${at}: ${fault}`));
        if (found.length === 0) {
            const valid = waiver as unknown as Waiver;
            policiesOf.set(valid, waivable(selected(policies, valid.match.policy), limits));
        }
    });
    return faults.length > 0
        ? { waivers: [], policiesOf: new Map(), faults }
        : { waivers: [...policiesOf.keys()], policiesOf, faults };
}

interface Limits {
    readonly maximumDays: number;
    readonly minimumReason: number;
    /** Ids. */
    readonly notWaivable: ReadonlySet<string>;
}

/** Who reviews a waiver must see all of it. */
const MERGED = 'merge keys ("<<") are not taken: write each field here';

function readRules(given: unknown, policies: readonly Choosable[], faults: string[]): Limits {
    const rules = isObject(given) ? given : {};
    if (given !== undefined && !isObject(given)) {
        faults.push("waiverRules must be an object");
    }
    faults.push(...otherKeys(rules, RULES).map((fault) => `waiverRules: ${fault}`));
    const whole = (name: "maximumDays" | "minimumReason", byDefault: number): number => {
        const value = rules[name] ?? byDefault;
        if (typeof value === "number" && Number.isInteger(value) && value >= 1) {
            return value;
        }
        faults.push(`waiverRules.${name} must be a whole number from 1`);
        return byDefault;
    };
    const selectors = rules["notWaivable"] ?? [];
    if (!isTexts(selectors)) {
        faults.push("waiverRules.notWaivable must be a list of selectors");
    }
    const named = (isTexts(selectors) ? selectors : []).flatMap((selector) => {
        const chosen = selected(policies, selector);
        faults.push(...(chosen.length > 0 ? [] : [`waiverRules.notWaivable: ${namesNone(selector, policies)}`]));
        return chosen;
    });
    return {
        maximumDays: whole("maximumDays", 365),
        minimumReason: whole("minimumReason", 20),
        notWaivable: new Set(named.map(({ id }) => id)),
    };
}

function faultsOf(waiver: Readonly<Record<string, unknown>>, limits: Limits, today: Day): readonly string[] {
    const texts = TEXTS.filter((name) => typeof waiver[name] !== "string" || waiver[name].trim() === "");
    const { created, expires, reason, owner, approver } = waiver;
    const days = (["created", "expires"] as const).filter((name) => !texts.includes(name) && !isDay(waiver[name]));
    const faults = [
        ...otherKeys(waiver, FIELDS),
        ...texts.map((name) => (waiver[name] === undefined ? `${name} is missing` : `${name} must be a text`)),
        ...days.map((name) => `${name} must be a day such as 2026-08-15`),
    ];
    if (isDay(created) && isDay(expires)) {
        const length = daysBetween(created, expires);
        if (length < 0) {
            faults.push("it expires before it was created");
        } else if (length > limits.maximumDays) {
            faults.push(`it holds for ${length} days, which may be ${limits.maximumDays} at most`);
        }
    }
    // A day more, as it may be tomorrow already where it was written.
    if (isDay(created) && daysBetween(today, created) > 1) {
        faults.push("it was created in the future");
    }
    if (typeof reason === "string" && reason.trim() !== "" && reason.trim().length < limits.minimumReason) {
        faults.push(`its reason must have ${limits.minimumReason} letters or more`);
    }
    if (typeof owner === "string" && owner.trim() !== "" && owner === approver) {
        faults.push("its approver must be another than its owner");
    }
    return faults;
}

function matchFaults(match: unknown, policies: readonly Choosable[], limits: Limits): readonly string[] {
    if (!isObject(match)) {
        return [match === undefined ? "match is missing" : "match must be an object"];
    }
    const faults = otherKeys(match, MATCHES).map((fault) => `match: ${fault}`);
    const wrong = MATCHES.filter((key) => match[key] !== undefined && !isPatterns(match[key]));
    faults.push(...wrong.map((key) => `match.${key} must be a text, or a list of texts`));
    if (MATCHES.every((key) => key === "policy" || match[key] === undefined)) {
        faults.push(`match needs one of ${MATCHES.slice(1).join(", ")}: to have a policy judge nothing, exclude it`);
    }
    if (match["policy"] === undefined) {
        faults.push("match.policy is missing");
    } else if (isPatterns(match["policy"])) {
        const named = textsOf(match["policy"]).map((pattern) => [pattern, selected(policies, pattern)] as const);
        const empty = named.filter(([, chosen]) => chosen.length === 0);
        faults.push(...empty.map(([pattern]) => `match.policy: ${namesNone(pattern, policies)}`));
        const chosen = named.flatMap(([, some]) => some);
        if (chosen.length > 0 && waivable(chosen, limits).length === 0) {
            faults.push("match.policy names only policies that nobody may waive");
        }
    }
    return faults;
}

function waivable(policies: readonly Choosable[], { notWaivable }: Limits): readonly string[] {
    return policies.map(({ id }) => id).filter((id) => !notWaivable.has(id));
}

function selected(policies: readonly Choosable[], patterns: Patterns): readonly Choosable[] {
    const matchers = textsOf(patterns).map(matcherOf);
    return policies.filter((policy) => namesOf(policy).some((name) => matchers.some((matches) => matches(name))));
}

function namesNone(pattern: string, policies: readonly Choosable[]): string {
    return `"${oneLine(pattern)}" names no policy${didYouMean(pattern, new Set(policies.flatMap(namesOf)))}`;
}

/** Waivers that hold, or held, over a run. */
export class Waivers {
    private readonly byPolicy = new Map<string, Compiled[]>();
    private readonly used = new Set<Waiver>();

    constructor(
        private readonly read: ReadWaivers,
        private readonly today: Day,
    ) {
        for (const waiver of read.waivers) {
            const compiled = { waiver, matches: compiledMatch(waiver.match) };
            for (const id of read.policiesOf.get(waiver) ?? []) {
                this.byPolicy.set(id, [...(this.byPolicy.get(id) ?? []), compiled]);
            }
        }
    }

    /** What the waivers say of a finding: one that holds, before one that does no more. Counts as a use of them. */
    rulingOn(policy: string, subject: Subject): Ruling | undefined {
        const about = this.about(policy, subject);
        about.forEach((waiver) => this.used.add(waiver));
        const [first] = about;
        if (first === undefined) {
            return undefined;
        }
        const { id, expires, owner, reason } = about.find((waiver) => this.holds(waiver)) ?? first;
        return expires >= this.today
            ? { isExpired: false, words: bracketed(`${id} until ${expires}, ${owner}: ${reason}`) }
            : {
                  isExpired: true,
                  words: `The waiver "${oneLine(id)}" of ${oneLine(owner)} for this expired on ${expires}.`,
              };
    }

    /** Whether what the policy may find there is waived. */
    isWaived(policy: string, subject: Subject): boolean {
        return this.about(policy, subject).some((waiver) => this.holds(waiver));
    }

    /** What is to be said of the waivers themselves at the end of a run over a stack. */
    warnings(stackUrn: string): readonly string[] {
        return this.read.waivers
            .filter(({ match }) => concernsStack(match, stackUrn))
            .flatMap((waiver) => {
                const name = `The waiver "${oneLine(waiver.id)}"`;
                const left = daysBetween(this.today, waiver.expires);
                if (!this.used.has(waiver)) {
                    return [`${name} waives nothing in this stack: remove it, or correct what it matches.`];
                }
                return left >= 0 && left <= SOON_DAYS
                    ? [
                          `${name} of ${oneLine(waiver.owner)} expires on ${waiver.expires}: correct what it waives, or renew it.`,
                      ]
                    : [];
            });
    }

    private about(policy: string, subject: Subject): readonly Waiver[] {
        const candidates = this.byPolicy.get(policy) ?? [];
        return candidates.filter(({ matches }) => matches(subject)).map(({ waiver }) => waiver);
    }

    private holds({ expires }: Waiver): boolean {
        return expires >= this.today;
    }
}

interface Compiled {
    readonly waiver: Waiver;
    readonly matches: (subject: Subject) => boolean;
}

function compiledMatch(match: WaiverMatch): (subject: Subject) => boolean {
    const [urn, type, name, parent, stack, region] = [
        match.urn,
        match.type,
        match.name,
        match.parent,
        match.stack,
        match.region,
    ].map((patterns) => (patterns === undefined ? undefined : textsOf(patterns).map(matcherOf)));
    const fits = (matchers: typeof urn, ...texts: readonly (string | undefined)[]): boolean =>
        matchers === undefined || texts.some((text) => text !== undefined && matchers.some((matches) => matches(text)));
    return (subject) => {
        const parts = partsOf(subject.urn);
        return (
            fits(urn, subject.urn) &&
            fits(type, parts.type) &&
            fits(name, parts.name) &&
            fits(stack, parts.stack) &&
            fits(parent, ...parts.parents, subject.parent && partsOf(subject.parent).name) &&
            (region === undefined || fits(region, subject.region()))
        );
    };
}

/** What a URN says: `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>`. */
function partsOf(urn: string) {
    const [head = "", , types = "", ...name] = urn.split("::");
    const chain = types.split("$");
    return {
        stack: head.slice("urn:pulumi:".length),
        type: chain.at(-1) ?? "",
        parents: chain.slice(0, -1),
        name: name.join("::"),
    };
}

/** Whether a waiver may be for resources of that stack; if it names no stack, it may. */
function concernsStack({ stack, urn }: WaiverMatch, stackUrn: string): boolean {
    const own = partsOf(stackUrn).stack;
    const start = stackUrn.split("::").slice(0, 2).join("::");
    const mayStart = (pattern: string) => {
        const fixed = pattern.split("*")[0] ?? "";
        return start.startsWith(fixed) || fixed.startsWith(start);
    };
    return (
        (stack === undefined || textsOf(stack).some((pattern) => matcherOf(pattern)(own))) &&
        (urn === undefined || textsOf(urn).some(mayStart))
    );
}

function textsOf(patterns: Patterns): readonly string[] {
    return typeof patterns === "string" ? [patterns] : patterns;
}

function isPatterns(value: unknown): value is Patterns {
    return (typeof value === "string" && value !== "") || (isTexts(value) && value.length > 0);
}

function isTexts(value: unknown): value is readonly string[] {
    return Array.isArray(value) && value.every((text) => typeof text === "string" && text !== "");
}

function isDay(value: unknown): value is Day {
    return (
        typeof value === "string" &&
        /^\d{4}-\d{2}-\d{2}$/.test(value) &&
        !Number.isNaN(Date.parse(value)) &&
        new Date(value).toISOString().startsWith(value)
    );
}

function daysBetween(from: Day, to: Day): number {
    return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** Reports find the end of what stands in brackets by the first that closes. */
function bracketed(text: string): string {
    return oneLine(text).replaceAll("[", "(").replaceAll("]", ")");
}
