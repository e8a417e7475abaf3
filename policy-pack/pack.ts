import "./evaluation/lateResolver";
import { PolicyPack, type Policy as SdkPolicy, type PolicyPackConfig } from "@pulumi/policy";
import { answerWhereAsked } from "./configuration/answerWhereAsked";
import { configurationPolicy, STACK } from "./configuration/configurationPolicy";
import { configure, CONFIGURATION } from "./configuration/configure";
import { whenConfigured, type Changes } from "./configuration/engine";
import { pageOf, pathOf } from "./configuration/pages";
import { choose, type Chosen, type Selection } from "./configuration/selection";
import { stackSettings } from "./configuration/stackSettings";
import { Waivers } from "./configuration/waivers";
import { waiversFrom } from "./configuration/waiverSource";
import type { Policy } from "./evaluation";
import { now } from "./evaluation/dated";
import { dispatchedTo } from "./evaluation/dispatch";
import { isFor } from "./evaluation/policy";
import { toSdkPolicy } from "./evaluation/sdkPolicy";
import { policies } from "./policies";

export { policies };
export type { Level, PresetName } from "./configuration/presets";
export type { LevelRule, PolicySettings, Selection } from "./configuration/selection";
export type { Selector } from "./configuration/selector";
export type { Waiver, WaiverMatch, WaiverRules } from "./configuration/waivers";

export interface PackOptions {
    /** Policies of your own, made with `palisade-policies/evaluation`: chosen among as ours are. */
    readonly own?: readonly Policy[];
    /** Default: `name`. */
    readonly displayName?: string;
    readonly description?: string;
    /**
     * Where people read the page of one of our policies, if you publish those in `docs/policies`: `url` of the policy then leads
     * there. Has to give an address that begins with `https://` or `http://`. Default: the page of the control.
     */
    readonly pageUrl?: (id: string) => string;
}

/**
 * Serves a policy pack made of Palisade's policies, and of your own. A process serves one pack; call it once, in the pack's
 * main module. Throws an error that names all that is wrong with the selection.
 *
 * @param name Letters, digits, `-`, `_` and `.`.
 * @param selection Which policies judge, and how strictly. Default: preset `baseline`.
 */
export function palisadePack(name: string, selection: Selection = {}, options: PackOptions = {}): PolicyPack {
    const { own = [], displayName = name, description, pageUrl } = options;
    const all = [...policies, ...own];
    const coded = choose(all, selection);
    answerWhereAsked(() => ({ name, policies: all, coded, folder: process.cwd(), pageOf }));
    const urls = new Map(pageUrl === undefined ? [] : policies.map(({ id }) => [id, pageUrl(id)]));
    const [unaddressed] = [...urls].find(([, url]) => !/^https?:\/\/\S+$/.test(url)) ?? [];
    const wrongs = [
        ...coded.faults,
        ...(unaddressed === undefined
            ? []
            : [`pageUrl gives no address for "${unaddressed}", such as "https://example.com/${unaddressed}"`]),
    ];
    if (wrongs.length > 0) {
        throw new Error(`The selection of ${name} is wrong:\n${wrongs.map((fault) => `- ${fault}`).join("\n")}`);
    }
    let waivers: Waivers | undefined;
    const served = all.map((policy) => ({
        id: policy.id,
        isFor: (type: string) => isFor(policy, type),
        served: withPage(
            toSdkPolicy(policy, now, () => waivers),
            own.includes(policy) ? undefined : { path: pathOf(policy.id), url: urls.get(policy.id) },
        ),
    }));
    const setLevels = ({ choices }: Chosen): void =>
        served.forEach((policy) => (policy.served.enforcementLevel = choices.get(policy.id)?.level ?? "disabled"));
    setLevels(coded);
    let faults: readonly string[] = [];
    const readWaiversOf = (chosen: Chosen): void => {
        const read = waiversFrom(chosen.waivers.given, chosen.waivers.rules, all, now(), process.cwd());
        waivers = read.waivers.length > 0 ? new Waivers(read, now()) : undefined;
        faults = [...chosen.faults, ...read.faults];
    };
    readWaiversOf(coded);
    whenConfigured((entries) => {
        const chosen = configure(all, coded, entries, stackSettings(name));
        readWaiversOf(chosen);
        // Who asks for the policies after that is told what holds.
        setLevels(chosen);
        return changesOf(chosen);
    });
    return new PolicyPack(
        name,
        {
            displayName,
            ...(description === undefined ? {} : { description }),
            provider: "aws",
            enforcementLevel: "advisory",
            policies: dispatchedTo([
                ...served,
                { isFor: (type) => type === STACK, served: configurationPolicy(() => ({ faults, waivers })) },
            ]),
        },
        initialConfigOf(coded),
    );
}

interface Page {
    /** In the package. */
    readonly path: string;
    /** Where the pages are published. */
    readonly url: string | undefined;
}

/** Without an address of its own pages, `url` leads to the page of the control. */
function withPage<Served extends SdkPolicy>(served: Served, page: Page | undefined): Served {
    if (page === undefined) {
        return served;
    }
    const { remediationSteps = "" } = served;
    return {
        ...served,
        remediationSteps: `${remediationSteps}\n\nMore: ${page.path} in palisade-policies.`,
        ...(page.url !== undefined && { url: page.url }),
    };
}

function changesOf({ choices, options }: Chosen): Changes {
    const levels = [...choices].map(([id, { level }]) => {
        const properties = options.get(id);
        return [id, properties === undefined ? { level } : { level, properties }] as const;
    });
    return new Map([...levels, [CONFIGURATION, { level: "mandatory" }]]);
}

/** Options for the engine, each with the level: it takes an entry without one as advisory. */
function initialConfigOf({ choices, options }: Chosen): PolicyPackConfig {
    return Object.fromEntries(
        [...options].map(([id, given]) => [id, { ...given, enforcementLevel: choices.get(id)?.level ?? "disabled" }]),
    );
}
