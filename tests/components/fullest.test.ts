import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import * as components from "palisade-aws";
import type { PolicyPack } from "../../offline-preview/packs/policyPack";
import { fullest } from "./support/fullest";
import { startPack } from "./support/pack";
import { run } from "./support/run";
import { tables } from "./support/tables";

type Component = new (name: string, args: object) => pulumi.ComponentResource;

const config = { "aws:region": "eu-central-1" };
/** The contract test is about these. */
const COMMON = ["removable", "tags", "region"];

describe("every component, with everything that it can have", function () {
    this.timeout(60_000);
    let pack: PolicyPack;
    before(async () => {
        pack = await startPack();
    });
    after(() => pack.stop());

    it("is judged", () => {
        assert.deepEqual(Object.keys(fullest).sort(), Object.keys(tables).sort());
    });

    for (const [name, ways] of Object.entries(fullest)) {
        const Class = (components as unknown as Record<string, Component>)[name];
        assert.ok(Class !== undefined, name);
        for (const [way, args] of Object.entries(ways)) {
            for (const ids of ["unknown", "made-up"] as const) {
                it(`${name}, ${way}: violates no mandatory policy of the pack, and leaves none open (ids ${ids})`, async () => {
                    const { findings } = await run(() => new Class("data", args()), { ids, analyzers: [pack], config });
                    assert.deepEqual(
                        findings.filter(
                            ({ level, kind }) => level === "mandatory" && (kind === "violation" || ids === "made-up"),
                        ),
                        [],
                    );
                });
            }
        }

        it(`${name}: no argument is left out`, async () => {
            const given = new Set<string>(COMMON);
            for (const args of Object.values(ways)) {
                await run(() => {
                    Object.entries(args()).forEach(([argument, value]) => value !== undefined && given.add(argument));
                });
            }
            assert.deepEqual(
                [...(tables[name]?.keys() ?? [])].filter((argument) => !given.has(argument)),
                [],
            );
        });
    }
});
