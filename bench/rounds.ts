type Variants = Readonly<Record<string, () => Promise<unknown>>>;

/**
 * Measures variants in turn, A B C A B C, so that a machine that grows slower or faster meets all of them alike. The
 * first round warms up and is not in the result.
 */
export async function inTurn<V extends Variants>(
    rounds: number,
    variants: V,
    tell: (progress: string) => void = (progress) => process.stderr.write(`${progress}\n`),
): Promise<{ [Name in keyof V]: Awaited<ReturnType<V[Name]>>[] }> {
    const results = new Map<string, unknown[]>(Object.keys(variants).map((name) => [name, []]));
    for (let round = 0; round <= rounds; round++) {
        for (const [name, measure] of Object.entries(variants)) {
            tell(`${round === 0 ? "warm-up" : `round ${String(round)} of ${String(rounds)}`}: ${name}`);
            const result = await measure();
            if (round > 0) {
                results.get(name)?.push(result);
            }
        }
    }
    return Object.fromEntries(results) as { [Name in keyof V]: Awaited<ReturnType<V[Name]>>[] };
}
