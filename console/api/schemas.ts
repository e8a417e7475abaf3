import { z } from "zod";

/**
 * What goes over the wire, in both directions. Plain zod, so that the web can validate its forms by the same schemas; an
 * `id` names a schema in the OpenAPI document.
 */

const NAME = /^[a-z0-9_-]{1,40}$/;
/** What a pipeline can be called after: a hyphen first makes a name an option, and tables lose what is called `__proto__`. */
const NEW_NAME = /^[a-z0-9][a-z0-9_-]{0,39}$/;
const WORD = /^[\w-]{1,120}$/;
/** Text that people read: no control characters but line breaks and tabs, no invisible, direction-changing or half ones. */
const prose = /^(?:[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|[\n\t])*$/u;

export const PatternType = z.enum(["CFN", "CDK"]).meta({ id: "PatternType" });

/** Ids are upper case, so that two names which differ by case only are one. */
export const PatternId = z
    .string()
    .regex(/^[\w-]{1,40}$/)
    .transform((id) => id.toUpperCase());

const attributeWord = z.string().regex(WORD);
export const AttributeId = z
    .string()
    .regex(/^[\w-]{1,120}:[\w-]{1,120}$/)
    .transform((id) => id.toUpperCase());

/** The document cannot say how a pattern is to be read: as the source alone. */
const description = z.string().max(1024).regex(prose).meta({ pattern: prose.source });
/** The next one must be a number, too, that JSON and the store hold exactly. */
const LAST_VERSION = Number.MAX_SAFE_INTEGER - 1;
const version = z.number().int().min(1).max(LAST_VERSION).describe("Counts the changes; send the one you have read.");
const time = z.iso.datetime();
const nextToken = z.string().max(2048).optional().describe("Where the next page begins; absent on the last one.");

const upperCased = (words: readonly string[]): string[] => words.map((word) => word.toUpperCase());

/** At most so many attributes has one pattern. */
export const MAX_ATTRIBUTES = 20;

/** zod leaves this key out of what it gives back: without a word, a part of what was sent would be lost. */
const withoutProto = (input: unknown, context: z.RefinementCtx): unknown => {
    if (typeof input === "object" && input !== null && Object.hasOwn(input, "__proto__")) {
        context.addIssue("__proto__ cannot be a key");
    }
    return input;
};
const attributes = z
    .preprocess(withoutProto, z.record(attributeWord, attributeWord))
    .refine((map) => Object.keys(map).length <= MAX_ATTRIBUTES, `at most ${MAX_ATTRIBUTES} attributes`)
    .refine((map) => new Set(upperCased(Object.keys(map))).size === Object.keys(map).length, "keys differ by case only")
    .meta({
        description: "Attribute keys and values; each pair must be an attribute that exists.",
        maxProperties: MAX_ATTRIBUTES,
    });

export const Pattern = z
    .strictObject({
        patternId: z.string(),
        name: z.string().regex(NAME),
        description,
        patternType: PatternType,
        attributes: z.record(z.string(), z.string()),
        version,
        createTime: time,
        lastUpdateTime: time,
    })
    .meta({ id: "Pattern" });
export type Pattern = z.infer<typeof Pattern>;

export const PublishData = z
    .strictObject({
        commitId: z.string(),
        publishTime: time,
        artifacts: z.array(z.strictObject({ file: z.string(), kind: z.string() })),
        packages: z.array(z.strictObject({ name: z.string(), version: z.string() })),
        products: z.array(z.strictObject({ name: z.string(), productId: z.string() })),
    })
    .meta({ id: "PublishData" });
export type PublishData = z.infer<typeof PublishData>;

export const CreatePattern = z
    .strictObject({ name: z.string().regex(NEW_NAME), description, patternType: PatternType, attributes })
    .meta({ id: "CreatePattern" });
export const UpdatePattern = z.strictObject({ description, attributes, version }).meta({ id: "UpdatePattern" });
export const PatternAnswer = z.strictObject({ patternObject: Pattern }).meta({ id: "PatternAnswer" });
export const CreatedPattern = z
    .strictObject({
        patternObject: Pattern,
        pipeline: z
            .enum(["requested", "configured"])
            .describe(
                "Where its pipeline comes from. `requested`: a builder makes it now. `configured`: from the stack's " +
                    "configuration, which has to name the pattern in `patternPipelines`; until then nothing publishes it.",
            ),
    })
    .meta({ id: "CreatedPattern" });
export const PatternDetails = z
    .strictObject({ metadata: Pattern, lastCommitPublishData: PublishData.optional() })
    .meta({ id: "PatternDetails" });
export const PatternPage = z
    .strictObject({
        results: z.array(z.strictObject({ patternMetaData: Pattern, lastCommitPublishData: PublishData.optional() })),
        nextToken,
    })
    .meta({ id: "PatternPage" });

/** A text that is a JSON value, kept as it was sent. */
const json = z
    .string()
    .max(7000)
    .refine((text) => {
        try {
            JSON.parse(text);
            return true;
        } catch {
            return false;
        }
    }, "must be JSON")
    // Half a character could not be stored: it would come back as another one.
    .refine((text) => !/\p{Cs}/u.test(text), "must be well-formed text");

export const Attribute = z
    .strictObject({
        id: z.string(),
        name: z.string(),
        key: attributeWord,
        value: attributeWord,
        description,
        metadata: z.string(),
        version,
        createTime: time,
        lastUpdateTime: time,
    })
    .meta({ id: "Attribute" });
export type Attribute = z.infer<typeof Attribute>;

export const CreateAttribute = z
    .strictObject({
        key: attributeWord,
        value: attributeWord,
        description: description.default(""),
        metadata: json.default("{}"),
    })
    .meta({ id: "CreateAttribute" });
export const UpdateAttribute = z.strictObject({ description, metadata: json, version }).meta({ id: "UpdateAttribute" });
export const AttributePage = z.strictObject({ results: z.array(Attribute), nextToken }).meta({ id: "AttributePage" });
export const DeletedAttribute = z.strictObject({ id: z.string() }).meta({ id: "DeletedAttribute" });

export const Subscription = z
    .strictObject({ patternId: z.string(), subscribed: z.boolean() })
    .meta({ id: "Subscription" });
export const ArtifactLink = z
    .strictObject({ url: z.url(), expiresInSeconds: z.number().int().min(1) })
    .meta({ id: "ArtifactLink" });

/** What JavaScript takes for a number besides, `0x10` or a blank, is none. */
const digits = (text: unknown): unknown =>
    typeof text === "string" && !/^\d+$/.test(text) ? Number.NaN : Number(text);
const pageSize = (most: number) => z.preprocess(digits, z.number().int().min(1).max(most)).default(100);
const token = z
    .string()
    .max(2048)
    .regex(/^[\w-]+$/)
    .optional();
export const PatternQuery = z.strictObject({
    /** Each comes with its last publication: 1,000 would be more than a function may answer. */
    limit: pageSize(100),
    nextToken: token,
    attribute: AttributeId.optional().describe("Only patterns with this attribute, `KEY:VALUE`."),
});
export const AttributeQuery = z.strictObject({
    key: attributeWord.optional(),
    maxRow: pageSize(1000),
    nextToken: token,
});
export const OfPattern = z.strictObject({ patternId: PatternId });
/** A file's name in its pattern's own folder: nothing that a path could be made of, or that needs encoding. */
export const Artifact = z.strictObject({ file: z.string().regex(/^\w[\w.-]{0,254}$/) });

export const Failure = z
    .strictObject({ error: z.string(), retryable: z.boolean(), current: Pattern.or(Attribute).optional() })
    .meta({ id: "Failure" });
