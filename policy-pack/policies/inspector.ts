import { any, must, resourcePolicy, say, service, stackPolicy } from "../evaluation";
import { Message } from "../evaluation/message";

const ENABLER = "aws:inspector2/enabler:Enabler";

/** What Amazon Inspector can scan that there are controls for, in the order of their numbers: 1, 2, 3, 4. */
const SCANS = [
    { scan: "EC2", of: "instances" },
    { scan: "ECR", of: "images" },
    { scan: "LAMBDA_CODE", of: "the code of functions" },
    { scan: "LAMBDA", of: "what functions are packaged with" },
] as const;
const OF_MEMBERS = ["ec2", "ecr", "lambda", "lambdaCode"] as const;

export default service("inspector", [
    ...SCANS.map(({ scan, of }, index) =>
        stackPolicy({
            id: `inspector-${scan.toLowerCase().replace("_", "-")}-scan`,
            title: `Amazon Inspector scans ${of}`,
            severity: "high",
            types: [ENABLER],
            controls: { fsbp: [`Inspector.${index + 1}`], nist: ["RA-5", "SI-2"], whitepaper: ["account security"] },
            why: "Known holes are what is tried first; where nobody scans, nobody knows of them.",
            fix: {
                text: `Name \`${scan}\` in \`resourceTypes\`.`,
                example: `new aws.inspector2.Enabler("account", {
    accountIds: ["111122223333"],
    resourceTypes: ["EC2", "ECR", "LAMBDA", "LAMBDA_CODE"],
});`,
            },
            // One account may be enabled piece by piece.
            check: (enabler, stack) =>
                must(
                    any(stack.ofTypes(ENABLER).map((one) => one.get("resourceTypes").some((type) => type.is(scan)))),
                    say`Add "${Message.of([scan], [])}" to ${enabler.get("resourceTypes")}.`,
                ),
        }),
    ),
    resourcePolicy({
        id: "inspector-organization-auto-enable",
        title: "Amazon Inspector scans in new accounts of the organization",
        severity: "high",
        level: "advisory",
        types: ["aws:inspector2/organizationConfiguration:OrganizationConfiguration"],
        controls: { nist: ["RA-5"], whitepaper: ["account security"] },
        why: "An account that nobody thought of is where the holes stay open.",
        fix: {
            text: "Turn on all of `autoEnable`.",
            example: `new aws.inspector2.OrganizationConfiguration("organization", {
    autoEnable: { ec2: true, ecr: true, lambda: true, lambdaCode: true },
});`,
        },
        check: (organization) =>
            OF_MEMBERS.map((scan) => {
                const enabled = organization.get("autoEnable", scan);
                return must(enabled.is(true), say`Set ${enabled} to true.`);
            }),
    }),
]);
