import * as pulumi from "@pulumi/pulumi";
import { keyArnFault, keyArnFix } from "./components/shared/arn";
import { daysFault } from "./components/shared/validate";

/** What a stack can set, under the project's name. `Pulumi.yaml` declares the same keys; a test compares the two. */
export interface Settings {
    /**
     * Whether buckets and keys may be deleted with the stack, data included. Default: false, a mistake never costs
     * data.
     */
    readonly removable: boolean;
    /** ARN of an existing KMS key for the data. Default: empty, the stack makes its own (1 USD a month). */
    readonly keyArn: string;
    /** Days for which logs are kept. Default: 365, a year of evidence. */
    readonly logRetentionDays: number;
    /** Days for which overwritten and deleted artifacts can be brought back. Default: 90. */
    readonly noncurrentVersionDays: number;
}

/** How one setting is read from text. */
interface Setting<T> {
    default: T;
    /** @throws an error that says what is wrong with the text */
    read: (text: string) => T;
    /** What to set instead. */
    fix: string;
}

/** Every setting: its default and its rule. */
export const schema: { readonly [Key in keyof Settings]: Setting<Settings[Key]> } = {
    removable: { default: false, read: flag, fix: "use true or false" },
    keyArn: { default: "", read: keyArn, fix: keyArnFix },
    logRetentionDays: { default: 365, read: days, fix: "use a whole number of days" },
    noncurrentVersionDays: { default: 90, read: days, fix: "use a whole number of days" },
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
    const faults: string[] = [];
    const take = <Key extends keyof Settings>(key: Key): Settings[Key] => {
        const setting: Setting<Settings[Key]> = schema[key];
        const text = config[`${project}:${key}`];
        try {
            return text === undefined ? setting.default : setting.read(text);
        } catch (error) {
            faults.push(`  - ${project}:${key}: ${(error as Error).message}. Fix: ${setting.fix}.`);
            return setting.default;
        }
    };
    const settings: Settings = {
        removable: take("removable"),
        keyArn: take("keyArn"),
        logRetentionDays: take("logRetentionDays"),
        noncurrentVersionDays: take("noncurrentVersionDays"),
    };
    const known = Object.keys(schema).map((key) => `${project}:${key}`);
    for (const key of Object.keys(config)) {
        if (key.startsWith(`${project}:`) && !known.includes(key)) {
            faults.push(`  - ${key}: it is not a setting. Fix: use one of ${known.join(", ")}.`);
        }
    }
    if (faults.length > 0) {
        throw new ConfigurationError(["the configuration of the stack is wrong:", ...faults].join("\n"));
    }
    return settings;
}

function flag(text: string): boolean {
    if (text !== "true" && text !== "false") {
        throw new Error(`"${text}" is neither true nor false`);
    }
    return text === "true";
}

function keyArn(text: string): string {
    const fault = text === "" ? undefined : keyArnFault(text);
    if (fault !== undefined) {
        throw new Error(fault);
    }
    return text;
}

function days(text: string): number {
    const fault = /^\d+$/.test(text) ? daysFault(Number(text), 1) : `"${text}" is not a whole number`;
    if (fault !== undefined) {
        throw new Error(fault);
    }
    return Number(text);
}
