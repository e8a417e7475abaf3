import { not, type Truth } from "palisade-policy-documents";
import { readOptions, type OptionsOf, type OptionSet } from "../configuration/options";
import { eitherOf, Message, say } from "./message";
import { resourcePolicy, set, type Declaration, type ResourcePolicy } from "./policy";
import { UNTRACED } from "./reasons";
import { must, when } from "./requirement";
import type { ResourceReader } from "./resource";
import { Value, type Scalar } from "./value";

/** What is demanded of one setting. Limits may be an option of the policy, by its name. */
export type Rule<Limit> =
    | { readonly be: Scalar }
    | { readonly notBe: Scalar }
    | { readonly beOneOf: readonly Scalar[] }
    | { readonly notBeOneOf: readonly Scalar[] }
    | { readonly beAtLeast: Limit; readonly unit?: string }
    | { readonly beAtMost: Limit; readonly unit?: string }
    /** What it is to be set to, in words: `{ beSet: "the ARN of a KMS key" }`. */
    | { readonly beSet: string }
    /** The same of what lies in an object, where a value that is not known yet will do: it is a value. */
    | { readonly beGiven: string };

interface SettingDeclaration<Options extends OptionSet> extends Declaration<Options> {
    /** Where the setting lies, with dots: `vpcConfig.endpointPublicAccess`; by type where types differ. */
    readonly setting: string | Readonly<Record<string, string>>;
    /** What must hold of it: `{ be: true }`, `{ beAtLeast: "minimumDays", unit: "days" }`. */
    readonly must: Rule<number | (keyof Options & string)>;
    /** What the provider takes where the setting is not given, if it takes anything. */
    readonly default?: Scalar;
    /** Where the provider refuses a resource without the setting: then nobody is told to remove it. */
    readonly isRequired?: true;
    /** Which resources the policy is for, where it is not all of its types. */
    readonly appliesIf?: (resource: ResourceReader) => Truth;
    /** Whether level `remediate` may set what is demanded: only where that replaces nothing and takes nothing away. */
    readonly remediates?: true;
}

/**
 * Declares a policy that demands something of one setting. Check, message and remediation follow from what is declared;
 * what does not fit is a {@link resourcePolicy}.
 */
export function settingPolicy<const Options extends OptionSet = Record<never, never>>(
    declaration: SettingDeclaration<Options>,
): ResourcePolicy<Options> {
    const {
        setting,
        must: rule,
        default: providerDefault,
        isRequired,
        appliesIf,
        remediates,
        ...described
    } = declaration;
    const pathOf = (type: string): readonly [string, ...string[]] => {
        const [first = "", ...rest] = (typeof setting === "string" ? setting : (setting[type] ?? "")).split(".");
        return [first, ...rest];
    };
    const demandFor = (options: OptionsOf<Options>): Demand =>
        demandOf(rule, (limit) => (typeof limit === "number" ? limit : Number(options[limit])));
    return resourcePolicy<Options>({
        ...described,
        demand: {
            of: [...new Set(described.types.map((type) => pathOf(type).join(".")))],
            // Limits are told by their default: an option's page says that it can be changed.
            to: demandFor(defaultsOf(described.options ?? {})).to.text,
            ...(providerDefault !== undefined && { byDefault: providerDefault }),
        },
        check(resource, options) {
            const given = resource.get(...pathOf(resource.type));
            const value = providerDefault === undefined ? given : given.absentAs(providerDefault);
            const demand = demandFor(options);
            const byDefault = Value.of(providerDefault, value.path, UNTRACED);
            const canBeAbsent = isRequired !== true && demand.holds(byDefault) === true;
            const demanded = must(demand.holds(value), instruction(demand, value, canBeAbsent));
            return appliesIf === undefined ? demanded : when(appliesIf(resource), demanded);
        },
        ...(remediates && {
            remediation: (resource, options) => {
                const { repair } = demandFor(options);
                return repair === undefined ? [] : [set(pathOf(resource.type), repair)];
            },
        }),
    });
}

function defaultsOf<Options extends OptionSet>(options: OptionSet): OptionsOf<Options> {
    return readOptions(options as Options, {}).values;
}

/** A rule with its limit filled in. */
interface Demand {
    readonly holds: (value: Value) => Truth;
    /** `true`, `30 days or more`: goes after "Set … to". */
    readonly to: Message;
    /** A value that fulfils it, if the rule names one. */
    readonly repair?: Scalar;
}

function demandOf<Limit>(rule: Rule<Limit>, numberOf: (limit: Limit) => number): Demand {
    if ("be" in rule) {
        return { holds: (value) => value.is(rule.be), to: eitherOf([rule.be]), repair: rule.be };
    }
    if ("notBe" in rule) {
        return demandOf({ notBeOneOf: [rule.notBe] }, numberOf);
    }
    if ("beOneOf" in rule) {
        const [repair] = rule.beOneOf;
        const demand: Demand = { holds: (value) => value.isOneOf(rule.beOneOf), to: eitherOf(rule.beOneOf) };
        return repair === undefined ? demand : { ...demand, repair };
    }
    if ("notBeOneOf" in rule) {
        const to = say`something else than ${eitherOf(rule.notBeOneOf)}`;
        return { holds: (value) => not(value.isOneOf(rule.notBeOneOf)), to };
    }
    if ("beAtLeast" in rule) {
        const limit = numberOf(rule.beAtLeast);
        return { holds: (value) => value.atLeast(limit), to: say`${inUnits(limit, rule.unit)} or more`, repair: limit };
    }
    if ("beAtMost" in rule) {
        const limit = numberOf(rule.beAtMost);
        const orLess = rule.unit === undefined ? say`or less` : say`or fewer`;
        return {
            holds: (value) => value.atMost(limit),
            to: say`${inUnits(limit, rule.unit)} ${orLess}`,
            repair: limit,
        };
    }
    if ("beGiven" in rule) {
        return { holds: (value) => value.isGiven(), to: Message.of([rule.beGiven], []) };
    }
    return { holds: (value) => value.isPresent(), to: Message.of([rule.beSet], []) };
}

function inUnits(limit: number, unit: string | undefined): Message {
    return unit === undefined ? say`${limit}` : say`${limit} ${Message.of([unit], [])}`;
}

/** Where the provider's default will do, removing the setting is the first thing to do. */
function instruction({ to }: Demand, value: Value, canBeAbsent: boolean): Message {
    return canBeAbsent ? say`Remove ${value}, or set it to ${to}.` : say`Set ${value} to ${to}.`;
}
