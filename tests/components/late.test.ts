import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as components from "palisade-aws";
import { runInProcess } from "../../offline-preview/harness";
import { fullest } from "./support/fullest";
import { identities, run } from "./support/run";
import { tables } from "./support/tables";

type Component = new (name: string, args: object) => pulumi.ComponentResource;

/** What cannot be made of an argument that is one output, as the README says: of rules, an alarm for each vault they copy to. */
const LEFT_OUT: Readonly<Record<string, RegExp>> = { "Backup.rules": /-copies-\w+-\d+-failed / };

const options = { config: { "aws:region": "eu-central-1" } };

/** Programs in other languages give a list or a table with an output in it as one output. */
describe("what may be known late, as one output, is refused or makes the same", function () {
    this.timeout(60_000);
    for (const [name, ways] of Object.entries(fullest)) {
        const Class = (components as unknown as Record<string, Component>)[name];
        assert.ok(Class !== undefined, name);
        const late = [...(tables[name] ?? [])].flatMap(([argument, rule]) =>
            rule.plain === true && rule.late === true ? [argument] : [],
        );
        for (const [way, args] of late.length === 0 ? [] : Object.entries(ways)) {
            it(`${name}, ${way}`, async () => {
                let given: string[] = [];
                const whole = await run(() => {
                    const all = args() as Record<string, unknown>;
                    // A component is no output.
                    given = late.filter(
                        (argument) => all[argument] !== undefined && !pulumi.Resource.isInstance(all[argument]),
                    );
                    return new Class("data", all);
                }, options);
                for (const argument of given) {
                    const result = await runInProcess(() => {
                        const all = args() as Record<string, unknown>;
                        return new Class("data", { ...all, [argument]: pulumi.output(all[argument]) });
                    }, options);
                    const [error] = result.errors;
                    if (error === undefined) {
                        const leftOut = LEFT_OUT[`${name}.${argument}`];
                        const expected = identities(whole).filter((one) => leftOut?.test(one) !== true);
                        assert.deepEqual(identities(result), expected, argument);
                    } else {
                        assert.equal(error.name, "ArgumentError", `${argument}: ${error.stack}`);
                    }
                }
            });
        }
    }
});
