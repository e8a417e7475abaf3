import { spawn } from "node:child_process";

export interface Ended {
    code: number | null;
    stdout: string;
    stderr: string;
}

/** Without the settings of the npm that runs this, which would lead back into this repository. */
export function environmentOutside(): NodeJS.ProcessEnv {
    const kept = Object.entries(process.env).filter(([name]) => !/^(npm_.*|NODE_OPTIONS)$/i.test(name));
    return { ...Object.fromEntries(kept), NO_COLOR: "1" };
}

export function runCommand([command = "", ...args]: readonly string[], cwd: string): Promise<Ended> {
    const env = environmentOutside();
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
        let stdout = "";
        let stderr = "";
        child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
        child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
        child.once("error", reject);
        child.once("close", (code) => resolve({ code, stdout, stderr }));
    });
}

/** What a command prints that must end well. */
export async function mustRun(command: readonly string[], cwd: string): Promise<string> {
    const { code, stdout, stderr } = await runCommand(command, cwd);
    if (code !== 0) {
        throw new Error(`${command.slice(0, 2).join(" ")} ended with ${String(code)}:\n${stdout}${stderr}`);
    }
    return stdout;
}
