import cloudFormation from "../../../policy-pack/policies/cloudFormation";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";

const stack = (inputs: Inputs = {}) => ({ type: "aws:cloudformation/stack:Stack", inputs });

describeService(cloudFormation, {
    "cloudformation-service-role": {
        says: "Set `iamRoleArn` to the ARN of a role.",
        compliant: {
            "with a role": stack({ iamRoleArn: "arn:aws:iam::111122223333:role/deployment" }),
        },
        violating: { "without a role": stack({ templateBody: "{}" }) },
        absent: "violating",
        unknown: {
            "a role that is made in the same update": {
                resources: stack({ iamRoleArn: unknown() }),
                undetermined: "Not known before the update: `iamRoleArn`.",
            },
        },
    },
    "cloudformation-notifications": {
        says: "Set `notificationArns` to the ARNs of SNS topics.",
        compliant: {
            "to a topic": stack({ notificationArns: ["arn:aws:sns:eu-west-1:111122223333:stacks"] }),
            "to a topic that is made in the same update": stack({ notificationArns: [unknown()] }),
        },
        violating: { "to nobody": stack({ notificationArns: [] }) },
        absent: "violating",
        malformed: { "anything is taken for topics": stack({ notificationArns: { malformed: true } }) },
    },
});
