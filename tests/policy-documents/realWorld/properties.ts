import assert from "node:assert/strict";
import * as mocha from "mocha";
import fc from "fast-check";
import { partsOf, withUnknownAt } from "../support";
import { isOfIdentity, REAL_DOCUMENTS, type Question, type RealDocument } from ".";

/** What is found of one question. */
export interface Finding {
    /** The statements, counted from 1, that answer it with yes; 0 stands for the whole document. */
    readonly yes: readonly number[];
    /** Whether anything about it cannot be told. */
    readonly perhaps: boolean;
}
export type Findings = Readonly<Partial<Record<Question, Finding>>>;

/** Answers its questions of a document, JSON text or an object in which UNKNOWN stands for what is not known. */
export type Judge = (kind: string, document: unknown) => Findings;

type Fields = Readonly<Record<string, unknown>>;
/** A statement, and the place in the real document that it comes from. */
type Rewritten = readonly (readonly [place: number, statement: Fields])[];

/** Questions of which yes is the better answer. */
const GOOD: readonly Question[] = ["tls"];

/** Questions that a Deny answers, for it takes back what is allowed; others ask of what is written. */
const DENIABLE: readonly Question[] = ["public", "passRole", "decrypt", "credentials", "reads", "escalates"];

/** Properties that hold of all real documents, or of some, whoever judges them. */
export function describeProperties(judge: Judge, documents = REAL_DOCUMENTS): void {
    // A few seconds where nothing else runs.
    const it = (title: string, check: () => void): unknown => mocha.it(title, check).timeout(100_000);
    const found = new Map<RealDocument, Findings>();
    mocha.before(() => {
        documents.forEach((real) => found.set(real, judge(real.kind, documentOf(numbered(real)))));
    });
    const before = (real: RealDocument): Findings => found.get(real) ?? {};
    const after = (real: RealDocument, statements: Rewritten): Findings =>
        traced(judge(real.kind, documentOf(statements)), statements);

    for (const [name, rewrite] of Object.entries(REWRITES)) {
        it(`says the same with ${name}`, () => {
            let changed = 0;
            for (const real of documents) {
                const rewritten = rewrite(numbered(real));
                changed += JSON.stringify(rewritten) === JSON.stringify(numbered(real)) ? 0 : 1;
                assert.deepEqual(after(real, rewritten), before(real), labelOf(real));
            }
            assert.ok(changed > 0);
        });
    }

    it("says the same rewritten in several ways at once", () => {
        const several = fc.shuffledSubarray(Object.values(REWRITES), { minLength: 2 });
        fc.assert(
            fc.property(fc.constantFrom(...documents), several, (real, rewrites) => {
                const rewritten = rewrites.reduce((statements, rewrite) => rewrite(statements), numbered(real));
                assert.deepEqual(after(real, rewritten), before(real), labelOf(real));
            }),
            { seed: 9, numRuns: 300 },
        );
    });

    it("says the same of JSON text, and of a statement that is in no list", () => {
        for (const real of documents) {
            const document = documentOf(numbered(real));
            const [only, ...others] = real.statements;
            const alone = others.length === 0 ? { ...document, Statement: only } : document;
            for (const form of [JSON.stringify(document, undefined, 2), alone, JSON.stringify(alone)]) {
                assert.deepEqual(judge(real.kind, form), before(real), labelOf(real));
            }
        }
    });

    it("says nothing better of a statement that is widened", () => {
        for (const real of documents) {
            for (const [way, statements, excused] of widened(real)) {
                assert.deepEqual(
                    better(before(real), after(real, statements), excused),
                    [],
                    `${labelOf(real)}: ${way}`,
                );
            }
        }
    });

    it("honours a Deny where it surely applies, and only there", () => {
        let denied = 0;
        for (const real of documents) {
            const own = before(real);
            const beside = (deny: Fields): Findings =>
                after(real, [...numbered(real), [0, { Effect: "Deny", ...deny }]]);
            const who = isOfIdentity(real) ? {} : { Principal: "*" };
            const without = beside({ ...who, Action: "*", Resource: "*" });
            const elsewhere = beside({ ...who, Action: "nonesuch:*", Resource: "*" });
            const sometimes = beside({
                ...who,
                Action: "*",
                Resource: "*",
                Condition: { Bool: { "aws:SecureTransport": "false" } },
            });
            for (const question of DENIABLE.filter((one) => one in own)) {
                denied += own[question]?.yes.length ?? 0;
                assert.deepEqual(without[question]?.yes, [], `${labelOf(real)}: ${question}`);
                assert.deepEqual(elsewhere[question], own[question], `${labelOf(real)}: ${question}`);
                assert.deepEqual(sometimes[question], own[question], `${labelOf(real)}: ${question}`);
            }
        }
        assert.ok(denied > 0);
    });

    it("never says the opposite when a part is not known", () => {
        let open = 0;
        for (const real of documents) {
            const document = documentOf(numbered(real));
            for (const part of partsOf(document)) {
                const blurred = judge(real.kind, withUnknownAt(document, part));
                for (const [question, { yes, perhaps }] of entriesOf(blurred)) {
                    const known = before(real)[question]?.yes ?? [];
                    const label = `${labelOf(real)}: ${question} without ${part.join(".")}`;
                    assert.deepEqual(without(yes, known), [], label);
                    assert.ok(perhaps || yes.length > 0 || known.length === 0, label);
                    open += perhaps ? 1 : 0;
                }
            }
        }
        assert.ok(open > 0);
    });
}

export function labelOf({ kind, name }: RealDocument): string {
    return `${kind}: ${name}`;
}

export function numbered({ statements }: RealDocument): Rewritten {
    return statements.map((statement, index) => [index + 1, statement]);
}

export function documentOf(statements: Rewritten): Fields {
    return { Version: "2012-10-17", Statement: statements.map(([, statement]) => statement) };
}

function entriesOf(findings: Findings): readonly (readonly [Question, Finding])[] {
    return Object.entries(findings) as [Question, Finding][];
}

/** The findings by the places that the statements come from. */
function traced(findings: Findings, statements: Rewritten): Findings {
    const originOf = (place: number): number => (place === 0 ? 0 : (statements[place - 1]?.[0] ?? NaN));
    return Object.fromEntries(
        entriesOf(findings).map(([question, { yes, perhaps }]) => [
            question,
            { yes: [...new Set(yes.map(originOf))].sort((a, b) => a - b), perhaps },
        ]),
    );
}

function without<T>(list: readonly T[], others: readonly T[]): readonly T[] {
    return list.filter((one) => !others.includes(one));
}

/** The questions of which something better is said. Who may be anybody is found as such, not as an outsider any more. */
function better(before: Findings, after: Findings, excused: readonly Question[]): readonly Question[] {
    const anybody = after.public?.yes ?? [];
    return entriesOf(before)
        .filter(([question, { yes }]) => {
            const now = after[question]?.yes ?? [];
            const [lost, won] = [without(yes, now), without(now, yes)];
            return GOOD.includes(question) ? won.length > 0 : lost.some((place) => !anybody.includes(place));
        })
        .map(([question]) => question)
        .filter((question) => !excused.includes(question));
}

/** A document that is wider by one step, and the questions to which it may be a better answer. */
type Widened = readonly [way: string, statements: Rewritten, excused: readonly Question[]];

function widened(real: RealDocument): readonly Widened[] {
    const statements = numbered(real);
    return statements.flatMap(([place, statement]): readonly Widened[] => {
        const but = (wider: Fields | undefined): Rewritten =>
            statements.flatMap(([at, one]): Rewritten => (at !== place ? [[at, one]] : wider ? [[at, wider]] : []));
        if (statement["Effect"] === "Deny") {
            return [[`without the Deny ${place}`, but(undefined), []]];
        }
        const set = (name: string, value: unknown): Fields => {
            const { [name]: _, [`Not${name}`]: __, ...others } = statement;
            return value === undefined ? others : { ...others, [name]: value };
        };
        // Nothing is left out any more, which is found as all.
        const asWhole = (name: string): readonly Question[] => (`Not${name}` in statement ? ["notAction"] : []);
        // Who is nobody in particular is no service and no account.
        const everybody: readonly Widened[] = isOfIdentity(real)
            ? []
            : [[`everybody in ${place}`, but(set("Principal", "*")), ["deputy", "outsiders", "control"]]];
        return [
            [`all actions in ${place}`, but(set("Action", "*")), asWhole("Action")],
            [`all resources in ${place}`, but(set("Resource", "*")), asWhole("Resource")],
            [`no condition in ${place}`, but(set("Condition", undefined)), []],
            ...everybody,
        ];
    });
}

const LISTS = ["Action", "NotAction", "Resource", "NotResource"];

/** Ways to write a document that change nothing. */
const REWRITES: Readonly<Record<string, (statements: Rewritten) => Rewritten>> = {
    "statements in another order": (statements) => [...statements].reverse(),
    "lists in another order": each((value) => (Array.isArray(value) ? [...(value as unknown[])].reverse() : value)),
    "elements in another order": each((value) =>
        isFields(value) ? Object.fromEntries(Object.entries(value).reverse()) : value,
    ),
    "actions in another case": (statements) =>
        statements.map(([place, statement]) => [
            place,
            ofElements(statement, ["Action", "NotAction"], (value) => deep(value, otherCase)),
        ]),
    "condition keys in another case": (statements) =>
        statements.map(([place, statement]) => [
            place,
            ofElements(statement, ["Condition"], (condition) =>
                mapped(condition, (operator, keys) => [
                    operator,
                    mapped(keys, (key, values) => [key.toUpperCase(), values]),
                ]),
            ),
        ]),
    "lists of one": each((value, path) => (isListed(path) && typeof value === "string" ? [value] : value)),
    "no lists of one": each((value, path) =>
        isListed(path) && Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value,
    ),
    "a statement for each action and resource": (statements) =>
        ["Action", "Resource"].reduce((all, name) => all.flatMap((one) => split(one, name)), statements),
    labels: (statements) =>
        statements.map(([place, statement], index) => [place, { Sid: `Statement${index}`, ...statement }]),
};

function isFields(value: unknown): value is Fields {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Where one text may stand for a list of it: below an element, a kind of principal or a condition key. */
function isListed(path: readonly string[]): boolean {
    const [element = "", ...rest] = path;
    return LISTS.includes(element)
        ? rest.length === 0
        : element === "Condition"
          ? rest.length === 2
          : element.endsWith("Principal") && rest.length === 1;
}

/** Changes each value of each statement, after what is in it. */
function each(change: (value: unknown, path: readonly string[]) => unknown): (statements: Rewritten) => Rewritten {
    return (statements) => statements.map(([place, statement]) => [place, deep(statement, change) as Fields]);
}

function deep(
    value: unknown,
    change: (value: unknown, path: readonly string[]) => unknown,
    path: readonly string[] = [],
): unknown {
    const inner = Array.isArray(value)
        ? value.map((one: unknown) => deep(one, change, [...path, ""]))
        : mapped(value, (key, one) => [key, deep(one, change, [...path, key])]);
    return change(inner, path);
}

function mapped(value: unknown, change: (key: string, value: unknown) => readonly [string, unknown]): unknown {
    return isFields(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => change(key, one))) : value;
}

function ofElements(statement: Fields, names: readonly string[], change: (value: unknown) => unknown): Fields {
    return mapped(statement, (name, value) => [name, names.includes(name) ? change(value) : value]) as Fields;
}

function otherCase(value: unknown): unknown {
    return typeof value === "string"
        ? value.replace(/[a-z]/gi, (letter) => (/[a-z]/.test(letter) ? letter.toUpperCase() : letter.toLowerCase()))
        : value;
}

function split([place, statement]: Rewritten[number], name: string): Rewritten {
    const value = statement[name];
    return Array.isArray(value)
        ? value.map((one: unknown) => [place, { ...statement, [name]: one }])
        : [[place, statement]];
}
