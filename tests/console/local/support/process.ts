import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const ROOT = join(__dirname, "../../../..");
const START = ["-r", "ts-node/register/transpile-only", "console/local/main.ts"];

/** The console as `npm run console` starts it. */
export class ConsoleProcess {
    output = "";
    private readonly child: ChildProcess;
    private readonly ended: Promise<unknown[]>;

    constructor(...args: readonly string[]) {
        this.child = spawn(process.execPath, [...START, ...args], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
        this.ended = once(this.child, "close");
        for (const stream of [this.child.stdout, this.child.stderr]) {
            stream?.setEncoding("utf8").on("data", (chunk: string) => (this.output += chunk));
        }
    }

    /** Its address, once it has said so. */
    async address(): Promise<string> {
        for (;;) {
            const address = /^Palisade console: (\S+)$/m.exec(this.output)?.[1];
            if (address !== undefined) {
                return address;
            }
            if (this.child.exitCode !== null) {
                throw new Error(`the console ended: ${this.output}`);
            }
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
    }

    async issuer(): Promise<string> {
        const config = (await (await fetch(`${await this.address()}/config.json`)).json()) as { authority: string };
        return config.authority;
    }

    /** How it ended: its exit code, or the signal. */
    async end(signal?: NodeJS.Signals): Promise<unknown> {
        if (signal !== undefined) {
            this.child.kill(signal);
        }
        const [code, by] = await this.ended;
        return code ?? by;
    }
}
