import { join, resolve } from "node:path";
import { buildPages } from "../bundling/pages";
import { readOptions, USAGE, UsageError } from "./options";
import { startConsole, type RunningConsole } from "./start";
import { USERS } from "./users";

async function main(args: readonly string[]): Promise<void> {
    const options = readOptions(args);
    if (options.help) {
        process.stdout.write(USAGE);
        return;
    }
    const tell = (line: string) => console.log(line);
    const pages =
        options.pages === undefined ? buildPages({ folder: join(__dirname, ".."), tell }) : resolve(options.pages);
    const data = options.data === undefined ? undefined : resolve(options.data);
    const running = await startConsole({ pages, port: options.port, data, tell });
    stopBySignal(running);
    tell(greeting(running.address, data));
}

function stopBySignal(running: RunningConsole): void {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        // Only the first time: whoever asks again does not want to wait.
        process.once(signal, () => {
            running.stop().catch(fail);
        });
    }
}

function greeting(address: string, data: string | undefined): string {
    const width = Math.max(...USERS.map(({ password }) => password.length));
    const users = USERS.map(
        ({ name, password, may }) => `    ${name.padEnd(width)}  ${password.padEnd(width)}  ${may}`,
    );
    return `
Palisade console: ${address}

Users, and their passwords, which are good for nothing but this console on this machine:

${users.join("\n")}

Data: ${data === undefined ? "in memory, gone at the end; --data <folder> keeps it" : data}
Ctrl-C ends it.
`;
}

function fail(error: unknown): void {
    const isUsage = error instanceof UsageError;
    console.error(`${error instanceof Error ? error.message : String(error)}${isUsage ? "\n\n" + USAGE : ""}`);
    process.exitCode = isUsage ? 2 : 1;
}

main(process.argv.slice(2)).catch(fail);
