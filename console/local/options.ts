import { parseArgs } from "node:util";

export const USAGE = `Usage: npm run console -- [options]

Starts the pattern console on this machine: pages, API, store and an identity provider with four users, without AWS.

  --port <number>    of the console; the identity provider has the next one (default: 4400; 0: any two)
  --data <folder>    keeps data and keys there; without it, all is gone at the end
  --pages <folder>   serves the pages that are built there, and builds none
  --help             shows this
`;

export interface Options {
    readonly port: number;
    readonly data: string | undefined;
    readonly pages: string | undefined;
    readonly help: boolean;
}

/** @throws UsageError for what is no option, or no value of one. */
export function readOptions(args: readonly string[]): Options {
    const { port = "4400", data, pages, help = false } = parsed(args);
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65534) {
        throw new UsageError(`--port takes a number from 0 to 65534, not "${port}"`);
    }
    if (data === "" || pages === "") {
        throw new UsageError(`${data === "" ? "--data" : "--pages"} takes the path of a folder`);
    }
    return { port: Number(port), data, pages, help };
}

/** The command line is not as it should be. */
export class UsageError extends Error {
    override readonly name = "UsageError";
}

function parsed(args: readonly string[]) {
    try {
        return parseArgs({
            args: [...args],
            options: {
                port: { type: "string" },
                data: { type: "string" },
                pages: { type: "string" },
                help: { type: "boolean" },
            },
        }).values;
    } catch (error) {
        // It says what is wrong in its first sentence, and then how to get around it.
        throw new UsageError((error as Error).message.split(". ")[0]);
    }
}
