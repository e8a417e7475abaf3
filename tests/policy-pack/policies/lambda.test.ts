import lambda from "../../../policy-pack/policies/lambda";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const fn = (inputs: Inputs): TestResource => ({ type: "aws:lambda/function:Function", inputs });

describeService(lambda, {
    "lambda-supported-runtime": {
        says: "Set `runtime` to one that is not deprecated.",
        compliant: {
            "a runtime of today": fn({ runtime: "nodejs24.x" }),
            "one that is not scheduled to end": fn({ runtime: "python3.15" }),
            "the day before it ends": { resources: fn({ runtime: "nodejs22.x" }), today: "2027-04-29" },
            "a container image, whatever runtime is named": fn({ packageType: "Image", runtime: "nodejs12.x" }),
            "one that the options accept": {
                resources: fn({ runtime: "nodejs20.x" }),
                options: { accepted: ["nodejs20.x"] },
            },
        },
        violating: {
            "a runtime that ended": fn({ runtime: "nodejs18.x", packageType: "Zip" }),
            "the day it ends": { resources: fn({ runtime: "nodejs22.x" }), today: "2027-04-30" },
        },
        absent: "compliant",
        unknown: {
            "one that is newer than the table": {
                resources: fn({ runtime: "nodejs28.x", handler: unknown() }),
                undetermined: "Not among the Lambda runtimes as of 2026-08-15: `runtime`.",
            },
        },
    },
});
