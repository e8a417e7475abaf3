import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";
import { loadServices, policies } from "../../policy-pack/policies";
import { EVERY_AWS_TYPE } from "../../policy-pack/evaluation";
import { controlsOf } from "../../policy-pack/evaluation/frameworks";
import { providerType } from "./support/provider";

describe("the pack", () => {
    it("has tests for each file of policies, in the file of the same name", () => {
        const untested = [...loadServices().keys()].filter(
            (file) => !existsSync(join(__dirname, "policies", file.replace(/\.ts$/, ".test.ts"))),
        );
        assert.deepEqual(untested, []);
    });

    it("names each policy once, after its service, in kebab-case", () => {
        const ids = policies.map(({ id }) => id);
        assert.deepEqual(ids, [...new Set(ids)]);
        const misnamed = [...loadServices().values()].flatMap((service) =>
            service.policies.filter(
                ({ id }) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id) || !id.startsWith(`${service.name}-`),
            ),
        );
        assert.deepEqual(misnamed, []);
    });

    it("knows only resource types that the provider has", () => {
        const types = new Set(policies.flatMap((policy) => [...policy.types]));
        assert.deepEqual(
            [...types].filter((type) => providerType(type) === undefined),
            [EVERY_AWS_TYPE],
        );
    });

    it("judges all of AWS by policies of single resources only", () => {
        const forAll = policies.filter(({ types }) => types.includes(EVERY_AWS_TYPE));
        assert.deepEqual(new Set(forAll.map(({ kind }) => kind)), new Set(["resource"]));
    });

    for (const policy of policies) {
        it(`tells all there is to tell of ${policy.id}`, () => {
            assert.match(policy.title, /^[A-Z].*[^.]$/);
            assert.match(policy.why, /^[A-Z].*\.$/s);
            assert.match(policy.fix.text, /^[A-Z].*\.$/s);
            assert.match(policy.fix.example, /new aws\./);
            assert.deepEqual(ts.transpileModule(policy.fix.example, { reportDiagnostics: true }).diagnostics, []);
            assert.ok(policy.controls.nist?.length && policy.controls.whitepaper?.length);
            assert.deepEqual(
                controlsOf(policy.controls).filter(({ framework, id }) => !framework.id.test(id)),
                [],
            );
        });
    }
});
