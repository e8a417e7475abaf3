import { all, any, isGood, must, not, resourcePolicy, say, service, texts, when } from "../evaluation";
import type { ResourceReader, Truth } from "../evaluation";
import { LAMBDA_RUNTIMES } from "../dated";

const FUNCTION = "aws:lambda/function:Function";

/** A container image brings its own runtime. */
function isZip(fn: ResourceReader): Truth {
    return not(fn.get("packageType").absentAs("Zip").is("Image"));
}

export default service("lambda", [
    resourcePolicy({
        id: "lambda-supported-runtime",
        title: "Lambda functions have a runtime that AWS still patches",
        severity: "medium",
        types: [FUNCTION],
        controls: {
            fsbp: ["Lambda.2"],
            nist: ["SI-2", "CM-2"],
            trustedAdvisor: ["L4dfs2Q4C5"],
            whitepaper: ["account security"],
        },
        why: "A deprecated runtime gets no security patches any more, and soon AWS refuses to create or change functions that have it.",
        fix: {
            text: "Move to a newer version of the language.",
            example: `new aws.lambda.Function("api", {
    role: "arn:aws:iam::111122223333:role/api",
    runtime: "nodejs24.x",
    handler: "index.handler",
    code: new pulumi.asset.FileArchive("api"),
});`,
        },
        knowledge: [LAMBDA_RUNTIMES],
        options: {
            accepted: texts({
                default: [],
                pattern: /^[a-z][a-z0-9.-]*$/,
                of: "identifiers of runtimes",
                description: "Runtimes that are accepted whatever AWS says of them.",
            }),
        },
        check(fn, { accepted }, today) {
            const runtime = fn.get("runtime");
            return when(
                all([isZip(fn), runtime.isPresent()]),
                must(
                    any([runtime.isOneOf(accepted), isGood(runtime, LAMBDA_RUNTIMES, today)]),
                    say`Set ${runtime} to one that is not deprecated.`,
                ),
            );
        },
    }),
]);
