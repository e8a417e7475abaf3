import type { Subject } from "./subject";

/**
 * Forms are texts with placeholders in braces: `{name}`, `{region}`, `{account}`, `{partition}`, `{suffix}` of host
 * names, `{service}`, `{id}`, `{arn}`, `{kind}`, `{uuid}`, `{hex12}` or `{letters13}` (so many digits or capital letters and digits),
 * and `{in.domain}`, an input, or the name where it is not known. Of an input, `{host.url}` is the URL without its
 * scheme and `{last.functionName}` the last part of an ARN. `{path}` is IAM's, `{slash}` the name behind a slash,
 * `{arnSuffix}` the end of a load balancer's ARN, `{scope}` of a web ACL and `{balancer}` the kind of a load balancer, each as ARNs write it.
 */
export type Form = string;

/** What {@link fill} puts into a form besides the subject's own values. */
export interface Identity {
    id: string;
    arn: string;
}

const PLACEHOLDER = /\{(\w+?)(\d+)?(?:\.(\w+))?\}/g;

/** `property` keeps digits of different properties apart. */
export function fill(form: Form, subject: Subject, identity: Partial<Identity>, property = ""): string {
    return form.replace(PLACEHOLDER, (_, word: string, count: string | undefined, input: string | undefined) => {
        const length = Number(count ?? 0);
        switch (word) {
            case "name":
            case "region":
            case "account":
            case "partition":
            case "suffix":
            case "kind":
            case "service":
                return subject[word];
            case "id":
                return identity.id ?? "";
            case "arn":
                return identity.arn ?? "";
            case "in":
                return subject.text(input ?? "") ?? subject.name;
            case "path":
                return subject.text("path") ?? "/";
            case "slash":
                return subject.name.startsWith("/") ? subject.name : `/${subject.name}`;
            case "host":
                return (subject.text(input ?? "") ?? subject.name).replace(/^https?:\/\//, "");
            case "last":
                return (subject.text(input ?? "") ?? subject.name).split(":").pop() ?? "";
            case "arnSuffix":
                return (identity.arn ?? "")
                    .split(":")
                    .slice(5)
                    .join(":")
                    .replace(/^loadbalancer\//, "");
            case "scope":
                return subject.text("scope") === "CLOUDFRONT" ? "global" : "regional";
            case "balancer":
                return { network: "net", gateway: "gwy" }[subject.text("loadBalancerType") ?? ""] ?? "app";
            case "uuid":
                return uuid(subject.hash(property));
            case "hex":
                return subject.hash(property).slice(0, length);
            case "letters":
                return letters(subject.hash(property), length);
            default:
                throw new Error(`unknown placeholder {${word}} in the form ${form}`);
        }
    });
}

/** A lawful UUID (version 4). */
function uuid(hash: string): string {
    return [
        hash.slice(0, 8),
        hash.slice(8, 12),
        `4${hash.slice(12, 15)}`,
        `8${hash.slice(15, 18)}`,
        hash.slice(18, 30),
    ].join("-");
}

const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

function letters(hash: string, length: number): string {
    const bytes = [...Buffer.from(hash, "hex")];
    return bytes
        .slice(0, length)
        .map((byte) => ALPHABET[byte % ALPHABET.length])
        .join("");
}
