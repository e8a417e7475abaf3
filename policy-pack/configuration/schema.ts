import { optionsOf, type OptionSet } from "./options";
import { CONFIGURATION } from "./configure";
import { PRESETS } from "./presets";
import type { Policy } from "../evaluation/policy";

/** A JSON Schema (draft 7) of the engine's configuration file, for editors. */
export function configurationSchema(policies: readonly Policy[]): object {
    const common = optionsOf({});
    return {
        $schema: "http://json-schema.org/draft-07/schema#",
        title: "Configuration of palisade-policies",
        description: "The file for `--policy-pack-config`.",
        type: "object",
        properties: {
            all: { $ref: "#/definitions/level", description: "The level of all policies." },
            [CONFIGURATION]: { $ref: "#/definitions/selection" },
            ...Object.fromEntries(policies.map(({ id }) => [id, { $ref: `#/definitions/${id}` }])),
        },
        additionalProperties: false,
        definitions: {
            level: { enum: ["mandatory", "advisory", "remediate", "disabled"] },
            selectors: { type: "array", items: { $ref: "#/definitions/selector" } },
            selector: {
                type: "string",
                minLength: 1,
                description:
                    "An id, a tag such as `service:s3`, `severity:high` or `fsbp:S3.8`; `*` stands for any letters.",
            },
            selection: selectionSchema(policies),
            ...propertiesOf(common),
            ...Object.fromEntries(policies.map((policy) => [policy.id, policySchema(policy, common)])),
        },
    };
}

function selectionSchema(policies: readonly Policy[]): object {
    return {
        type: "object",
        description: "Which policies judge, and how strictly. Later fields outdo earlier ones.",
        properties: {
            preset: { enum: Object.keys(PRESETS), description: "What to begin with. Default: `baseline`." },
            include: { $ref: "#/definitions/selectors", description: "Turns policies on that are off." },
            exclude: { $ref: "#/definitions/selectors", description: "Turns policies off." },
            levels: {
                type: "array",
                description: "Sets the level of policies that are on; of several that name a policy, the last counts.",
                items: {
                    type: "object",
                    properties: {
                        policies: { anyOf: [{ $ref: "#/definitions/selector" }, { $ref: "#/definitions/selectors" }] },
                        level: { enum: ["mandatory", "advisory", "remediate"] },
                    },
                    required: ["policies", "level"],
                    additionalProperties: false,
                },
            },
            policies: {
                type: "object",
                description: "By id: level and options of one policy, whatever is said before.",
                properties: Object.fromEntries(policies.map(({ id }) => [id, { $ref: `#/definitions/${id}` }])),
                additionalProperties: false,
            },
            delegate: {
                $ref: "#/definitions/selectors",
                description: "The policies that a stack's own configuration may change. Default: none.",
            },
            waivers: {
                description: "Agreed exceptions, or the file that holds them.",
                anyOf: [{ type: "string", minLength: 1 }, waiverListSchema()],
            },
            waiverRules: {
                type: "object",
                description: "What is demanded of waivers.",
                properties: {
                    maximumDays: { type: "integer", minimum: 1, default: 365, description: "From created to expires." },
                    minimumReason: { type: "integer", minimum: 1, default: 20, description: "In letters." },
                    notWaivable: { $ref: "#/definitions/selectors", description: "Default: none." },
                },
                additionalProperties: false,
            },
        },
        additionalProperties: false,
    };
}

/** A JSON Schema (draft 7) of a file of waivers, for editors. */
export function waiversSchema(): object {
    return {
        $schema: "http://json-schema.org/draft-07/schema#",
        title: "Waivers of palisade-policies",
        type: "object",
        properties: { waivers: waiverListSchema() },
        required: ["waivers"],
        additionalProperties: false,
    };
}

function waiverListSchema(): object {
    const text = (description: string) => ({ type: "string", minLength: 1, description });
    const day = (description: string) => ({ type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$", description });
    const patterns = (description: string) => ({
        description: `${description} \`*\` stands for any letters.`,
        anyOf: [
            { type: "string", minLength: 1 },
            { type: "array", minItems: 1, items: { type: "string", minLength: 1 } },
        ],
    });
    const places = {
        urn: patterns("URN."),
        type: patterns("Type token."),
        name: patterns("Name in the program."),
        parent: patterns("Type of a component around it, or name of the one that it lies in."),
        stack: patterns("Stack."),
        region: patterns("Region."),
    };
    const fields = {
        id: text("Names it in findings; unique."),
        match: {
            type: "object",
            description: "What it is about: all that is given must hold.",
            properties: { policy: patterns("Policy: an id, or a selector."), ...places },
            required: ["policy"],
            minProperties: 2,
            additionalProperties: false,
        },
        reason: text("Why, for who reads the finding."),
        owner: text("Who answers for it."),
        ticket: text("Where it is tracked."),
        created: day("The day on which it was agreed."),
        expires: day("The last day on which it holds."),
        approver: text("Who agreed: not the owner."),
    };
    return {
        type: "array",
        items: { type: "object", properties: fields, required: Object.keys(fields), additionalProperties: false },
    };
}

function policySchema(policy: Policy, common: OptionSet): object {
    return {
        title: policy.title,
        anyOf: [
            { $ref: "#/definitions/level" },
            {
                type: "object",
                properties: {
                    enforcementLevel: { $ref: "#/definitions/level" },
                    ...propertiesOf(policy.options ?? {}),
                    ...Object.fromEntries(Object.keys(common).map((name) => [name, { $ref: `#/definitions/${name}` }])),
                },
                additionalProperties: false,
            },
        ],
    };
}

function propertiesOf(options: OptionSet): object {
    return Object.fromEntries(Object.entries(options).map(([name, { schema }]) => [name, schema]));
}
