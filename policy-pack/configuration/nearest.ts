/** How much of two words must be alike, from 0 to 1, for one to be taken for the other. */
const ALIKE = 0.5;

/** What was most likely meant by a word that is none of the known ones: by pairs of letters that both have. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
    const asked = pairsOf(word);
    let best: string | undefined;
    let most = ALIKE;
    for (const candidate of known) {
        const pairs = pairsOf(candidate);
        const common = [...pairs].filter((pair) => asked.has(pair)).length;
        const alike = (2 * common) / (asked.size + pairs.size);
        if (alike > most) {
            most = alike;
            best = candidate;
        }
    }
    return best;
}

/** ` (did you mean "x"?)`, or nothing. */
export function didYouMean(word: string, known: Iterable<string>): string {
    const meant = nearest(word, known);
    return meant === undefined ? "" : ` (did you mean "${meant}"?)`;
}

/** The ends count too, so that a word of one letter has pairs. */
function pairsOf(word: string): ReadonlySet<string> {
    const whole = ` ${word.toLowerCase()} `;
    return new Set(Array.from({ length: whole.length - 1 }, (_, index) => whole.slice(index, index + 2)));
}
