import { deepStrictEqual, strictEqual } from "node:assert";
import type { Diagnosis } from "../../offline-preview/analyzer";
import { mergeFindings } from "../../offline-preview/merge";
import type { RegisteredResource } from "../../offline-preview/model";
import { resource } from "./report/build";

const pack = { name: "pack", version: "1.0.0" };

function diagnosis(policy: string, message: string, more: Partial<Diagnosis> = {}): Diagnosis {
    return { pack, policy, message, description: "About it.", level: "mandatory", urn: "urn:bucket", ...more };
}

function pass(...diagnoses: Diagnosis[]): { resources: Map<string, RegisteredResource>; diagnoses: Diagnosis[] } {
    return { resources: new Map(), diagnoses };
}

const undetermined = (policy: string): Diagnosis =>
    diagnosis(policy, "About it.\nundetermined: its policy is not known yet", { level: "advisory" });

describe("offline-preview: two passes, one list of findings", () => {
    it("what both passes say is told once, without the description that the SDK puts first", () => {
        const { findings } = mergeFindings(
            pass(diagnosis("open", "About it.\nis open")),
            pass(diagnosis("open", "About it.\nis open")),
        );
        deepStrictEqual(
            findings.map(({ policy, message, kind, decidedBy }) => ({ policy, message, kind, decidedBy })),
            [{ policy: "open", message: "is open", kind: "violation", decidedBy: "both" }],
        );
    });

    it("a message has neither the description nor the word for the kind, which the finding has apart", () => {
        const said: [message: string, description: string, expected: string][] = [
            ["About it.\nis open", "About it.", "is open"],
            ["About it.", "About it.", ""],
            ["About it. is open", "About it.", "is open"],
            ["About it.is open", "About it.", "About it.is open"],
            ["is open\nAbout it.", "About it.", "is open\nAbout it."],
            ["About it.\nundetermined: not known yet", "About it.", "not known yet"],
            ["undetermined: About it. Not known: `a`.", "About it.", "Not known: `a`."],
            ["undetermined: About it.", "About it.", ""],
            ["undetermined: About its size", "About it", "About its size"],
            ["undetermined: a\nundetermined: b", "", "a\nundetermined: b"],
            ["it says undetermined: a", "", "it says undetermined: a"],
        ];
        for (const [message, description, expected] of said) {
            const { findings } = mergeFindings(
                pass(diagnosis("p", message, { description, level: "advisory" })),
                undefined,
            );
            strictEqual(findings[0]?.message, expected);
        }
    });

    it("a waiver stands apart, and what the finding is stays", () => {
        const said: [string, Diagnosis["level"], Record<string, unknown>][] = [
            [
                "About it.\nwaived: [W-1 until 2027-03-01, team: why (see x)] is open",
                "advisory",
                { kind: "violation", message: "is open", waiver: "W-1 until 2027-03-01, team: why (see x)" },
            ],
            [
                "About it.\nwaived: [W-2] undetermined: not known",
                "advisory",
                { kind: "undetermined", message: "not known", waiver: "W-2" },
            ],
            [
                "waived: [W-2] undetermined: About it. Not known.",
                "advisory",
                { kind: "undetermined", message: "Not known.", waiver: "W-2" },
            ],
            ["waived: [W-2] About it.\nis open", "advisory", { kind: "violation", message: "is open", waiver: "W-2" }],
            ["About it.\nwaived: [W-3]", "advisory", { kind: "violation", message: "", waiver: "W-3" }],
            ["it says waived: [W-4] x", "advisory", { kind: "violation", message: "it says waived: [W-4] x" }],
            ["waived: W-5 x", "advisory", { kind: "violation", message: "waived: W-5 x" }],
            ["waived: [W-6] x", "mandatory", { kind: "violation", message: "waived: [W-6] x" }],
        ];
        for (const [message, level, expected] of said) {
            const { findings } = mergeFindings(pass(diagnosis("p", message, { level })), undefined);
            const shown = findings.map(({ kind, message, waiver }) => ({
                kind,
                message,
                ...(waiver === undefined ? {} : { waiver }),
            }));
            deepStrictEqual(shown, [expected]);
        }
    });

    it("made-up ids decide what is waived and undetermined: it passes, or is a waived violation", () => {
        const open = diagnosis("p", "waived: [W-1] undetermined: not known", { level: "advisory" });
        strictEqual(mergeFindings(pass(open), pass()).decidedByMadeUpIds, 1);
        const { findings } = mergeFindings(
            pass(open),
            pass(diagnosis("p", "waived: [W-1] is open", { level: "advisory" })),
        );
        deepStrictEqual(
            findings.map(({ kind, waiver, decidedBy }) => [kind, waiver, decidedBy]),
            [["violation", "W-1", "made-up-ids"]],
        );
    });

    it("what fails in either pass fails, and says in which", () => {
        const { findings } = mergeFindings(
            pass(diagnosis("first", "only unknown")),
            pass(diagnosis("second", "only made up")),
        );
        deepStrictEqual(
            findings.map(({ policy, decidedBy }) => [policy, decidedBy]),
            [
                ["first", "unknown-ids"],
                ["second", "made-up-ids"],
            ],
        );
    });

    it("made-up ids decide what was undetermined: a violation", () => {
        const { findings, decidedByMadeUpIds } = mergeFindings(
            pass(undetermined("document")),
            pass(diagnosis("document", "everyone may read")),
        );
        deepStrictEqual(
            findings.map(({ kind, message, decidedBy }) => [kind, message, decidedBy]),
            [["violation", "everyone may read", "made-up-ids"]],
        );
        strictEqual(decidedByMadeUpIds, 0);
    });

    it("made-up ids decide what was undetermined: it passes, and is counted", () => {
        deepStrictEqual(mergeFindings(pass(undetermined("document")), pass()), { findings: [], decidedByMadeUpIds: 1 });
    });

    it("stays undetermined where neither pass can decide, or there was no second one", () => {
        for (const second of [pass(undetermined("document")), undefined]) {
            const { findings, decidedByMadeUpIds } = mergeFindings(pass(undetermined("document")), second);
            deepStrictEqual(
                findings.map(({ kind, level }) => [kind, level]),
                [["undetermined", "advisory"]],
            );
            strictEqual(decidedByMadeUpIds, 0);
        }
    });

    it("a known violation stays beside an unknown of the same policy", () => {
        const { findings } = mergeFindings(
            pass(diagnosis("p", "known"), undetermined("p")),
            pass(diagnosis("p", "known")),
        );
        deepStrictEqual(
            findings.map(({ message, decidedBy }) => [message, decidedBy]),
            [["known", "both"]],
        );
    });

    it("knows the SDK's own words for an unknown, of policies and of remediations", () => {
        for (const what of ["policy", "remediation"]) {
            const message = `can't run ${what} 'p' from policy pack 'pack@v1' during preview: string value at .a can't be known`;
            const { findings } = mergeFindings(pass(diagnosis("p", message, { level: "advisory" })), undefined);
            strictEqual(findings[0]?.kind, "undetermined");
        }
    });

    it("the words count only at the beginning of a line", () => {
        for (const message of [
            "the state is undetermined: x",
            "I can't run policy 'p' from policy pack 'p' during preview: x",
        ]) {
            const { findings } = mergeFindings(pass(diagnosis("p", message, { level: "advisory" })), undefined);
            strictEqual(findings[0]?.kind, "violation");
        }
    });

    it("a mandatory finding is a violation whatever it says: words must not soften a level", () => {
        const { findings } = mergeFindings(pass(diagnosis("p", "undetermined: but it is mandatory")), undefined);
        strictEqual(findings[0]?.kind, "violation");
    });

    it("two packs with a policy of the same name are not mixed up", () => {
        const other = { name: "other", version: "1.0.0" };
        const { findings } = mergeFindings(
            pass(undetermined("p")),
            pass(diagnosis("p", "of another pack", { pack: other })),
        );
        deepStrictEqual(
            findings.map((finding) => finding.pack.name),
            ["other"],
        );
    });

    it("names the resource's place and the outermost component that holds it", () => {
        const at = (kind: RegisteredResource["kind"], urn: string, line: number, parent?: string): RegisteredResource =>
            resource("t", urn, { urn, kind, parent, source: { file: "index.ts", line, column: 1 } });
        const all = [
            at("stack", "urn:stack", 1),
            at("component", "urn:outer", 2, "urn:stack"),
            at("component", "urn:inner", 3, "urn:outer"),
            at("custom", "urn:bucket", 4, "urn:inner"),
            at("custom", "urn:child", 5, "urn:bucket"),
            at("custom", "urn:top", 6, "urn:stack"),
            at("custom", "urn:below", 7, "urn:top"),
            at("remote", "urn:vpc", 8, "urn:stack"),
            at("custom", "urn:subnet", 9, "urn:vpc"),
        ];
        const resources = new Map(all.map((one) => [one.urn, one]));
        const diagnoses = ["urn:bucket", "urn:child", "urn:top", "urn:below", "urn:subnet", "urn:outer"].map((urn) =>
            diagnosis("p", "x", { urn }),
        );
        const { findings } = mergeFindings({ resources, diagnoses }, undefined);
        deepStrictEqual(
            findings.map(({ urn, source, component }) => [urn, source?.line, component?.urn, component?.source?.line]),
            [
                ["urn:bucket", 4, "urn:outer", 2],
                ["urn:child", 5, "urn:outer", 2],
                ["urn:top", 6, undefined, undefined],
                ["urn:below", 7, undefined, undefined],
                ["urn:subnet", 9, "urn:vpc", 8],
                ["urn:outer", 2, undefined, undefined],
            ],
        );
    });
});
