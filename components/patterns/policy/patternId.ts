import { text } from "../../shared/checks";

/**
 * The id of a pattern. A wildcard or a slash in it would be the artifacts of others, a hyphen first makes it an option of what
 * is called with it, and tables lose what is called `__proto__`.
 */
export const patternId = text(
    (id) => (/^(?!-|__proto__$)[a-z0-9_-]{1,40}$/.test(id) ? undefined : `"${id}" is not the id of a pattern`),
    "pass 1 to 40 small letters, digits, _ and -, which is not the first",
);
