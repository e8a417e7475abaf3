import assert from "node:assert/strict";
import fc from "fast-check";
import { masked } from "../../../offline-preview/mask";
import type { Finding, Preview, RegisteredResource } from "../../../offline-preview/model";
import { renderJson, type JsonReport } from "../../../offline-preview/report/json";
import { isDefaultProvider } from "../../../offline-preview/report/totals";
import { renderTree } from "../../../offline-preview/report/tree";
import { SecretTexts } from "../../../offline-preview/secretTexts";
import {
    secret,
    SIGNATURE_KEY,
    Signature,
    UNKNOWN,
    type PropertyMap,
    type PropertyValue,
} from "../../../offline-preview/values";
import { at, diagnostic, finding, preview, resource, STACK_URN } from "./build";

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

const previews: fc.Arbitrary<Preview> = fc
    .tuple(
        resources,
        properties,
        fc.array(
            fc.tuple(
                fc.nat(),
                word,
                fc.constantFrom<Finding["kind"][]>("violation", "undetermined"),
                fc.option(word, { nil: undefined }),
            ),
            { maxLength: 12 },
        ),
        fc.array(word, { maxLength: 3 }),
        fc.nat(),
    )
    .map(([made, outputs, found, messages, seed]) =>
        preview(made, {
            outputs,
            findings: found.map(([about, policy, kind, waiver], index) =>
                finding(`${policy}-${index}-`, made[about % (made.length + 1)], {
                    kind,
                    ...(waiver === undefined ? {} : { waiver, level: "advisory" }),
                }),
            ),
            onlyWithIds: made.filter((_, index) => (seed + index) % 3 === 0).map(({ urn }) => urn),
            notReached: made.filter((_, index) => (seed + index) % 4 === 0).map(({ urn }) => urn),
            diagnostics: messages.map((message) => diagnostic("warning", message)),
        }),
    );

describe("any preview", () => {
    it("shows no secret, as a tree or as JSON", () => {
        fc.assert(
            fc.property(previews, fc.boolean(), (drawn, colour) => {
                const shown = masked(drawn, NO_SECRETS);
                assert.ok(!renderTree(shown, { colour, width: 80 }).includes(CANARY));
                assert.ok(!renderJson(shown).includes(CANARY));
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
