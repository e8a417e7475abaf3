import config from "../../../policy-pack/policies/config";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";
import { resource } from "./s3/stack";

const aggregator = (inputs: Inputs) => resource("cfg/configurationAggregator", inputs);

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
    "config-global-resources": {
        says: "Set `recordingGroup.includeGlobalResourceTypes` to true.",
        compliant: { included: resource("cfg/recorder", { recordingGroup: { includeGlobalResourceTypes: true } }) },
        violating: { "left out": resource("cfg/recorder", { recordingGroup: { includeGlobalResourceTypes: false } }) },
        absent: "violating",
    },
});
