import { all, any, must, mustNot, resourcePolicy, say, service, type Severity } from "../evaluation";
import { Message } from "../evaluation/message";
import { isSecretSetting } from "./secretPatterns";

const ENVIRONMENT = "aws:elasticbeanstalk/environment:Environment";

const exampleWith = (setting: string): string => `new aws.elasticbeanstalk.Environment("shop", {
    application: "shop",
    solutionStackName: "64bit Amazon Linux 2023 v6.1.0 running Node.js 22",
    settings: [${setting}],
});`;

/** Demands that an environment sets an option, as AWS names it, to a value. */
function optionPolicy(declared: {
    id: string;
    title: string;
    severity: Severity;
    fsbp: string;
    nist: readonly string[];
    why: string;
    text: string;
    namespace: string;
    name: string;
    value: string;
}) {
    const { id, title, severity, fsbp, nist, why, text, namespace, name, value } = declared;
    const example = exampleWith(`{ namespace: "${namespace}", name: "${name}", value: "${value}" }`);
    return resourcePolicy({
        id,
        title,
        severity,
        types: [ENVIRONMENT],
        controls: { fsbp: [fsbp], nist, whitepaper: ["account security"] },
        why,
        fix: { text, example },
        check(environment) {
            const settings = environment.get("settings");
            const isSet = settings.some((option) =>
                all([
                    option.get("namespace").is(namespace),
                    option.get("name").is(name),
                    option.get("value").judgeText((given) => given.toLowerCase() === value),
                ]),
            );
            return must(isSet, say`Set \`${Message.of([name], [])}\` to "${Message.of([value], [])}" in ${settings}.`);
        },
    });
}

export default service("elasticbeanstalk", [
    optionPolicy({
        id: "elasticbeanstalk-enhanced-health",
        title: "Elastic Beanstalk reports health in full",
        severity: "low",
        fsbp: "ElasticBeanstalk.1",
        nist: ["CA-7", "SI-2"],
        why: "Basic health tells that machines answer, not that the application fails behind them.",
        text: "Turn on enhanced health reporting.",
        namespace: "aws:elasticbeanstalk:healthreporting:system",
        name: "SystemType",
        value: "enhanced",
    }),
    optionPolicy({
        id: "elasticbeanstalk-managed-updates",
        title: "Elastic Beanstalk keeps its platform up to date",
        severity: "high",
        fsbp: "ElasticBeanstalk.2",
        nist: ["SI-2", "SI-2(2)"],
        why: "The platform's fixes come with its versions: who takes none runs what is known to be broken.",
        text: "Turn on managed platform updates, in a weekly window.",
        namespace: "aws:elasticbeanstalk:managedactions",
        name: "ManagedActionsEnabled",
        value: "true",
    }),
    optionPolicy({
        id: "elasticbeanstalk-log-streaming",
        title: "Elastic Beanstalk streams its logs to CloudWatch",
        severity: "high",
        fsbp: "ElasticBeanstalk.3",
        nist: ["AU-12", "SI-4"],
        why: "Logs that stay on a machine are gone with it, and an environment replaces its machines as it likes.",
        text: "Turn on log streaming.",
        namespace: "aws:elasticbeanstalk:cloudwatch:logs",
        name: "StreamLogs",
        value: "true",
    }),
    resourcePolicy({
        id: "elasticbeanstalk-no-plaintext-secrets",
        title: "Environments of Elastic Beanstalk hold no secrets",
        severity: "high",
        types: [ENVIRONMENT, "aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate"],
        controls: { nist: ["IA-5(7)", "SC-28"], whitepaper: ["account security"] },
        why: "Whoever may look at the environment has the secret, and it stays in the state.",
        fix: {
            text: "Name the secret in the namespace `aws:elasticbeanstalk:application:environmentsecrets`, and rotate what was here. A database is better made beside the environment.",
            example: exampleWith(
                `{ namespace: "aws:elasticbeanstalk:application:environmentsecrets", name: "DB_PASSWORD", value: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db" }`,
            ),
        },
        check: (environment) =>
            environment
                .get("settings")
                .items()
                .map((option) => {
                    const [namespace, name, value] = [option.get("namespace"), option.get("name"), option.get("value")];
                    return mustNot(
                        any([
                            all([
                                namespace.is("aws:elasticbeanstalk:application:environment"),
                                isSecretSetting(name, value),
                            ]),
                            all([namespace.is("aws:rds:dbinstance"), name.is("DBPassword"), value.isPresent()]),
                        ]),
                        say`Move ${value} to Secrets Manager.`,
                    );
                }),
    }),
]);
