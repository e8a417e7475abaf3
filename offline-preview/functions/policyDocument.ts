import { goJson, sortKeys } from "../configuration/goJson";
import { isMapping, type Mapping } from "../configuration/yaml";
import { FunctionFailure } from "./failure";

/** The document that the provider renders for aws.iam.getPolicyDocument, field by field in its order. */
interface Document {
    Version?: string;
    Id?: string;
    Statement: Statement[];
}
type Statement = Mapping & { Sid?: string };

/** A condition, and a principal, as the function's arguments give them. */
interface ConditionArgs {
    test: string;
    variable: string;
    values: string[];
}
interface PrincipalArgs {
    type: string;
    identifiers: string[];
}

const DEFAULT_VERSION = "2012-10-17";

/**
 * Renders a policy document as the AWS provider does: source documents, then the statements, then the overrides, a later
 * statement taking the place of an earlier one with the same Sid.
 *
 * @throws FunctionFailure where the provider would fail.
 */
export function renderPolicyDocument(args: Mapping): { json: string; minifiedJson: string } {
    const document: Document = { Statement: [] };
    const sids = new Set<string>();
    list(args.sourcePolicyDocuments).forEach((text, index) => {
        const source = parseDocument(text, `source document ${index}`);
        source.Statement.forEach(({ Sid }) => refuseDuplicate(Sid, sids, " in sourcePolicyDocuments"));
        merge(document, source);
    });
    merge(document, ownDocument(args));
    list(args.overridePolicyDocuments).forEach((text, index) =>
        merge(document, parseDocument(text, `override document ${index}`)),
    );
    const ordered = compact({ Version: document.Version, Id: document.Id, Statement: document.Statement });
    return { json: goJson(ordered, 2), minifiedJson: goJson(ordered) };
}

function merge(document: Document, other: Document): void {
    document.Id = other.Id ?? document.Id;
    if ((other.Version ?? "") > (document.Version ?? "")) {
        document.Version = other.Version;
    }
    for (const statement of other.Statement) {
        const index =
            statement.Sid === undefined ? -1 : document.Statement.findIndex(({ Sid }) => Sid === statement.Sid);
        document.Statement.splice(index < 0 ? document.Statement.length : index, index < 0 ? 0 : 1, statement);
    }
}

function ownDocument(args: Mapping): Document {
    const version = typeof args.version === "string" ? args.version : DEFAULT_VERSION;
    const sids = new Set<string>();
    const statements = list(args.statements).filter(isMapping);
    return {
        Version: version,
        ...(typeof args.policyId === "string" && args.policyId !== "" ? { Id: args.policyId } : {}),
        Statement: statements.map((statement) => {
            refuseDuplicate(statement.sid, sids, "");
            return ownStatement(statement, version);
        }),
    };
}

function ownStatement(statement: Mapping, version: string): Statement {
    const variables = (value: string) => withVariables(value, version);
    return compact({
        Sid: statement.sid,
        Effect: statement.effect ?? "Allow",
        Action: oneOrSorted(texts(statement.actions)),
        NotAction: oneOrSorted(texts(statement.notActions)),
        Resource: oneOrSorted(texts(statement.resources), variables),
        NotResource: oneOrSorted(texts(statement.notResources), variables),
        Principal: principals(list(statement.principals) as PrincipalArgs[], variables),
        NotPrincipal: principals(list(statement.notPrincipals) as PrincipalArgs[], variables),
        Condition: conditions(list(statement.conditions) as ConditionArgs[], variables),
    });
}

/** `&{` stands for `${`, which the languages of the first users would have replaced themselves. */
function withVariables(value: string, version: string): string {
    if (version === "2008-10-17" && value.includes("&{")) {
        throw new FunctionFailure(`found &{ in '${value}', which version ${version} does not support`);
    }
    return value.replaceAll("&{", "${");
}

/** One value alone; several without duplicates, from the last to the first of the alphabet. */
function oneOrSorted(values: string[], change = (value: string) => value): string | string[] | undefined {
    const unique = [...new Set(values)];
    return unique.length <= 1 ? unique.map(change)[0] : unique.sort().reverse().map(change);
}

function principals(given: PrincipalArgs[], change: (value: string) => string): unknown {
    const [first] = given;
    if (given.length === 1 && first?.type === "*" && [...new Set(first.identifiers)].join() === "*") {
        return "*";
    }
    const byType: Record<string, string | string[]> = {};
    for (const { type, identifiers } of given) {
        const added = oneOrSorted(identifiers, change);
        const before = byType[type];
        byType[type] = before === undefined ? (added ?? []) : [before, added ?? []].flat();
    }
    return given.length === 0 ? undefined : sortKeys(byType);
}

function conditions(given: ConditionArgs[], change: (value: string) => string): unknown {
    const byTest: Record<string, Record<string, string | string[]>> = {};
    for (const { test, variable, values } of given) {
        const variables = (byTest[test] ??= {});
        const all = [variables[variable] ?? [], values.map(change)].flat();
        variables[variable] = all.length === 1 ? (all[0] ?? "") : all;
    }
    return given.length === 0 ? undefined : sortKeys(byTest);
}

function parseDocument(text: unknown, label: string): Document {
    let parsed: unknown;
    try {
        parsed = JSON.parse(String(text));
    } catch {
        throw new FunctionFailure(`${label} is not valid JSON`);
    }
    const statements = isMapping(parsed) ? (parsed.Statement ?? []) : undefined;
    if (!isMapping(parsed) || !Array.isArray(statements) || !statements.every(isMapping)) {
        throw new FunctionFailure(`${label} must be an object with a list of statements`);
    }
    return {
        ...(typeof parsed.Version === "string" ? { Version: parsed.Version } : {}),
        ...(typeof parsed.Id === "string" && parsed.Id !== "" ? { Id: parsed.Id } : {}),
        Statement: statements.map((statement) => parsedStatement(statement)),
    };
}

/** As the provider writes a statement again that it has read: fields in its order, principals sorted. */
function parsedStatement(statement: Mapping): Statement {
    return compact({
        Sid: statement.Sid,
        Effect: statement.Effect,
        Action: statement.Action,
        NotAction: statement.NotAction,
        Resource: statement.Resource,
        NotResource: statement.NotResource,
        Principal: parsedPrincipal(statement.Principal),
        NotPrincipal: parsedPrincipal(statement.NotPrincipal),
        Condition: parsedCondition(statement.Condition),
    });
}

function parsedPrincipal(principal: unknown): unknown {
    if (!isMapping(principal)) {
        return principal === undefined ? undefined : "*";
    }
    const keys = Object.keys(principal);
    if (keys.length === 1 && keys[0] === "*" && texts(principal["*"]).join() === "*") {
        return "*";
    }
    const sorted = Object.entries(principal).map(([type, identifiers]) => [
        type,
        Array.isArray(identifiers) ? [...texts(identifiers)].sort().reverse() : identifiers,
    ]);
    return sortKeys(Object.fromEntries(sorted));
}

function parsedCondition(condition: unknown): unknown {
    if (!isMapping(condition)) {
        return undefined;
    }
    const given = Object.entries(condition).flatMap(([test, variables]) =>
        Object.entries(isMapping(variables) ? variables : {}).map(([variable, values]) => ({
            test,
            variable,
            values: [values].flat().map(String),
        })),
    );
    return conditions(given, (value) => value);
}

function refuseDuplicate(sid: unknown, sids: Set<string>, where: string): void {
    if (typeof sid !== "string" || sid === "") {
        return;
    }
    if (sids.has(sid)) {
        throw new FunctionFailure(`duplicate Sid '${sid}'${where}: remove it or make it unique`);
    }
    sids.add(sid);
}

function list(value: unknown): unknown[] {
    return Array.isArray(value) ? value.filter((element) => element !== null) : [];
}

/** A text or a list of texts as a list. */
function texts(value: unknown): string[] {
    return typeof value === "string" ? [value] : list(value).map(String);
}

/** Without the fields that are absent or empty. */
function compact(fields: Mapping): Mapping {
    const present = Object.entries(fields).filter(
        ([, value]) =>
            value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0),
    );
    return Object.fromEntries(present);
}
