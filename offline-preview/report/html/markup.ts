import { xmlText } from "../xmlText";

/** HTML that is written already. */
export class Markup {
    constructor(readonly text: string) {}
}

type Part = string | number | Markup | readonly Markup[];

/** Markup with parts put in; every text among them is escaped, so that nothing but what stands here can be markup. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
    return new Markup(strings.map((string, index) => string + written(parts[index] ?? "")).join(""));
}

function written(part: Part): string {
    if (part instanceof Markup) {
        return part.text;
    }
    return typeof part === "object" ? part.map(({ text }) => text).join("\n") : xmlText(String(part));
}
