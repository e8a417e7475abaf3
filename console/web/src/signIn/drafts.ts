/**
 * What somebody has typed and not sent, kept by form for this tab: signing in again leaves the page, and no text may be
 * lost by that. Never tokens.
 */
const PREFIX = "draft:";

export function readDraft(form: string): unknown {
    try {
        return JSON.parse(sessionStorage.getItem(PREFIX + form) ?? "null");
    } catch {
        return null;
    }
}

export function keepDraft(form: string, value: unknown): void {
    sessionStorage.setItem(PREFIX + form, JSON.stringify(value));
}

export function dropDraft(form: string): void {
    sessionStorage.removeItem(PREFIX + form);
}

const OWNER = "drafts-of";

/** Keeps drafts of this person, and drops those of anybody else who was signed in in this tab. */
export function keepDraftsOf(subject: string): void {
    if (sessionStorage.getItem(OWNER) !== subject) {
        dropAllDrafts();
        sessionStorage.setItem(OWNER, subject);
    }
}

/** The next one to sign in may be somebody else. */
export function dropAllDrafts(): void {
    Object.keys(sessionStorage)
        .filter((key) => key.startsWith(PREFIX))
        .forEach((key) => sessionStorage.removeItem(key));
}
