import { UsageError } from "./configuration/errors";
import { PackError } from "./packs/policyPack";
import type { SecretTexts } from "./secretTexts";

/** An error is printed too, and may tell what a pack or a program said. */
export function clearedError(error: unknown, secrets: SecretTexts): unknown {
    if (error instanceof UsageError) {
        return new UsageError(error.problems.map((problem) => secrets.clear(problem)));
    }
    if (error instanceof PackError) {
        return new PackError(secrets.clear(error.message));
    }
    if (error instanceof Error) {
        error.message = secrets.clear(error.message);
        error.stack = secrets.clear(error.stack ?? "");
    }
    return error;
}
