import { useState } from "react";
import { dropDraft, keepDraft, readDraft } from "./drafts";

type Form = Readonly<Record<string, string | number | readonly string[]>>;

/** The state of a form, which outlives signing in again. `drop` it when it was sent or given up. */
export function useDraft<T extends Form>(form: string, initial: T) {
    const [value, setValue] = useState<T>(() => {
        const kept = readDraft(form);
        return isLike(kept, initial) ? kept : initial;
    });
    return {
        value,
        change: (part: Partial<T>): void => {
            const next = { ...value, ...part };
            keepDraft(form, next);
            setValue(next);
        },
        drop: (): void => dropDraft(form),
    };
}

/** Whether a draft has the parts of this form: it may be of an older console. */
function isLike<T extends Form>(kept: unknown, initial: T): kept is T {
    return (
        typeof kept === "object" &&
        kept !== null &&
        Object.entries(initial).every(([key, value]) => {
            const part: unknown = Object.entries(kept).find(([name]) => name === key)?.[1];
            return Array.isArray(value)
                ? Array.isArray(part) && part.every((one) => typeof one === "string")
                : typeof part === typeof value;
        })
    );
}
