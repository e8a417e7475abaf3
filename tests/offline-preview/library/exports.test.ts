import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { JSON_FORMAT } from "../../../offline-preview/report/json";

const ROOM = join(__dirname, "../../../offline-preview");
const PAGE = readFileSync(join(ROOM, "docs/library.md"), "utf8");

/** The names in the first cells of the page's tables of exports. */
function documented(): string[] {
    const [, section = ""] = PAGE.split("## What stays");
    const rows = section.split("\n").filter((line) => line.startsWith("| `"));
    return rows.flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`(\w+)`/g)].map(([, name = ""]) => name));
}

describe("what the package exports", function () {
    this.timeout(60_000);
    let checker: ts.TypeChecker;
    let exported: ts.Symbol[];

    before(() => {
        const index = join(ROOM, "index.ts");
        const { config } = ts.readConfigFile(join(ROOM, "../tsconfig.json"), (path) => ts.sys.readFile(path)) as {
            config: { compilerOptions: object };
        };
        const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOM);
        const program = ts.createProgram([index], options);
        checker = program.getTypeChecker();
        const source = program.getSourceFile(index);
        const module = source && checker.getSymbolAtLocation(source);
        assert.ok(module);
        exported = checker.getExportsOfModule(module);
    });

    it("is what the page says", () => {
        assert.deepEqual(documented().sort(), exported.map(({ name }) => name).sort());
    });

    it("has the JSON format that the page says", () => {
        assert.deepEqual([...PAGE.matchAll(/pulumi-offline-preview\/\d+/g)].flat(), [JSON_FORMAT]);
    });

    it("names no type of the package that is not exported", () => {
        const own = new Set(exported.map((symbol) => original(symbol)));
        const hidden = exported.flatMap((symbol) =>
            (original(symbol).declarations ?? [])
                .flatMap((declaration) => typesNamedIn(declaration))
                .filter((named) => isOurs(named) && !own.has(named))
                .map((named) => `${symbol.name}: ${named.name}`),
        );
        assert.deepEqual([...new Set(hidden)], []);
    });

    function original(symbol: ts.Symbol): ts.Symbol {
        return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    }

    /** The types that a declaration shows: what is private, or inside a function, is nobody's. */
    function typesNamedIn(declaration: ts.Node): ts.Symbol[] {
        const found: ts.Symbol[] = [];
        const visit = (node: ts.Node): void => {
            if (ts.isBlock(node) || isPrivate(node)) {
                return;
            }
            const name = ts.isTypeReferenceNode(node)
                ? node.typeName
                : ts.isExpressionWithTypeArguments(node)
                  ? node.expression
                  : undefined;
            if (name !== undefined) {
                const symbol = checker.getSymbolAtLocation(name);
                found.push(...(symbol === undefined ? [] : [original(symbol)]));
            }
            ts.forEachChild(node, visit);
        };
        visit(declaration);
        return found;
    }

    function isOurs({ flags, declarations }: ts.Symbol): boolean {
        const [declaration] = declarations ?? [];
        const file = declaration?.getSourceFile().fileName ?? "";
        return !(flags & ts.SymbolFlags.TypeParameter) && file.startsWith(ROOM) && !file.includes("node_modules");
    }
});

function isPrivate(node: ts.Node): boolean {
    return (
        ts.canHaveModifiers(node) &&
        (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword)
    );
}
