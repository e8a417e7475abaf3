import { readFileSync } from "node:fs";
import { join, sep } from "node:path";
import type { StartPacks } from "../packs/startPacks";
import type { ProgramOptions, StartProgram } from "../programHost";
import { installedIn, manifestOf } from "./installed";
import { KeptPacks } from "./keptPacks";
import type { Message } from "./messages";
import { Spare } from "./spare";
import type { Tracked } from "./tracked";

/**
 * What is kept between the runs of a watched preview: packs that run, and processes that wait for their program. A
 * program always runs in a process that has run none before.
 */
export class Warm {
    private packs: KeptPacks | undefined;
    private spares: Spare[] = [];
    private ran: ProgramOptions[] = [];
    /** What the last runs loaded of what is installed, in that order. */
    private readonly modules = new Set<string>();
    private readonly loadedAhead = new Map<string, boolean>();

    constructor(private readonly tracked: Tracked) {}

    readonly startPacks: StartPacks = (sources, stack, { onOutput }) => {
        if (this.packs?.fits(sources, stack) !== true) {
            this.packs?.stop();
            this.packs = new KeptPacks(sources, stack, (message) => this.tracked.take(message));
        }
        return this.packs.forRun(onOutput);
    };

    readonly startProgram: StartProgram = (options, onOutput) => {
        this.ran.push(options);
        const key = Spare.keyOf(options);
        const waiting = this.spares.find((spare) => spare.key === key);
        this.spares = this.spares.filter((spare) => spare !== waiting);
        return (waiting ?? this.spareFor(options, [])).run(options, onOutput);
    };

    /** After a run: has processes wait for the next one. */
    rest(): void {
        this.stopSpares();
        this.spares = this.ran.map((options) =>
            this.spareFor(
                options,
                [...this.modules].filter((file) => this.isLoadedAhead(file, options.source.sdk)),
            ),
        );
    }

    /** Ends what has read one of these files. */
    forget(changed: readonly string[]): void {
        this.ran = [];
        const isInstalled = changed.some((path) => installedIn(path) !== undefined);
        if (isInstalled) {
            this.stopSpares();
            this.modules.clear();
            this.loadedAhead.clear();
        }
        if (isInstalled || changed.some((path) => this.packs?.hasRead(path) === true)) {
            this.packs?.stop();
            this.packs = undefined;
        }
    }

    stop(): void {
        this.stopSpares();
        this.packs?.stop();
    }

    private stopSpares(): void {
        this.spares.splice(0).forEach((spare) => spare.stop());
    }

    private spareFor(options: ProgramOptions, load: readonly string[]): Spare {
        return new Spare(options, load, (line) => {
            const message = JSON.parse(line) as Message;
            if ("module" in message) {
                this.modules.add(message.module);
            }
            this.tracked.take(message);
        });
    }

    /**
     * Of the SDK, the compiler, and packages that Pulumi generated for providers it is known that they do nothing of
     * the program's when they are loaded. Others may read a variable that the program sets first, or a file.
     */
    private isLoadedAhead(file: string, sdk: string): boolean {
        if (file.startsWith(join(sdk, "cmd") + sep)) {
            // The entry runs the program.
            return false;
        }
        const manifest = manifestOf(file);
        const known = manifest === undefined ? false : this.loadedAhead.get(manifest);
        if (manifest === undefined || known !== undefined) {
            return known ?? false;
        }
        const { name, pulumi } = readManifest(manifest);
        const isHarmless =
            ["@pulumi/pulumi", "typescript", "ts-node"].includes(name ?? "") || pulumi?.resource === true;
        this.loadedAhead.set(manifest, isHarmless);
        return isHarmless;
    }
}

function readManifest(file: string): { name?: string; pulumi?: { resource?: boolean } } {
    try {
        return JSON.parse(readFileSync(file, "utf8")) as ReturnType<typeof readManifest>;
    } catch {
        return {};
    }
}
