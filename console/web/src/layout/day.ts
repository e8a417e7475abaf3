const FORMAT = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** A time of the API in the person's own time zone. */
export function day(time: string): string {
    return FORMAT.format(new Date(time));
}
