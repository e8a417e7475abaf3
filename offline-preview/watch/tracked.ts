import { join } from "node:path";
import type { Message } from "./messages";
import { changedNames, stampOf, type Read } from "./stamps";

/** Milliseconds between two looks at everything that was read; longer where a look takes long. */
const LOOK_EVERY_MS = 100;
/** Milliseconds without a further change after which an edit counts as done. */
const SETTLED_MS = 40;
/** At most this part of a core is spent on looking. */
const LOOKING = 0.05;

/**
 * What a run has read, and whether it is still the same. It looks by itself in place of being told by the system: that
 * works the same everywhere (mounted folders, containers), sees files that are replaced or come back, and a file
 * that is touched while a run reads it cannot be missed, since the run tells how it was before it read it.
 */
export class Tracked {
    private readonly reads = new Map<string, Read>();
    /** What the run itself wrote is no edit of anybody. */
    private readonly written = new Set<string>();

    /** Paths that changed, came or went; from now on all count as they are. */
    renew(): string[] {
        return this.compare((read, now) => (read.stamp = now));
    }

    /** Takes a message that is for it. The first to read tells how it was: what others read later may be another already. */
    take(message: Message): void {
        if ("written" in message) {
            this.written.add(message.written);
        } else if ("path" in message) {
            const key = `${message.kind} ${message.path}`;
            if (!this.reads.has(key)) {
                this.reads.set(key, { ...message });
            }
        }
    }

    private compare(onChange?: (read: Read, now: string) => void): string[] {
        const changed = [...this.reads.values()].flatMap((read) => {
            const now = stampOf(read.kind, read.path);
            const paths = changedPaths(read, now);
            onChange?.(read, now);
            return paths;
        });
        return [...new Set(changed)].filter((path) => !this.written.has(path)).sort();
    }

    /** Waits for a change, and until there is no further one. Gives up with the signal. */
    async untilChanged(signal: AbortSignal): Promise<void> {
        let before = "";
        while (!signal.aborted) {
            const begin = performance.now();
            const now = this.compare().join("\n");
            if (now !== "" && now === before) {
                return;
            }
            before = now;
            const least = now === "" ? LOOK_EVERY_MS : SETTLED_MS;
            await pause(Math.max(least, (performance.now() - begin) / LOOKING), signal);
        }
    }
}

function changedPaths({ kind, path, stamp }: Read, now: string): string[] {
    return stamp === now ? [] : kind === "file" ? [path] : changedNames(stamp, now).map((name) => join(path, name));
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resume) => {
        const timer = setTimeout(done, milliseconds);
        signal.addEventListener("abort", done, { once: true });
        function done(): void {
            clearTimeout(timer);
            signal.removeEventListener("abort", done);
            resume();
        }
    });
}
