import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import * as aws from "@pulumi/aws";
import * as ts from "typescript";
import * as components from "palisade-aws";
import { invokeGrant } from "../../components/compute/policy/functionStatements";
import * as tableGrants from "../../components/data/policy/tableGrants";
import { consumeGrant, sendGrant } from "../../components/messaging/policy/queueStatements";
import { publishGrant } from "../../components/messaging/policy/topicStatements";
import type { AnyRule } from "../../components/shared/arguments";
import { connectGrant } from "../../components/network/policy/bastionStatements";
import type { Grant } from "../../components/shared/grantStatements";
import * as patternGrants from "../../components/patterns/policy/patternGrants";
import * as secretGrants from "../../components/secrets/policy/secretGrants";
import { readGrant, writeGrant } from "../../components/storage/policy/bucketGrants";
import { bundle, pages } from "./support/needed";
import { run, s3 } from "./support/run";
import { analyzed, classes, directory } from "./support/schema";
import { tables } from "./support/tables";

const README = join(directory, "README.md");
/** `<!-- arguments: SecureBucket -->`, a table, and `<!-- end -->`. */
const BLOCK = /(<!-- (arguments|outputs|grants): (\w+) -->\n<!-- prettier-ignore -->\n)([^]*?)(\n\n<!-- end -->)/g;

const grants: Record<string, Grant<never>[]> = {
    AccountBaseline: [],
    AliasRecord: [],
    AuditTrail: [readGrant],
    Certificate: [],
    CloudFrontConsole: [],
    Backup: [],
    Bastion: [connectGrant],
    DirectConnect: [],
    Dns: [],
    EncryptionKey: [],
    ExistingNetwork: [],
    HumanRole: [],
    IdentityPool: [],
    LogBucket: [readGrant],
    Network: [],
    PatternPipeline: [],
    PatternStore: [
        patternGrants.publishGrant("<pattern>"),
        patternGrants.readGrant,
        patternGrants.announceGrant,
        patternGrants.subscribeGrant,
    ],
    Peering: [],
    PrivateApi: [],
    SecureBucket: [readGrant, writeGrant],
    SecureFunction: [invokeGrant],
    SecureQueue: [sendGrant, consumeGrant],
    SecureSecret: [secretGrants.readGrant, secretGrants.rotateGrant],
    SecureTable: [tableGrants.readGrant, tableGrants.readWriteGrant],
    SecureTopic: [publishGrant],
    VpcConsole: [],
    SiteToSiteVpn: [],
    WebFirewall: [],
};

/** What is granted, where it is not what has the component's own ARN. */
const grantedOn: Record<string, unknown> = {
    AuditTrail: "<bucket.arn>",
    PatternStore: {
        bucketArn: "<bucketArn>",
        bucketKeyArn: "<keyArn>",
        domainArn: "<domain.arn>",
        repositoryArn: "<arn>",
        packageScope: "<scope>",
        queueArn: "<queueArn>",
        queueKeyArn: "<keyArn>",
        topicArn: "<topicArn>",
        publicationsArn: "<publications.arn>",
        publicationsKeyArn: "<publications.keyArn>",
        productIds: ["<productId>"],
    } satisfies patternGrants.PatternParts,
};

const code = (text: string): string => `\`${text}\``;

function table(head: string[], rows: string[][]): string {
    const line = (cells: string[]): string => `| ${cells.join(" | ")} |`;
    return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function defaultOf({ needed, otherwise, default: value }: AnyRule): string {
    if (needed !== undefined) {
        return "needed";
    }
    if (otherwise !== undefined || value === undefined) {
        return otherwise ?? "none";
    }
    const values: unknown[] = [value].flat();
    return values.length === 0 ? "none" : values.map((each) => code(worded(each))).join(", ");
}

function worded(value: unknown): string {
    return typeof value === "string" ? value : JSON.stringify(value);
}

/** Whether a value must be known at once, may be an output, or may even need the component first. */
function kindOf({ plain, late }: AnyRule): string {
    return late === true
        ? plain === true
            ? "plain, with outputs inside"
            : "output, also late"
        : plain
          ? "plain"
          : "output";
}

/** `string`, a list, or a resource's class. */
function typeOf(property: object): string {
    const [, resource] = "$ref" in property ? (/#\/resources\/(.*)$/.exec(String(property.$ref)) ?? []) : [];
    const [, module = "", name = ""] = /^aws:(\w+)%2F\w+:(\w+)$/.exec(resource ?? "") ?? [];
    if ("items" in property) {
        return `${typeOf(property.items as object)}[]`;
    }
    return "type" in property ? String(property.type) : `aws.${module}.${name}`;
}

const contentOf: Record<string, (component: string) => string> = {
    arguments: (component) =>
        table(
            ["argument", "value", "default", "why", "cost a month"],
            [...(tables[component] ?? [])].map(([name, rule]) => [
                code(name),
                kindOf(rule),
                defaultOf(rule),
                rule.why,
                rule.cost ?? "",
            ]),
        ),
    outputs: (component) =>
        table(
            ["output", "type", "what"],
            Object.entries(analyzed()[component]?.outputs ?? {}).map(([name, property]) => [
                code(name),
                code(`${typeOf(property)}${property.optional === true ? "?" : ""}`),
                (property.description ?? "").replace(/\s+/g, " "),
            ]),
        ),
    grants: (component) => {
        const place = { partition: "aws", dnsSuffix: "amazonaws.com", accountId: "<account>", region: "<region>" };
        const target = { arn: (grantedOn[component] ?? "<arn>") as never, keyArn: "<keyArn>", place };
        return table(
            ["call", "allows", "on", "only"],
            (grants[component] ?? []).flatMap(({ method, statements }) =>
                statements(target).map(({ Action, Resource, Condition }) => [
                    code(`${method}(role)`),
                    Action.map(code).join(", "),
                    Resource.map(code).join(", "),
                    Object.values(Condition ?? {})
                        .flatMap((keys) => Object.values(keys).flat())
                        .map((service) => `through ${code(service)}`)
                        .join(", "),
                ]),
            ),
        );
    },
};

/**
 * An example with the code and the pages that it names, where they are. It does not run beside them: what TypeScript once
 * took for the current folder stays that for all tests of the process.
 */
function withFolders(source: string): string {
    return source
        .replaceAll('code: "dist"', `code: ${JSON.stringify(bundle)}`)
        .replaceAll('pagesFolder: "pages"', `pagesFolder: ${JSON.stringify(pages)}`);
}

describe("the README of the components", function () {
    this.timeout(120_000);
    const text = readFileSync(README, "utf8");
    const blocks = [...text.matchAll(BLOCK)];

    it("has a section for every component, with its arguments, outputs and grants", () => {
        const expected = [...classes]
            .sort()
            .flatMap((name) =>
                ["arguments", "outputs", ...(grants[name]?.length === 0 ? [] : ["grants"])].map(
                    (kind) => `${kind} ${name}`,
                ),
            );
        assert.deepEqual(blocks.map(([, , kind, name]) => `${kind} ${name}`).sort(), expected.sort());
        for (const name of classes) {
            assert.match(text, new RegExp(`^## ${name}$`, "m"));
        }
    });

    for (const [, , kind = "", name = "", shown] of blocks) {
        it(`${name}: ${kind} (UPDATE_README=1 rewrites them)`, () => {
            const real = contentOf[kind]?.(name) ?? "";
            if (process.env.UPDATE_README === "1") {
                const fill = (whole: string, begin: string, k: string, n: string, _old: string, end: string): string =>
                    k === kind && n === name ? `${begin}${real}${end}` : whole;
                writeFileSync(README, readFileSync(README, "utf8").replace(BLOCK, fill));
            } else {
                assert.equal(shown, real, "run UPDATE_README=1 npx mocha tests/components/readme.test.ts");
            }
        });
    }

    for (const [, source = ""] of text.matchAll(/```ts\n([^]*?)```/g)) {
        it(`runs: ${source.split("\n").at(2)}`, async () => {
            const compiled = ts.transpileModule(withFolders(source), {
                compilerOptions: { module: ts.ModuleKind.CommonJS },
            });
            const example = compileFunction(compiled.outputText, ["exports", "require", "role"]) as (
                ...given: unknown[]
            ) => void;
            const result = await run(() => {
                const assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" });
                example({}, createRequire(__filename), new aws.iam.Role("role", { assumeRolePolicy }));
            });
            const changed = source.includes("transforms") ? "varies_by_storage_class" : undefined;
            for (const { inputs } of result.all(s3("BucketLifecycleConfiguration")).slice(0, 1)) {
                assert.equal(inputs.transitionDefaultMinimumObjectSize, changed);
            }
            assert.ok(result.resources.some(({ type }) => type.startsWith("palisade-aws:")));
        });
    }

    it("every method that grants is in it", () => {
        for (const [name, list] of Object.entries(grants)) {
            const Class = components[name as "SecureBucket"];
            const methods = Object.getOwnPropertyNames(Class.prototype).filter((method) => method.startsWith("grant"));
            assert.deepEqual(list.map(({ method }) => method).sort(), methods.sort(), name);
        }
    });

    it("what is said of an argument in the source is what happens without it", () => {
        for (const [component, rules] of Object.entries(tables)) {
            for (const [name, rule] of rules) {
                const { description = "" } = analyzed()[component]?.inputs[name] ?? {};
                const without = rule.needed === undefined ? /Default: / : /Needed\./;
                assert.match(description, without, `${component}.${name}`);
                if (rule.needed !== undefined) {
                    continue;
                }
                const [literal]: unknown[] = [rule.otherwise === undefined ? rule.default : undefined].flat();
                const said = literal === undefined ? "" : worded(literal);
                assert.ok(description.replaceAll("`", "").includes(`Default: ${said}`), `${component}.${name}`);
            }
        }
    });
});
