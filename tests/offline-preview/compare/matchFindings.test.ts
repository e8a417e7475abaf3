import assert from "node:assert/strict";
import fc from "fast-check";
import { matchFindings } from "../../../offline-preview/compare/matchFindings";
import { traced, type Trace } from "../../../offline-preview/compare/traces";
import type { Finding, RegisteredResource } from "../../../offline-preview/model";
import { finding, resource, stackResource, undetermined } from "../report/build";

interface Run {
    resources: RegisteredResource[];
    findings: Finding[];
}

const TYPE = "aws:s3/bucket:Bucket";
const PROVIDER = "urn:pulumi:dev::shop::pulumi:providers:aws::home::p1";
const bucket = (name: string, change: Parameters<typeof resource>[2] = {}) => resource(TYPE, name, change);
const deployed = (name: string, id: string, outputs = {}, provider = PROVIDER) =>
    bucket(name, { id, outputs, options: { provider } });
const former = (name: string): string => bucket(name).urn;

/** A run of these resources, of which each violates one policy. */
function each(...resources: RegisteredResource[]): Run {
    return { resources: [stackResource(), ...resources], findings: resources.map((one) => finding("private", one)) };
}

function of(resources: RegisteredResource[], ...findings: Finding[]): Run {
    return { resources: [stackResource(), ...resources], findings };
}

/** How many findings of the second run were there in the first, are new, and are gone. */
function compared(before: Run, now: Run): { same: number; added: number; gone: number } {
    const matched = matchFindings(traced(before).traces, traced(now));
    const same = matched.before.filter((one) => one !== undefined).length;
    return { same, added: now.findings.length - same, gone: matched.gone.length };
}

const one = bucket("data");
const vault = resource("house:Vault", "vault", { kind: "component" });
const safe = resource("house:Vault", "safe", { kind: "component", options: { aliases: [vault.urn] } });
const typed = resource("house:Safe", "vault", { kind: "component", options: { aliases: [vault.urn] } });
const inVault = bucket("vault-data", { parent: vault.urn });
const inSafe = bucket("safe-data", { parent: safe.urn });
const deepVault = resource("house:Shelf", "vault-shelf", { kind: "component", parent: vault.urn });
const deepSafe = resource("house:Shelf", "safe-shelf", { kind: "component", parent: safe.urn });

const SAME = { same: 1, added: 0, gone: 0 };
const OTHER = { same: 0, added: 1, gone: 1 };

const cases: Readonly<Record<string, [before: Run, now: Run, ReturnType<typeof compared>]>> = {
    "nothing changed": [each(one), each(one), SAME],
    "a finding was fixed": [each(one), of([one]), { same: 0, added: 0, gone: 1 }],
    "a finding came": [of([one]), each(one), { same: 0, added: 1, gone: 0 }],
    "the pack has another version": [
        each(one),
        of([one], finding("private", one, { pack: { name: "house-rules", version: "9.0.0" } })),
        SAME,
    ],
    "the level, the place and what the policy asks for changed": [
        each(one),
        of([one], finding("private", one, { level: "advisory", description: "Other.", severity: "low" })),
        SAME,
    ],
    "another policy says it": [each(one), of([one], finding("tagged", one)), OTHER],
    "another pack says it": [
        each(one),
        of([one], finding("private", one, { pack: { name: "other", version: "1.2.0" } })),
        OTHER,
    ],
    "another message": [
        of([one], finding("open", one, { message: "port 22" })),
        of([one], finding("open", one, { message: "port 3389" })),
        OTHER,
    ],
    "one more message": [
        of([one], finding("open", one, { message: "port 22" })),
        of([one], finding("open", one, { message: "port 3389" }), finding("open", one, { message: "port 22" })),
        { same: 1, added: 1, gone: 0 },
    ],
    "the same message once more": [
        each(one),
        of([one], finding("private", one), finding("private", one)),
        { same: 1, added: 1, gone: 0 },
    ],
    "what was undetermined is a violation": [
        of([one], undetermined("private", one, { message: "" })),
        of([one], finding("private", one, { level: "advisory" })),
        OTHER,
    ],
    "the stack as a whole": [
        of([], finding("budget", stackResource())),
        of([], finding("budget", stackResource())),
        SAME,
    ],
    "no resource at all": [of([], finding("budget", undefined)), of([], finding("budget", undefined)), SAME],

    "another name, without more": [each(one), each(bucket("renamed")), OTHER],
    "another name, by an alias": [each(one), each(bucket("renamed", { options: { aliases: [one.urn] } })), SAME],
    "an alias of what is still there": [
        each(one),
        each(one, bucket("second", { options: { aliases: [one.urn] } })),
        { same: 1, added: 1, gone: 0 },
    ],
    "an alias of what is still there, and clean now": [
        each(one),
        of([one, bucket("b", { options: { aliases: [one.urn] } })], finding("private", bucket("b"))),
        OTHER,
    ],
    "two that claim one former name": [
        each(one),
        each(bucket("a", { options: { aliases: [one.urn] } }), bucket("b", { options: { aliases: [one.urn] } })),
        { same: 0, added: 2, gone: 1 },
    ],
    "an alias, and another message": [
        of([one], finding("open", one, { message: "port 22" })),
        of([bucket("b", { options: { aliases: [one.urn] } })], finding("open", bucket("b"), { message: "port 3389" })),
        OTHER,
    ],
    "a message that tells the name": [
        of([one], finding("p", one, { message: "data has no tag; datax, data-2, my-data and data do" })),
        of(
            [bucket("b.(x", { options: { aliases: [one.urn] } })],
            finding("p", bucket("b.(x"), { message: "b.(x has no tag; datax, data-2, my-data and b.(x do" }),
        ),
        SAME,
    ],
    "a component with another name, by an alias": [
        of([vault, inVault], finding("private", inVault)),
        of([safe, inSafe], finding("private", inSafe)),
        SAME,
    ],
    "a component with another name, two levels up": [
        of(
            [vault, deepVault, bucket("x", { parent: deepVault.urn })],
            finding("p", bucket("x", { parent: deepVault.urn })),
        ),
        of(
            [safe, deepSafe, bucket("x", { parent: deepSafe.urn })],
            finding("p", bucket("x", { parent: deepSafe.urn })),
        ),
        SAME,
    ],
    "a component and what is in it with other names, by an alias each": [
        of([vault, bucket("old", { parent: vault.urn })], finding("p", bucket("old", { parent: vault.urn }))),
        of(
            [
                typed,
                bucket("new", { parent: typed.urn, options: { aliases: [bucket("old", { parent: typed.urn }).urn] } }),
            ],
            finding("p", bucket("new", { parent: typed.urn })),
        ),
        SAME,
    ],
    "a component with another name, and in it what was elsewhere": [
        of([vault, bucket("old", { parent: vault.urn })], finding("p", bucket("old", { parent: vault.urn }))),
        of(
            [typed, bucket("new", { parent: typed.urn, options: { aliases: [former("old")] } })],
            finding("p", bucket("new", { parent: typed.urn })),
        ),
        OTHER,
    ],
    "a component with another name, without an alias": [
        of([vault, inVault], finding("private", inVault)),
        of([{ ...safe, options: vault.options }, inSafe], finding("private", inSafe)),
        OTHER,
    ],

    "another name, and the same id": [each(deployed("a", "i-1")), each(deployed("b", "i-1")), SAME],
    "another name, and another id": [each(deployed("a", "i-1")), each(deployed("b", "i-2")), OTHER],
    "the same id in another provider": [
        each(deployed("a", "i-1")),
        each(deployed("b", "i-1", {}, PROVIDER.replace("home", "away"))),
        OTHER,
    ],
    "the same id and ARN in another provider": [
        each(deployed("a", "i-1", { arn: "arn:aws:s3:::a" })),
        each(deployed("b", "i-1", { arn: "arn:aws:s3:::a" }, PROVIDER.replace("home", "away"))),
        SAME,
    ],
    "the same id and another ARN": [
        each(deployed("a", "i-1", { arn: "arn:aws:s3:::a" })),
        each(deployed("b", "i-1", { arn: "arn:aws:s3:::b" })),
        OTHER,
    ],
    "an id that several have": [
        each(deployed("a", "none"), deployed("b", "none")),
        each(deployed("c", "none"), deployed("d", "none")),
        { same: 0, added: 2, gone: 2 },
    ],
    "an id that several had": [
        each(deployed("a", "none"), deployed("b", "none")),
        each(deployed("c", "none")),
        { same: 0, added: 1, gone: 2 },
    ],
    "an id that a clean one has as well": [
        each(deployed("a", "none")),
        of([deployed("b", "none"), deployed("c", "none")], finding("private", deployed("b", "none"))),
        OTHER,
    ],
    "an id of what is still there under its old name": [
        each(deployed("a", "i-1")),
        of([deployed("a", "i-2"), deployed("b", "i-1")], finding("private", deployed("b", "i-1"))),
        OTHER,
    ],
    "the same id of another type": [
        each(deployed("a", "i-1")),
        each(resource("aws:sqs/queue:Queue", "b", { id: "i-1", options: { provider: PROVIDER } })),
        OTHER,
    ],
    "two names that changed places": [
        each(deployed("a", "i-1"), deployed("b", "i-2")),
        each(deployed("b", "i-1"), deployed("a", "i-2")),
        { same: 2, added: 0, gone: 0 },
    ],
};

describe("findings of two runs", () => {
    for (const [what, [before, now, expected]] of Object.entries(cases)) {
        it(`${what}: ${expected.same} the same, ${expected.added} new, ${expected.gone} gone`, () => {
            assert.deepEqual(compared(before, now), expected);
        });
    }

    it("go round no circle of parents", () => {
        const [a, b] = [former("a"), former("b")];
        const circle = [bucket("a", { parent: b, urn: a }), bucket("b", { parent: a, urn: b })];
        assert.deepEqual(compared(each(...circle), each(...circle)), { same: 2, added: 0, gone: 0 });
    });

    it("keep nothing of what messages and ids say", () => {
        const [trace] = traced(
            of([deployed("a", "hunter2")], finding("p", deployed("a", "hunter2"), { message: "hunter3" })),
        ).traces;
        assert.doesNotMatch(JSON.stringify(trace), /hunter/);
        assert.deepEqual(Object.keys(trace ?? {}), ["pack", "policy", "kind", "urn", "message", "resource"]);
    });

    // Few names, so that much meets.
    const names = fc.constantFrom("a", "b", "c");
    const findingOf = (about: RegisteredResource, message: string): Finding => finding("p", about, { message });
    const run = fc
        .uniqueArray(fc.record({ name: names, id: fc.constantFrom("1", "2", "3"), alias: fc.option(names) }), {
            selector: ({ name }) => name,
        })
        .chain((ones) => {
            const resources = ones.map(({ name, id, alias }) =>
                bucket(name, { id, options: { provider: PROVIDER, aliases: alias === null ? [] : [former(alias)] } }),
            );
            const about = fc.constantFrom(stackResource(), ...resources);
            return fc
                .array(fc.tuple(about, fc.constantFrom("x", "y")))
                .map((found) => of(resources, ...found.map(([one, message]) => findingOf(one, message))));
        });

    it("are all the same where nothing changed", () => {
        fc.assert(
            fc.property(run, (one) => {
                assert.deepEqual(compared(one, one), { same: one.findings.length, added: 0, gone: 0 });
            }),
        );
    });

    it("are each matched once, and only with one that says the same of the same type", () => {
        fc.assert(
            fc.property(run, run, (before, now) => {
                const [first, second] = [traced(before).traces, traced(now)];
                const matched = matchFindings(first, second);
                const found = matched.before.filter((one) => one !== undefined);
                assert.equal(new Set(found).size, found.length);
                assert.deepEqual(new Set([...found, ...matched.gone]), new Set(first));
                assert.equal(found.length + matched.gone.length, first.length);
                const said = ({ policy, message }: Trace): string[] => [policy, message];
                matched.before.forEach((one, index) => one && assert.deepEqual(said(one), said(second.traces[index]!)));
            }),
            { numRuns: 300 },
        );
    });

    it("stay new where a finding of a resource that nothing ties to a former one came as another went", () => {
        fc.assert(
            fc.property(run, (before) => {
                const stranger = bucket("stranger", { id: "9", options: { provider: PROVIDER } });
                const now = of([stranger], findingOf(stranger, "x"));
                assert.equal(compared(before, now).added, 1);
            }),
        );
    });

    it("do not depend on the order of either run", () => {
        const reversed = ({ resources, findings }: Run): Run => ({
            resources: [...resources].reverse(),
            findings: [...findings].reverse(),
        });
        fc.assert(
            fc.property(run, run, (before, now) => {
                assert.deepEqual(compared(reversed(before), reversed(now)), compared(before, now));
            }),
            { numRuns: 300 },
        );
    });
});
