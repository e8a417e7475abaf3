import { PolicyPack, type PolicyPackConfig } from "@pulumi/policy";
import { choose, type Chosen, type Selection } from "./configuration/selection";
import { dispatched, type Policy } from "./evaluation";
import { toSdkPolicy } from "./evaluation/sdkPolicy";
import { policies } from "./policies";

export { policies };
export type { Level, PresetName } from "./configuration/presets";
export type { LevelRule, PolicySettings, Selection } from "./configuration/selection";
export type { Selector } from "./configuration/selector";

export interface PackOptions {
    /** Policies of your own, made with `palisade-policies/evaluation`: chosen among as ours are. */
    readonly own?: readonly Policy[];
    /** Default: `name`. */
    readonly displayName?: string;
    readonly description?: string;
}

/**
 * Serves a policy pack made of Palisade's policies, and of your own. A process serves one pack; call it once, in the pack's
 * main module. Throws an error that names all that is wrong with the selection.
 *
 * @param name Letters, digits, `-`, `_` and `.`.
 * @param selection Which policies judge, and how strictly. Default: preset `baseline`.
 */
export function palisadePack(name: string, selection: Selection = {}, options: PackOptions = {}): PolicyPack {
    const { own = [], displayName = name, description } = options;
    const all = [...policies, ...own];
    const chosen = choose(all, selection);
    if (chosen.faults.length > 0) {
        throw new Error(`The selection of ${name} is wrong:\n${chosen.faults.map((fault) => `- ${fault}`).join("\n")}`);
    }
    return new PolicyPack(
        name,
        {
            displayName,
            ...(description === undefined ? {} : { description }),
            provider: "aws",
            enforcementLevel: "advisory",
            policies: dispatched(all, (policy) => ({
                ...toSdkPolicy(policy),
                enforcementLevel: levelIn(chosen, policy),
            })),
        },
        initialConfigOf(chosen),
    );
}

function levelIn({ choices }: Chosen, { id }: Policy) {
    return choices.get(id)?.level ?? "disabled";
}

/** Options for the engine, each with the level: it takes an entry without one as advisory. */
function initialConfigOf({ choices, options }: Chosen): PolicyPackConfig {
    return Object.fromEntries(
        [...options].map(([id, given]) => [id, { ...given, enforcementLevel: choices.get(id)?.level ?? "disabled" }]),
    );
}
