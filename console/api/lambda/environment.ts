import { z } from "zod";
import { RuntimeConfig } from "../../runtimeConfig";
import { parsedJson } from "../parsedJson";

const text = z.string().min(1);
/** Over http on this machine alone, for tests. */
const address = z.url("is no address of https").regex(/^https:|^http:\/\/127\.0\.0\.1[:/]/, "is no address of https");

function arn(service: string) {
    return z.string().regex(new RegExp(`^arn:[\\w-]+:${service}:[\\w-]+:\\d{12}:.+$`), `is no ARN of ${service}`);
}

/** Names of the API's tables. */
export const TableVariables = z.object({
    PATTERNS_TABLE: text,
    PUBLISH_DATA_TABLE: text,
    ATTRIBUTES_TABLE: text,
    SUBSCRIPTIONS_TABLE: text,
});

/** What the function is told that has the user pool's keys. */
export const KeysVariables = z.object({
    /** The user pool, as its tokens name it: `https://cognito-idp.<region>.amazonaws.com/<pool id>`. */
    ISSUER: address,
});

const PipelineVariables = z.object({
    /** Name of the pipeline that makes pipelines of patterns, where there is one. */
    PIPELINE_BUILDER: text.optional(),
    /** Name of a pattern's pipeline, up to the pattern's name. */
    PIPELINE_PREFIX: text,
});

/** What the function of the API is told by its environment. */
export const ApiVariables = TableVariables.extend({
    ...PipelineVariables.shape,
    ...KeysVariables.shape,
    /** The function that has the user pool's keys, where the API cannot fetch them itself. */
    KEYS_FUNCTION: arn("lambda").optional(),
    /** The app client that the console signs in with. */
    CLIENT_ID: text,
    ARTIFACTS_BUCKET: text,
    /** A FIFO queue. */
    CHANGES_QUEUE_URL: address,
    /** ARN of a pattern's topic, up to the pattern's name. */
    TOPIC_PREFIX: arn("sns"),
    /** A secret of at least 32 random characters. */
    PAGE_TOKEN_SECRET: arn("secretsmanager"),
});

/** What the consumer of the queue is told. */
export const ConsumerVariables = TableVariables.extend({
    /** Names of the console's attribute groups begin with it and a dot; what is left of the 256 characters is the id. */
    REGISTRY_PREFIX: z.string().regex(/^[\w-]{1,14}$/, "is no prefix of up to 14 letters, digits, _ and -"),
});

/** What the synchroniser is told. */
export const SynchroniserVariables = ConsumerVariables.extend(PipelineVariables.shape);

/** What the function that serves the pages is told. */
export const SiteVariables = z.object({
    /** What the pages are told, as JSON: see RuntimeConfig. */
    RUNTIME_CONFIG: z
        .string()
        .transform(parsedJson)
        .refine((value) => RuntimeConfig.safeParse(value).success, "is no configuration of the pages")
        .transform((value) => RuntimeConfig.parse(value)),
    /** Origins that the pages fetch from besides their own, with a blank between them: the identity provider's. */
    CONNECT_ORIGINS: z
        .string()
        .regex(/^https:\/\/[a-z0-9.-]+(:\d+)?( https:\/\/[a-z0-9.-]+(:\d+)?)*$/, "is no list of origins of https")
        .transform((value) => value.split(" ")),
});

/**
 * Reads a function's configuration.
 *
 * @throws an error that names every variable that is missing or wrong, without their values.
 */
export function readEnvironment<S extends z.ZodObject>(
    variables: S,
    environment: Readonly<Record<string, string | undefined>> = process.env,
): z.infer<S> {
    const { success, data, error } = variables.safeParse(environment);
    if (success) {
        return data;
    }
    const faults = new Map(
        error.issues.map(({ path, message }) => {
            const name = String(path[0]);
            return [name, environment[name] ? `${name} ${message}` : `${name} is missing`];
        }),
    );
    throw new Error(`the function's environment variables are wrong: ${[...faults.values()].join("; ")}`);
}
