import assert from "node:assert/strict";
import fc from "fast-check";
import { compareFindings } from "../../../offline-preview/compare/findings";
import type { Finding } from "../../../offline-preview/model";
import { finding, resource, undetermined } from "../report/build";

const a = resource("aws:sqs/queue:Queue", "a");
const b = resource("aws:sqs/queue:Queue", "b");
const renamed = resource("aws:sqs/queue:Queue", "renamed", { options: { aliases: [a.urn] } });
const open = finding("open", a);
const say = (message: string, change: Partial<Finding> = {}): Finding => ({ ...open, message, ...change });

interface Case {
    what: string;
    before: Finding[];
    now: Finding[];
    /** Of those now, by place. */
    added: number[];
    fixed: Finding[];
}

const CASES: Case[] = [
    { what: "the same", before: [open], now: [{ ...open }], added: [], fixed: [] },
    { what: "another resource", before: [open], now: [open, finding("open", b)], added: [1], fixed: [] },
    { what: "another policy", before: [open], now: [finding("closed", a)], added: [0], fixed: [open] },
    {
        what: "another pack",
        before: [open],
        now: [{ ...open, pack: { name: "other", version: "1" } }],
        added: [0],
        fixed: [open],
    },
    {
        what: "another version of the pack",
        before: [open],
        now: [{ ...open, pack: { ...open.pack, version: "9" } }],
        added: [],
        fixed: [],
    },
    { what: "gone", before: [open], now: [], added: [], fixed: [open] },
    { what: "of the stack", before: [finding("s", undefined)], now: [finding("s", undefined)], added: [], fixed: [] },
    { what: "another message", before: [say("22")], now: [say("80")], added: [0], fixed: [say("22")] },
    {
        what: "one more of a policy at a resource: the one that says what is new",
        before: [say("port 22")],
        now: [say("port 80"), say("port 22")],
        added: [0],
        fixed: [],
    },
    {
        what: "one less",
        before: [say("port 22"), say("port 80")],
        now: [say("port 80")],
        added: [],
        fixed: [say("port 22")],
    },
    { what: "renamed", before: [open], now: [finding("open", renamed)], added: [], fixed: [] },
    {
        what: "renamed, and cannot be decided any more",
        before: [open],
        now: [undetermined("open", renamed)],
        added: [0],
        fixed: [],
    },
    {
        what: "mandatory, which was advisory",
        before: [say("", { level: "advisory" })],
        now: [open],
        added: [0],
        fixed: [],
    },
    {
        what: "advisory, which was mandatory",
        before: [open],
        now: [say("", { level: "advisory" })],
        added: [],
        fixed: [],
    },
    { what: "decided, which was not", before: [undetermined("open", a)], now: [open], added: [0], fixed: [] },
    {
        what: "waived, which blocked",
        before: [open],
        now: [say("", { level: "advisory", waiver: "W-1" })],
        added: [],
        fixed: [],
    },
    {
        what: "no longer waived",
        before: [say("", { level: "advisory", waiver: "W-1" })],
        now: [open],
        added: [0],
        fixed: [],
    },
    { what: "undetermined, and gone, fixes nothing", before: [undetermined("open", a)], now: [], added: [], fixed: [] },
];

const findings = fc.array(
    fc
        .record({
            policy: fc.constantFrom("p", "q"),
            about: fc.constantFrom(a, b, undefined),
            level: fc.constantFrom<Finding["level"][]>("mandatory", "advisory"),
            message: fc.constantFrom("", "x", "y"),
        })
        .map(({ policy, about, level, message }) => finding(policy, about, { level, message })),
    { maxLength: 8 },
);

/** All are of resources that are there; what was renamed took its old name's place. */
function compare(before: Finding[], now: Finding[]): ReturnType<typeof compareFindings> {
    const isRenamed = now.some(({ urn }) => urn === renamed.urn);
    return compareFindings(
        { resources: [a, b], findings: before },
        { resources: isRenamed ? [renamed, b] : [a, b], findings: now },
        new Map(isRenamed ? [[renamed.urn, a.urn]] : []),
    );
}

describe("findings of two previews", () => {
    for (const { what, before, now, added, fixed } of CASES) {
        it(what, () => {
            const compared = compare(before, now);
            assert.deepEqual(
                now.map((_, index) => index).filter((index) => compared.added.has(now[index] as Finding)),
                added,
            );
            assert.deepEqual(compared.fixed, fixed);
        });
    }

    it("are neither new nor fixed where they are the same, in any order", () => {
        fc.assert(
            fc.property(findings, fc.nat(), (before, seed) => {
                const turned = before.map((one) => ({ ...one }));
                turned.push(...turned.splice(0, seed % (turned.length + 1)));
                const { added, fixed } = compare(before, turned);
                assert.deepEqual([[...added], fixed], [[], []]);
            }),
        );
    });

    it("balance: what was there and is not fixed is there, and all else is new", () => {
        fc.assert(
            fc.property(findings, findings, (before, now) => {
                const mandatory = (list: readonly Finding[]): Finding[] =>
                    list.filter(({ level }) => level === "mandatory").map((one) => ({ ...one }));
                const [old, fresh] = [mandatory(before), mandatory(now)];
                const { added, fixed } = compare(old, fresh);
                assert.equal(old.length - fixed.length, fresh.length - added.size);
            }),
        );
    });
});
