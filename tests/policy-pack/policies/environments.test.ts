import assert from "node:assert/strict";
import { policies } from "../../../policy-pack/policies";
import { run } from "../../../policy-pack/testing/run";
import { inputsWithSecret } from "../support/environments";
import { environmentInputs } from "../support/providerInputs";

describe("variables that the provider gives to what runs", () => {
    const found = environmentInputs();

    it("are found in the declarations, in maps and in lists", () => {
        const texts = found.map(({ type, path }) => `${type} ${path.join(".")}`);
        for (const one of [
            "aws:lambda/function:Function environment.variables",
            "aws:codebuild/project:Project environment.environmentVariables.*",
            "aws:batch/jobDefinition:JobDefinition eksProperties.podProperties.containers.*.envs.*",
        ]) {
            assert.ok(texts.includes(one), one);
        }
    });

    for (const { type, path } of found) {
        it(`hold no secret, which one policy demands: ${type} ${path.join(".")}`, () => {
            const resources = { type, inputs: inputsWithSecret(path) };
            const told = policies
                .filter(({ types }) => types.includes(type))
                .flatMap((one) => run(one, { resources }).map(({ kind, text }) => ({ id: one.id, kind, text })))
                .filter(({ kind, text }) => kind === "violation" && /credential|Secrets Manager/.test(text));
            assert.equal(told.length, 1, JSON.stringify(told));
        });
    }
});
