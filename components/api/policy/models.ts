/** An object of JSON. */
export type Json = Record<string, unknown>;

export function isObject(value: unknown): value is Json {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What API Gateway checks as OpenAPI means it. */
const keywords = ["type", "required", "enum", "minimum", "maximum", "minLength", "maxLength"];
/** Constructs of regular expressions that not every engine has. */
const newer = /\\[pPuk]|\(\?[<!=]/;

/**
 * A schema as a model of API Gateway: whatever the schema lets in, the model does too. What API Gateway does not take or
 * checks otherwise (`additionalProperties`, `oneOf`, `format`, …) is left to the function.
 * See https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
export function modelOf(schema: unknown): Json {
    if (!isObject(schema)) {
        return {};
    }
    if (typeof schema.$ref === "string") {
        return { $ref: schema.$ref };
    }
    const model: Json = {};
    for (const keyword of keywords.filter((keyword) => keyword in schema)) {
        model[keyword] = schema[keyword];
    }
    if (schema.nullable === true) {
        // JSON schema says it with a list of types, which API Gateway does not import.
        delete model.type;
        delete model.enum;
    }
    if (typeof schema.pattern === "string" && !newer.test(schema.pattern)) {
        model.pattern = schema.pattern;
    }
    if (isObject(schema.properties)) {
        model.properties = Object.fromEntries(
            Object.entries(schema.properties).map(([name, property]) => [name, modelOf(property)]),
        );
    }
    if (isObject(schema.items)) {
        model.items = modelOf(schema.items);
    }
    return model;
}

/** The name of the model that a schema is nothing but a reference to. */
export function referredModel(schema: Json): string | undefined {
    return /^#\/components\/schemas\/(.+)$/.exec(String(schema.$ref))?.[1];
}

/** Names of the schemas of a document that these schemas refer to, also through others. */
export function modelsUsedBy(document: Json, schemas: (Json | undefined)[]): string[] {
    const all =
        isObject(document.components) && isObject(document.components.schemas) ? document.components.schemas : {};
    const found = new Set<string>();
    const follow = (value: unknown): void => {
        if (Array.isArray(value)) {
            value.forEach(follow);
        }
        if (!isObject(value)) {
            return;
        }
        const name = referredModel(value);
        if (name !== undefined && !found.has(name)) {
            found.add(name);
            follow(modelOf(all[name]));
        }
        Object.values(value).forEach(follow);
    };
    schemas.forEach((schema) => follow(schema?.$ref === undefined ? modelOf(schema) : schema));
    return [...found].sort();
}
