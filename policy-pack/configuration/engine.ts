import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { EnforcementLevel, type ConfigureAnalyzerRequest, type PolicyConfig } from "@pulumi/pulumi/proto/analyzer_pb";
import { following } from "../evaluation/dispatch";
import type { Entries, Entry } from "./configure";
import type { Level } from "./presets";

const LEVELS: Readonly<Record<Level, EnforcementLevel>> = {
    advisory: EnforcementLevel.ADVISORY,
    mandatory: EnforcementLevel.MANDATORY,
    remediate: EnforcementLevel.REMEDIATE,
    disabled: EnforcementLevel.DISABLED,
};
const LEVEL_NAMES: ReadonlyMap<EnforcementLevel, Level> = new Map(
    (Object.keys(LEVELS) as Level[]).map((name) => [LEVELS[name], name]),
);

/** What the engine's configuration of policies is to be changed to, by policy. */
export type Changes = ReadonlyMap<string, Partial<Entry>>;

/**
 * Has what the engine configures changed before the SDK (1.21) reads it, which has no other way to do so: what one policy is
 * told there sets the levels of all. The SDK then disables, reports and remediates by them as if the engine had said so.
 */
export function whenConfigured(change: (entries: Entries) => Changes): void {
    const { configure } = AnalyzerService;
    configure.requestDeserialize = following(configure.requestDeserialize, (request) => {
        const configs = request.getPolicyconfigMap();
        for (const [id, entry] of change(entriesOf(request))) {
            const config = configs.get(id);
            if (config !== undefined) {
                apply(config, entry);
            }
        }
    });
}

function entriesOf(request: ConfigureAnalyzerRequest): Entries {
    const entries = new Map<string, Entry>();
    request.getPolicyconfigMap().forEach((config, name) => {
        entries.set(name, {
            level: levelOf(config.getEnforcementlevel()),
            // Of few policies anybody asks for them.
            get properties() {
                return config.getProperties()?.toJavaScript() ?? {};
            },
        });
    });
    return entries;
}

function levelOf(level: EnforcementLevel): Level {
    return LEVEL_NAMES.get(level) ?? "mandatory";
}

function apply(config: PolicyConfig, { level, properties }: Partial<Entry>): void {
    if (level !== undefined) {
        config.setEnforcementlevel(LEVELS[level]);
    }
    const given = config.getProperties();
    if (properties !== undefined && given !== undefined) {
        const merged = { ...given.toJavaScript(), ...properties };
        given.toJavaScript = () => merged as ReturnType<typeof given.toJavaScript>;
    }
}
