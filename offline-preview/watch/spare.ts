import { Child } from "../children";
import { argumentsOf, childOf, Program, type ProgramOptions } from "../programHost";
import type { Order } from "./messages";

/** A process that was started ahead of the run of a program, and waits for it. */
export class Spare {
    readonly key: string;
    private readonly child: Child;
    private readonly early: string[] = [];
    private onOutput = (line: string): void => void this.early.push(line);

    constructor(options: ProgramOptions, load: readonly string[], onMessage: (line: string) => void) {
        this.key = Spare.keyOf(options);
        this.child = new Child(
            { ...childOf(options), args: [], channel: { purpose: "wait", onMessage } },
            (_stream, line) => this.onOutput(line),
        );
        this.tell({ load });
    }

    /** The same for runs that may take the same process: it differs where they would start another one. */
    static keyOf(options: ProgramOptions): string {
        return JSON.stringify(childOf(options));
    }

    run(options: ProgramOptions, onOutput: (line: string) => void): Program {
        this.onOutput = onOutput;
        this.early.splice(0).forEach(onOutput);
        this.tell({ run: argumentsOf(options), isModule: options.source.isModule });
        return new Program(this.child);
    }

    stop(): void {
        this.child.kill();
    }

    private tell(order: Order): void {
        this.child.tell(JSON.stringify(order));
    }
}
