import { UNKNOWN, type Unknown } from "./unknown";
import type { Condition } from "./conditions";
import type { PatternElement } from "./elements";
import { operator } from "./operators";
import type { Principal, PrincipalElement } from "./principals";

/** A policy document, read. An unknown statement stands for any number of any statements. */
export interface PolicyDocument {
    readonly statements: readonly (Statement | Unknown)[];
}

export interface Statement {
    /** Its place in the document, counted from 1. */
    readonly place: number;
    readonly effect: "Allow" | "Deny" | Unknown;
    /** Absent in the policies of an identity: they speak of the identity itself. */
    readonly principal: PrincipalElement | undefined;
    readonly action: PatternElement;
    /** Absent in the trust policies of roles, and where it could not be anything but the resource itself. */
    readonly resource: PatternElement | undefined;
    /** All of them must be met. */
    readonly conditions: readonly (Condition | Unknown)[];
}

/** A document, or what is wrong with it; faults name places and elements, never values. */
export type Reading =
    | { readonly document: PolicyDocument; readonly faults?: undefined }
    | { readonly document?: undefined; readonly faults: readonly [string, ...string[]] };

/** Whom a document's statements speak of: those they name (policies of resources, trust policies), or its identity. */
export type DocumentKind = "resource" | "identity";

/**
 * Reads a policy document from JSON text, or from an object as Pulumi takes it too, in which {@link UNKNOWN} stands for
 * parts that have no value yet. Never throws.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readDocument(input: unknown, kind: DocumentKind = "resource"): Reading {
    const faults: string[] = [];
    const document = new Reader(kind, faults).document(input);
    const [first, ...others] = faults;
    return first === undefined ? { document } : { faults: [first, ...others] };
}

const DOCUMENT_ELEMENTS = ["Version", "Id", "Statement"];
const STATEMENT_ELEMENTS = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];
const PRINCIPAL_KINDS: ReadonlyMap<string, Exclude<Principal["kind"], "everyone">> = new Map([
    ["AWS", "aws"],
    ["Service", "service"],
    ["Federated", "federated"],
    ["CanonicalUser", "canonical-user"],
]);

type Fields = Readonly<Record<string, unknown>>;

/** Reads part by part and collects faults; what it returns beside a fault is never used. */
class Reader {
    private where = "the document";

    constructor(
        private readonly kind: DocumentKind,
        private readonly faults: string[],
    ) {}

    document(input: unknown): PolicyDocument {
        if (input === UNKNOWN) {
            return { statements: [UNKNOWN] };
        }
        const content = typeof input === "string" ? parseJson(input) : input;
        if (!isFields(content)) {
            return this.fault("is not a JSON object", { statements: [] });
        }
        this.onlyElements(content, DOCUMENT_ELEMENTS);
        const statements = content["Statement"];
        if (statements === undefined) {
            return this.fault("has no Statement", { statements: [] });
        }
        return { statements: listOf(statements).map((statement, index) => this.statement(statement, index + 1)) };
    }

    private statement(content: unknown, place: number): Statement | Unknown {
        this.where = `statement ${place}`;
        if (content === UNKNOWN) {
            return UNKNOWN;
        }
        if (!isFields(content)) {
            return this.fault("is not an object", UNKNOWN);
        }
        this.onlyElements(content, STATEMENT_ELEMENTS);
        return {
            place,
            effect: this.effect(content["Effect"]),
            principal: this.principalElement(content),
            action:
                this.patternElement(content, "Action") ?? this.fault("has no Action", { negated: false, patterns: [] }),
            resource: this.patternElement(content, "Resource"),
            conditions: this.conditions(content["Condition"]),
        };
    }

    private effect(content: unknown): Statement["effect"] {
        return content === "Allow" || content === "Deny" || content === UNKNOWN
            ? content
            : this.fault("has no Effect of Allow or Deny", UNKNOWN);
    }

    private patternElement(content: Fields, name: "Action" | "Resource"): PatternElement | undefined {
        const element = this.eitherElement(content, name);
        if (element === undefined) {
            return undefined;
        }
        const patterns = this.texts(element.value, element.name);
        if (
            name === "Action" &&
            patterns.some((text) => text !== UNKNOWN && text !== "*" && !/^[\w*?-]+:/.test(text))
        ) {
            this.fault(`has an ${element.name} without the prefix of a service, as in s3:GetObject`, undefined);
        }
        return { negated: element.negated, patterns };
    }

    private principalElement(content: Fields): PrincipalElement | undefined {
        const element = this.eitherElement(content, "Principal");
        if ((element === undefined) === (this.kind === "resource")) {
            this.fault(element === undefined ? "has no Principal" : `has a ${element.name}, which only policies of resources have`, undefined); // prettier-ignore
        }
        return element && { negated: element.negated, principals: this.principals(element.value, element.name) };
    }

    private principals(content: unknown, name: string): readonly (Principal | Unknown)[] {
        if (content === UNKNOWN) {
            return [UNKNOWN];
        }
        if (content === "*") {
            return [{ kind: "everyone" }];
        }
        if (!isFields(content)) {
            return this.fault(`has a ${name} that is neither "*" nor an object`, []);
        }
        return Object.entries(content).flatMap(([key, values]) => {
            const kind = PRINCIPAL_KINDS.get(key);
            if (kind === undefined) {
                return this.fault(`has a kind of ${name} other than ${[...PRINCIPAL_KINDS.keys()].join(", ")}`, []);
            }
            return this.texts(values, name).map((value) => principal(kind, value));
        });
    }

    private conditions(content: unknown): readonly (Condition | Unknown)[] {
        if (content === UNKNOWN) {
            return [UNKNOWN];
        }
        if (content === undefined) {
            return [];
        }
        if (!isFields(content)) {
            return this.fault("has a Condition that is not an object", []);
        }
        return Object.entries(content).flatMap(([name, keys]) => this.comparison(name, keys));
    }

    private comparison(name: string, keys: unknown): readonly (Condition | Unknown)[] {
        const by = operator(name);
        if (by === undefined) {
            return this.fault("has a condition operator that does not exist", []);
        }
        if (keys === UNKNOWN) {
            return [UNKNOWN];
        }
        if (!isFields(keys)) {
            return this.fault("has a condition operator without an object of keys", []);
        }
        return Object.entries(keys).map(([key, values]) => ({
            operator: by,
            key: key.toLowerCase(),
            values: this.texts(values, "condition", isScalar).map((value) =>
                value === UNKNOWN ? value : String(value),
            ),
        }));
    }

    /** A text or a list of at least one. */
    private texts(content: unknown, name: string): readonly (string | Unknown)[];
    private texts<T>(content: unknown, name: string, fits: (v: unknown) => v is T): readonly (T | Unknown)[];
    private texts(content: unknown, name: string, fits: (value: unknown) => boolean = isText): readonly unknown[] {
        const values = listOf(content);
        return values.length > 0 && values.every((value) => value === UNKNOWN || fits(value))
            ? values
            : this.fault(`has values of its ${name} that are no text`, []);
    }

    /** The element or its negation, not both. */
    private eitherElement(content: Fields, name: "Principal" | "Action" | "Resource") {
        const negation = `Not${name}`;
        const [plain, negated] = [content[name], content[negation]];
        if (plain !== undefined && negated !== undefined) {
            return this.fault(`has both ${name} and ${negation}`, undefined);
        }
        if (plain !== undefined) {
            return { name, value: plain, negated: false };
        }
        return negated === undefined ? undefined : { name: negation, value: negated, negated: true };
    }

    private onlyElements(content: Fields, known: readonly string[]): void {
        if (Object.keys(content).some((key) => !known.includes(key))) {
            this.fault(`has an element that does not exist; there are ${known.join(", ")}`, undefined);
        }
    }

    private fault<T>(text: string, result: T): T {
        this.faults.push(`${this.where} ${text}`);
        return result;
    }
}

function principal(kind: Exclude<Principal["kind"], "everyone">, value: string | Unknown): Principal | Unknown {
    if (value === UNKNOWN) {
        return UNKNOWN;
    }
    // In the policies of resources, {"AWS": "*"} means the same as "*".
    return kind === "aws" && value === "*" ? { kind: "everyone" } : { kind, value };
}

function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

function listOf(content: unknown): readonly unknown[] {
    return Array.isArray(content) ? content : [content];
}

function isFields(content: unknown): content is Fields {
    return typeof content === "object" && content !== null && !Array.isArray(content);
}

function isText(content: unknown): content is string {
    return typeof content === "string";
}

function isScalar(content: unknown): content is string | number | boolean {
    return isText(content) || typeof content === "number" || typeof content === "boolean";
}
