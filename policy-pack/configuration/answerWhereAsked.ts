import { writeSync } from "node:fs";
import type * as answer from "./answer";

/** Holds a {@link answer.Question} for the process of a pack, which answers it on a descriptor of its own instead of serving. */
export const ASKED = "PALISADE_POLICIES_EXPLAIN";
export const ANSWERS_TO = 3;

/** In the process of a pack that is asked: answers, and ends it. It serves nobody then, so that no update goes on with it. */
export function answerWhereAsked(asked: () => answer.Asked): void {
    const question = process.env[ASKED];
    if (question !== undefined) {
        // Loaded only here: a pack's start is waited for.
        // eslint-disable-next-line @typescript-eslint/no-require-imports
        const { answerOf } = require("./answer") as typeof answer;
        writeSync(ANSWERS_TO, JSON.stringify(answerOf(JSON.parse(question) as answer.Question, asked())));
        process.exit();
    }
}
