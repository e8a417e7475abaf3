import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { explainAll, explainOne } from "./configuration/explain";
import { chosenBy, readConfigurationFile } from "./configuration/file";
import { didYouMean } from "./configuration/nearest";
import { matcherOf, namesOf } from "./configuration/selector";
import { waiversFrom } from "./configuration/waiverSource";
import { now } from "./evaluation/dated";
import { policies } from "./policies";

const HELP = `palisade-policies explain [--config <file>] [<policy or selector>]

Says which policies judge, at which level, and by which rule of a configuration.
  --config <file>  The file that goes to --policy-pack-config. Default: none
  <policy>         All of one policy: rules, options, controls, page
  <selector>       Only those that it names, such as 'service:s3' or 'cis-5.0:*'

Exit codes: 0, or 2 if the arguments or the file are wrong.`;

/** Faults of arguments and files, which are told without a stack trace. */
class UsageError extends Error {}

function main(given: readonly string[]): string {
    const { values, positionals } = readArguments(given);
    const [command, selector, ...more] = positionals;
    if (values.help || command === undefined) {
        return HELP;
    }
    if (command !== "explain" || more.length > 0) {
        throw new UsageError(
            `unknown: ${command === "explain" ? more.join(" ") : command}; --help tells what there is`,
        );
    }
    const file = readConfigurationFile(values.config === undefined ? "" : read(values.config));
    const chosen = chosenBy(policies, file);
    const { given: waivers, rules } = chosen.waivers;
    const told = waiversFrom(waivers, rules, policies, now(), folder());
    const faults = [...chosen.faults, ...told.faults];
    if (faults.length > 0) {
        throw new UsageError([`${values.config ?? ""} is wrong:`, ...faults.map((fault) => `- ${fault}`)].join("\n"));
    }
    const isNamed = matcherOf(selector ?? "*");
    const named = policies.filter((policy) => namesOf(policy).some(isNamed));
    const [one] = named;
    if (one === undefined) {
        const hint = didYouMean(selector ?? "", new Set(policies.flatMap(namesOf)));
        throw new UsageError(`"${selector ?? ""}" names no policy${hint}`);
    }
    const lines = one.id === selector ? explainOne(one, chosen, pageOf(one.id)) : explainAll(named, chosen);
    return lines.join("\n");
}

function readArguments(args: readonly string[]) {
    try {
        return parseArgs({
            args: [...args],
            options: { config: { type: "string" }, help: { type: "boolean", short: "h", default: false } },
            allowPositionals: true,
        });
    } catch (error) {
        throw new UsageError(`${error instanceof Error ? error.message : "?"}; --help tells what there is`);
    }
}

function read(path: string): string {
    if (!existsSync(path)) {
        throw new UsageError(`there is no file ${path}`);
    }
    try {
        return readFileSync(path, "utf8");
    } catch {
        throw new UsageError(`${path} cannot be read`);
    }
}

function pageOf(id: string): string {
    return join(folder(), "docs", "policies", `${id}.md`);
}

/** The pack's own. */
function folder(): string {
    return dirname(createRequire(__filename).resolve("palisade-policies/package.json"));
}

try {
    process.stdout.write(`${main(process.argv.slice(2))}\n`);
} catch (error) {
    if (!(error instanceof UsageError)) {
        throw error;
    }
    process.stderr.write(`error: ${error.message}\n`);
    process.exitCode = 2;
}
