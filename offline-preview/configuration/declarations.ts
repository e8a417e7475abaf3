import { didYouMean } from "./closest";
import { describeType, fits, isTypeName, TYPE_NAMES, type ConfigType } from "./configType";
import { fullKey, KEY_FORMS, parseKey } from "./key";
import { isMapping, type Mapping } from "./yaml";

/** One entry of `config:` in Pulumi.yaml. */
export interface ConfigDeclaration {
    /** In full: `project:name`, or another namespace as in `aws:region`. */
    key: string;
    /** Whether the key lies in the project's own namespace: only then it has a type and needs a value. */
    own: boolean;
    type?: ConfigType;
    description?: string;
    /** What a stack gets that does not set the key: `default`, or `value`. Undefined where the stack must set it. */
    fallback?: unknown;
    secret: boolean;
}

const ATTRIBUTES = ["type", "items", "description", "secret", "default", "value"];

/**
 * Reads `config:` of a project file, by the rules of the CLI: keys of the project declare a type and perhaps a default,
 * keys of other namespaces give a value. A bare value is short for either.
 */
export function readDeclarations(
    schema: Mapping,
    project: string,
    problem: (text: string) => void,
): ConfigDeclaration[] {
    const declarations: ConfigDeclaration[] = [];
    for (const [written, content] of Object.entries(schema)) {
        const key = parseKey(written, project);
        if (key === undefined) {
            problem(`config key '${written}' cannot be read: ${KEY_FORMS}`);
        } else if (/[.[]/.test(key.name)) {
            problem(
                `config key '${written}' is a path into an object, which is not supported here: declare the object`,
            );
        } else {
            const own = key.namespace === project;
            const read = isMapping(content) ? readTyped : readShort;
            const declaration = read(content as Mapping, own, (text) => problem(`config key '${written}' ${text}`));
            declarations.push({ key: fullKey(key), own, ...declaration });
        }
    }
    return declarations;
}

type Declared = Omit<ConfigDeclaration, "key" | "own">;

function readShort(content: unknown, own: boolean, problem: (text: string) => void): Declared {
    if (content === null) {
        problem(own ? "is empty: give it a type, or a default" : "is empty: give it a value");
    } else if (typeof content === "number" && !Number.isInteger(content)) {
        problem(`is a fraction, which has no type in a project file: write it in quotes`);
    }
    return { fallback: content, secret: false };
}

function readTyped(content: Mapping, own: boolean, problem: (text: string) => void): Declared {
    const unknown = Object.keys(content).filter((attribute) => !ATTRIBUTES.includes(attribute));
    if (unknown.length > 0) {
        const hints = unknown.map((attribute) => `'${attribute}'${didYouMean(attribute, ATTRIBUTES)}`).join(", ");
        const objects = own
            ? "a default that is an object is written under 'default'"
            : "an object is written under 'value'";
        problem(`has unknown attributes ${hints}: ${ATTRIBUTES.join(", ")} are known, and ${objects}`);
    }
    const { description, secret = false } = content;
    const hasDefault = content.default !== undefined && content.default !== null;
    const hasValue = content.value !== undefined && content.value !== null;
    if (description !== undefined && typeof description !== "string") {
        problem("has a 'description' that is no text");
    }
    if (typeof secret !== "boolean") {
        problem("has a 'secret' that is neither true nor false");
    }
    if (hasDefault && hasValue) {
        problem("has both a 'default' and a 'value': keep one");
    }
    const type = content.type === undefined ? undefined : readType(content.type, content.items, problem);
    if (own) {
        if (type !== undefined && hasDefault && !fits(type, content.default)) {
            problem(`has a default that is no ${describeType(type)}`);
        }
    } else {
        if (content.type !== undefined) {
            problem("is of another namespace and can have no 'type': only keys of this project have");
        }
        if (hasDefault) {
            problem("is of another namespace and can have no 'default': write it under 'value'");
        } else if (!hasValue && unknown.length === 0) {
            problem("is of another namespace and needs a 'value'");
        }
    }
    return {
        secret: secret === true,
        ...(own && type !== undefined ? { type } : {}),
        ...(typeof description === "string" ? { description } : {}),
        ...(hasDefault ? { fallback: content.default } : hasValue ? { fallback: content.value } : {}),
    };
}

function readType(name: unknown, items: unknown, problem: (text: string) => void): ConfigType | undefined {
    if (!isTypeName(name)) {
        const hint = typeof name === "string" ? didYouMean(name, TYPE_NAMES) : "";
        problem(
            `has an unknown type${typeof name === "string" ? ` '${name}'` : ""}${hint}: use one of ${TYPE_NAMES.join(", ")}`,
        );
        return undefined;
    }
    if (name !== "array") {
        return { name };
    }
    if (!isMapping(items)) {
        problem("is an array and does not say of what: add 'items: { type: string }'");
        return undefined;
    }
    const element = readType(items.type, items.items, problem);
    return element === undefined ? undefined : { name, items: element };
}
