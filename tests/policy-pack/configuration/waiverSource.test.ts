import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { load } from "js-yaml";
import { homeOf, waiversFrom } from "../../../policy-pack/configuration/waiverSource";
import { policies } from "../../../policy-pack/policies";

const TODAY = "2026-08-15";
const YAML = `
# Reviewed by security.
waivers:
  - id: W-1
    match: { policy: s3-bucket-versioning, name: "legacy-*" }
    reason: The old site is gone at the end of the year.
    owner: web@example.com
    ticket: SEC-1
    created: 2026-06-01
    expires: 2026-12-31
    approver: security@example.com
`;

describe("a file of waivers", () => {
    let folder: string;

    before(() => (folder = mkdtempSync(join(tmpdir(), "palisade-waivers-"))));
    after(() => rmSync(folder, { recursive: true }));

    const read = (text: string, path = "waivers.yaml") => {
        writeFileSync(join(folder, "waivers.yaml"), text);
        return waiversFrom(path, undefined, policies, TODAY, folder);
    };

    it("is YAML, whose days are texts", () => {
        const { waivers, faults } = read(YAML);
        assert.deepEqual(faults, []);
        assert.deepEqual(
            waivers.map(({ id, expires, match }) => [id, expires, match]),
            [["W-1", "2026-12-31", { policy: "s3-bucket-versioning", name: "legacy-*" }]],
        );
    });

    it("may be JSON", () => {
        assert.deepEqual(read(JSON.stringify({ waivers: read(YAML).waivers })).waivers, read(YAML).waivers);
    });

    it("may be named by its whole path", () => {
        assert.equal(read(YAML, join(folder, "waivers.yaml")).waivers.length, 1);
    });

    it("may be empty", () => {
        assert.deepEqual(read("waivers:\n"), { waivers: [], policiesOf: new Map(), faults: [] });
    });

    it("tells all faults with the lines of the waivers", () => {
        const second = YAML.slice(YAML.indexOf("  - id")).replace("W-1", "W-2").replace("SEC-1", '""');
        const { faults, waivers } = read(`${YAML.replace("versioning", "versoning")}${second}`);
        assert.deepEqual(waivers, []);
        assert.deepEqual(faults, [
            `${join(folder, "waivers.yaml")}: waiver "W-1" (line 4): match.policy: "s3-bucket-versoning" names no policy (did you mean "s3-bucket-versioning"?)`,
            `${join(folder, "waivers.yaml")}: waiver "W-2" (line 12): ticket must be a text`,
        ]);
    });

    const wrong: readonly (readonly [text: string, told: RegExp])[] = [
        ["waivers: [", /waivers\.yaml: it is not YAML: .*\(\d+:\d+\)$/],
        ["- id: W-1", /waivers\.yaml: it must hold "waivers", a list, and nothing else$/],
        ["waivers: []\nmore: 1", /waivers\.yaml: it must hold "waivers", a list, and nothing else$/],
        ["waivers: {}", /waivers\.yaml: waivers must be a list$/],
        ["", /waivers\.yaml: it must hold "waivers", a list, and nothing else$/],
    ];
    for (const [text, told] of wrong) {
        it(`is refused with ${JSON.stringify(text)}`, () => {
            const { faults, waivers } = read(text);
            assert.equal(faults.length, 1);
            assert.match(faults[0] ?? "", told);
            assert.deepEqual(waivers, []);
        });
    }

    it("is refused if it is not there, or cannot be read", () => {
        assert.deepEqual(read("", "nowhere.yaml").faults, [`${join(folder, "nowhere.yaml")}: there is no such file`]);
        mkdirSync(join(folder, "folder"), { recursive: true });
        assert.deepEqual(read("", "folder").faults, [`${join(folder, "folder")}: it cannot be read`]);
    });

    it("is looked for beside the pack, or beside node_modules", () => {
        assert.equal(homeOf(join("/work", "our-pack")), join("/work", "our-pack"));
        assert.equal(homeOf(join("/work", "app", "node_modules", "palisade-policies")), join("/work", "app"));
        const pnpm = join("/work", "app", "node_modules", ".pnpm", "p@1", "node_modules", "palisade-policies");
        assert.equal(homeOf(pnpm), join("/work", "app"));
        assert.equal(homeOf(join("/node_modules", "palisade-policies")), join("/"));
    });

    it("is on its page as the selection there takes it", () => {
        const page = readFileSync(join(__dirname, "../../../policy-pack/docs/waivers.md"), "utf8");
        const [yaml = "", json = ""] = ["yaml", "json"].map(
            (language) => new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(page)?.[1],
        );
        const { "palisade-configuration": selection } = JSON.parse(json) as Record<string, { waiverRules: object }>;
        writeFileSync(join(folder, "page.yaml"), yaml);
        const told = waiversFrom("page.yaml", selection?.waiverRules, policies, "2026-10-01", folder);
        assert.deepEqual([told.faults, told.waivers.length], [[], 1]);
    });

    describe("has a schema for editors, which", () => {
        const path = createRequire(__filename).resolve("palisade-policies/waivers.schema.json");
        const validate = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(path, "utf8")) as object);
        const { waivers: [waiver] = [] } = load(YAML.replaceAll(/(20\d\d-\d\d-\d\d)/g, '"$1"')) as {
            waivers: object[];
        };

        it("takes what the pack takes", () =>
            assert.ok(validate({ waivers: [waiver] }), JSON.stringify(validate.errors)));

        const bad: readonly object[] = [
            {},
            { waivers: {} },
            { waivers: [{ ...waiver, ticket: "" }] },
            { waivers: [{ ...waiver, expires: "soon" }] },
            { waivers: [{ ...waiver, more: 1 }] },
            { waivers: [{ ...waiver, match: { policy: "s3-bucket-versioning" } }] },
            { waivers: [{ ...waiver, match: { name: "x", type: "y" } }] },
            { waivers: [{ ...waiver, match: { policy: "s3-bucket-versioning", name: [] } }] },
            { waivers: [waiver], more: 1 },
        ];
        for (const file of bad) {
            it(`refuses ${JSON.stringify(file).slice(0, 60)}, as the pack does`, () => {
                assert.ok(!validate(file));
                assert.notDeepEqual(read(JSON.stringify(file)).faults, []);
            });
        }
    });
});
