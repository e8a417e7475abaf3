import { existsSync, readFileSync } from "node:fs";
import { parseArgs, stripVTControlCharacters } from "node:util";
import { answerOf, type Answer, type Question } from "./configuration/answer";
import { askPack } from "./configuration/askedPack";
import { ownFolder, pageOf } from "./configuration/pages";
import { choose } from "./configuration/selection";
import { readStackFile } from "./configuration/stackFile";
import { policies } from "./policies";

const HELP = `palisade-policies explain [flags] [<policy or selector>]

Says which policies judge, at which level, and by which rule of a configuration.
  --config <file>        The file that goes to --policy-pack-config. Default: none
  --pack <folder>        A pack of your own, made by palisadePack: it is started, and asked. Default: palisade-policies
  --stack-config <file>  A stack's Pulumi.<stack>.yaml, for what is delegated to stacks. Default: none
  <policy>               All of one policy: rules, options, controls, page
  <selector>             Only those that it names, such as 'service:s3' or 'cis-5.0:*'

Exit codes: 0, or 2 if the arguments, a file or the pack are wrong.`;

/** Faults of arguments and files, which are told without a stack trace. */
class UsageError extends Error {}

async function main(given: readonly string[]): Promise<string> {
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
    const { config, pack, "stack-config": stackConfig } = values;
    const stack = stackConfig === undefined ? undefined : stackFile(stackConfig);
    const question: Question = {
        selector,
        file: config === undefined ? undefined : { path: config, text: read(config) },
        stack: stack?.config,
    };
    const answer = pack === undefined ? answerOfOurs(question) : await askPack(pack, question);
    if ("fault" in answer) {
        throw new UsageError(answer.fault);
    }
    const hint = "imports environments, which only the Pulumi service knows: what they say is left out";
    return stack?.hasEnvironments === true ? `${answer.text}\n\n${stackConfig ?? ""} ${hint}` : answer.text;
}

function answerOfOurs(question: Question): Answer {
    const coded = choose(policies, {});
    return answerOf(question, { name: "palisade-policies", policies, coded, folder: ownFolder(), pageOf });
}

function readArguments(args: readonly string[]) {
    try {
        return parseArgs({
            args: [...args],
            options: {
                config: { type: "string" },
                pack: { type: "string" },
                "stack-config": { type: "string" },
                help: { type: "boolean", short: "h", default: false },
            },
            allowPositionals: true,
        });
    } catch (error) {
        throw new UsageError(`${error instanceof Error ? error.message : "?"}; --help tells what there is`);
    }
}

function stackFile(path: string) {
    try {
        return readStackFile(path, read);
    } catch (error) {
        throw error instanceof Error ? new UsageError(error.message) : error;
    }
}

function read(path: string): string {
    if (!existsSync(path)) {
        throw new UsageError(`there is no file ${path}`);
    }
    try {
        // Some editors begin a text with a byte order mark.
        return readFileSync(path, "utf8").replace(/^\ufeff/, "");
    } catch {
        throw new UsageError(`${path} cannot be read`);
    }
}

/** Who reads may go before all is written, as `head` does: what is left is for nobody. */
process.stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
    if (code !== "EPIPE") {
        process.stderr.write(`error: standard output cannot be written: ${message}\n`);
        process.exitCode = 2;
    }
});
process.stderr.on("error", () => undefined);

/** Files may hold what acts on a terminal, or turns the direction of text. */
function printable(text: string): string {
    return stripVTControlCharacters(text).replaceAll(/(?![\n\t])[\p{Cc}\p{Bidi_Control}]/gu, "");
}

main(process.argv.slice(2)).then(
    (text) => process.stdout.write(printable(`${text}\n`)),
    (error: unknown) => {
        if (!(error instanceof UsageError)) {
            throw error;
        }
        process.stderr.write(printable(`error: ${error.message}\n`));
        process.exitCode = 2;
    },
);
