import type { Diagnostic } from "../model";
import type { PackSource, PolicyPack } from "./policyPack";
import { guarded, launchPacks, type PackedStack, type RunningPacks, type Surroundings } from "./startPacks";

/** Packs that judge one stack after the other in the same processes; of each they are told as at their start. */
export class SharedPacks {
    private packs: readonly PolicyPack[] = [];
    private stops: (() => void)[] = [];
    private isStopped = false;
    private onOutput: (diagnostic: Diagnostic) => void = () => undefined;

    constructor(private readonly sources: readonly PackSource[]) {}

    async start(stack: PackedStack, { onOutput }: Surroundings): Promise<RunningPacks> {
        this.onOutput = onOutput;
        if (this.packs.length === 0 || !this.packs.every(({ runs }) => runs)) {
            this.end();
            // Processes know no name of a stack: it would be that of another one soon.
            const { packs, starts } = await launchPacks(
                this.sources,
                { ...stack, project: "", stack: "" },
                {
                    onOutput: (diagnostic) => this.onOutput(diagnostic),
                    onStop: (stop) => this.stops.push(stop),
                    isStopped: () => this.isStopped,
                },
            );
            await Promise.all(starts);
            this.packs = packs;
        }
        return guarded({ packs: this.packs, starts: this.packs.map((pack) => pack.start(stack)) });
    }

    stop(): void {
        this.isStopped = true;
        this.end();
    }

    private end(): void {
        this.stops.splice(0).forEach((stop) => stop());
    }
}
