import * as pulumi from "@pulumi/pulumi";
import { type Fault, logBucketArguments, secureBucketArguments } from "palisade-aws";

/** What a stack can set, under the project's name. */
export interface Settings {
    /**
     * Whether buckets and keys may be deleted with the stack, data included. Default: false, a mistake never costs
     * data.
     */
    readonly removable: boolean;
    /** ARN of an existing KMS key for the data. Default: none, the stack makes its own (1 USD a month). */
    readonly keyArn?: string;
    /** Days for which logs are kept. Default: 365, a year of evidence. */
    readonly logRetentionDays: number;
    /** Days for which overwritten and deleted artifacts can be brought back. Default: 90. */
    readonly noncurrentVersionDays: number;
}

/** How text becomes a value. */
interface Form<T> {
    read: (text: string) => T | undefined;
    /** What is wrong with a text that does not. */
    fault: string;
    fix: string;
}

const flag: Form<boolean> = {
    read: (text) => (text === "true" ? true : text === "false" ? false : undefined),
    fault: "is neither true nor false",
    fix: "use true or false",
};
const wholeNumber: Form<number> = {
    read: (text) => (/^-?\d+$/.test(text) ? Number(text) : undefined),
    fault: "is not a whole number",
    fix: "use a whole number",
};
const anyText: Form<string> = { read: (text) => text, fault: "is not a text", fix: "use a text" };

/** One setting: its form in the stack's file, and the component's argument whose rule and default it has. */
interface Setting<Value, Checked = Value> {
    form: Form<Value>;
    argument: { default?: Value; check?: (value: Checked, at: string) => Fault[] };
}

const bucket = secureBucketArguments.rules;
const logs = logBucketArguments.rules;

/** Every setting. `Pulumi.yaml` declares those that have a default; a test compares the two. */
export const schema: { readonly [Key in keyof Settings]-?: Setting<NonNullable<Settings[Key]>> } = {
    removable: { form: flag, argument: bucket.removable },
    keyArn: { form: anyText, argument: { check: bucket.key.check } },
    logRetentionDays: { form: wholeNumber, argument: logs.retentionDays },
    noncurrentVersionDays: { form: wholeNumber, argument: bucket.noncurrentVersionDays },
};

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
        if (text === undefined) {
            return argument.default;
        }
        const value = form.read(text);
        faults.push(
            ...(value === undefined
                ? [{ argument: at, fault: `"${text}" ${form.fault}`, fix: form.fix }]
                : (argument.check?.(value as never, at) ?? [])),
        );
        return value;
    };
    const settings = Object.fromEntries(Object.entries(schema).map(([key, setting]) => [key, take(key, setting)]));
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
