import { any, must, resourcePolicy, say, service } from "../evaluation";

export default service("securityhub", [
    resourcePolicy({
        id: "securityhub-organization-auto-enable",
        title: "Security Hub is on in new accounts of the organization",
        severity: "medium",
        types: ["aws:securityhub/organizationConfiguration:OrganizationConfiguration"],
        controls: { cis3: ["4.16"], cis5: ["4.16"], cis7: ["5.16"], nist: ["CA-7"], whitepaper: ["account security"] },
        why: "An account that nobody thought of is where an intruder stays unseen.",
        fix: {
            text: "Set `autoEnable`, or configure the organization centrally.",
            example: `new aws.securityhub.OrganizationConfiguration("organization", { autoEnable: true });`,
        },
        check(organization) {
            const enabled = organization.get("autoEnable");
            // Under central configuration AWS demands that this is off.
            const isCentral = organization.get("organizationConfiguration", "configurationType").is("CENTRAL");
            return must(any([enabled.is(true), isCentral]), say`Set ${enabled} to true.`);
        },
    }),
]);
