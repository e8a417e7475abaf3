import { UNKNOWN, type Unknown } from "./unknown";
import type { Condition } from "./conditions";
import type { PatternElement } from "./elements";
import { operator } from "./operators";
import type { Principal, PrincipalElement } from "./principals";

/** A policy document, read. An unknown statement stands for any number of any statements. */
export interface PolicyDocument {
    readonly statements: readonly (Statement | Unknown)[];
    /** What of it is not understood; names places and elements, never values. AWS takes no document that has any. */
    readonly faults: readonly string[];
}

export interface Statement {
    /** Its place in the document, counted from 1; 0 for what stands in place of statements, or beside them. */
    readonly place: number;
    readonly effect: "Allow" | "Deny" | Unknown;
    /** Absent in the policies of an identity: they speak of the identity itself. */
    readonly principal: PrincipalElement | undefined;
    readonly action: PatternElement;
    /** Absent in the trust policies of roles, and where it could not be anything but the resource itself. */
    readonly resource: PatternElement | undefined;
    /** All of them must be met. */
    readonly conditions: readonly (Condition | Unknown)[];
    /** Those of the document's faults that are here. What is not understood stands as unknown, and as a condition too. */
    readonly faults: readonly string[];
}

/** Whom a document's statements speak of: those they name (policies of resources, trust policies), or its identity. */
export type DocumentKind = "resource" | "identity";

/**
 * Reads a policy document from JSON text, or from an object as Pulumi takes it too, in which {@link UNKNOWN} stands for
 * parts that have no value yet. What is understood can be judged, whatever stands beside it. Never throws.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readDocument(input: unknown, kind: DocumentKind = "resource"): PolicyDocument {
    return new Reader(kind).document(input);
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

const SOMETHING = { negated: false, patterns: [UNKNOWN] } satisfies PatternElement;
const SOMEBODY = { negated: false, principals: [UNKNOWN] } satisfies PrincipalElement;

/** Reads part by part and collects faults; what is not understood becomes unknown. */
class Reader {
    private where = "the document";
    private faults: string[] = [];

    constructor(private readonly kind: DocumentKind) {}

    document(input: unknown): PolicyDocument {
        if (input === UNKNOWN) {
            return { statements: [UNKNOWN], faults: [] };
        }
        const content = typeof input === "string" ? parseJson(input) : input;
        const statements = isFields(content) ? content["Statement"] : undefined;
        if (!isFields(content)) {
            this.fault("is not a JSON object", undefined);
        } else {
            this.onlyElements(content, DOCUMENT_ELEMENTS);
            if (statements === undefined) {
                this.fault("has no Statement", undefined);
            }
        }
        const beside = this.faults.length > 0 ? [this.notUnderstood(0)] : [];
        const read =
            statements === undefined ? [] : listOf(statements).map((one, index) => this.statement(one, index + 1));
        const all = [...read, ...beside];
        return { statements: all, faults: [...beside, ...read].flatMap((one) => (one === UNKNOWN ? [] : one.faults)) };
    }

    private statement(content: unknown, place: number): Statement | Unknown {
        this.where = `statement ${place}`;
        this.faults = [];
        if (content === UNKNOWN) {
            return UNKNOWN;
        }
        if (!isFields(content)) {
            this.fault("is not an object", undefined);
            return this.notUnderstood(place);
        }
        this.onlyElements(content, STATEMENT_ELEMENTS);
        const statement: Statement = {
            place,
            effect: this.effect(content["Effect"]),
            principal: this.principalElement(content),
            action: this.patternElement(content, "Action") ?? this.fault("has no Action", SOMETHING),
            resource: this.patternElement(content, "Resource"),
            conditions: this.conditions(content["Condition"]),
            faults: this.faults,
        };
        const isUnderstood = statement.faults.length === 0;
        return isUnderstood ? statement : { ...statement, conditions: [...statement.conditions, UNKNOWN] };
    }

    /** Stands where all is unknown, for it is not understood. */
    private notUnderstood(place: number): Statement {
        return {
            place,
            effect: UNKNOWN,
            principal: this.kind === "resource" ? SOMEBODY : undefined,
            action: SOMETHING,
            resource: SOMETHING,
            conditions: [UNKNOWN],
            faults: this.faults,
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
        if (element === UNKNOWN) {
            return SOMETHING;
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
        if (element === undefined) {
            return this.kind === "identity" ? undefined : this.fault("has no Principal", SOMEBODY);
        }
        if (this.kind === "identity") {
            this.fault("names principals, which only policies of resources do", undefined);
        }
        return element === UNKNOWN
            ? SOMEBODY
            : { negated: element.negated, principals: this.principals(element.value, element.name) };
    }

    private principals(content: unknown, name: string): readonly (Principal | Unknown)[] {
        if (content === UNKNOWN) {
            return [UNKNOWN];
        }
        if (content === "*") {
            return [{ kind: "everyone" }];
        }
        if (!isFields(content)) {
            return this.fault(`has a ${name} that is neither "*" nor an object`, [UNKNOWN]);
        }
        return Object.entries(content).flatMap(([key, values]) => {
            const kind = PRINCIPAL_KINDS.get(key);
            if (kind === undefined) {
                return this.fault(`has a kind of ${name} other than ${[...PRINCIPAL_KINDS.keys()].join(", ")}`, [
                    UNKNOWN,
                ]);
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
            return this.fault("has a Condition that is not an object", [UNKNOWN]);
        }
        return Object.entries(content).flatMap(([name, keys]) => this.comparison(name, keys));
    }

    private comparison(name: string, keys: unknown): readonly (Condition | Unknown)[] {
        const by = operator(name);
        if (by === undefined) {
            return this.fault("has a condition operator that does not exist", [UNKNOWN]);
        }
        if (keys === UNKNOWN) {
            return [UNKNOWN];
        }
        if (!isFields(keys)) {
            return this.fault("has a condition operator without an object of keys", [UNKNOWN]);
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
            : this.fault(`has values of its ${name} that are no text`, [UNKNOWN]);
    }

    /** The element or its negation; unknown if both are there. */
    private eitherElement(content: Fields, name: "Principal" | "Action" | "Resource") {
        const negation = `Not${name}`;
        const [plain, negated] = [content[name], content[negation]];
        if (plain !== undefined && negated !== undefined) {
            return this.fault(`has both ${name} and ${negation}`, UNKNOWN);
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
