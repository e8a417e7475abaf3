import type { BaselinePart } from "palisade-aws";
import type {
    DnsSettings,
    HostedZoneSettings,
    NetworkSettings,
    OidcSettings,
    PatternPipelinesSettings,
    ReachingSettings,
    SecurityContactSettings,
    TrailOrganizationSettings,
} from "./settings";

/** How text becomes a value. */
export interface Form<T> {
    read: (text: string) => T | undefined;
    /** What is wrong with a text that does not. */
    fault: string;
    fix: string;
    /** Whether the text is too long to be told, or may hold what nobody should read. */
    untold?: true;
}

export const flag: Form<boolean> = {
    read: (text) => (text === "true" ? true : text === "false" ? false : undefined),
    fault: "is neither true nor false",
    fix: "use true or false",
};
export const wholeNumber: Form<number> = {
    read: (text) => (/^-?\d+$/.test(text) ? Number(text) : undefined),
    fault: "is not a whole number",
    fix: "use a whole number",
};
export const anyText: Form<string> = { read: (text) => text, fault: "is not a text", fix: "use a text" };

export function oneOf<T extends string>(values: Readonly<Record<string, T>>): Form<T> {
    const all = Object.values(values);
    return {
        read: (text) => all.find((value) => value === text),
        fault: "is none of its values",
        fix: `use ${all.join(" or ")}`,
    };
}

/** Lists and objects reach a program as JSON. */
export function structured<T>(is: (value: unknown) => value is T, what: string): Form<T> {
    return {
        read: (text) => {
            try {
                const value: unknown = JSON.parse(text);
                return is(value) ? value : undefined;
            } catch {
                return undefined;
            }
        },
        fault: `is not ${what}`,
        fix: `write ${what}, in YAML or with pulumi config set --path`,
        untold: true,
    };
}

export const isTexts = (value: unknown): value is string[] =>
    Array.isArray(value) && value.every((one) => typeof one === "string");
export const isParts = (value: unknown): value is BaselinePart[] => isTexts(value);
export const isTextTable = (value: unknown): value is Record<string, string> =>
    typeof value === "object" && value !== null && isTexts(Object.values(value));
export const isRecord = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
export const isTextObject = (value: unknown): value is Record<string, string> => isRecord(value) && isTextTable(value);
export const isReaching = (value: unknown): value is Record<string, ReachingSettings> =>
    isRecord(value) && Object.values(value).every(isTextTable);
export const isNetwork = (value: unknown): value is NetworkSettings => {
    const {
        zones = 0,
        vpnCidrs = [],
        privateSubnetIds,
        isolatedSubnetIds,
        publicSubnetIds,
        endpointIds,
        ...texts
    } = isRecord(value) ? value : { none: 0 };
    const lists = [vpnCidrs, privateSubnetIds, isolatedSubnetIds, publicSubnetIds].filter((one) => one !== undefined);
    return typeof zones === "number" && lists.every(isTexts) && isTextTable(endpointIds ?? {}) && isTextTable(texts);
};
export const isZone = (value: unknown): value is HostedZoneSettings => isTextObject(value);
export const isOrganization = (value: unknown): value is TrailOrganizationSettings => isTextObject(value);
export const isDns = (value: unknown): value is DnsSettings => {
    const {
        dnssec = false,
        withoutQueryLog = false,
        onlyIssuedBy = [],
        ...texts
    } = isRecord(value) ? value : { none: 0 };
    return (
        [dnssec, withoutQueryLog].every((one) => typeof one === "boolean") &&
        isTexts(onlyIssuedBy) &&
        isTextTable(texts)
    );
};
const isPattern = (value: unknown): boolean => {
    const {
        buildCommands = [],
        publishCommands = [],
        registerCommands = [],
        ...texts
    } = isRecord(value) ? value : { none: 0 };
    return [buildCommands, publishCommands, registerCommands].every(isTexts) && isTextTable(texts);
};
export const isPatternPipelines = (value: unknown): value is PatternPipelinesSettings => {
    const { patterns, pullRequests = {}, ...texts } = isRecord(value) ? value : { none: 0 };
    return (
        isRecord(patterns) &&
        Object.values(patterns).every(isPattern) &&
        isTextObject(pullRequests) &&
        isTextTable(texts)
    );
};
export const isContact = (value: unknown): value is SecurityContactSettings => isTextObject(value);
export const isOidc = (value: unknown): value is OidcSettings => {
    const { provider, groups, ...others } = (value ?? {}) as Record<string, unknown>;
    const { scopes = [], ...texts } = (provider ?? {}) as Record<string, unknown>;
    return isTextTable(texts) && isTexts(scopes) && isTextTable(groups) && Object.keys(others).length === 0;
};
