import { ENVIRONMENTS } from "../../../policy-pack/policies/environments";
import type { CasesByName } from "../../../policy-pack/testing/cases";
import type { Input, Inputs } from "./inputs";

/** Variables of which the last holds a secret. */
const VARIABLES: Readonly<Record<string, string>> = { LOG_LEVEL: "info", DB_PASSWORD: "hunter2" };

/** Inputs that hold something at a path, of which `*` stands for the second of a list. */
export function inputsWith(path: readonly string[], value: Input): Inputs {
    const inputs = [...path].reverse().reduce<Input>((inner, step) => (step === "*" ? [{}, inner] : { [step]: inner }), value); // prettier-ignore
    return inputs as Inputs;
}

/** Inputs that give variables with a secret, as a map or, where the path ends in `*`, as a list. */
export function inputsWithSecret(path: readonly string[]): Inputs {
    const list = Object.entries(VARIABLES).map(([name, value]) => ({ name, value }));
    return path.at(-1) === "*" ? inputsWith(path.slice(0, -1), list) : inputsWith(path, VARIABLES);
}

/** A case for each place in which a service's policy looks for secrets. */
export function secretsIn(service: keyof typeof ENVIRONMENTS): CasesByName {
    return Object.fromEntries(
        ENVIRONMENTS[service].map(({ type, path, isList }) => {
            const steps = isList ? [...path, "*"] : path;
            const place = path.reduce((text, step) => (step === "*" ? `${text}[1]` : `${text}.${step}`));
            const says = `Remove the credential in \`${place}${isList ? "[1].value" : ".*"}\`.`;
            return [`${type} ${place}`, { resources: { type, inputs: inputsWithSecret(steps) }, says: [says] }];
        }),
    );
}
