import type { Facts } from "../functions/facts";
import { GUESSED_LENGTH } from "../promiseForm";
import { UNKNOWN, type PropertyMap, type PropertyValue } from "../values";
import { fill, type Form } from "./forms";
import type { DeclaredType, Fields } from "./functionResult";
import { idNamedBy } from "./ids";
import { identityOf, ownForm } from "./madeUp";
import { generalForm } from "./outputs";
import { kebab, subjectFor, type Subject } from "./subject";

/**
 * A function's result, of the form that its declaration gives it, with every value unknown. The fields are there, so
 * that a program that holds the result itself, and no output of it, passes the unknowns on instead of losing them.
 */
export function unknownResult(fields: Fields): PropertyMap {
    return build(fields, () => UNKNOWN);
}

/**
 * A function's result of the form that its declaration gives it, with made-up values: what is asked for is handed back,
 * ids and ARNs are lawful where their form is known, other texts only show that they are made up.
 */
export function madeUpResult(token: string, args: PropertyMap, fields: Fields, facts: Facts): PropertyMap {
    const type = resourceType(token);
    const name = kebab(type.split(":")[2] ?? "");
    const subject = subjectFor(
        { type, name, urn: `${token} ${JSON.stringify(args)}`, inputs: args },
        { kinds: {} },
        facts,
    );
    const identity = identityOf(subject);
    const result = build(fields, (kind, path) => {
        switch (kind) {
            case "string":
                return madeUpText(path, subject, identity, type);
            case "number":
                return /port$/i.test(path) ? 443 : 1;
            case "boolean":
                return false;
            case "map":
                return {};
            default:
                return UNKNOWN;
        }
    });
    const asked = Object.entries(args).filter(([key, value]) => key in fields && value !== null);
    return { ...result, ...Object.fromEntries(asked) };
}

type Leaf = Exclude<DeclaredType, { kind: "list" | "object" }>["kind"];

function build(fields: Fields, leaf: (kind: Leaf, path: string) => PropertyValue, path = ""): PropertyMap {
    const valueOf = (type: DeclaredType, at: string): PropertyValue => {
        switch (type.kind) {
            case "list":
                return Array.from({ length: GUESSED_LENGTH }, (_, index) =>
                    valueOf(type.of, `${at}[${String(index)}]`),
                );
            case "object":
                return build(type.fields, leaf, `${at}.`);
            default:
                return leaf(type.kind, at);
        }
    };
    return Object.fromEntries(Object.entries(fields).map(([key, type]) => [key, valueOf(type, `${path}${key}`)]));
}

/** The type that a function asks for: `aws:ec2/vpc:Vpc` of `aws:ec2/getVpc:getVpc`, and of `getVpcs`. */
function resourceType(token: string): string {
    const [pkg = "", module = "", name = ""] = token.split(":");
    const className = name.replace(/^get/, "").replace(/(?<=[a-z])s$/, "");
    const file = className.charAt(0).toLowerCase() + className.slice(1);
    return `${pkg}:${module.replace(/[^/]+$/, file)}:${className}`;
}

/** Texts of which the form follows from the name of their field. The first that fits counts. */
const TEXTS: [field: RegExp, form: Form][] = [
    [/^region$/, "{region}"],
    [/^(availabilityZones?|zoneNames?)$/, "{region}a"],
    [/roleArns?$/i, "arn:{partition}:iam::{account}:role/{kind}-{hex8}"],
    [/kmsKey(Arn|Id)?$/i, "arn:{partition}:kms:{region}:{account}:key/{uuid}"],
    [/arns?$/i, "arn:{partition}:{service}:{region}:{account}:{kind}/{hex8}"],
    [/ipv6CidrBlocks?$/i, "2001:db8::/56"],
    [/cidr(Block)?s?$/i, "10.0.0.0/16"],
    [/(^ip|Ip)(Address(es)?|s)?$/, "10.0.0.10"],
    [/(policy|policyDocument|json)$/i, '{"Version":"2012-10-17","Statement":[]}'],
    [/secretString$/, "{}"],
    [/(At|Date|Time)$/, "2000-01-01T00:00:00Z"],
    [/(url|endpoint)$/i, "https://{kind}-{hex8}.made-up.invalid"],
];

/** Parameters that AWS publishes, of which the value's form follows from the name. */
const PUBLIC_PARAMETERS: [name: RegExp, form: Form][] = [
    [/^\/aws\/service\/ecs\/optimized-ami\/.+\/recommended$/, '{"image_id":"ami-0{hex16}"}'],
    [/^\/aws\/service\/(ami-.+|.+\/(image_id|ami-id))$/, "ami-0{hex16}"],
];

function publicParameter(field: string, subject: Subject, type: string): Form | undefined {
    const name = type === "aws:ssm/parameter:Parameter" && /^(insecureV|v)alue$/.test(field) && subject.text("name");
    return name ? PUBLIC_PARAMETERS.find(([pattern]) => pattern.test(name))?.[1] : undefined;
}

function madeUpText(path: string, subject: Subject, identity: { id: string; arn: string }, type: string): string {
    const [, field = ""] = /(\w+)(?:\[\d+\])?$/.exec(path) ?? [];
    const published = publicParameter(field, subject, type);
    if (published !== undefined) {
        return fill(published, subject, identity, "value");
    }
    if (!path.includes("[") && !path.includes(".")) {
        const form = ownForm(field, type) ?? (field === "id" ? "{id}" : generalForm(field));
        if (form !== undefined) {
            return fill(form, subject, identity, path);
        }
    }
    const [, form] = TEXTS.find(([pattern]) => pattern.test(field)) ?? [];
    if (form !== undefined) {
        return fill(form, subject, identity, path);
    }
    if (/ids?$/i.test(field)) {
        const named = /^ids?$/i.test(field) ? `${subject.key.split("/")[1] ?? ""}Id` : field;
        return idNamedBy(named, subject, path);
    }
    return `${kebab(field)}-${subject.hash(path).slice(0, 8)}`;
}

/** A few fields of a result that show what one may look like: ids, ARNs and names first. */
export function excerpt(result: PropertyMap, fields: Fields): PropertyMap {
    const texts = Object.keys(fields).filter((key) => {
        const type = fields[key];
        return type?.kind === "string" || (type?.kind === "list" && type.of.kind === "string");
    });
    const telling = texts.filter((key) => /^(id|arn|name)s?$/i.test(key) || /(Id|Ids)$/.test(key));
    const chosen = (telling.length > 0 ? telling : texts).slice(0, 3);
    return Object.fromEntries(chosen.map((key) => [key, result[key] ?? null]));
}
