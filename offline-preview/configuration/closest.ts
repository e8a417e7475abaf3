const MAX_EDITS = 2;

/** The candidate that `word` was most likely meant to be, at most two edits away whatever the case of its letters. */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
    let best: { candidate: string; edits: number } | undefined;
    for (const candidate of [...candidates].sort()) {
        const edits = editDistance(word.toLowerCase(), candidate.toLowerCase());
        if (edits <= MAX_EDITS && edits < candidate.length && (best === undefined || edits < best.edits)) {
            best = { candidate, edits };
        }
    }
    return best?.candidate;
}

/** " (did you mean 'x'?)", or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
    const found = closest(word, candidates);
    return found === undefined ? "" : ` (did you mean '${found}'?)`;
}

/** Levenshtein distance, row by row. */
function editDistance(from: string, to: string): number {
    let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
    for (let row = 1; row <= from.length; row++) {
        const current = [row];
        for (let column = 1; column <= to.length; column++) {
            const substitution = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
            current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
        }
        previous = current;
    }
    return previous[to.length] ?? 0;
}
