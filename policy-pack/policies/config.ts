import { any, must, resourcePolicy, say, service, settingPolicy, stackPolicy, when } from "../evaluation";

const ROLE = /^arn:[^:]+:iam::\d+:role\/aws-service-role\/config\.amazonaws\.com\/AWSServiceRoleForConfig$/;

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
    stackPolicy({
        id: "config-service-linked-role",
        title: "AWS Config records by the role that is made for it",
        severity: "critical",
        level: "advisory",
        types: ["aws:cfg/recorder:Recorder"],
        controls: { fsbp: ["Config.1"], nist: ["CM-8", "AC-6"], whitepaper: ["account security"] },
        why: "A role of one's own lacks the rights for types that Config learns of later: these are not recorded.",
        fix: {
            text: "Make the service-linked role of AWS Config, and name it.",
            example: `const role = new aws.iam.ServiceLinkedRole("config", { awsServiceName: "config.amazonaws.com" });
new aws.cfg.Recorder("all", {
    roleArn: role.arn,
    recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
});`,
        },
        check(recorder, stack) {
            const role = recorder.get("roleArn");
            const isMade = stack
                .ofTypes("aws:iam/serviceLinkedRole:ServiceLinkedRole")
                .filter((one) => recorder.comesFrom("roleArn", one))
                .map((one) => one.get("awsServiceName").is("config.amazonaws.com"));
            return must(
                isMade.length > 0 ? any(isMade) : role.judgeText((arn) => ROLE.test(arn)),
                say`Set ${role} to the ARN of the role "AWSServiceRoleForConfig".`,
            );
        },
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
