import assert from "node:assert/strict";
import { catalogues, standings } from "../../policy-pack/controls";
import { policies } from "../../policy-pack/policies";

describe("the controls", () => {
    for (const catalogue of catalogues) {
        describe(catalogue.framework, () => {
            const all = standings(catalogue, policies);

            it("are each decided by a policy, or it is said why not", () => {
                const gaps = all.filter(({ by, note }) => by.length === 0 && note === undefined).map(({ id }) => id);
                assert.deepEqual(gaps, []);
            });

            it("that inputs cannot tell have no policy, and those decided in part have one", () => {
                const refused = new Set(catalogue.notFromInputs.flatMap(({ ids }) => ids));
                assert.deepEqual(
                    all.filter(({ id, by }) => refused.has(id) && by.length > 0).map(({ id }) => id),
                    [],
                );
                const undecided = all.filter(({ by }) => by.length === 0).map(({ id }) => id);
                assert.deepEqual(
                    Object.keys(catalogue.inPart).filter((id) => undecided.includes(id)),
                    [],
                );
            });

            it("are named as their publisher names them, each once", () => {
                assert.deepEqual(catalogue.ids, [...new Set(catalogue.ids)]);
                const told = [...Object.keys(catalogue.inPart), ...catalogue.notFromInputs.flatMap(({ ids }) => ids)];
                const served = policies.flatMap(({ controls }) => [...(controls[catalogue.framework] ?? [])]);
                const known = [...catalogue.ids, ...(catalogue.others ?? [])];
                assert.deepEqual(
                    [...new Set([...told, ...served])].filter((id) => !known.includes(id)),
                    [],
                );
            });
        });
    }
});
