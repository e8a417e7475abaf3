import type * as pulumi from "@pulumi/pulumi";
import { type Check, onceKnown, table, text } from "../../shared/checks";

/** Of CodeBuild and of the component itself. */
const reserved = /^(CODEBUILD_.*|AWS_.*|COMMIT|PATTERN|TOPIC_ARN)$/;
/** Variables of publishing and registering. */
export const environmentFaults: Check<Record<string, pulumi.Input<string>>> = table((variables, argument) => [
    ...Object.keys(variables)
        .filter((name) => !/^[A-Z][A-Z0-9_]*$/.test(name) || reserved.test(name))
        .map((name) => ({
            argument,
            fault: `"${name}" is taken, or no name`,
            fix: "use capitals, digits and _, and not COMMIT, PATTERN, TOPIC_ARN, AWS_ or CODEBUILD_",
        })),
    ...Object.entries(variables).flatMap(([name, value]) =>
        onceKnown(text(() => undefined, "pass a text"))(value, `${argument}.${name}`),
    ),
]);
