import { text } from "../../shared/checks";

/** The id of a pattern. A wildcard or a slash in it would be the artifacts of others. */
export const patternId = text(
    (id) => (/^[a-z0-9_-]{1,40}$/.test(id) ? undefined : `"${id}" is not the id of a pattern`),
    "pass 1 to 40 small letters, digits, _ and -",
);
