import { join } from "node:path";
import * as ts from "typescript";

/** A small change of a source text. */
export interface Mutant {
    readonly start: number;
    readonly end: number;
    readonly replacement: string;
    /** The policies in whose declaration it lies. */
    readonly policies?: readonly string[];
}

const REQUIREMENT = join(__dirname, "../policy-pack/evaluation/requirement");

/** What is told of a policy, and decides nothing. */
const METADATA = new Set([
    ...["id", "title", "severity", "controls", "why", "fix", "text", "example", "description", "knowledge", "of"],
    ...["whitepaper", "nist", "fsbp", "cis3", "cis5", "cis7", "trustedAdvisor", "source", "asOf", "what"],
]);
/** Titles and other texts; controls of NIST and FSBP. */
const PROSE = / |^[A-Z]{2}-\d+|^\w+\.\d+$/;
/** Of long lists and tables some elements stand for all. */
const MOST_ELEMENTS = 8;

/** What stands for what, both ways. */
const SWAPPED = new Map(
    [
        ["===", "!=="],
        ["<", "<="],
        [">", ">="],
        ["&&", "||"],
        ["all", "any"],
        ["must", "mustNot"],
        ["some", "every"],
        ["atLeast", "atMost"],
        ["mandatory", "advisory"],
    ].flatMap(([one = "", other = ""]) => [
        [one, other],
        [other, one],
    ]),
);
/** Calls that stand for one of their arguments. */
const UNWRAPPED = new Map([
    ["not", 0],
    ["when", 1],
]);
/** Methods without which the value stands for itself. */
const LEFT_OUT = new Set(["absentAs", "filter"]);
/** Properties that may be missing. */
const OPTIONAL = new Set(["default", "appliesIf", "isRequired", "remediates", "remediation", "offByDefault"]);

/** All mutants of a source. */
export function mutantsOf(text: string): readonly Mutant[] {
    const source = ts.createSourceFile("source.ts", text, ts.ScriptTarget.ES2022, true);
    const mutants: Mutant[] = [];
    const visit = (node: ts.Node, policies?: readonly string[]): void => {
        if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || isMetadata(node)) {
            return;
        }
        const own = policiesOf(node, policies);
        for (const [place, replacement] of changesOf(node)) {
            const { start, end } = place;
            mutants.push({ start, end, replacement, ...(own !== undefined && { policies: own }) });
        }
        ts.forEachChild(node, (child) => visit(child, own));
    };
    visit(source);
    return mutants;
}

interface Span {
    readonly start: number;
    readonly end: number;
}
type Changed = readonly [place: Span, replacement: string];

function changesOf(node: ts.Node): readonly Changed[] {
    if (ts.isBinaryExpression(node)) {
        const swapped = SWAPPED.get(node.operatorToken.getText());
        const isDefault = node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
        return [
            ...(swapped === undefined ? [] : [[spanOf(node.operatorToken), swapped] as const]),
            ...(isDefault ? [[spanOf(node), `(${node.right.getText()})`] as const] : []),
        ];
    }
    if (ts.isConditionalExpression(node) || ts.isIfStatement(node)) {
        const condition = spanOf(ts.isIfStatement(node) ? node.expression : node.condition);
        return [
            [condition, "true"],
            [condition, "false"],
        ];
    }
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
        return [[spanOf(node), node.operand.getText()]];
    }
    if (ts.isArrayLiteralExpression(node)) {
        return withoutEach(node.elements);
    }
    if (ts.isCallExpression(node)) {
        return changesOfCall(node);
    }
    if (ts.isPropertyAssignment(node) && OPTIONAL.has(node.name.getText())) {
        // A switch that is turned is one left out.
        return [[{ start: node.getStart(), end: endWithComma(node) }, ""]];
    }
    return changesOfLiteral(node);
}

function changesOfCall(node: ts.CallExpression): readonly Changed[] {
    const { expression, arguments: given } = node;
    const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
    const called = name.getText();
    const swapped = SWAPPED.get(called);
    const kept = given[UNWRAPPED.get(called) ?? -1];
    const isLeftOut = ts.isPropertyAccessExpression(expression) && LEFT_OUT.has(called);
    return [
        ...(swapped === undefined ? [] : [[spanOf(name), other(name, swapped)] as const]),
        ...(kept === undefined ? [] : [[spanOf(node), kept.getText()] as const]),
        ...(isLeftOut ? [[spanOf(node), expression.expression.getText()] as const] : []),
    ];
}

/** The other method, or the other helper, which the source need not import. */
function other(name: ts.Node, swapped: string): string {
    const home = swapped.startsWith("must") ? REQUIREMENT : "palisade-policy-documents";
    return ts.isPropertyAccessExpression(name.parent) ? swapped : `require(${JSON.stringify(home)}).${swapped}`;
}

function changesOfLiteral(node: ts.Node): readonly Changed[] {
    if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) {
        if (ts.isPropertyAssignment(node.parent) && OPTIONAL.has(node.parent.name.getText())) {
            return [];
        }
        return [[spanOf(node), node.kind === ts.SyntaxKind.TrueKeyword ? "false" : "true"]];
    }
    if (ts.isNumericLiteral(node)) {
        return [[spanOf(node), `(${node.getText()} + 1)`]];
    }
    if (ts.isRegularExpressionLiteral(node)) {
        return ["/^", "$/"].flatMap((anchor) =>
            node.getText().includes(anchor) ? [[spanOf(node), node.getText().replace(anchor, "/")] as const] : [],
        );
    }
    if (ts.isTaggedTemplateExpression(node)) {
        return [[spanOf(node.template), "`mutated`"]];
    }
    const isName = ts.isPropertyAssignment(node.parent ?? node) && (node.parent as ts.PropertyAssignment).name === node;
    const isElement = ts.isArrayLiteralExpression(node.parent ?? node) || isLateInTable(node.parent ?? node);
    return ts.isStringLiteral(node) &&
        !isElement &&
        !isName &&
        !PROSE.test(node.text) &&
        !ts.isLiteralTypeNode(node.parent)
        ? // Tests wait for ever for the SDK where a level is none that it knows.
          [[spanOf(node), `"${SWAPPED.get(node.text) ?? "mutated"}"`]]
        : [];
}

function withoutEach(elements: ts.NodeArray<ts.Expression>): readonly Changed[] {
    const step = Math.max(1, elements.length / MOST_ELEMENTS);
    const chosen = Array.from(
        { length: Math.min(elements.length, MOST_ELEMENTS) },
        (_, index) => elements[Math.floor(index * step)],
    );
    return chosen.flatMap((element) =>
        element === undefined || (ts.isStringLiteral(element) && PROSE.test(element.text))
            ? []
            : [[{ start: element.getStart(), end: endWithComma(element) }, ""] as const],
    );
}

function endWithComma(node: ts.Node): number {
    const [comma = ""] = /^\s*,/.exec(node.getSourceFile().text.slice(node.getEnd())) ?? [];
    return node.getEnd() + comma.length;
}

function isMetadata(node: ts.Node): boolean {
    const { parent } = node;
    const isName = ts.isStringLiteral(node) && ts.isCallExpression(parent) && parent.expression.getText() === "service";
    return isName || (ts.isPropertyAssignment(node) && METADATA.has(node.name.getText()));
}

function idOf(node: ts.Node): string | undefined {
    const id = ts.isObjectLiteralExpression(node)
        ? node.properties.find((property) => ts.isPropertyAssignment(property) && property.name.getText() === "id")
        : undefined;
    return id !== undefined && ts.isPropertyAssignment(id) && ts.isStringLiteral(id.initializer)
        ? id.initializer.text
        : undefined;
}

function spanOf(node: ts.Node): Span {
    return { start: node.getStart(), end: node.getEnd() };
}

/** The policy that is declared here, or those that `byType` makes of one. */
function policiesOf(node: ts.Node, outer?: readonly string[]): readonly string[] | undefined {
    if (ts.isCallExpression(node) && node.expression.getText() === "byType") {
        return idsIn(node);
    }
    const id = idOf(node);
    const isOfSeveral = outer !== undefined && outer[0] === id;
    return id === undefined || isOfSeveral ? outer : [id];
}

/** The ids of all policies that are declared in a node, if all can be read. */
function idsIn(node: ts.Node): readonly string[] | undefined {
    const ids: (string | undefined)[] = [];
    const visit = (inner: ts.Node): void => {
        if (ts.isPropertyAssignment(inner) && inner.name.getText() === "id") {
            ids.push(idOf(inner.parent));
        }
        ts.forEachChild(inner, visit);
    };
    visit(node);
    const known = ids.filter((id) => id !== undefined);
    return known.length === ids.length ? known : undefined;
}

/** Whether it is far down in a table of texts, such as an account by region. */
function isLateInTable(entry: ts.Node): boolean {
    if (!ts.isPropertyAssignment(entry) || !ts.isObjectLiteralExpression(entry.parent)) {
        return false;
    }
    const { properties } = entry.parent;
    const isTable = properties.every((one) => ts.isPropertyAssignment(one) && ts.isStringLiteral(one.initializer));
    return isTable && properties.indexOf(entry) >= MOST_ELEMENTS;
}
