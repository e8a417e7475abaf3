import elasticBeanstalk from "../../../policy-pack/policies/elasticBeanstalk";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";

const environment = (...settings: readonly Inputs[]) => ({
    type: "aws:elasticbeanstalk/environment:Environment",
    inputs: { application: "shop", settings },
});

/** Cases of an option that must have a value. */
const cases = (namespace: string, name: string, value: string, other: string) => ({
    says: `Set \`${name}\` to "${value}" in \`settings\`.`,
    compliant: {
        set: environment({ namespace, name, value }),
        "in other letters, beside others": environment(
            { namespace: "aws:autoscaling:asg", name: "MinSize", value: "1" },
            { namespace, name, value: value.toUpperCase() },
        ),
    },
    violating: {
        "another value": environment({ namespace, name, value: other }),
        "another option": environment({ namespace, name: "Other", value }),
        "in another namespace": environment({ namespace: "aws:autoscaling:asg", name, value }),
        "no option": environment(),
    },
    absent: "violating" as const,
});

describeService(elasticBeanstalk, {
    "elasticbeanstalk-enhanced-health": cases(
        "aws:elasticbeanstalk:healthreporting:system",
        "SystemType",
        "enhanced",
        "basic",
    ),
    "elasticbeanstalk-managed-updates": cases(
        "aws:elasticbeanstalk:managedactions",
        "ManagedActionsEnabled",
        "true",
        "false",
    ),
    "elasticbeanstalk-log-streaming": cases("aws:elasticbeanstalk:cloudwatch:logs", "StreamLogs", "true", "false"),
});
