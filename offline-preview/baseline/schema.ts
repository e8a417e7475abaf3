/** What a baseline file may hold, as JSON Schema; `docs/baseline.schema.json` is made of it. */
export const BASELINE_SCHEMA = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Baseline of pulumi-offline-preview",
    description: "Findings that were there before, and block nothing. Written by --update-baseline.",
    type: "object",
    required: ["version", "stacks"],
    additionalProperties: false,
    properties: {
        $schema: { type: "string" },
        version: { const: 1 },
        stacks: {
            description: "By project and stack, as project/stack.",
            type: "object",
            additionalProperties: {
                type: "array",
                items: {
                    type: "object",
                    required: ["pack", "policy", "urn", "since", "message"],
                    additionalProperties: false,
                    properties: {
                        pack: { description: "Name of the policy pack.", type: "string" },
                        policy: { type: "string" },
                        urn: { description: "The resource, or the stack.", type: "string" },
                        since: {
                            description: "The day on which it came into the file.",
                            type: "string",
                            pattern: "^\\d{4}-\\d{2}-\\d{2}$",
                        },
                        message: { description: "Digest of what the policy says.", $ref: "#/definitions/digest" },
                        resource: {
                            description: "Digest of the type and the id or ARN: a renamed resource is known by it.",
                            $ref: "#/definitions/digest",
                        },
                    },
                },
            },
        },
    },
    definitions: { digest: { type: "string", pattern: "^[0-9a-f]{16}$" } },
} as const;
