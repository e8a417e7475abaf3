import type { z } from "zod";

/** An answer with a JSON body, as OpenAPI says it. */
export function json<Schema extends z.ZodType>(schema: Schema, description: string) {
    return { description, content: { "application/json": { schema } } };
}

/** A request's JSON body, which has to be there. */
export function body<Schema extends z.ZodType>(schema: Schema) {
    return { required: true, content: { "application/json": { schema } } };
}
