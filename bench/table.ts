import type { Spread } from "./statistics";

const NOT_MEASURED = "-";

/** A markdown table that can be read as it stands: the first column to the left, figures to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => (row[column] ?? "").length)));
    const line = (cells: readonly string[]): string => {
        const padded = widths.map((width, column) => {
            const cell = cells[column] ?? "";
            return column === 0 ? cell.padEnd(width) : cell.padStart(width);
        });
        return `| ${padded.join(" | ")} |`;
    };
    const rule = widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
    return [line(head), line(rule), ...rows.map(line)].join("\n");
}

/** `1.32 s (1.30–1.41)`: median, least and most; in milliseconds below a tenth of a second. */
export function time(milliseconds: Spread | undefined): string {
    return milliseconds !== undefined && milliseconds.median >= 100
        ? written(milliseconds, 1 / 1000, 2, " s")
        : written(milliseconds, 1, 2, " ms");
}

export function memory(bytes: Spread | undefined): string {
    return bytes !== undefined && Math.abs(bytes.median) < 2 ** 20
        ? written(bytes, 1 / 2 ** 10, 1, " KiB")
        : written(bytes, 1 / 2 ** 20, 0, " MiB");
}

/** As browsers and npm count: 1,000 bytes each. */
export function kilobytes(bytes: number): string {
    return `${count(Math.ceil(bytes / 1000))} kB`;
}

export function ratio(value: Spread | undefined): string {
    return written(value, 1, 2, "");
}

function written(value: Spread | undefined, factor: number, digits: number, unit: string): string {
    if (value === undefined) {
        return NOT_MEASURED;
    }
    const text = (figure: number): string => (figure * factor).toFixed(digits);
    const [median, min, max] = [text(value.median), text(value.min), text(value.max)];
    return min === max ? `${median}${unit}` : `${median}${unit} (${min}–${max})`;
}

export function goal(atMost: number): string {
    return `≤ ${atMost.toFixed(2)}`;
}

/** Thousands with a comma: `5,000`. */
export function count(amount: number): string {
    return amount.toLocaleString("en-US");
}
