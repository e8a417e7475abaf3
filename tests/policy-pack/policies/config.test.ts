import config from "../../../policy-pack/policies/config";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";
import { resource } from "./s3/stack";

const aggregator = (inputs: Inputs) => resource("cfg/configurationAggregator", inputs);
const LINKED = "arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig";

describeService(config, {
    "config-aggregator-all-regions": {
        compliant: {
            "of accounts": aggregator({ accountAggregationSource: { accountIds: ["111122223333"], allRegions: true } }),
            "of the organization": aggregator({ organizationAggregationSource: { roleArn: "r", allRegions: true } }),
        },
        violating: {
            "of accounts": {
                resources: aggregator({
                    accountAggregationSource: { accountIds: ["111122223333"], regions: ["eu-west-1"] },
                }),
                says: ["Set `accountAggregationSource.allRegions` to true."],
            },
            "of the organization": {
                resources: aggregator({ organizationAggregationSource: { roleArn: "r", allRegions: false } }),
                says: ["Set `organizationAggregationSource.allRegions` to true."],
            },
        },
        absent: "compliant",
    },
    "config-service-linked-role": {
        says: 'Set `roleArn` to the ARN of the role "AWSServiceRoleForConfig".',
        compliant: {
            "the role": resource("cfg/recorder", { roleArn: LINKED }),
            "the role, which is made here": [
                resource("cfg/recorder", { roleArn: unknown() }, { from: { roleArn: ["role"] } }),
                resource("iam/serviceLinkedRole", { awsServiceName: "config.amazonaws.com" }, { name: "role" }),
            ],
        },
        violating: {
            "one of one's own": resource("cfg/recorder", { roleArn: "arn:aws:iam::111122223333:role/config" }),
            "one that is named alike": resource("cfg/recorder", {
                roleArn: "arn:aws:iam::111122223333:role/AWSServiceRoleForConfig",
            }),
            "that of another service": [
                resource("cfg/recorder", { roleArn: unknown() }, { from: { roleArn: ["role"] } }),
                resource("iam/serviceLinkedRole", { awsServiceName: "ecs.amazonaws.com" }, { name: "role" }),
            ],
        },
        absent: "violating",
    },
    "config-global-resources": {
        says: "Set `recordingGroup.includeGlobalResourceTypes` to true.",
        compliant: { included: resource("cfg/recorder", { recordingGroup: { includeGlobalResourceTypes: true } }) },
        violating: { "left out": resource("cfg/recorder", { recordingGroup: { includeGlobalResourceTypes: false } }) },
        absent: "violating",
    },
});
