import fc from "fast-check";

/** What is read of a schema in the OpenAPI document. */
export interface Schema {
    readonly $ref?: string;
    readonly type?: string;
    readonly enum?: readonly unknown[];
    readonly pattern?: string;
    readonly minimum?: number;
    readonly maximum?: number;
    readonly maxLength?: number;
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly required?: readonly string[];
    readonly additionalProperties?: boolean | Schema;
}

export interface Operation {
    readonly operationId: string;
    readonly parameters?: readonly {
        readonly name: string;
        readonly in: string;
        readonly required: boolean;
        readonly schema: Schema;
    }[];
    readonly requestBody?: { readonly content: { readonly "application/json": { readonly schema: Schema } } };
    readonly responses: Readonly<Record<string, { readonly content: { readonly "application/json": unknown } }>>;
}

/** A request as it will be sent: texts of path and query, and a body that may be no JSON at all. */
export interface Sent {
    readonly path: Readonly<Record<string, string>>;
    readonly query: readonly (readonly [name: string, value: string])[];
    readonly body: string | undefined;
}

/** What ends texts, paths, queries, objects and numbers where somebody was careless. */
const HOSTILE: readonly unknown[] = [
    ...["", " ", "%", "%2e%2e%2f", "../../etc/passwd", "a/b", "a\\b", "\0", "\r\nSet-Cookie: a=b", "\ud800", "\u202e"],
    ...[
        "__proto__",
        "constructor",
        "toString",
        "ı",
        "ß",
        "K",
        "é".repeat(300),
        "x".repeat(5000),
        "<script>",
        "{}",
        "[]",
    ],
    ...["' or 1=1", ":v", "#n", "attribute_exists(id)", "TIER:WEB", "WEB", "null", "NaN", "1e9", "-1", "0x10", "1.5"],
    ...[null, true, 0, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER, [], [[]], {}, { $gt: "" }, { S: "x" }, { length: 1 }],
];
const hostile = fc.oneof(fc.constantFrom(...HOSTILE), fc.jsonValue({ maxDepth: 3 }));
const hostileText = fc.oneof(
    fc.constantFrom(...HOSTILE.filter((one) => typeof one === "string")),
    fc.string({ unit: "binary", maxLength: 50 }),
);

/** Requests of an operation, made from the document: good ones, and such as are wrong in one place or in all. */
export class Requests {
    /** @param known texts that the store knows, by the name of a parameter or property. */
    constructor(
        private readonly schemas: Readonly<Record<string, Schema>>,
        private readonly known: Readonly<Record<string, readonly unknown[]>>,
    ) {}

    of({ parameters = [], requestBody }: Operation): fc.Arbitrary<Sent> {
        const inPath = parameters.filter((one) => one.in === "path");
        const inQuery = parameters.filter((one) => one.in === "query");
        const good = (name: string, schema: Schema) => this.value(schema, name).map(String);
        const path = fc.record(
            Object.fromEntries(
                inPath.map(({ name, schema }) => [
                    name,
                    fc.oneof({ weight: 4, arbitrary: good(name, schema) }, { weight: 1, arbitrary: hostileText }),
                ]),
            ),
        );
        const pairs = inQuery.map(({ name, schema, required }) =>
            fc
                .oneof(
                    { weight: required ? 8 : 3, arbitrary: fc.tuple(good(name, schema)) },
                    { weight: 1, arbitrary: fc.constant([]) },
                    { weight: 1, arbitrary: fc.array(hostileText, { minLength: 1, maxLength: 2 }) },
                )
                .map((values) => values.map((value) => [name, value] as const)),
        );
        const others = fc.oneof(
            { weight: 8, arbitrary: fc.constant([]) },
            { weight: 1, arbitrary: fc.tuple(fc.tuple(hostileText, hostileText)) },
        );
        return fc.record({
            path,
            query: fc.tuple(...pairs, others).map((lists) => lists.flat()),
            body: requestBody ? this.body(requestBody.content["application/json"].schema) : fc.constant(undefined),
        });
    }

    private body(schema: Schema): fc.Arbitrary<string> {
        const good = this.value(schema) as fc.Arbitrary<Readonly<Record<string, unknown>>>;
        const names = [...Object.keys(this.resolved(schema).properties ?? {}), "version", "kind", "__proto__"];
        const oneWrong = fc
            .tuple(good, fc.constantFrom(...names), fc.option(hostile, { nil: undefined }))
            .map(([value, name, wrong]) => JSON.stringify(withField(value, name, wrong)));
        return fc.oneof(
            { weight: 5, arbitrary: good.map((value) => JSON.stringify(value)) },
            { weight: 4, arbitrary: oneWrong },
            { weight: 1, arbitrary: hostile.map((value) => JSON.stringify(value)) },
            { weight: 1, arbitrary: hostileText },
        );
    }

    /** Values that a schema allows; such as the store knows, where they are called so. */
    private value(schema: Schema, name = ""): fc.Arbitrary<unknown> {
        const any = this.anyValue(this.resolved(schema));
        const known = this.known[name];
        return known ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, any) : any;
    }

    private anyValue({ type, ...schema }: Schema): fc.Arbitrary<unknown> {
        if (schema.enum) {
            return fc.constantFrom(...schema.enum);
        }
        switch (type) {
            case "string":
                return textOf(schema);
            case "integer":
                return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 5 });
            case "object":
                return typeof schema.additionalProperties === "object"
                    ? fc.dictionary(fc.stringMatching(/^\w{1,9}$/), this.value(schema.additionalProperties), {
                          maxKeys: 3,
                      })
                    : fc.record(
                          Object.fromEntries(
                              Object.entries(schema.properties ?? {}).map(([key, one]) => [key, this.value(one, key)]),
                          ),
                          { requiredKeys: [...(schema.required ?? [])] },
                      );
            default:
                throw new Error(`no values of type ${String(type)} are made here yet`);
        }
    }

    private resolved(schema: Schema): Schema {
        const name = schema.$ref?.split("/").at(-1);
        return name === undefined ? schema : (this.schemas[name] ?? {});
    }
}

function textOf({ pattern, maxLength = 100 }: Schema): fc.Arbitrary<string> {
    if (pattern !== undefined && !pattern.includes("\\p")) {
        return fc.stringMatching(new RegExp(pattern, "u")).filter((text) => text.length <= maxLength);
    }
    const text = fc.string({ unit: "grapheme", maxLength: 40 });
    return pattern === undefined ? text : text.filter((one) => new RegExp(pattern, "u").test(one));
}

/** `__proto__` as a field that JSON can name. */
function withField(value: Readonly<Record<string, unknown>>, name: string, field: unknown): unknown {
    const { [name]: _, ...others } = value;
    return field === undefined
        ? others
        : Object.defineProperty(others, name, { value: field, enumerable: true, configurable: true });
}
