const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
const host = new RegExp(`^(${label}\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$`);

/** Whether a text is the whole name of a host, in small letters and without a dot at the end: `console.example.com`. */
export function isHostName(text: string): boolean {
    return text.length <= 253 && host.test(text);
}
