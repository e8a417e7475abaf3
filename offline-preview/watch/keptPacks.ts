import type { Diagnostic } from "../model";
import { guarded, launchPacks, type LaunchedPacks, type RunningPacks } from "../packs/startPacks";
import type { Message } from "./messages";

type Launching = Parameters<typeof launchPacks>;

/** Packs that run from one run to the next. */
export class KeptPacks {
    private launched: LaunchedPacks | undefined;
    private running: RunningPacks | undefined;
    private readonly stops: (() => void)[] = [];
    private readonly reads = new Set<string>();
    private tell: (diagnostic: Diagnostic) => void = () => undefined;
    private hasFailed = false;
    private isStopped = false;

    constructor(
        private readonly sources: Launching[0],
        private readonly stack: Launching[1],
        private readonly onMessage: (message: Message) => void,
    ) {}

    /** Whether a run that asks for these packs, of this stack, may have them. */
    fits(sources: Launching[0], stack: Launching[1]): boolean {
        const wanted = JSON.stringify([sources, stack]);
        const { hasFailed, running } = this;
        const isWell = !hasFailed && running?.analyzers.every(({ faults }) => faults.size === 0) !== false;
        return isWell && wanted === JSON.stringify([this.sources, this.stack]);
    }

    hasRead(path: string): boolean {
        return this.reads.has(path);
    }

    async forRun(tell: (diagnostic: Diagnostic) => void): Promise<RunningPacks> {
        this.launched ??= await this.launch();
        // What a run that was stopped still asks would be told to this one.
        await Promise.all(this.running?.analyzers.map((analyzer) => analyzer.settled()) ?? []);
        this.tell = tell;
        this.running = guarded(this.launched);
        return this.running;
    }

    stop(): void {
        this.isStopped = true;
        this.stops.splice(0).forEach((stop) => stop());
    }

    private async launch(): Promise<LaunchedPacks> {
        const launched = await launchPacks(this.sources, this.stack, {
            onOutput: (diagnostic) => this.tell(diagnostic),
            onStop: (stop) => this.stops.push(stop),
            isStopped: () => this.isStopped,
            onMessage: (line) => {
                const message = JSON.parse(line) as Message;
                if ("path" in message) {
                    this.reads.add(message.path);
                }
                this.onMessage(message);
            },
        });
        Promise.all(launched.starts).catch(() => (this.hasFailed = true));
        return launched;
    }
}
