import { refuse } from "../configuration/errors";
import { reportRun } from "../runs/reportRun";
import type { Call } from "./call";

/** Tells a run of the Pulumi CLI. */
export async function reportCommand(call: Call): Promise<number> {
    const { operands, judging, fileFaults } = call;
    refuse(fileFaults);
    const [runFile = ""] = operands;
    return call.tell(await reportRun({ ...judging, runFile }));
}
