import assert from "node:assert/strict";
import { defaultLevel, type Policy } from "../../../policy-pack/evaluation";
import { isFor } from "../../../policy-pack/evaluation/policy";
import type { Service } from "../../../policy-pack/evaluation/service";
import { policies } from "../../../policy-pack/policies";
import { dayOf, resourcesOf, type Case, type Cases } from "../../../policy-pack/testing/cases";
import { situationsOf, type Situations } from "../../../policy-pack/testing/contract";
import { changedIn, secretly } from "../../../policy-pack/testing/derived";
import { run } from "../../../policy-pack/testing/run";
import { testsOf } from "../../../policy-pack/testing/testsOf";
import { Marker, placesOf, toWire, type Input, type Inputs, type Path } from "./inputs";
import { providerType } from "./provider";
import { RANDOM_CONTRACT } from "./randomContract";
import { analyze, remediate, type Diagnostic, type TestResource } from "./sdk";

/** Tests what a file says of a service: every policy of it, by its cases. */
export function describeService(service: Service, cases: Readonly<Record<string, Cases>>): void {
    it(`each policy for ${service.name} has cases, and only those`, () => {
        assert.deepEqual(Object.keys(cases).sort(), service.policies.map(({ id }) => id).sort());
    });
    for (const policy of service.policies) {
        const own = cases[policy.id];
        if (own !== undefined) {
            describePolicy(policy, own);
        }
    }
}

/** Tests a policy as its author outside of this repository would, and by what holds for ours. */
function describePolicy(policy: Policy, cases: Cases): void {
    const situations = situationsOf(policy, cases);
    describe(policy.id, () => {
        for (const test of testsOf(policy, cases)) {
            it(test.name, test.run);
        }

        for (const [name, faults] of Object.entries(RANDOM_CONTRACT)) {
            it(name, () => assert.deepEqual(faults(policy, situations), []));
        }

        it("reads, and is tested with, only properties that the provider has", () => {
            const read = new Set<string>();
            const given = new Set<string>();
            for (const [, one] of situations) {
                run(policy, one, ({ type }, [property = ""]) => read.add(`${type} ${property}`));
                for (const { type, inputs } of resourcesOf(one)) {
                    Object.keys(inputs).forEach((property) => given.add(`${type} ${property}`));
                }
            }
            assert.deepEqual(
                [...read, ...given].filter((property) => !exists(policy, property)),
                [],
            );
            assert.equal(read.size > 0, !cases.byTypeAlone);
        });

        it("tells on its page of settings that its types have", () => {
            const told = policy.kind === "resource" ? (policy.demand?.of ?? []) : [];
            const has = (setting: string) =>
                policy.types.some((type) => providerType(type)?.inputs.has(setting.split(".")[0] ?? "") === true);
            assert.deepEqual(
                told.filter((setting) => !has(setting)),
                [],
            );
        });

        it("says to remove nothing that a resource cannot be without", () => {
            for (const [, one] of situations) {
                const removed = run(policy, one).flatMap(({ text }) => /\bRemove `(\w+)`/.exec(text)?.[1] ?? []);
                const required = resourcesOf(one).flatMap(({ type }) => [...(providerType(type)?.required ?? [])]);
                assert.deepEqual(
                    removed.filter((property) => required.includes(property)),
                    [],
                );
            }
        });

        it("tells the same through the SDK, at its level, of secrets too", async () => {
            const [, one] = situations.find(([, { says }]) => says !== undefined) ?? [];
            assert.ok(one);
            const config = { config: { [policy.id]: one.options ?? {} }, today: dayOf(one) };
            const diagnostics = await analyze([policy], resourcesOf(secretly(one)), config);
            assert.deepEqual(diagnostics.map(asText).sort(), diagnosed(policy, one));
        });

        if (policy.kind === "resource" && policy.remediation !== undefined) {
            describeRemediation(policy, situations);
        }
    });
}

function describeRemediation(policy: Policy, situations: Situations): void {
    it("passes once the SDK has remediated it, and then needs nothing more", async () => {
        let repaired = 0;
        for (const [name, one] of situations) {
            const [resource] = resourcesOf(one);
            if (resource === undefined || one.says === undefined) {
                continue;
            }
            const fixed = await remedied(policy, one, resource);
            if (one.unrepaired) {
                assert.notDeepEqual(run(policy, { ...one, resources: fixed ?? resource }), [], name);
                continue;
            }
            // A secret is left alone.
            if (placesOf(resource.inputs).some(([, value]) => value instanceof Marker)) {
                continue;
            }
            assert.ok(fixed, name);
            assert.deepEqual(run(policy, { ...one, resources: fixed }), [], name);
            assert.equal(await remedied(policy, one, fixed), undefined, name);
            repaired++;
        }
        assert.ok(repaired > 0);
    });

    it("sets what a finding says, where it says so", async () => {
        for (const [name, one] of situations) {
            const [resource] = resourcesOf(one);
            const fixed = resource && (await remedied(policy, one, resource));
            const changed = fixed ? changedIn(toWire(resource.inputs), fixed.inputs) : [];
            const untold = changed.filter((path) => {
                const value = JSON.stringify(valueAt(fixed?.inputs ?? {}, path.split(/[.[\]]+/)));
                return !run(policy, one).some(({ text }) => text.includes(`\`${path}\``) && text.includes(value));
            });
            assert.deepEqual(untold, [], name);
        }
    });

    it("breaks no other policy when it is remediated", async () => {
        const others = policies.filter(
            (other) => other.id !== policy.id && policy.types.some((type) => isFor(other, type)),
        );
        for (const [name, one] of situations) {
            const [resource] = resourcesOf(one);
            const fixed = resource && one.says && (await remedied(policy, one, resource));
            if (!fixed) {
                continue;
            }
            for (const other of others) {
                const violations = (given: TestResource) =>
                    run(other, { resources: given }).flatMap(({ kind, text }) => (kind === "violation" ? [text] : []));
                const before = violations(resource);
                assert.deepEqual(
                    violations(fixed).filter((text) => !before.includes(text)),
                    [],
                    `${name}: ${other.id}`,
                );
            }
        }
    });

    it("leaves unknown values and secrets alone when it is remediated", async () => {
        for (const [name, one] of situations) {
            for (const resource of [one, secretly(one)].flatMap(resourcesOf)) {
                const fixed = await remedied(policy, one, resource);
                const marked = placesOf(resource.inputs).filter(([, value]) => value instanceof Marker);
                for (const [path] of fixed ? marked : []) {
                    assert.deepEqual(
                        valueAt(fixed?.inputs ?? {}, path),
                        valueAt(toWire(resource.inputs) as Inputs, path),
                        name,
                    );
                }
            }
        }
    });
}

function asText({ resource, level, severity, message }: Diagnostic): string {
    return `${resource} [${level}, ${severity}] ${message}`;
}

function diagnosed(policy: Policy, one: Case): readonly string[] {
    const level = defaultLevel(policy) === "mandatory" ? "mandatory" : "advisory";
    const severity = `POLICY_SEVERITY_${policy.severity.toUpperCase()}`;
    return run(policy, one)
        .map(({ resource, kind, text }) =>
            kind === "violation"
                ? `${resource} [${level}, ${severity}] ${policy.title}.\n${text}`
                : `${resource} [advisory, ${severity}] ${text}`,
        )
        .sort();
}

async function remedied(policy: Policy, one: Case, resource: TestResource): Promise<TestResource | undefined> {
    const config = { ...(one.options && { config: { [policy.id]: one.options } }), today: dayOf(one) };
    const inputs = await remediate([policy], resource, config);
    return inputs && { ...resource, inputs };
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
