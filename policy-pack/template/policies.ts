import { integer, settingPolicy } from "palisade-policies/evaluation";

export const memoryLimit = settingPolicy({
    id: "lambda-memory-limit",
    title: "Lambda functions take no more memory than agreed",
    severity: "medium",
    types: ["aws:lambda/function:Function"],
    controls: {},
    why: "A function is billed by its memory, whether it uses it or not.",
    fix: {
        text: "Lower `memorySize`, or have the limit raised.",
        example: `new aws.lambda.Function("report", { memorySize: 1024, role: role.arn, code, handler, runtime });`,
    },
    options: {
        maximumMegabytes: integer({
            default: 2048,
            minimum: 128,
            maximum: 10_240,
            description: "The most memory that is accepted, in MB.",
        }),
    },
    setting: "memorySize",
    must: { beAtMost: "maximumMegabytes", unit: "MB" },
    default: 128,
});
