import type { Policy } from "../evaluation/policy";
import { now } from "../evaluation/dated";
import { explainAll, explainOne } from "./explain";
import { chosenBy, readConfigurationFile } from "./file";
import { didYouMean } from "./nearest";
import type { Chosen } from "./selection";
import { matcherOf, namesOf } from "./selector";
import { stackSettings } from "./stackSettings";
import { waiversFrom } from "./waiverSource";

/** What `palisade-policies explain` was asked. */
export interface Question {
    /** The file for `--policy-pack-config`: how it was named, and its text. */
    readonly file?: { readonly path: string; readonly text: string } | undefined;
    /** A stack's configuration, by whole key; a structured value as JSON. */
    readonly stack?: Readonly<Record<string, string>> | undefined;
    readonly selector?: string | undefined;
}

export type Answer = { readonly text: string } | { readonly fault: string };

/** A pack, which a question is about. */
export interface Asked {
    readonly name: string;
    readonly policies: readonly Policy[];
    /** What its code chose. */
    readonly coded: Chosen;
    /** Where relative paths of waivers begin. */
    readonly folder: string;
    readonly pageOf: (id: string) => string | undefined;
}

export function answerOf(question: Question, { name, policies, coded, folder, pageOf }: Asked): Answer {
    const { file, stack = {}, selector = "*" } = question;
    const settings = stackSettings(name, JSON.stringify(stack));
    const chosen = chosenBy(policies, readConfigurationFile(file?.text ?? ""), coded, settings);
    const { given: waivers, rules } = chosen.waivers;
    const told = waiversFrom(waivers, rules, policies, now(), folder);
    const faults = [...coded.faults, ...chosen.faults, ...told.faults];
    if (faults.length > 0) {
        const what = file?.path ?? (Object.keys(settings).length > 0 ? "the configuration" : name);
        return { fault: [`${what} is wrong:`, ...faults.map((fault) => `- ${fault}`)].join("\n") };
    }
    const isNamed = matcherOf(selector);
    const named = policies.filter((policy) => namesOf(policy).some(isNamed));
    const [one] = named;
    if (one === undefined) {
        const hint = didYouMean(selector, new Set(policies.flatMap(namesOf)));
        return { fault: `"${selector}" names no policy${hint}` };
    }
    const lines = one.id === selector ? explainOne(one, chosen, pageOf(one.id)) : explainAll(named, chosen);
    return { text: lines.join("\n") };
}
