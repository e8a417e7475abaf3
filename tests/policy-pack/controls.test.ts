import assert from "node:assert/strict";
import { catalogues, standings } from "../../policy-pack/controls";
import { policies } from "../../policy-pack/policies";
import { SEVERITIES } from "./support/policyTable";

/** Policies that serve a control and are more or less severe than it, and why. */
const OF_ANOTHER_SEVERITY: Readonly<Record<string, string>> = {
    "appsync-cache-encrypted-at-rest": "AppSync.1 is retired: new caches are encrypted whatever is said.",
    "appsync-cache-encrypted-in-transit": "AppSync.6 is retired: new caches are encrypted whatever is said.",
    "kms-key-deletion-window": "KMS.3 fails a key that will be deleted. A short wait harms nobody before.",
    "lambda-permission-source-scoped": "Lambda.1 fails what is open to everybody, and of services S3 alone.",
};

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
                const known = [...catalogue.ids, ...(catalogue.others ?? [])];
                assert.deepEqual(known, [...new Set(known)]);
                const told = [...Object.keys(catalogue.inPart), ...catalogue.notFromInputs.flatMap(({ ids }) => ids)];
                const served = policies.flatMap(({ controls }) => [...(controls[catalogue.framework] ?? [])]);
                assert.deepEqual(
                    [...new Set([...told, ...served])].filter((id) => !known.includes(id)),
                    [],
                );
            });
        });
    }

    it("are as severe as the policies that serve them: of several, as the most severe", () => {
        const differing = catalogues.flatMap(({ framework, severities }) =>
            policies.filter(({ controls, severity }) => {
                const ofControls = (controls[framework] ?? []).map((id) => severities?.byId.get(id));
                const highest = SEVERITIES.find((one) => ofControls.includes(one));
                return highest !== undefined && highest !== severity;
            }),
        );
        assert.deepEqual(differing.map(({ id }) => id).sort(), Object.keys(OF_ANOTHER_SEVERITY).sort());
    });
});
