import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import { chosenBy, readConfigurationFile } from "../../../policy-pack/configuration/file";
import { choose } from "../../../policy-pack/configuration/selection";
import { policies } from "../../../policy-pack/policies";

/** As an editor finds it in the package. */
const SCHEMA = createRequire(__filename).resolve("palisade-policies/configuration.schema.json");

describe("the schema of the configuration file", () => {
    const validate = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(SCHEMA, "utf8")) as object);

    const good: readonly object[] = [
        {},
        { all: "mandatory" },
        { "kms-key-deletion-window": "advisory", "kms-key-rotation": { onUndetermined: "mandatory" } },
        { "kms-key-deletion-window": "disabled", "kms-key-rotation": { enforcementLevel: "disabled" } },
        { "kms-key-deletion-window": { enforcementLevel: "remediate", minimumDays: 14, onFault: "advisory" } },
        {
            "palisade-configuration": {
                preset: "cis-5",
                include: ["service:s3"],
                exclude: ["severity:low", "*-kms"],
                levels: [
                    { policies: "*", level: "advisory" },
                    { policies: ["kms-*", "fsbp:S3.8"], level: "mandatory" },
                ],
                policies: { "kms-key-rotation": "mandatory", "kms-key-deletion-window": { minimumDays: 7 } },
                delegate: ["severity:low"],
            },
        },
    ];
    for (const file of good) {
        it(`takes ${JSON.stringify(file)}, as the pack does`, () => {
            assert.ok(validate(file), JSON.stringify(validate.errors));
            assert.deepEqual(faultsOf(file), []);
        });
    }

    const bad: readonly object[] = [
        { all: "on" },
        { all: { onFault: "advisory" } },
        { "kms-key-rotaton": "advisory" },
        { "kms-key-deletion-window": { minimumDays: 6 } },
        { "kms-key-deletion-window": { minimumDay: 7 } },
        { "kms-key-rotation": { minimumDays: 7 } },
        { "kms-key-rotation": { onFault: "ignore" } },
        { "kms-key-rotation": 1 },
        { "palisade-configuration": { preset: "cis5" } },
        { "palisade-configuration": { presets: "cis-5" } },
        { "palisade-configuration": { include: "service:s3" } },
        { "palisade-configuration": { exclude: [""] } },
        { "palisade-configuration": { levels: [{ policies: "*", level: "disabled" }] } },
        { "palisade-configuration": { levels: [{ policies: "*" }] } },
        { "palisade-configuration": { levels: [{ level: "advisory" }] } },
        { "palisade-configuration": { policies: { "kms-key-rotaton": "mandatory" } } },
        { "palisade-configuration": { policies: { "kms-key-deletion-window": { minimumDays: 6 } } } },
    ];
    for (const file of bad) {
        it(`refuses ${JSON.stringify(file)}, as the pack does`, () => {
            assert.ok(!validate(file));
            assert.notDeepEqual(faultsOf(file), []);
        });
    }

    function faultsOf(file: object): readonly string[] {
        return chosenBy(policies, readConfigurationFile(JSON.stringify(file)), choose(policies, {}), {}).faults;
    }
});
