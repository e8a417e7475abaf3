import type { PreviewOptions } from "../previewOptions";
import { changesText, watch } from "../watch/watch";
import type { Call } from "./call";

/** Erases screen and what was scrolled off it, and goes to the corner. */
const CLEAR = "\u001b[2J\u001b[3J\u001b[H";

/** Previews a program again whenever something changes that it depends on, until Ctrl-C. */
export function watchCommand(call: Call, options: PreviewOptions): Promise<number> {
    const say = (text: string): void => void process.stderr.write(`${text}\n`);
    let heading = "";
    let begin = 0;
    /** What is on the screen stays until there is something in its place. */
    const clear = (): void => {
        call.stopProgress();
        process.stdout.write(process.stdout.isTTY ? CLEAR : "");
        if (heading !== "") {
            say(heading);
        }
    };
    return watch(options, {
        onStart: (changed) => {
            begin = performance.now();
            heading = changed.length === 0 ? "" : `Changed: ${changesText(changed)}`;
        },
        onResult: (result) => {
            clear();
            call.tell(result);
        },
        onFault: (fault) => {
            clear();
            say(`error: ${fault}`);
        },
        onEnd: () => {
            const seconds = ((performance.now() - begin) / 1000).toFixed(1);
            say(`\n[${new Date().toTimeString().slice(0, 8)}] ${seconds} s. Waiting for changes; Ctrl-C ends.`);
        },
    });
}
