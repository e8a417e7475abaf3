import { z } from "zod";
import { AttributeId, PatternId } from "../api/schemas";
import { parsedJson } from "../api/parsedJson";

const version = z.number().int().nonnegative();
const Message = z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("pattern"), id: PatternId, version }),
    z.strictObject({ kind: z.literal("attribute"), id: AttributeId, version }),
]);
export type Message = z.infer<typeof Message>;

/**
 * Reads what was announced.
 *
 * @throws an error that says what is wrong, without what was sent.
 */
export function readMessage(body: string): Message {
    const { success, data, error } = Message.safeParse(parsedJson(body));
    if (!success) {
        const faults = error.issues.map(({ code, path }) => [...path.map(String), code].join(" "));
        throw new Error(`no change is announced by this message: ${faults.join("; ")}`);
    }
    return data;
}
