import assert from "node:assert/strict";
import fc from "fast-check";
import { againstBaseline, type BaselineEntry, type Compared } from "../../../offline-preview/baseline/ratchet";
import { baselineText } from "../../../offline-preview/baseline/text";
import type { Finding, Preview } from "../../../offline-preview/model";
import { verdictOf } from "../../../offline-preview/result";
import { finding, pack, policy, preview, resource, undetermined } from "../report/build";

const DAY = "2026-01-31";
const LATER = "2026-06-30";
const POLICIES = ["private", "tagged", "off"].map((name) => policy(name, name === "off" ? { level: "disabled" } : {}));
const bucket = resource("aws:s3/bucket:Bucket", "data");
const topic = resource("aws:sns/topic:Topic", "news");
const vault = resource("house:Vault", "vault", { kind: "remote" });
const inVault = resource("aws:s3/bucket:Bucket", "inside", { parent: vault.urn });

function run(findings: readonly Finding[], change: Partial<Preview> = {}): Preview {
    return preview([bucket, topic], { packs: [pack(0, { policies: POLICIES })], findings: [...findings], ...change });
}

function entriesOf(...findings: Finding[]): BaselineEntry[] {
    return againstBaseline(run(findings), [], DAY).next?.update ?? [];
}

/** What the findings of a comparison weigh: since when each is known, or that it is not. */
function known({ preview: { findings } }: Compared): (string | undefined)[] {
    return findings.map(({ baselinedSince }) => baselinedSince);
}

const open = finding("private", bucket, { message: "It is public." });
const untagged = finding("tagged", topic, { level: "advisory" });

describe("a baseline", () => {
    it("lets known violations block nothing, and keeps them in the list", () => {
        const compared = againstBaseline(run([open, untagged]), entriesOf(open, untagged), LATER);
        assert.deepEqual(known(compared), [DAY, DAY]);
        assert.deepEqual([compared.preview.verdict, compared.preview.hasBaseline], ["passed", true]);
        assert.deepEqual(compared.gone, []);
    });

    it("lets a new one block", () => {
        const compared = againstBaseline(run([open, untagged]), entriesOf(untagged), LATER);
        assert.deepEqual(known(compared), [undefined, DAY]);
        assert.equal(compared.preview.verdict, "policy-failed");
    });

    it("lets a new advisory one block as little as without a baseline", () => {
        assert.equal(againstBaseline(run([open, untagged]), entriesOf(open), LATER).preview.verdict, "passed");
    });

    it("says what has gone, which prune takes out and update as well", () => {
        const compared = againstBaseline(run([open]), entriesOf(open, untagged), LATER);
        assert.deepEqual(compared.gone, entriesOf(untagged));
        assert.deepEqual(compared.next, { prune: entriesOf(open), update: entriesOf(open) });
    });

    it("takes new ones by update only, and keeps since when old ones are there", () => {
        const { next } = againstBaseline(run([open, untagged]), entriesOf(open), LATER);
        const [added] = againstBaseline(run([untagged]), [], LATER).next?.update ?? [];
        assert.deepEqual(next, { prune: entriesOf(open), update: [...entriesOf(open), added] });
        assert.equal(added?.since, LATER);
    });

    it("follows a resource to its new name", () => {
        const renamed = { ...bucket, urn: bucket.urn.replace("data", "store"), name: "store" };
        const aliased = { ...renamed, options: { ...bucket.options, aliases: [bucket.urn] } };
        const moved = preview([aliased], {
            packs: [pack(0, { policies: POLICIES })],
            findings: [finding("private", aliased, { message: "It is public." })],
        });
        const compared = againstBaseline(moved, entriesOf(open), LATER);
        assert.deepEqual([known(compared), compared.gone], [[DAY], []]);
        assert.deepEqual(
            compared.next?.prune.map(({ urn, since }) => [urn, since]),
            [[renamed.urn, DAY]],
        );
    });

    it("is not of what is waived, undetermined or told elsewhere: that is new once it is a violation", () => {
        const waived = finding("private", bucket, { level: "advisory", waiver: "W-1", message: "It is public." });
        assert.deepEqual(entriesOf(waived, undetermined("private", bucket)), []);
        const compared = againstBaseline(run([waived]), entriesOf(open), LATER);
        assert.deepEqual([known(compared), compared.gone.length], [[undefined], 1]);
    });

    const notTold: Readonly<Record<string, [entry: Finding, now: Preview]>> = {
        "its policy could not decide": [open, run([undetermined("private", bucket)])],
        "its policy is off": [finding("off", bucket), run([])],
        "its pack is not there": [finding("private", bucket, { pack: { name: "other", version: "1" } }), run([])],
        "its resource is in a component that is not expanded": [
            finding("private", inVault),
            run([], { notExpanded: [vault.urn] }),
        ],
    };
    for (const [why, [entry, now]] of Object.entries(notTold)) {
        it(`keeps an entry of which nothing is known, because ${why}`, () => {
            const [kept] = entriesOf(entry);
            const { gone, next } = againstBaseline(now, [kept!], LATER);
            assert.deepEqual([gone, next], [[], { prune: [kept], update: [kept] }]);
        });
    }

    it("lets go of an entry whose policy the pack has no more, and of one beside a component that is not expanded", () => {
        const entries = entriesOf(finding("former", bucket), finding("private", vault));
        const { gone } = againstBaseline(run([], { notExpanded: [vault.urn] }), entries, LATER);
        assert.deepEqual(gone, entries);
    });

    for (const verdict of ["program-failed", "pack-failed"] as const) {
        it(`is not to be written where not all was judged: ${verdict}`, () => {
            const { next, preview: shown } = againstBaseline(run([], { verdict }), entriesOf(open), LATER);
            assert.deepEqual([next, shown.verdict], [undefined, verdict]);
        });
    }

    // Few of each, so that much meets.
    const findings = fc.array(
        fc
            .record({
                about: fc.constantFrom(bucket, topic),
                policy: fc.constantFrom("private", "tagged"),
                message: fc.constantFrom("a", "b"),
                form: fc.constantFrom({}, { level: "advisory" as const }, { level: "advisory" as const, waiver: "W" }),
                isOpen: fc.boolean(),
            })
            .map(({ about, policy, message, form, isOpen }) =>
                isOpen ? undetermined(policy, about, { message }) : finding(policy, about, { message, ...form }),
            ),
    );
    const runs = findings.map((found) => {
        const whole = run(found);
        return { ...whole, verdict: verdictOf(true, whole.packs, found) };
    });

    it("is clean after an update, and written a second time the same", () => {
        fc.assert(
            fc.property(runs, runs, (before, now) => {
                const first = againstBaseline(before, [], DAY).next?.update ?? [];
                const updated = againstBaseline(now, first, LATER).next?.update ?? [];
                const again = againstBaseline(now, updated, "2027-01-01");
                assert.deepEqual([again.preview.verdict, again.gone], ["passed", []]);
                const text = (entries: readonly BaselineEntry[]) => baselineText(new Map([["s", entries]]));
                assert.equal(text(again.next?.update ?? []), text(updated));
                assert.equal(text(again.next?.prune ?? []), text(updated));
            }),
        );
    });

    it("only shrinks by prune, and lets pass no more violations than it has entries, of each kind", () => {
        const kinds = (ones: readonly { policy: string; urn?: string; message: string }[]): string[] =>
            ones.map(({ policy, urn, message }) => JSON.stringify([policy, urn, message]));
        fc.assert(
            fc.property(runs, runs, (before, now) => {
                const entries = againstBaseline(before, [], DAY).next?.update ?? [];
                const { preview: shown, next } = againstBaseline(now, entries, LATER);
                const left = kinds(entries);
                const isTaken = (one: string): boolean =>
                    left.includes(one) && left.splice(left.indexOf(one), 1).length > 0;
                assert.ok(kinds(next?.prune ?? []).every(isTaken));
                const old = before.findings.filter(({ kind, waiver }) => kind === "violation" && waiver === undefined);
                const free = kinds(old);
                const passed = shown.findings.filter(({ baselinedSince }) => baselinedSince !== undefined);
                assert.ok(
                    kinds(passed).every((one) => free.includes(one) && free.splice(free.indexOf(one), 1).length > 0),
                );
            }),
        );
    });
});
