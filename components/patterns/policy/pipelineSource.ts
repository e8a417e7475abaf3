import { anyPartition } from "../../shared/arn";
import { text } from "../../shared/checks";

/**
 * A connection, and never several by a wildcard: roles get what is named here.
 * See https://docs.aws.amazon.com/codeconnections/latest/APIReference/API_Connection.html
 */
export const connection = text(
    (arn) =>
        new RegExp(
            `^arn:(${anyPartition}):(codeconnections|codestar-connections):[a-z0-9-]+:\\d{12}:connection/[\\w-]+$`,
        ).test(arn)
            ? undefined
            : `"${arn}" is not one's ARN`,
    "pass connection.arn",
);

/** As the connection's host calls it: it is no address. */
export const repository = text(
    (name) =>
        /^[\w.-]+(\/[\w.-]+)+$/.test(name) && !/(^|\/)\.+(\/|$)|\.git$/.test(name)
            ? undefined
            : `"${name}" is no repository`,
    "pass owner/name, without .git",
);

/** See https://git-scm.com/docs/git-check-ref-format. CodePipeline takes the branch's name, not the reference's. */
export const branch = text(
    (name) =>
        /^[^\s\p{C}~^:?*[\\]{1,255}$/u.test(name) && !/^refs\/|^[-/.]|\/[/.]|\.\.|@\{|[/.]$|\.lock(\/|$)/.test(name)
            ? undefined
            : `${JSON.stringify(name)} is no branch`,
    "name the branch as in main, without refs/heads/",
);
