import { DOMParser, type Element } from "@xmldom/xmldom";

/** The root of a document; throws where it is not well-formed, which the parser also only warns of. */
export function readXml(text: string): Element {
    const parser = new DOMParser({
        onError: (level, message) => {
            // It warns of U+FFFD, which is a character as others are.
            if (level === "warning" && String(message).startsWith("Unicode replacement character")) {
                return;
            }
            throw new Error(`${level}: ${String(message)}`);
        },
    });
    const root = parser.parseFromString(text, "text/xml").documentElement;
    // The parser lets characters pass that XML does not have.
    if (root === null || /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text)) {
        throw new Error("no XML");
    }
    return root;
}

/** The root of an HTML page that is XML as well, as ours are, without its style and script, which are no markup. */
export function readPage(text: string): Element {
    return readXml(text.replaceAll(/(<(style|script)>)[^]*?(<\/\2>)/g, "$1$3"));
}
