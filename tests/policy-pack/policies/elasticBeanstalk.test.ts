import elasticBeanstalk from "../../../policy-pack/policies/elasticBeanstalk";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";

const environment = (...settings: readonly Inputs[]) => ({
    type: "aws:elasticbeanstalk/environment:Environment",
    inputs: { application: "shop", settings },
});

const variable = (name: string, value: string): Inputs => ({
    namespace: "aws:elasticbeanstalk:application:environment",
    name,
    value,
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
    "elasticbeanstalk-no-plaintext-secrets": {
        says: "Move `settings[0].value` to Secrets Manager.",
        compliant: {
            "a setting": environment(variable("LOG_LEVEL", "debug")),
            "a secret by its ARN": environment({
                namespace: "aws:elasticbeanstalk:application:environmentsecrets",
                name: "DB_PASSWORD",
                value: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db",
            }),
            "an option that is no variable": environment({
                namespace: "aws:autoscaling:asg",
                name: "PASSWORD",
                value: "hunter2",
            }),
            "an empty password of a database": environment({
                namespace: "aws:rds:dbinstance",
                name: "DBPassword",
                value: "",
            }),
            "an option of another kind that is called so": environment({
                namespace: "aws:elasticbeanstalk:custom",
                name: "DBPassword",
                value: "hunter2",
            }),
            "a database without a password": environment({
                namespace: "aws:rds:dbinstance",
                name: "DBUser",
                value: "shop",
            }),
        },
        violating: {
            "a password": environment(variable("DB_PASSWORD", "hunter2")),
            "a key": environment(variable("GREETING", "AKIAIOSFODNN7EXAMPLE")),
            "the password of a database": environment({
                namespace: "aws:rds:dbinstance",
                name: "DBPassword",
                value: "hunter2",
            }),
            "of a template": {
                resources: {
                    type: "aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate",
                    inputs: { settings: [variable("LOG_LEVEL", "debug"), variable("API_KEY", "hunter2")] },
                },
                says: ["Move `settings[1].value` to Secrets Manager."],
            },
        },
        absent: "compliant",
    },
});
