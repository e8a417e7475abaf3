import type { Ajv } from "ajv";

let ajv: Ajv | undefined;

/** What is wrong with a value by a JSON Schema: where, as a JSON pointer, and what. */
export function schemaFaults(schema: object, value: unknown): { path: string; message: string }[] {
    if (ajv === undefined) {
        // Loaded only where there is something to check: it costs a tenth of a second.
        // eslint-disable-next-line @typescript-eslint/no-require-imports
        const loaded = require("ajv") as typeof import("ajv");
        ajv = new loaded.Ajv({ allErrors: true, strict: false, logger: false });
    }
    const validate = ajv.compile(schema);
    validate(value);
    return (validate.errors ?? []).map(({ instancePath, message }) => ({
        path: instancePath,
        message: message ?? "is not valid",
    }));
}
