import * as pulumi from "@pulumi/pulumi";
import type { Fault } from "palisade-aws";
import { crossFaults } from "./settings/crossFaults";
import { schema, type Setting } from "./settings/schema";
import type { Settings } from "./settings/settings";

/** What Pulumi.yaml declares for a setting without a default. */
const EMPTY = ["", "{}"];

/** Thrown once, with everything that is wrong with a stack's configuration. The CLI shows it without a stack trace. */
export class ConfigurationError extends pulumi.RunError {}

/**
 * Reads the stack's settings.
 * @param project the namespace of the keys
 * @param config all configuration of the stack, by full key
 * @throws ConfigurationError that names every wrong value and every key of the project that is not a setting
 */
export function readSettings(
    project: string = pulumi.getProject(),
    config: Record<string, string> = pulumi.runtime.allConfig(),
): Settings {
    const faults: Fault[] = [];
    const take = (key: string, { form, argument }: Setting<unknown, never>): unknown => {
        const at = `${project}:${key}`;
        const text = config[at];
        if (text === undefined || (argument.default === undefined && EMPTY.includes(text))) {
            return argument.default;
        }
        const value = form.read(text);
        faults.push(
            ...(value === undefined
                ? [{ argument: at, fault: `${form.untold ? "it" : `"${text}"`} ${form.fault}`, fix: form.fix }]
                : (argument.check?.(value as never, at) ?? [])),
        );
        return value;
    };
    const settings = Object.fromEntries(Object.entries(schema).map(([key, setting]) => [key, take(key, setting)]));
    faults.push(...crossFaults(settings).map((fault) => ({ ...fault, argument: `${project}:${fault.argument}` })));
    const known = Object.keys(schema).map((key) => `${project}:${key}`);
    for (const key of Object.keys(config)) {
        if (key.startsWith(`${project}:`) && !known.includes(key)) {
            faults.push({ argument: key, fault: "it is not a setting", fix: `use one of ${known.join(", ")}` });
        }
    }
    if (faults.length > 0) {
        const lines = faults.map(({ argument, fault, fix }) => `  - ${argument}: ${fault}. Fix: ${fix}.`);
        throw new ConfigurationError(["the configuration of the stack is wrong:", ...lines].join("\n"));
    }
    return settings as unknown as Settings;
}
