import { controlsOf } from "../evaluation/frameworks";
import type { Policy } from "../evaluation/policy";
import { optionsOf } from "./options";
import type { Level } from "./presets";
import type { Choice, Chosen } from "./selection";
import type { Choosable } from "./selector";

const ORDER: readonly Level[] = ["mandatory", "remediate", "advisory", "disabled"];

/** What is on, at which level and by which rule, as lines of text. */
export function explainAll(policies: readonly Policy[], { choices }: Chosen): readonly string[] {
    const groups = ORDER.map(
        (level) => [level, policies.filter(({ id }) => choiceOf(choices, id).level === level)] as const,
    ).filter(([, own]) => own.length > 0);
    const width = Math.max(...policies.map(({ id }) => id.length));
    return [
        `${policies.length} ${policies.length === 1 ? "policy" : "policies"}: ${groups.map(([level, own]) => `${own.length} ${level}`).join(", ")}`,
        ...groups.flatMap(([level, own]) => [
            "",
            level,
            ...own.map(
                ({ id, severity }) =>
                    `  ${id.padEnd(width)}  ${severity.padEnd("critical".length)}  ${ruleOf(choiceOf(choices, id))}`,
            ),
        ]),
    ];
}

/** All there is to know of one policy, as lines of text. */
export function explainOne(policy: Policy, { choices, options }: Chosen, page: string | undefined): readonly string[] {
    const { remediation }: Choosable = policy;
    const choice = choiceOf(choices, policy.id);
    const width = Math.max(...choice.history.map(({ rule }) => rule.length));
    const set = options.get(policy.id) ?? {};
    return [
        `${policy.id}: ${policy.title}`,
        `${choice.level}, by ${ruleOf(choice)}`,
        "",
        "Rules, in their order",
        ...choice.history.map(({ rule, level }) => `  ${rule.padEnd(width)}  ${level}`),
        "",
        "Options",
        ...Object.entries(optionsOf(policy)).flatMap(([name, option]) => [
            `  ${name} = ${JSON.stringify(name in set ? set[name] : option.default)}${name in set ? `, by default ${JSON.stringify(option.default)}` : ""}`,
            `      ${option.schema.description}`,
        ]),
        "",
        `Severity: ${policy.severity}`,
        `Repairs: ${remediation === undefined ? "no" : "yes, at level remediate"}`,
        `Controls: ${controlsOf(policy.controls)
            .map(({ framework, id }) => `${framework.tag}:${id}`)
            .join(", ")}`,
        ...(page === undefined ? [] : [`Page: ${page}`]),
    ];
}

function choiceOf(choices: Chosen["choices"], id: string): Choice {
    return choices.get(id) ?? { level: "disabled", history: [] };
}

function ruleOf({ history }: Choice): string {
    return history.at(-1)?.rule ?? "nothing";
}
