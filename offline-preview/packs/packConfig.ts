import { didYouMean } from "../configuration/closest";
import { schemaFaults } from "../jsonSchema";
import type { ConfiguredLevel, PolicyMetadata } from "../model";
import { messageOf } from "../promises";
import type { PropertyMap } from "../values";

const LEVELS: readonly ConfiguredLevel[] = ["advisory", "mandatory", "disabled", "remediate"];

export interface PolicyConfig {
    level?: ConfiguredLevel;
    properties: PropertyMap;
}

/** The part of a policy's metadata that its configuration is checked against, and the schema. */
export interface ConfigurablePolicy extends Pick<PolicyMetadata, "name" | "level"> {
    schema?: { properties: Record<string, PropertyMap>; required: string[] };
}

export type PackConfig = Record<string, PolicyConfig>;

/** Reads the content of a `--policy-pack-config` file: policy name, or `all`, to a level or an object. */
export function parsePackConfig(text: string): { config: PackConfig; problems: string[] } {
    const config = byName<PolicyConfig>();
    const problems: string[] = [];
    if (text.trim() === "") {
        return { config: {}, problems };
    }
    let parsed: unknown;
    try {
        parsed = JSON.parse(text);
    } catch (error) {
        return { config: {}, problems: [`is not JSON: ${messageOf(error)}`] };
    }
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
        return { config: {}, problems: ['must hold one object: policy names, or "all", to a level or to an object'] };
    }
    for (const [name, value] of Object.entries(parsed as Record<string, unknown>)) {
        if (name === "environments") {
            problems.push(
                '"environments" (Pulumi ESC) cannot be read without the Pulumi service; give the values here',
            );
        } else if (typeof value === "string") {
            config[name] = { ...level(name, value, problems), properties: {} };
        } else if (typeof value === "object" && value !== null && !Array.isArray(value)) {
            const { enforcementLevel, ...properties } = value as PropertyMap;
            config[name] = { ...level(name, enforcementLevel, problems), properties };
        } else {
            problems.push(`"${name}" must be a level (${LEVELS.join(", ")}) or an object`);
        }
    }
    return { config: { ...config }, problems };
}

/** Names are what somebody wrote: none may be found that only an object's prototype has. */
function byName<T>(): Record<string, T> {
    return Object.create(null) as Record<string, T>;
}

function level(name: string, value: unknown, problems: string[]): { level?: ConfiguredLevel } {
    if (value === undefined) {
        return {};
    }
    const known = LEVELS.find((candidate) => candidate === value);
    if (known === undefined) {
        const hint = typeof value === "string" ? didYouMean(value, LEVELS) : "";
        problems.push(`"${name}": ${JSON.stringify(value)} is no enforcement level; use ${LEVELS.join(", ")}${hint}`);
        return {};
    }
    return { level: known };
}

/**
 * The engine's order: the schema's defaults and the policy's own level, then the pack's initial configuration, then
 * the file; `all` sets the level of every policy before single ones are read. Each is checked against its schema. As by the
 * engine, the pack is told of `all` too.
 */
export function reconcile(
    policies: readonly ConfigurablePolicy[],
    layers: readonly PackConfig[],
): { config: Record<string, Required<PolicyConfig>>; problems: string[] } {
    const config = byName<Required<PolicyConfig>>();
    const problems: string[] = [];
    for (const policy of policies) {
        const defaults = Object.entries(policy.schema?.properties ?? {})
            .filter(([, schema]) => "default" in schema)
            .map(([key, schema]) => [key, schema.default]);
        config[policy.name] = { level: policy.level, properties: Object.fromEntries(defaults) as PropertyMap };
    }
    for (const layer of layers) {
        const all = layer.all?.level;
        if (all !== undefined) {
            Object.values(config).forEach((entry) => (entry.level = all));
            config.all = { level: all, properties: {} };
        }
        for (const [name, given] of Object.entries(layer)) {
            const entry = config[name];
            if (entry !== undefined) {
                entry.level = given.level ?? entry.level;
                Object.assign(entry.properties, given.properties);
            } else if (name !== "all") {
                problems.push(`"${name}" is no policy of this pack${didYouMean(name, Object.keys(config))}`);
            }
        }
    }
    // A schema's own defaults are taken as they are: only what somebody gave, or had to give, is checked.
    const given = new Set(layers.flatMap((layer) => Object.keys(layer)));
    for (const policy of policies) {
        if (given.has(policy.name) || (policy.schema?.required.length ?? 0) > 0) {
            problems.push(...schemaProblems(policy, config[policy.name]?.properties ?? {}));
        }
    }
    return { config: { ...config }, problems };
}

function schemaProblems(policy: ConfigurablePolicy, properties: PropertyMap): string[] {
    const { schema } = policy;
    return schema === undefined
        ? []
        : schemaFaults({ type: "object", ...schema }, properties).map(
              ({ path, message }) => `"${policy.name}"${path.replaceAll("/", ".")}: ${message}`,
          );
}
