import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { refuse } from "../configuration/errors";
import { kindOf } from "../configuration/paths";
import { judge } from "../judge";
import type { Call } from "./call";

/** Judges states, one after the other. */
export async function judgeCommand(call: Call): Promise<number> {
    const { options, operands, judging, reportFaults } = call;
    const isMany = operands.length > 1 && (options.json || options.reports.length > 0);
    refuse([
        ...(isMany ? ["--json and --report are for one state: give one, or leave them out"] : []),
        ...reportFaults,
    ]);
    let code = 0;
    for (const stateFile of filesOf(operands, options.cwd)) {
        code = Math.max(code, call.tell(await judge({ ...judging, stateFile })));
    }
    return code;
}

/** Of a folder, the JSON files in it. */
function filesOf(states: readonly string[], cwd: string): string[] {
    const files = states.map((state): string[] =>
        kindOf(resolve(cwd, state)) === "folder"
            ? readdirSync(resolve(cwd, state))
                  .filter((name) => name.endsWith(".json"))
                  .sort()
                  .map((name) => join(state, name))
            : [state],
    );
    const empty = states.filter((_, index) => files[index]?.length === 0);
    refuse(empty.map((state) => `state ${state}: there is no .json file in this folder`));
    return files.flat();
}
