import type { Environment, OutputStream } from "./colour";
import { cleanLine, count, displayWidth } from "./text";

export interface ProgressStream extends OutputStream {
    write(text: string): unknown;
}

export interface ProgressOptions {
    nonInteractive: boolean;
    json: boolean;
    environment: Environment;
}

export interface ProgressState {
    /** What is being done now, such as `Running the program`. */
    phase: string;
    resources: number;
    findings: number;
}

const HIDE_CURSOR = "\u001b[?25l";
const SHOW_CURSOR = "\u001b[?25h";
const CLEAR_LINE = "\r\u001b[2K";
const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const FRAME_MILLISECONDS = 100;

/**
 * One line on a terminal that says what goes on and is gone at the end. Does nothing where there is no terminal, with
 * `--non-interactive` and with `--json`. Call {@link stop} before anything else is written to the terminal.
 */
export class Progress {
    private readonly active: boolean;
    private started = Date.now();
    private state: ProgressState = { phase: "Starting", resources: 0, findings: 0 };
    private frame = 0;
    private timer: NodeJS.Timeout | undefined;
    // A cursor must never stay hidden, however the process ends.
    private readonly restore = (): void => void this.stream.write(CLEAR_LINE + SHOW_CURSOR);

    constructor(
        private readonly stream: ProgressStream,
        options: ProgressOptions,
    ) {
        this.active =
            stream.isTTY === true && !options.nonInteractive && !options.json && options.environment.TERM !== "dumb";
    }

    /** Changes what is shown; what is not given stays. The first call shows the line. */
    update(change: Partial<ProgressState>): void {
        this.state = { ...this.state, ...change };
        if (this.active && this.timer === undefined) {
            this.started = Date.now();
            this.stream.write(HIDE_CURSOR);
            process.once("exit", this.restore);
            this.timer = setInterval(() => this.draw(), FRAME_MILLISECONDS);
            this.timer.unref();
            this.draw();
        }
    }

    /** Clears the line and shows the cursor again. A later {@link update} starts anew. */
    stop(): void {
        if (this.timer !== undefined) {
            clearInterval(this.timer);
            this.timer = undefined;
            process.removeListener("exit", this.restore);
            this.restore();
        }
    }

    private draw(): void {
        const seconds = ((Date.now() - this.started) / 1000).toFixed(1);
        const sign = FRAMES[this.frame++ % FRAMES.length] ?? "";
        const line = `${sign} ${progressLine(this.state)}, ${seconds} s`;
        // A line that the terminal breaks could not be cleared.
        this.stream.write(CLEAR_LINE + cut(line, (this.stream.columns ?? 80) - 1));
    }
}

export function progressLine({ phase, resources, findings }: ProgressState): string {
    return [
        cleanLine(phase),
        ...(resources > 0 ? [count(resources, "resource")] : []),
        ...(findings > 0 ? [count(findings, "finding")] : []),
    ].join(", ");
}

function cut(text: string, width: number): string {
    const characters = [...text];
    while (displayWidth(characters.join("")) > width) {
        characters.pop();
    }
    return characters.join("");
}
