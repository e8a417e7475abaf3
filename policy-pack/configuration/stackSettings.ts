import type { StackSettings } from "./configure";

/**
 * What a stack's configuration says under the pack's name (`palisade-policies:exclude`), from what the engine gives a pack's
 * process. A structured value arrives as JSON; what is none arrives as it is, and is refused as any other wrong value.
 */
export function stackSettings(pack: string, config = process.env["PULUMI_CONFIG"]): StackSettings {
    const values = parsed(config ?? "{}");
    if (typeof values !== "object" || values === null) {
        return {};
    }
    const own = Object.entries(values).filter(([key]) => key.startsWith(`${pack}:`));
    return Object.fromEntries(own.map(([key, value]) => [key.slice(pack.length + 1), parsed(String(value))]));
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text) as unknown;
    } catch {
        return text;
    }
}
