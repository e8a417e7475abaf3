import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ANSWERED } from "../../../offline-preview/functions/answers";
import { CHECKS } from "../../../offline-preview/functions/facts";
import { FLAGS } from "../../../offline-preview/commands/flags";
import { EXIT_CODES, helpText, textOf, usageOf } from "../../../offline-preview/commands/help";
import { toJson } from "../../../offline-preview/report/json";
import { LIMITS } from "../../../offline-preview/report/limits";
import { UNDETERMINED_IN_FULL } from "../../../offline-preview/report/tree";
import { at, change, diagnostic, finding, pack, PACK, policy, preview, resource } from "./build";

const README = readFileSync(join(__dirname, "../../../offline-preview/README.md"), "utf8");

/** The cells of the table below a heading. */
function tableBelow(heading: string): string[][] {
    const section = README.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
    const rows = section.split("\n").filter((line) => line.startsWith("|"));
    return rows.slice(2).map((row) =>
        row
            .slice(1, -1)
            .split("|")
            .map((cell) => cell.trim()),
    );
}

/** Every key with its path; what is an open map ends a path. */
function pathsOf(value: unknown, path: string, open: ReadonlySet<string>): string[] {
    if (Array.isArray(value)) {
        const elements = value as unknown[];
        return elements.every((element) => typeof element === "string")
            ? [path]
            : elements.flatMap((element) => pathsOf(element, `${path}[]`, open));
    }
    if (typeof value !== "object" || value === null || open.has(path)) {
        return [path];
    }
    return Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, path === "" ? key : `${path}.${key}`, open));
}

/** "`a.b`, `.c`" as `a.b` and `a.c`. */
function documentedPaths(cell: string): string[] {
    let parent = "";
    return [...cell.matchAll(/`([^`]+)`/g)].map(([, key = ""]) => {
        if (key.startsWith(".")) {
            return parent + key;
        }
        parent = key.slice(0, Math.max(0, key.lastIndexOf(".")));
        return key;
    });
}

describe("the README of the offline preview", () => {
    it("lists the flags as --help has them", () => {
        assert.deepEqual(
            tableBelow("Flags"),
            FLAGS.map((flag) => [`\`${usageOf(flag)}\``, textOf(flag)]),
        );
    });

    it("lists the exit codes", () => {
        assert.deepEqual(
            tableBelow("Exit codes"),
            EXIT_CODES.map(({ code, meaning }) => [String(code), meaning]),
        );
    });

    it("lists what the preview does not do", () => {
        assert.deepEqual(
            tableBelow("What it does not do"),
            LIMITS.map(({ what, here, cli }) => [what, here, cli]),
        );
    });

    it("has the table of account facts, and the functions that are answered from it", () => {
        assert.deepEqual(
            tableBelow("Account facts").map(([fact, form]) => [fact?.replaceAll("`", ""), form]),
            Object.entries(CHECKS).map(([fact, { expected }]) => [fact, expected]),
        );
        const named = /^Answered from it: (.*)\.$/m
            .exec(README)?.[1]
            ?.split(", ")
            .map((name) => name.replaceAll("`", ""));
        const answered = ANSWERED.map((token) => token.split(":")[2]).sort();
        assert.deepEqual(named, answered);
    });

    it("documents every key of the JSON and no other", () => {
        const component = resource("house:index:Vault", "vault", { kind: "component", source: at("index.ts", 2) });
        const bucket = resource("aws:s3/bucket:Bucket", "data", { parent: component.urn, source: at("vault.ts", 3) });
        const framework = { name: "CIS", version: "5.0", reference: "2.1.4", specification: "https://example.com" };
        const report = toJson(
            preview([component, bucket], {
                findings: [finding("a", bucket, { component: { urn: component.urn, source: component.source } })],
                remediations: [{ pack: PACK, policy: "fix", urn: bucket.urn, changed: ["tags"] }],
                diagnostics: [diagnostic("info", "hello")],
                packs: [pack(0, { policies: [policy("a", { framework })] })],
                change: change({
                    resources: [
                        {
                            ...{ kind: "change", urn: bucket.urn, formerUrn: component.urn, resembles: component.urn },
                            properties: [{ path: "tags.a", before: 1, after: 2 }],
                            replacedBy: ["tags.a"],
                            source: at("vault.ts", 3),
                        },
                    ],
                    fixed: [finding("a", bucket)],
                    opened: [{ urn: bucket.urn, to: ["::/0"] }],
                }),
            }),
        );
        // One resource with all there is: what is null in others would hide the keys below it.
        const full = { ...report, resources: report.resources.filter(({ name }) => name === "data") };
        const open = [
            "inputs",
            "outputs",
            "propertyDependencies",
            "options.providers",
            "options.customTimeouts",
            "options.hooks",
        ];
        const openMaps = new Set(["outputs", "change.fixed[]", ...open.map((key) => `resources[].${key}`)]);
        const documented = tableBelow("JSON").flatMap(([keys = ""]) => documentedPaths(keys));
        assert.equal(new Set(documented).size, documented.length, "a key is documented twice");
        assert.deepEqual(documented.sort(), [...new Set(pathsOf(full, "", openMaps))].sort());
    });

    it("says how many undetermined findings are shown in full", () => {
        assert.equal(UNDETERMINED_IN_FULL, 5);
        assert.ok(README.includes("More than five undetermined findings"));
    });

    it("has a command whose flags exist", () => {
        const command = /npx pulumi-offline-preview (.*)/.exec(README)?.[1] ?? "";
        const used = [...command.matchAll(/--([a-z-]+)/g)].map(([, name = ""]) => name);
        assert.ok(used.length > 0);
        assert.deepEqual(
            used.filter((name) => !FLAGS.some((flag) => flag.name === name)),
            [],
        );
    });
});

describe("--help", () => {
    const words = (text: string): string => text.replaceAll(/\s+/g, " ");

    it("says everything and keeps to 80 columns", () => {
        const help = helpText();
        for (const flag of FLAGS) {
            assert.ok(help.includes(usageOf(flag)), usageOf(flag));
            assert.ok(words(help).includes(textOf(flag)), textOf(flag));
        }
        for (const { code, meaning } of EXIT_CODES) {
            assert.ok(words(help).includes(` ${code} ${meaning}`), meaning);
        }
        for (const { what } of LIMITS) {
            assert.ok(help.includes(`  ${what.split(" ")[0]}`), what);
        }
        assert.deepEqual(
            help.split("\n").filter((line) => line.length > 80),
            [],
        );
    });

    it("has every word of the table of limits", () => {
        const help = new Set(words(helpText()).split(" "));
        for (const { what, here, cli } of LIMITS) {
            assert.deepEqual(
                `${what} ${here} ${cli}`.split(" ").filter((word) => !help.has(word)),
                [],
            );
        }
    });
});
