import assert from "node:assert/strict";
import { isSaidToReplace, replacingInputs } from "../../../offline-preview/compare/replacing";

const SENTENCES: [comment: string, replaces: boolean][] = [
    ["ID of the file system. Changing this value forces replacement.", true],
    ["Changing this forces a new resource to be created.", true],
    ["Name. Changing this will force terraform to create new resource.", true],
    ["The name. Changing it recreates the resource.", true],
    ["Changing this value creates a new resource.", true],
    ["Changing `snapshotArns` forces a new resource.", true],
    ["Type. Forces replacement.", true],
    ["(Optional, Forces new resource) Parameters.", true],
    ["IPv4 CIDR block for the VPC.", false],
    ["The range is 0-7. When decreased, this will force a recreation of the resource.", false],
    ["Forces replacement if it is not set.", false],
    ["Can be updated in place without recreating the channel.", false],
    ["Forces encrypted TLS connections to the proxy.", false],
];

describe("what a provider's documentation says to replace", () => {
    for (const [comment, replaces] of SENTENCES) {
        it(`${replaces ? "says so" : "does not say so"}: ${comment}`, () => {
            const text = [
                "export interface ThingArgs {",
                "    /**",
                "     * Another one. Forces replacement, not.",
                "     */",
                "    /**",
                `     * ${comment}`,
                "     */",
                "    one?: pulumi.Input<string>;",
                "    undocumented?: pulumi.Input<string>;",
                "}",
            ].join("\n");
            assert.deepEqual([...replacingInputs(text, "Thing")], replaces ? ["one"] : []);
        });
    }

    it("is read from the installed package", () => {
        const type = "aws:cloudwatch/alarmMuteRule:AlarmMuteRule";
        assert.equal(isSaidToReplace(type, "name", __dirname), true);
        assert.equal(isSaidToReplace(type, "tags", __dirname), false);
        assert.equal(isSaidToReplace("nowhere:index:Thing", "a", __dirname), false);
    });
});
