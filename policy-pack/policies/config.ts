import { must, resourcePolicy, say, service, settingPolicy, when } from "../evaluation";

export default service("config", [
    resourcePolicy({
        id: "config-aggregator-all-regions",
        title: "Aggregators of AWS Config take in all regions",
        severity: "medium",
        types: ["aws:cfg/configurationAggregator:ConfigurationAggregator"],
        controls: { nist: ["CM-8"], whitepaper: ["account security"] },
        why: "An intruder works in the region where nobody looks.",
        fix: {
            text: "Set `allRegions` of the source instead of `regions`.",
            example: `new aws.cfg.ConfigurationAggregator("organization", {
    organizationAggregationSource: { allRegions: true, roleArn: "arn:aws:iam::111122223333:role/config" },
});`,
        },
        check: (aggregator) =>
            ["accountAggregationSource", "organizationAggregationSource"].map((name) => {
                const source = aggregator.get(name);
                const regions = source.get("allRegions");
                return when(!source.isAbsent, must(regions.is(true), say`Set ${regions} to true.`));
            }),
    }),
    settingPolicy({
        id: "config-global-resources",
        title: "AWS Config records what is in no region",
        severity: "medium",
        types: ["aws:cfg/recorder:Recorder"],
        controls: { nist: ["CM-8"], whitepaper: ["account security"] },
        why: "Users, roles and policies are in no region. Off by default here, since one region has to record them, and not each.",
        offByDefault: true,
        fix: {
            text: "Include global resources, in the recorder of one region.",
            example: `new aws.cfg.Recorder("all", {
    roleArn: "arn:aws:iam::111122223333:role/config",
    recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
});`,
        },
        setting: "recordingGroup.includeGlobalResourceTypes",
        must: { be: true },
        default: false,
    }),
]);
