/** What several rounds gave. */
export interface Spread {
    median: number;
    min: number;
    max: number;
}

/** One round's value; undefined where this system cannot tell. */
export type Value = number | undefined;

/** Undefined when any round is: half a series must not look like a whole one. */
export function spread(values: readonly Value[]): Spread | undefined {
    const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
    if (sorted.length === 0 || sorted.length < values.length) {
        return undefined;
    }
    const at = (index: number): number => sorted[index] ?? NaN;
    const middle = (sorted.length - 1) / 2;
    return { median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2, min: at(0), max: at(sorted.length - 1) };
}

/** The value that so many in a hundred do not exceed (nearest rank). */
export function percentile(values: readonly number[], percent: number): number {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? NaN;
}

/** Round by round, so that what slowed a whole round (another process, a warm machine) counts on neither side. */
export function ratios(values: readonly Value[], bases: readonly Value[]): Value[] {
    return values.map((value, round) => {
        const base = bases[round];
        return value === undefined || base === undefined || base <= 0 ? undefined : value / base;
    });
}

/** What one more resource costs: the cost of a run over that of the smallest run, by the resources it has more. */
export function marginal(cost: Value, resources: number, start: Value, startResources: number): Value {
    return cost === undefined || start === undefined ? undefined : (cost - start) / (resources - startResources);
}

/** Whether the median keeps to the goal; "-" where nothing could be measured. */
export function judge(value: Spread | undefined, atMost: number): "met" | "missed" | "-" {
    if (value === undefined) {
        return "-";
    }
    return value.median <= atMost ? "met" : "missed";
}

/** A stretch of time. */
export interface Span {
    begin: number;
    end: number;
}

/** The time in which at least one of the spans was open: calls that overlap are counted once. */
export function covered(spans: readonly Span[]): number {
    let total = 0;
    let until = -Infinity;
    for (const { begin, end } of [...spans].sort((a, b) => a.begin - b.begin)) {
        total += Math.max(0, end - Math.max(begin, until));
        until = Math.max(until, end);
    }
    return total;
}
