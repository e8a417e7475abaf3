import type { Input, Inputs } from "../../../support/inputs";
import { ARN, resource } from "../stack";

export const bucketPolicy = (document: Input) => resource("bucketPolicy", { bucket: "data", policy: document });
export const allow = (rest: object = {}) => ({
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: `${ARN}/*`,
    ...rest,
});
export const to = (AWS: unknown, rest: object = {}) => allow({ Principal: { AWS }, ...rest });
/** As an object of Pulumi's, in which single values may be unknown. */
export const document = (...statements: readonly Inputs[]): Inputs => ({
    Version: "2012-10-17",
    Statement: statements,
});
export const NO_JSON = "Not a valid policy document, as the document is not a JSON object: `policy`.";
export const BOTH = [ARN, `${ARN}/*`];
