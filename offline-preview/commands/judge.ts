import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { refuse, UsageError } from "../configuration/errors";
import { kindOf } from "../configuration/paths";
import { judge } from "../judge";
import { messageOf } from "../promises";
import { judgeStates } from "../states/judgeStates";
import { Merger } from "../states/merge";
import type { Call } from "./call";

/** Judges a state, or several in one report. */
export async function judgeCommand(call: Call): Promise<number> {
    const { options, operands, judging, fileFaults } = call;
    refuse(fileFaults);
    const [stateFile = ""] = operands;
    if (operands.length === 1 && kindOf(resolve(options.cwd, stateFile)) !== "folder") {
        return call.tell(call.compare(await judge({ ...judging, stateFile })));
    }
    const begin = performance.now();
    const merger = new Merger();
    const { parallel, sharePacks } = options;
    const stateFiles = filesOf(operands, options.cwd);
    await judgeStates({ ...judging, stateFiles, parallel, sharePacks }, (judged) => {
        const { result } = judged;
        merger.add({ ...judged, result: "faults" in result ? result : call.compare(result) });
    });
    return call.tell(merger.merged(performance.now() - begin));
}

/** Of a folder, the JSON files in it. */
function filesOf(states: readonly string[], cwd: string): string[] {
    const files = states.map((state): string[] =>
        kindOf(resolve(cwd, state)) === "folder"
            ? namesIn(resolve(cwd, state), state)
                  .filter((name) => name.endsWith(".json"))
                  .sort()
                  .map((name) => join(state, name))
            : [state],
    );
    const empty = states.filter((_, index) => files[index]?.length === 0);
    refuse(empty.map((state) => `state ${state}: there is no .json file in this folder`));
    return files.flat();
}

function namesIn(folder: string, state: string): string[] {
    try {
        return readdirSync(folder);
    } catch (error) {
        throw new UsageError([`state ${state}: the folder cannot be read: ${messageOf(error)}`]);
    }
}
