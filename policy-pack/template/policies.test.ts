import { describe, it } from "node:test";
import { testsOf, type Inputs } from "palisade-policies/testing";
import { memoryLimit } from "./policies";

const lambda = (inputs: Inputs) => ({ type: "aws:lambda/function:Function", inputs });

describe(memoryLimit.id, () => {
    const tests = testsOf(memoryLimit, {
        says: "Remove `memorySize`, or set it to 2048 MB or fewer.",
        compliant: {
            "as much as agreed": lambda({ memorySize: 2048 }),
            "more, where that is agreed": {
                resources: lambda({ memorySize: 4096 }),
                options: { maximumMegabytes: 8192 },
            },
        },
        violating: {
            "too much": lambda({ memorySize: 4096 }),
            "more than is agreed": {
                resources: lambda({ memorySize: 1024 }),
                options: { maximumMegabytes: 512 },
                says: ["Remove `memorySize`, or set it to 512 MB or fewer."],
            },
        },
        absent: "compliant",
    });
    for (const { name, run } of tests) {
        it(name, run);
    }
});
