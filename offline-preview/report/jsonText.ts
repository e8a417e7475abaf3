/** JSON as a file ends, in which what would act on a terminal or turn text is escaped, as control characters are. */
export function jsonText(value: unknown): string {
    const text = JSON.stringify(value, undefined, 2).replaceAll(
        /[\u007f-\u009f\u2028\u2029\p{Bidi_Control}]/gu,
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    return `${text}\n`;
}
