import assert from "node:assert/strict";
import fc from "fast-check";
import { masked } from "../../../offline-preview/mask";
import type { Finding, PolicyMetadata, Preview, RegisteredResource } from "../../../offline-preview/model";
import { type JsonReport } from "../../../offline-preview/report/json";
import { coverageOf } from "../../../offline-preview/report/coverage";
import { MARKDOWN_LIMIT } from "../../../offline-preview/report/markdown";
import { RENDERERS, type ReportFormat } from "../../../offline-preview/report/renderers";
import { isDefaultProvider, totalsOf } from "../../../offline-preview/report/totals";
import { renderTree } from "../../../offline-preview/report/tree";
import { readSarif } from "./sarif";
import { readPage, readXml } from "./xml";
import { SecretTexts } from "../../../offline-preview/secretTexts";
import {
    secret,
    SIGNATURE_KEY,
    Signature,
    UNKNOWN,
    type PropertyMap,
    type PropertyValue,
} from "../../../offline-preview/values";
import { at, diagnostic, finding, pack, policy, preview, resource, STACK_URN } from "./build";
import { renderJson } from "./written";

const CANARY = "canary-4711";
const word = fc.stringMatching(/^[a-z]{1,8}$/);

/** Any property value, in which the canary stands only inside secrets, of either kind. */
const { value } = fc.letrec<{ value: PropertyValue; hidden: PropertyValue; map: PropertyMap }>((tie) => ({
    hidden: fc.oneof(fc.constantFrom<PropertyValue[]>(CANARY, { password: CANARY }, [CANARY]), tie("value")),
    map: fc.dictionary(word, tie("value"), { maxKeys: 3 }),
    value: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.oneof(word, fc.boolean(), fc.integer(), fc.constantFrom<PropertyValue[]>(null, UNKNOWN)),
        tie("hidden").map(secret),
        tie("hidden").map((inner): PropertyValue => ({
            [SIGNATURE_KEY]: Signature.output,
            secret: true,
            value: inner,
        })),
        tie("value").map((inner): PropertyValue => ({ [SIGNATURE_KEY]: Signature.output, value: inner })),
        fc.array(tie("value"), { maxLength: 3 }),
        tie("map"),
        tie("hidden").map((inner): PropertyValue => ({
            [SIGNATURE_KEY]: Signature.resource,
            urn: "u",
            id: secret(inner),
        })),
    ),
}));
/** Nothing but values marked as secret. */
const NO_SECRETS = { configuration: new SecretTexts(), all: new SecretTexts() };
/** What a pack may say: anything, and what means something in one of the formats. */
const said = fc.oneof(
    word,
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.constantFrom(
        "",
        "]]> <!-- & \" '",
        "</script><b>|`@me #1",
        "\u0000\ud800\uffff",
        "```\n- a",
        "=1+1",
        'a,"b"\r\nc',
    ),
);
const properties = fc.dictionary(word, value, { maxKeys: 3 });

const TYPES = ["aws:s3/bucket:Bucket", "house:index:Vault", "pulumi:providers:aws", "awsx:ec2:Vpc"];

/** Resources with distinct names; each has an earlier one, or the stack, as parent. */
const resources: fc.Arbitrary<RegisteredResource[]> = fc
    .array(
        fc.record({
            type: fc.constantFrom(...TYPES),
            kind: fc.constantFrom<RegisteredResource["kind"][]>("custom", "component", "remote", "provider"),
            operation: fc.constantFrom<RegisteredResource["operation"][]>("create", "read", "import"),
            parent: fc.nat(),
            line: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
            inputs: properties,
            outputs: properties,
            refused: fc.boolean(),
            isDefault: fc.boolean(),
        }),
        { maxLength: 12 },
    )
    .map((drawn) => {
        const made: RegisteredResource[] = [];
        drawn.forEach(({ type, parent, line, isDefault, ...rest }, index) => {
            const above = made[parent % (made.length + 1)];
            const source = line === undefined ? {} : { source: at("index.ts", line) };
            const name = `${isDefault ? "default_" : ""}Name-${index}-`;
            made.push(resource(type, name, { ...rest, ...source, parent: above?.urn ?? STACK_URN }));
        });
        return made;
    });

const level = fc.constantFrom<PolicyMetadata["level"][]>("mandatory", "advisory", "disabled", "remediate");

const previews: fc.Arbitrary<Preview> = fc
    .tuple(
        resources,
        properties,
        fc.array(
            fc.tuple(
                fc.nat(),
                word,
                fc.constantFrom<Finding["kind"][]>("violation", "undetermined"),
                fc.option(said, { nil: undefined }),
                said,
                fc.constantFrom<(Finding["severity"] | undefined)[]>("low", "critical", undefined),
            ),
            { maxLength: 12 },
        ),
        fc.array(fc.record({ policy: word, level, title: said, url: said, tags: fc.array(said, { maxLength: 30 }) }), {
            maxLength: 4,
        }),
        fc.array(word, { maxLength: 3 }),
        fc.nat(),
    )
    .map(([made, outputs, found, policies, messages, seed]) =>
        preview(made, {
            outputs,
            packs: [
                pack(0, {
                    policies: policies.map(({ policy: name, ...rest }, index) =>
                        policy(`${name}-${index}-`, { ...rest, remediationSteps: rest.title }),
                    ),
                }),
            ],
            findings: found.map(([about, name, kind, waiver, message, severity], index) =>
                finding(`${name}-${index}-`, made[about % (made.length + 1)], {
                    kind,
                    message,
                    ...(severity === undefined ? {} : { severity }),
                    ...(waiver === undefined ? {} : { waiver, level: "advisory" }),
                }),
            ),
            onlyWithIds: made.filter((_, index) => (seed + index) % 3 === 0).map(({ urn }) => urn),
            notReached: made.filter((_, index) => (seed + index) % 4 === 0).map(({ urn }) => urn),
            diagnostics: messages.map((message) => diagnostic("warning", message)),
        }),
    );

function render(shown: Preview, format: ReportFormat): string {
    return RENDERERS[format](shown, { colour: false, width: 120 });
}

describe("any preview", () => {
    it("shows no secret, whatever the format", () => {
        fc.assert(
            fc.property(previews, fc.boolean(), (drawn, colour) => {
                const shown = masked(drawn, NO_SECRETS);
                for (const [format, render] of Object.entries(RENDERERS)) {
                    assert.ok(!render(shown, { colour, width: 80 }).includes(CANARY), format);
                }
            }),
        );
    });

    it("is well-formed in each format, with each finding in it", () => {
        fc.assert(
            fc.property(previews, (shown) => {
                const amount = shown.findings.length;
                const { results } = readSarif(render(shown, "sarif"));
                assert.equal(results.length, amount);
                const fingerprints = (JSON.parse(render(shown, "gitlab")) as { fingerprint: string }[]).map(
                    ({ fingerprint }) => fingerprint,
                );
                assert.deepEqual(
                    new Set(fingerprints),
                    new Set(results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash)),
                );
                assert.equal(new Set(fingerprints).size, amount);
                const cases = readXml(render(shown, "junit")).getElementsByTagName("testcase");
                const texts = [...cases].map((one) => one.getAttribute("name"));
                shown.findings.forEach(({ policy }) => assert.ok(texts.includes(policy), policy));
                assert.equal(readPage(render(shown, "html")).getElementsByTagName("article").length, amount);
                const lines = render(shown, "csv").split("\r\n");
                assert.equal(lines.length, coverageOf(shown).length + 2);
                assert.doesNotMatch(lines.join("\n"), /(^|,|\n)"?[=+\-@]/);
                const comment = render(shown, "md");
                const listed = comment.match(/^ {2}- /gm)?.length ?? 0;
                assert.ok(comment.length <= MARKDOWN_LIMIT);
                assert.equal(listed, amount - totalsOf(shown).findings.undetermined);
            }),
        );
    });

    it("holds secrets that the reports could have shown", () => {
        // Guards the property above: the previews drawn must have the canary in them.
        const drawn = fc.sample(previews, { numRuns: 100, seed: 1 });
        assert.ok(drawn.filter((shown) => JSON.stringify(shown).includes(CANARY)).length > 20);
    });

    it("has each resource once in the tree, default providers apart, and each finding", () => {
        fc.assert(
            fc.property(previews, fc.integer({ min: 40, max: 120 }), (shown, width) => {
                const text = renderTree(shown, { colour: false, width, showUndetermined: true, showWaived: true });
                const tree = text.slice(0, text.indexOf("\nPolicy packs:"));
                for (const one of shown.resources) {
                    const rows = tree
                        .split("\n")
                        .filter((line) => line.endsWith(one.name) || line.includes(`${one.name} `));
                    assert.equal(rows.length, isDefaultProvider(one) ? 0 : 1, `${one.name}\n${tree}`);
                }
                for (const { policy } of shown.findings) {
                    assert.ok(tree.includes(`  ${policy}`), policy);
                }
            }),
        );
    });

    it("is JSON with each URN once, and counts that agree with it", () => {
        fc.assert(
            fc.property(previews, (shown) => {
                const report = JSON.parse(renderJson(shown)) as JsonReport;
                assert.deepEqual(
                    report.resources.map(({ urn }) => urn),
                    shown.resources.map(({ urn }) => urn),
                );
                const weighed = Object.values(report.summary.findings).reduce((sum, amount) => sum + amount, 0);
                assert.equal(weighed, shown.findings.length);
                const counted = Object.values(report.summary.resources).reduce((sum, amount) => sum + amount, 0);
                assert.equal(counted, shown.resources.filter((one) => !isDefaultProvider(one)).length);
            }),
        );
    });
});
