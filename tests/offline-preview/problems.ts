import assert from "node:assert/strict";
import { UsageError } from "../../offline-preview/configuration/errors";

/** What `act` says to the user is wrong; nothing where it goes through. */
export function problemsOf(act: () => unknown): string[] {
    try {
        act();
        return [];
    } catch (error) {
        assert.ok(error instanceof UsageError, String(error));
        return error.problems;
    }
}
