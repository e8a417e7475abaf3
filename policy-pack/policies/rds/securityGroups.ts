import { mustNot, say, service, stackPolicy } from "../../evaluation";
import { GROUP, internetEnters } from "../vpc/groupRules";
import { CLUSTER, INSTANCE } from "./databases";

export default service("rds", [
    stackPolicy({
        id: "rds-security-group-access",
        title: "Security groups of RDS databases do not let the internet in",
        severity: "medium",
        types: [INSTANCE, CLUSTER],
        controls: { nist: ["SC-7", "AC-4"], trustedAdvisor: ["nNauJisYIT"], whitepaper: ["RDS"] },
        why: "Databases are attacked all day where they can be reached. Whatever port is open, none of it is for the internet.",
        fix: {
            text: "Let in the security groups of what uses the database.",
            example: `const database = new aws.ec2.SecurityGroup("database", { vpcId: vpc.id });
new aws.vpc.SecurityGroupIngressRule("from-the-service", {
    securityGroupId: database.id,
    referencedSecurityGroupId: "sg-of-the-service",
    ipProtocol: "tcp",
    fromPort: 5432,
    toPort: 5432,
});
new aws.rds.Instance("orders", { instanceClass: "db.m7g.large", vpcSecurityGroupIds: [database.id] });`,
        },
        check: (database, stack) =>
            stack
                .ofTypes(GROUP)
                .filter((group) => database.comesFrom("vpcSecurityGroupIds", group))
                .map((group) =>
                    mustNot(
                        internetEnters(group, stack),
                        say`Narrow the rules of ${group} in \`vpcSecurityGroupIds\`, by which the internet gets in.`,
                    ),
                ),
    }),
]);
