/** What `--color` may say; `auto` looks at the stream and the environment. */
export const COLOUR_SETTINGS = ["always", "never", "auto"] as const;
export type ColourSetting = (typeof COLOUR_SETTINGS)[number];

export interface OutputStream {
    isTTY?: boolean;
    columns?: number;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether to colour what goes to `stream`. A setting other than `auto` decides; then a non-empty `NO_COLOR` turns colours
 * off (https://no-color.org), then `FORCE_COLOR` on (`0` and `false`: off); then only a terminal gets them.
 */
export function wantsColour(setting: ColourSetting, stream: OutputStream, environment: Environment): boolean {
    if (setting !== "auto") {
        return setting === "always";
    }
    if (environment.NO_COLOR) {
        return false;
    }
    const forced = environment.FORCE_COLOR;
    if (forced !== undefined) {
        return forced !== "0" && forced !== "false";
    }
    return stream.isTTY === true && environment.TERM !== "dumb";
}

/** Columns to write in: the terminal's, and 120 for a file or a pipe. Wider than 120 is hard to read, under 40 is no use. */
export function widthOf(stream: OutputStream): number {
    const columns = stream.columns !== undefined && stream.columns > 0 ? stream.columns : 120;
    return Math.min(120, Math.max(40, columns));
}

const CODES = {
    bold: [1, 22],
    dim: [2, 22],
    red: [31, 39],
    green: [32, 39],
    yellow: [33, 39],
    cyan: [36, 39],
    grey: [90, 39],
} as const;

export type Style = keyof typeof CODES;
/** Puts `text` into a style, or returns it as it is where there are no colours. */
export type Paint = (style: Style, text: string) => string;

export function paintWith(colour: boolean): Paint {
    return (style, text) => {
        const [on, off] = CODES[style];
        return colour && text !== "" ? `\u001b[${on}m${text}\u001b[${off}m` : text;
    };
}
