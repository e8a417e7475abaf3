import assert from "node:assert/strict";
import fc from "fast-check";
import * as ts from "typescript";
import { policies } from "../../policy-pack/policies";
import type { Policy } from "../../policy-pack/evaluation";
import { faultsOf, KINDS, resourcesOf, run, type Case, type Described } from "./support/cases";
import { allDescribed } from "./support/described";
import {
    Marker,
    placesOf,
    replaced,
    toWire,
    unknown,
    secret,
    type Input,
    type Inputs,
    type Path,
} from "./support/inputs";
import { providerType } from "./support/provider";
import { readsOf } from "./support/reads";
import { analyze, nameOf, remediate, type Diagnostic, type TestResource } from "./support/sdk";

const described = allDescribed();
const casesOf = ({ cases }: Described): readonly Case[] => KINDS.flatMap((kind) => Object.values(cases[kind]));
const types = [...new Set(policies.flatMap((policy) => [...policy.types]))];

describe("the pack", () => {
    it("has no policy without cases of each kind", () => {
        const untested = policies.filter(({ id }) => !described.some(({ policy }) => policy.id === id));
        assert.deepEqual(
            untested.map(({ id }) => id),
            [],
        );
        assert.deepEqual(
            described.flatMap(({ policy, cases, ...traits }) => faultsOf(policy, cases, traits)),
            [],
        );
    });

    it("tests no policy that it does not hold", () => {
        assert.deepEqual(
            described.map(({ policy }) => policy.id).filter((id) => !policies.some((policy) => policy.id === id)),
            [],
        );
    });

    it("names each policy once, after its service, in kebab-case", () => {
        const ids = policies.map(({ id }) => id);
        assert.deepEqual(ids, [...new Set(ids)]);
        assert.deepEqual(
            ids.filter((id) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id)),
            [],
        );
    });

    it("knows only resource types that the provider has", () => {
        assert.deepEqual(
            types.filter((type) => providerType(type) === undefined),
            [],
        );
    });

    for (const policy of policies) {
        it(`tells all there is to tell of ${policy.id}`, () => {
            assert.match(policy.title, /^[A-Z].*[^.]$/);
            assert.match(policy.why, /^[A-Z].*\.$/s);
            assert.match(policy.fix.text, /^[A-Z].*\.$/s);
            assert.match(policy.fix.example, /new aws\./);
            assert.deepEqual(ts.transpileModule(policy.fix.example, { reportDiagnostics: true }).diagnostics, []);
            assert.ok(policy.controls.nist.length > 0);
            const { fsbp = [], cis = {}, nist, trustedAdvisor = [] } = policy.controls;
            assert.deepEqual(
                fsbp.filter((id) => !/^[A-Z][A-Za-z0-9]*\.\d+$/.test(id)),
                [],
            );
            assert.deepEqual(
                Object.values(cis)
                    .flat()
                    .filter((id) => !/^\d(\.\d+){1,2}$/.test(id)),
                [],
            );
            assert.deepEqual(
                nist.filter((id) => !/^[A-Z]{2}-\d+(\(\d+\))?$/.test(id)),
                [],
            );
            assert.deepEqual(
                trustedAdvisor.filter((id) => !/^[A-Za-z0-9]{10}$/.test(id)),
                [],
            );
        });
    }
});

describe("each policy", () => {
    for (const each of described) {
        const { policy, cases } = each;
        describe(policy.id, () => {
            it("reads, and is tested with, only properties that the provider has", () => {
                const read = casesOf(each).flatMap((one) => [...readsOf(policy, one)]);
                const given = casesOf(each)
                    .flatMap(resourcesOf)
                    .flatMap(({ type, inputs }) => Object.keys(inputs).map((property) => `${type} ${property}`));
                assert.deepEqual(
                    [...new Set([...read, ...given])].filter((property) => !exists(policy, property)),
                    [],
                );
                assert.equal(read.length > 0, !each.byTypeAlone);
            });

            it("does not take an unknown value for a good one, and loses no violation that does not hang on it", async () => {
                for (const [name, one] of violated(each)) {
                    const before = await run(policy, one);
                    for (const place of placesIn(one)) {
                        const after = await run(policy, hidden(one, place));
                        const where = `${name}, ${place.path.join(".")} unknown`;
                        assert.ok(after.length > 0, where);
                        for (const lost of before.filter(
                            ({ message }) => !after.some((other) => other.message === message),
                        )) {
                            assert.ok(await hangsOn(policy, one, place, lost), `${where}: ${lost.message}`);
                        }
                    }
                }
            });

            it("does not take several unknown values for good ones", async () => {
                const cases = fc
                    .constantFrom(...violated(each))
                    .chain(([, one]) => fc.tuple(fc.constant(one), fc.subarray([...placesIn(one)])));
                await fc.assert(
                    fc.asyncProperty(cases, async ([one, places]) => {
                        // The deepest first: a place may lie within another one.
                        const several = places.reverse().reduce((rest, place) => hidden(rest, place), one);
                        assert.ok((await run(policy, several)).length > 0);
                    }),
                    { numRuns: 40 },
                );
            });

            it("tells no text from the data", async () => {
                for (const one of casesOf(each)) {
                    for (const marked of canaries(one)) {
                        const findings = await run(policy, marked);
                        assert.deepEqual(
                            findings.filter(({ message }) => message.includes(CANARY)),
                            [],
                        );
                    }
                }
            });

            if (policy.kind === "resource" && policy.remediation !== undefined) {
                it("passes once it is remediated, and then needs nothing more", async () => {
                    for (const [name, one] of [...Object.entries(cases.violating), ...Object.entries(cases.absent)]) {
                        const [resource] = resourcesOf(one);
                        const before = await run(policy, one);
                        if (resource === undefined || before.length === 0) {
                            continue;
                        }
                        const fixed = await remedied(policy, one, resource);
                        if (one.unrepaired) {
                            assert.notDeepEqual(await run(policy, { ...one, resources: fixed ?? resource }), [], name);
                            continue;
                        }
                        assert.ok(fixed, name);
                        assert.deepEqual(await run(policy, { ...one, resources: fixed }), [], name);
                        assert.equal(await remedied(policy, one, fixed), undefined, name);
                        assert.deepEqual(
                            changedIn(toWire(resource.inputs), fixed.inputs).filter(
                                (path) => !before.some(({ message }) => message.includes(`\`${path}`)),
                            ),
                            [],
                            name,
                        );
                    }
                });

                it("leaves unknown values and secrets alone when it is remediated", async () => {
                    for (const one of casesOf(each)) {
                        for (const resource of resourcesOf(one)) {
                            const fixed = await remedied(policy, one, resource);
                            const marked = placesOf(resource.inputs).filter(([, value]) => value instanceof Marker);
                            for (const [path] of fixed ? marked : []) {
                                assert.deepEqual(
                                    valueAt(fixed?.inputs ?? {}, path),
                                    valueAt(toWire(resource.inputs), path),
                                );
                            }
                        }
                    }
                });
            }
        });
    }
});

describe("whatever the inputs are", () => {
    const ids = (token: string): readonly string[] => [...(providerType(token)?.inputs ?? [])];
    const anything = fc.letrec<{ input: Input }>((tie) => ({
        input: fc.oneof(
            { maxDepth: 4 },
            fc.constantFrom<Input>(
                "",
                "*",
                "true",
                "Enabled",
                "private",
                "{}",
                '{"Statement":[{}]}',
                "arn:aws:s3:::a",
                0,
                1,
                true,
                false,
                null,
            ),
            fc.string(),
            fc.double(),
            fc.constant(unknown()),
            tie("input").map(secret),
            fc.array(tie("input"), { maxLength: 3 }),
            fc.dictionary(fc.constantFrom("status", "rules", "mfaDelete", "a", "length", "constructor"), tie("input"), {
                maxKeys: 3,
            }),
        ),
    })).input;

    for (const type of [...types, "aws:sqs/queue:Queue"]) {
        it(`no policy fails over ${type}`, async () => {
            const inputs = fc.dictionary(fc.constantFrom(...ids(type), "none"), anything, { maxKeys: 8 });
            await fc.assert(
                fc.asyncProperty(inputs, inputs, fc.subarray(["it", "other"]), async (first, second, from) => {
                    const resources: TestResource[] = [
                        { type, inputs: first, from: Object.fromEntries(Object.keys(first).map((key) => [key, from])) },
                        {
                            type: types[Object.keys(second).length % types.length] ?? type,
                            name: "other",
                            inputs: second,
                        },
                    ];
                    const findings = await analyze(policies, resources);
                    assert.deepEqual(
                        findings.filter(({ message }) => message.includes("itself failed")),
                        [],
                    );
                    await remediate(policies, { type, inputs: first });
                }),
                { numRuns: 30 },
            );
        });
    }
});

/** A place of a value in one of the resources of a case. */
interface Place {
    readonly resource: string;
    readonly path: Path;
}

function placesIn(one: Case): readonly Place[] {
    return resourcesOf(one).flatMap((resource) =>
        placesOf(resource.inputs).map(([path]) => ({ resource: nameOf(resource), path })),
    );
}

function withValue(one: Case, place: Place, value: Input): Case {
    const resources = resourcesOf(one).map((resource) =>
        nameOf(resource) === place.resource
            ? { ...resource, inputs: replaced(resource.inputs, place.path, value) }
            : resource,
    );
    return { ...one, resources };
}

/** The case with an unknown value at the place, which comes from another resource, as unknown values do. */
function hidden(one: Case, place: Place): Case {
    const changed = withValue(one, place, unknown());
    const [property = ""] = place.path;
    const resources = resourcesOf(changed).map((resource) =>
        nameOf(resource) === place.resource
            ? { ...resource, from: { [property]: [SOURCE.name], ...resource.from } }
            : resource,
    );
    return { ...changed, resources: [...resources.filter(({ name }) => name !== SOURCE.name), SOURCE] };
}

const SOURCE = { type: "random:index/randomId:RandomId", name: "source-of-the-unknown", inputs: {} };

/** Cases in which something is wrong for sure. */
function violated({ cases }: Described): readonly (readonly [string, Case])[] {
    return KINDS.flatMap((kind) => Object.entries(cases[kind])).filter(([, one]) => one.says !== undefined);
}

/** Whether there is a value at the place with which the finding would not be. */
async function hangsOn(policy: Policy, one: Case, place: Place, finding: Diagnostic): Promise<boolean> {
    const others: readonly Input[] = [null, true, false, "x", 0, 1e6, [], {}];
    for (const other of others) {
        const findings = await run(policy, withValue(one, place, other));
        if (!findings.some(({ message, resource }) => message === finding.message && resource === finding.resource)) {
            return true;
        }
    }
    return false;
}

const CANARY = "canary4f1d9c2e";

/** The case with a word in it that must not come out: in all texts, in each one alone, and as a key in every map. */
function canaries(one: Case): readonly Case[] {
    let texts = 0;
    changed(one, (text) => (texts++, text));
    const each = Array.from({ length: texts }, (_, index) => {
        let at = 0;
        return changed(one, (text) => (at++ === index ? text + CANARY : text));
    });
    const keyed = changed(one, (text) => text, { [CANARY]: CANARY });
    return [changed(one, () => CANARY), changed(one, (text) => text + CANARY), keyed, ...each];
}

function changed(one: Case, change: (text: string) => string, added: Inputs = {}): Case {
    const resources = resourcesOf(one).map((resource) => ({
        ...resource,
        inputs: texted(resource.inputs, change, added) as Inputs,
    }));
    return { ...one, resources };
}

/** With every text changed, within JSON text too, and something added to every map. */
function texted(input: Input, change: (text: string) => string, added: Inputs): Input {
    if (input instanceof Marker) {
        return input.kind === "secret" ? secret(texted(input.value, change, added)) : input;
    }
    if (typeof input === "string") {
        const document = /^\s*\{/.test(input) ? parsed(input) : undefined;
        return document === undefined ? change(input) : JSON.stringify(texted(document, change, added));
    }
    if (!isNode(input)) {
        return input;
    }
    if (Array.isArray(input)) {
        return (input as readonly Input[]).map((item) => texted(item, change, added));
    }
    const entries = Object.entries(input).map(([key, value]) => [key, texted(value, change, added)]);
    return { ...Object.fromEntries(entries), ...added } as Inputs;
}

function parsed(text: string): Input | undefined {
    try {
        return JSON.parse(text) as Input;
    } catch {
        return undefined;
    }
}

async function remedied(policy: Policy, one: Case, resource: TestResource): Promise<TestResource | undefined> {
    const config = one.options ? { config: { [policy.id]: one.options } } : {};
    const inputs = await remediate([policy], resource, config);
    return inputs && { ...resource, inputs };
}

/** The paths at which two inputs differ, as messages write them. */
function changedIn(before: Input, after: Input, path = ""): readonly string[] {
    if (JSON.stringify(before) === JSON.stringify(after)) {
        return [];
    }
    if (!isNode(after)) {
        return [path];
    }
    const old: Readonly<Record<string, Input>> = isNode(before) ? before : {};
    return Object.entries(after).flatMap(([key, value]) =>
        changedIn(
            old[key] ?? null,
            value,
            Array.isArray(after) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`,
        ),
    );
}

function isNode(input: Input): input is Readonly<Record<string, Input>> {
    return typeof input === "object" && input !== null;
}

function valueAt(inputs: Input, path: Path): unknown {
    return path.reduce<unknown>((value, key) => (value as Record<string | number, unknown> | undefined)?.[key], inputs);
}

function exists(policy: Policy, typeAndProperty: string): boolean {
    const [type = "", property = ""] = typeAndProperty.split(" ");
    const provider = providerType(type);
    const inStack = policy.kind === "stack" && (property === "id" || provider?.outputs.has(property));
    return provider?.inputs.has(property) === true || inStack === true;
}
