import inspector from "../../../policy-pack/policies/inspector";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";
import { resource } from "./s3/stack";

const enabler = (resourceTypes: readonly string[], more = {}) =>
    resource("inspector2/enabler", { accountIds: ["111122223333"], resourceTypes }, more);
const members = (autoEnable: Inputs) => resource("inspector2/organizationConfiguration", { autoEnable });
const ALL = { ec2: true, ecr: true, lambda: true, lambdaCode: true };
const SCANS = ["EC2", "ECR", "LAMBDA_CODE", "LAMBDA"];
const OFF = ["ec2", "ecr", "lambda", "lambdaCode"].map((scan) => `Set \`autoEnable.${scan}\` to true.`);
const without = (scan: string) => SCANS.filter((one) => one !== scan);
const add = (scan: string) => `Add "${scan}" to \`resourceTypes\`.`;

describeService(inspector, {
    ...Object.fromEntries(
        SCANS.map((scan) => [
            `inspector-${scan.toLowerCase().replace("_", "-")}-scan`,
            {
                says: add(scan),
                compliant: {
                    all: enabler(SCANS),
                    alone: enabler([scan]),
                    "piece by piece": [enabler(without(scan)), enabler([scan], { name: "more" })],
                },
                violating: {
                    "it is left out": enabler(without(scan)),
                    "of one and of another": {
                        resources: [enabler(without(scan)), enabler([], { name: "more" })],
                        says: { it: [add(scan)], more: [add(scan)] },
                    },
                },
                absent: "violating" as const,
            },
        ]),
    ),
    "inspector-organization-auto-enable": {
        compliant: { all: members(ALL) },
        violating: {
            "functions are left out": {
                resources: members({ ec2: true, ecr: true, lambda: false }),
                says: OFF.slice(2),
            },
        },
        absent: { none: { resources: resource("inspector2/organizationConfiguration", {}), says: OFF } },
    },
});
