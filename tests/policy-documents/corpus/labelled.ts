import type { Truth } from "../../../policy-documents/truth";

/** A document of the corpus, what it is, and why. */
export interface Labelled {
    readonly label: string;
    readonly isPublic: Truth;
    readonly statements: unknown;
}

export const BUCKET = ["arn:aws:s3:::data", "arn:aws:s3:::data/*"];
export const ACCOUNT = "111122223333";

export const allow = (rest: object) => ({
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: BUCKET,
    ...rest,
});
export const deny = (rest: object) => ({ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: BUCKET, ...rest });
export const given = (operator: string, key: string, values: unknown) =>
    allow({ Condition: { [operator]: { [key]: values } } });

export function labelled(isPublic: Truth, label: string, ...statements: unknown[]): Labelled {
    return { isPublic, label, statements };
}
