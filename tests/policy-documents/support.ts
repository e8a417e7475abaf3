import assert from "node:assert/strict";
import { UNKNOWN } from "../../policy-documents/unknown";
import { readDocument, type DocumentKind, type PolicyDocument } from "palisade-policy-documents";

/** Reads a document that must be well-formed, from its text, its object or only its statements. */
export function documentOf(content: unknown, kind: DocumentKind = "resource"): PolicyDocument {
    const input = Array.isArray(content) ? { Version: "2012-10-17", Statement: content as unknown[] } : content;
    const document = readDocument(input, kind);
    assert.deepEqual(document.faults, []);
    return document;
}

export type Path = readonly (string | number)[];

/** The path of every part of a piece of data, itself included. */
export function partsOf(content: unknown, path: Path = []): Path[] {
    const children = typeof content === "object" && content !== null ? Object.entries(content) : [];
    const present = children.filter(([, child]) => child !== undefined);
    return [
        path,
        ...present.flatMap(([key, child]) => partsOf(child, [...path, Array.isArray(content) ? Number(key) : key])),
    ];
}

/** A copy in which the part at the path is unknown. */
export function withUnknownAt(content: unknown, path: Path): unknown {
    const [head, ...rest] = path;
    if (head === undefined) {
        return UNKNOWN;
    }
    if (Array.isArray(content)) {
        return content.map((child: unknown, index) => (index === head ? withUnknownAt(child, rest) : child));
    }
    const fields = content as Record<string, unknown>;
    return { ...fields, [head]: withUnknownAt(fields[head], rest) };
}
