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
const add = (scan: string) => `Add "${scan}" to \`resourceTypes\`.`;

describeService(inspector, {
    "inspector-all-scans": {
        compliant: {
            all: enabler(SCANS),
            "piece by piece": [enabler(["EC2", "ECR"]), enabler(["LAMBDA", "LAMBDA_CODE"], { name: "more" })],
        },
        violating: {
            "some are left out": { resources: enabler(["EC2", "ECR"]), says: [add("LAMBDA_CODE"), add("LAMBDA")] },
        },
        absent: { none: { resources: resource("inspector2/enabler", {}), says: SCANS.map(add) } },
    },
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
