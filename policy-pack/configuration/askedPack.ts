import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { parseYaml } from "../yaml";
import type { Answer, Question } from "./answer";
import { ANSWERS_TO, ASKED } from "./answerWhereAsked";
import { isObject } from "./shapes";

/**
 * Starts a pack of somebody's own as the engine does, but to be asked: only its own process, with its own version of the
 * policies, knows what its code chose.
 */
export async function askPack(path: string, question: Question): Promise<Answer> {
    const dir = resolve(path);
    const fault = (what: string): Answer => ({ fault: `pack ${path}: ${what}` });
    const manifest = ["PulumiPolicy.yaml", "PulumiPolicy.yml"].map((name) => join(dir, name)).find(existsSync);
    if (manifest === undefined) {
        return fault("no PulumiPolicy.yaml in it; name the folder that holds one");
    }
    const run = runnerIn(dir);
    if (run === undefined) {
        return fault("@pulumi/pulumi is not installed there; run npm install in it");
    }
    const child = spawn(process.execPath, [run, "", resolve(dir, mainIn(manifest))], {
        cwd: dir,
        env: { ...process.env, [ASKED]: JSON.stringify(question) },
        stdio: ["ignore", "pipe", "pipe", "pipe"],
    });
    const texts = ["", "", "", ""];
    [1, 2, ANSWERS_TO].forEach((descriptor) => {
        child.stdio[descriptor]?.on("data", (data: Buffer) => {
            texts[descriptor] += data.toString();
            // A port: it waits for an engine.
            if (descriptor === 1 && /^\d+\s*$/m.test(texts[1] ?? "")) {
                child.kill();
            }
        });
    });
    const [code, signal] = await new Promise<[number | null, string | null]>((ended) =>
        child.on("close", (...how) => ended(how)),
    );
    const [, said = "", complained = "", answer = ""] = texts;
    if (answer !== "") {
        return JSON.parse(answer) as Answer;
    }
    const isServing = code === null && signal === "SIGTERM";
    const words = stripVTControlCharacters(`${complained}\n${said}`).trim();
    return fault(
        isServing
            ? "it does not tell what it chooses: it must be made by palisadePack, of this version or a later one"
            : `it did not start${words === "" ? "" : `:\n${words}`}`,
    );
}

function runnerIn(dir: string): string | undefined {
    try {
        const sdk = dirname(createRequire(join(dir, "package.json")).resolve("@pulumi/pulumi/package.json"));
        return join(sdk, "cmd", "run-policy-pack");
    } catch {
        return undefined;
    }
}

function mainIn(manifest: string): string {
    try {
        const content = parseYaml(readFileSync(manifest, "utf8"));
        return isObject(content) && typeof content["main"] === "string" ? content["main"] : ".";
    } catch {
        return ".";
    }
}
