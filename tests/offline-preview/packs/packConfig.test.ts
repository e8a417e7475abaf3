import { deepStrictEqual, match, strictEqual } from "node:assert";
import { parsePackConfig, reconcile, type ConfigurablePolicy } from "../../../offline-preview/packs/packConfig";

const policies: ConfigurablePolicy[] = [
    { name: "plain", level: "advisory" },
    {
        name: "tuned",
        level: "mandatory",
        schema: {
            properties: { days: { type: "integer", default: 30, minimum: 1 }, note: { type: "string" } },
            required: [],
        },
    },
];

describe("offline-preview: configuration of policy packs", () => {
    it("without any, a policy has its own level and its schema's defaults", () => {
        deepStrictEqual(reconcile(policies, []), {
            problems: [],
            config: {
                plain: { level: "advisory", properties: {} },
                tuned: { level: "mandatory", properties: { days: 30 } },
            },
        });
    });

    it("layers: `all` sets every level, a policy's own entry wins, later layers win over earlier ones", () => {
        const { config } = reconcile(policies, [
            { tuned: { level: "advisory", properties: { days: 7 } } },
            { all: { level: "disabled", properties: {} }, tuned: { properties: { note: "n" } } },
            { plain: { level: "mandatory", properties: {} } },
        ]);
        deepStrictEqual(config, {
            plain: { level: "mandatory", properties: {} },
            tuned: { level: "disabled", properties: { days: 7, note: "n" } },
            all: { level: "disabled", properties: {} },
        });
    });

    it("tells every value that does not fit its schema, and every policy that is not there", () => {
        const { problems } = reconcile(policies, [
            { tuned: { properties: { days: 0, note: 1 } }, tunde: { level: "advisory", properties: {} } },
        ]);
        deepStrictEqual(problems, [
            "\"tunde\" is no policy of this pack (did you mean 'tuned'?)",
            '"tuned".days: must be >= 1',
            '"tuned".note: must be string',
        ]);
    });

    it("a required option that nobody gives is a problem", () => {
        const required: ConfigurablePolicy[] = [
            { name: "p", level: "advisory", schema: { properties: {}, required: ["owner"] } },
        ];
        deepStrictEqual(reconcile(required, []).problems, ["\"p\": must have required property 'owner'"]);
    });

    it("reads levels and objects from a file, and gives all its faults at once", () => {
        deepStrictEqual(parsePackConfig('{"all":"advisory","p":{"enforcementLevel":"disabled","days":3}}'), {
            problems: [],
            config: { all: { level: "advisory", properties: {} }, p: { level: "disabled", properties: { days: 3 } } },
        });
        deepStrictEqual(parsePackConfig(" \n").config, {});
        const { problems } = parsePackConfig('{"a":"loud","b":7,"c":{"enforcementLevel":1},"environments":["x"]}');
        strictEqual(problems.length, 4);
        match(problems[0] ?? "", /"a": "loud" is no enforcement level; use advisory, mandatory, disabled, remediate/);
        match(problems[1] ?? "", /"b" must be a level .* or an object/);
        match(problems[3] ?? "", /environments.*cannot be read without the Pulumi service/);
        match(parsePackConfig("{").problems[0] ?? "", /is not JSON/);
        match(parsePackConfig("[]").problems[0] ?? "", /must hold one object/);
    });
});
