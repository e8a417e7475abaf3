import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { decide, readDocument } from "palisade-policy-documents";
import { FLAGS } from "../../offline-preview/commands/flags";
import { REPORT_FORMATS } from "../../offline-preview/report/renderers";
import { workflow, type Workflow } from "./workflows";

const PAGE = readFileSync(join(__dirname, "../../offline-preview/docs/pull-requests.md"), "utf8");
const blocks = (language: string): string[] =>
    [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "gm"))].map(([, text = ""]) => text);

const PROVIDER = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
const ISSUER = "token.actions.githubusercontent.com";
const SUBJECT = "repo:my-company/shop:environment:preview";

describe("the page about pull requests", () => {
    const TOKENS: [what: string, claims: Record<string, string>, decision: string][] = [
        ["the environment of the repository", { sub: SUBJECT, aud: "sts.amazonaws.com" }, "allowed"],
        [
            "another environment",
            { sub: "repo:my-company/shop:environment:prod", aud: "sts.amazonaws.com" },
            "not-covered",
        ],
        [
            "a pull request without one",
            { sub: "repo:my-company/shop:pull_request", aud: "sts.amazonaws.com" },
            "not-covered",
        ],
        ["a branch", { sub: "repo:my-company/shop:ref:refs/heads/main", aud: "sts.amazonaws.com" }, "not-covered"],
        ["a repository of nearly that name", { sub: `${SUBJECT}-2`, aud: "sts.amazonaws.com" }, "not-covered"],
        ["a fork", { sub: "repo:somebody/shop:environment:preview", aud: "sts.amazonaws.com" }, "not-covered"],
        ["a token for somebody else", { sub: SUBJECT, aud: "https://github.com/my-company" }, "not-covered"],
        ["no claims", {}, "not-covered"],
    ];
    for (const [what, claims, decision] of TOKENS) {
        it(`has a role that ${decision === "allowed" ? "trusts" : "does not trust"} ${what}`, () => {
            const [policy = ""] = blocks("json");
            const context = Object.fromEntries(
                Object.entries(claims).map(([claim, value]) => [`${ISSUER}:${claim}`, value]),
            );
            const request = {
                principal: { kind: "federated", provider: PROVIDER } as const,
                action: "sts:AssumeRoleWithWebIdentity",
                resource: "arn:aws:iam::111122223333:role/preview",
                context,
            };
            assert.equal(decide(readDocument(JSON.parse(policy)), request), decision);
        });
    }

    it("names flags and reports that exist", () => {
        const used = [...PAGE.matchAll(/(?<![\w-])--([a-z]+(?:-[a-z]+)*)/g)].map(([, name = ""]) => name);
        const foreign = ["no", "offline", "ignore-scripts"]; // of npm and npx
        const known = new Set<string>([...FLAGS.map(({ name }) => name), ...foreign]);
        assert.ok(used.length > 10);
        assert.deepEqual(
            used.filter((name) => !known.has(name)),
            [],
        );
        const formats = [...PAGE.matchAll(/--report (\w+)=/g)].map(([, format = ""]) => format);
        assert.deepEqual(
            formats.filter((format) => !(REPORT_FORMATS as string[]).includes(format)),
            [],
        );
    });

    it("calls the workflows with inputs that they have, and the permissions that they ask for", () => {
        const called = blocks("yaml")
            .map((text) => load(text) as Workflow)
            .flatMap(({ jobs }) => Object.values(jobs ?? {}))
            .filter(({ uses }) => uses !== undefined) as { uses: string; with?: object; permissions: object }[];
        assert.equal(called.length, 2);
        for (const { uses, with: given = {}, permissions } of called) {
            const [, file = ""] = /workflows\/([\w-]+\.yml)@/.exec(uses) ?? [];
            const { on, jobs } = workflow(file);
            const inputs = (on.workflow_call as { inputs?: object } | null)?.inputs ?? {};
            assert.deepEqual(
                Object.keys(given).filter((name) => !(name in inputs)),
                [],
            );
            const needed = Object.assign({}, ...Object.values(jobs).map((job) => job.permissions)) as object;
            assert.deepEqual(permissions, needed);
        }
    });
});
