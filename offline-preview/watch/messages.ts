import type { Read } from "./stamps";

/** What a watched process tells, a line each: what it is about to read or to write, or an installed module that it loads. */
export type Message = Read | { written: string } | { module: string };

/** What a process that waits is told, a line each: what to load ahead, then the arguments of its run. */
export type Order = { load: readonly string[] } | { run: readonly string[]; isModule: boolean };
