import fc from "fast-check";
import { secret, unknown, type Input, type Inputs } from "./inputs";
import { providerType } from "./provider";

const WORDS = ["", "*", "true", "Enabled", "private", "{}", '{"Statement":[{}]}', "arn:aws:s3:::a"];
const KEYS = ["status", "rules", "mfaDelete", "a", "length", "constructor"];

const anything = fc.letrec<{ input: Input }>((tie) => ({
    input: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<Input>(...WORDS, 0, 1, true, false, null),
        fc.string(),
        fc.double(),
        fc.constant(unknown()),
        tie("input").map(secret),
        fc.array(tie("input"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...KEYS), tie("input"), { maxKeys: 3 }),
    ),
})).input;

/** Any values at all in some properties of a resource type, and one that it does not have. */
export function anyInputs(type: string): fc.Arbitrary<Inputs> {
    const properties = [...(providerType(type)?.inputs ?? [])];
    return fc.dictionary(fc.constantFrom(...properties, "none"), anything, { maxKeys: 8 });
}
