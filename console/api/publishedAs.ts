/**
 * What a pattern is called by its pipeline, and by all that is made for publishing it: its name, which is its id in small
 * letters. The pipeline, the topic, the folder of artifacts, the package and the publications have it, and the stack's
 * configuration, too.
 */
export function publishedAs(patternId: string): string {
    return patternId.toLowerCase();
}

/** The id of the pattern that is published under a name; none for what is no pattern's name. */
export function patternIdOf(name: string): string | undefined {
    return /^[a-z0-9_-]{1,40}$/.test(name) ? name.toUpperCase() : undefined;
}
