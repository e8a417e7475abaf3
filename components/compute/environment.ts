import * as pulumi from "@pulumi/pulumi";
import { type Check, table } from "../shared/checks";
import type { Fault } from "../shared/validate";

/** Variables that Lambda sets itself, and refuses to be given. */
const reserved = /^(AWS_(DEFAULT_REGION|REGION|EXECUTION_ENV|ACCESS_KEY|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)|AWS_LAMBDA_(FUNCTION_NAME|FUNCTION_MEMORY_SIZE|FUNCTION_VERSION|INITIALIZATION_TYPE|LOG_GROUP_NAME|LOG_STREAM_NAME|RUNTIME_API)|LAMBDA_(TASK_ROOT|RUNTIME_DIR))$/; // prettier-ignore

/**
 * What Lambda would refuse about the names of environment variables.
 * See https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export const environmentFaults: Check<Record<string, pulumi.Input<string>>> = table((variables, argument) =>
    Object.keys(variables).flatMap((name) => {
        if (!/^[a-zA-Z][a-zA-Z0-9_]+$/.test(name)) {
            const fix = "use two or more letters, digits and underscores, a letter first";
            return [{ argument, fault: `"${name}" is not the name of a variable`, fix }];
        }
        const fault = `"${name}" is set by Lambda`;
        return reserved.test(name) ? [{ argument, fault, fix: "choose another name" }] : [];
    }),
);

/**
 * The values of variables, none of which may be a secret: whoever may see how a function is configured sees them.
 * @param require throws when there are faults
 */
export function withoutSecrets(
    variables: Record<string, pulumi.Input<string>>,
    require: (faults: Fault[]) => void,
): Record<string, pulumi.Output<string>> {
    return Object.fromEntries(
        Object.entries(variables).map(([name, value]) => {
            const output = pulumi.output(value);
            const checked = pulumi.all([output, pulumi.isSecret(output)]).apply(([known, secret]) => {
                const fix = "keep it in AWS Secrets Manager, pass its ARN, and let the role read it";
                require(secret ? [{ argument: `environment.${name}`, fault: "it is a secret", fix }] : []);
                return known;
            });
            return [name, checked];
        }),
    );
}
