import type { Diagnosis } from "../analyzer";
import { isUndetermined, isWaived } from "../merge";
import type { Diagnostic, PolicyMetadata, PolicyPackSummary } from "../model";
import type { CliRun, RunPack } from "./readRun";

/**
 * The packs that judged a run, with what they say of their policies; of a pack that is not at hand, and of a policy that
 * it has no more, what the events tell. The version is that of the run: findings name it.
 *
 * @param given Packs at hand.
 */
export function packsOf(run: CliRun, given: readonly PolicyPackSummary[]): PolicyPackSummary[] {
    return [...run.packs].map(([name, pack]) => {
        const { path = "", policies = [] } = given.find((one) => one.name === name) ?? {};
        const found = run.diagnoses.filter((diagnosis) => diagnosis.pack.name === name);
        return { name, version: pack.version, path, policies: joined(pack, policies, found), broke: false };
    });
}

/** Other versions of a pack may say other things of its policies. */
export function versionWarnings(run: CliRun, given: readonly PolicyPackSummary[]): Diagnostic[] {
    return given.flatMap(({ name, version, path }): Diagnostic[] => {
        const ran = run.packs.get(name)?.version ?? version;
        const message = `policy pack ${name}: ${ran} judged the run; its policies are told as ${version} in ${path} has them`;
        return ran === version ? [] : [{ severity: "warning", message }];
    });
}

function joined(
    { policies: ran }: RunPack,
    known: readonly PolicyMetadata[],
    diagnoses: readonly Diagnosis[],
): PolicyMetadata[] {
    const names = new Set([...known.map(({ name }) => name), ...ran.keys()]);
    return [...names].map((name) => {
        const found = diagnoses.filter(({ policy }) => policy === name);
        const policy = known.find((one) => one.name === name) ?? told(name, ran.get(name) ?? "unknown", found);
        return { ...policy, level: levelIn(policy.level, ran.has(name), found) };
    });
}

/** A policy that is known by events alone. */
function told(name: string, kind: PolicyMetadata["kind"], found: readonly Diagnosis[]): PolicyMetadata {
    const severity = found.find((diagnosis) => diagnosis.severity !== undefined)?.severity;
    return {
        name,
        kind,
        level: "advisory",
        ...(severity === undefined ? {} : { severity }),
        description: found.map(descriptionIn).find((description) => description !== "") ?? "",
        tags: [],
    };
}

/** The pack at hand may be configured in another way than it was in the run. */
function levelIn(level: PolicyMetadata["level"], ran: boolean, found: readonly Diagnosis[]): PolicyMetadata["level"] {
    if (found.some((diagnosis) => diagnosis.level === "mandatory")) {
        return "mandatory";
    }
    return ran && level === "disabled" ? "advisory" : level;
}

/** The SDK puts a policy's description, which no event has by itself, before what it found, on a line of its own. */
function descriptionIn({ message, level }: Diagnosis): string {
    const [first = "", ...rest] = message.split("\n");
    const isOwn = isUndetermined({ message: first, level }) || isWaived({ message: first, level });
    return isOwn || rest.length === 0 ? "" : first;
}
