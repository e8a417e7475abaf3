import { DOMParser, type Element } from "@xmldom/xmldom";

/** The root of a document; throws where it is not well-formed, which the parser also only warns of. */
export function readXml(text: string): Element {
    const parser = new DOMParser({
        onError: (level, message) => {
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
