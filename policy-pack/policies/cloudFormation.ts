import { service, settingPolicy } from "../evaluation";

const STACK = "aws:cloudformation/stack:Stack";

export default service("cloudformation", [
    settingPolicy({
        id: "cloudformation-service-role",
        title: "CloudFormation stacks have a role of their own",
        severity: "medium",
        types: [STACK],
        controls: { fsbp: ["CloudFormation.4"], nist: ["AC-6"], whitepaper: ["account security"] },
        why: "Without a role, CloudFormation does with a template whatever the one who deploys it may do.",
        fix: {
            text: "Name a role that may make what the template holds, and no more.",
            example: `new aws.cloudformation.Stack("network", {
    iamRoleArn: "arn:aws:iam::111122223333:role/network-deployment",
    templateUrl: "https://templates.s3.eu-west-1.amazonaws.com/network.yaml",
});`,
        },
        setting: "iamRoleArn",
        must: { beSet: "the ARN of a role" },
    }),
    settingPolicy({
        id: "cloudformation-notifications",
        title: "CloudFormation stacks tell what happens to them",
        severity: "low",
        types: [STACK],
        controls: { nist: ["SI-4"], whitepaper: ["account security"] },
        why: "What a template changes, and what goes wrong with it, is seen by nobody who does not look at the stack.",
        offByDefault: true,
        fix: {
            text: "Name a topic of SNS.",
            example: `new aws.cloudformation.Stack("network", {
    notificationArns: [topic.arn],
    templateUrl: "https://templates.s3.eu-west-1.amazonaws.com/network.yaml",
});`,
        },
        setting: "notificationArns",
        must: { beSet: "the ARNs of SNS topics" },
    }),
]);
