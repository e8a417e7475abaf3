import {
    eitherOf,
    must,
    not,
    resourcePolicy,
    say,
    service,
    settingPolicy,
    when,
    type Requirement,
    type ResourceReader,
    type Truth,
} from "../evaluation";
import { ACTIVEMQ_VERSIONS, RABBITMQ_VERSIONS } from "../dated";
import { ownKeyPolicy } from "./ownKeys";

const BROKER = "aws:mq/broker:Broker";
const CONFIGURATION = "aws:mq/configuration:Configuration";

function isActiveMq(broker: ResourceReader): Truth {
    return broker.get("engineType").judgeText((engine) => engine.toLowerCase() === "activemq");
}

function isRabbitMq(broker: ResourceReader): Truth {
    return broker.get("engineType").judgeText((engine) => engine.toLowerCase() === "rabbitmq");
}

interface Version {
    readonly major: number;
    readonly minor: number;
}

const ENGINES = [
    { isEngine: isActiveMq, versions: ACTIVEMQ_VERSIONS },
    { isEngine: isRabbitMq, versions: RABBITMQ_VERSIONS },
] as const;

function isOlder(version: string, { major, minor }: Version): Truth {
    const [, first, second] = /^(\d+)\.(\d+)/.exec(version) ?? [];
    return first === undefined || second === undefined
        ? "undetermined"
        : Number(first) < major || (Number(first) === major && Number(second) < minor);
}

const exampleBroker = (settings: string): string => `new aws.mq.Broker("jobs", {
    engineType: "ActiveMQ",
    engineVersion: "5.18",
    hostInstanceType: "mq.m5.large",
    users: [{ username: "jobs", password: config.requireSecret("password") }],
    ${settings},
});`;

function mustBeDeployedAs(broker: ResourceReader, expected: string): Requirement {
    const mode = broker.get("deploymentMode");
    return must(mode.is(expected), say`Set ${mode} to ${eitherOf([expected])}.`);
}

export default service("mq", [
    settingPolicy({
        id: "mq-not-public",
        title: "Amazon MQ brokers have no public address",
        severity: "critical",
        types: [BROKER],
        controls: { nist: ["AC-3", "SC-7"], whitepaper: ["MQ"] },
        why: "With a public address only passwords stand between the internet and the messages, and the broker's console.",
        fix: {
            text: "Leave `publiclyAccessible` out. The broker is replaced.",
            example: exampleBroker("publiclyAccessible: false"),
        },
        setting: "publiclyAccessible",
        must: { be: false },
        default: false,
    }),
    settingPolicy({
        id: "mq-auto-minor-upgrade",
        title: "Amazon MQ brokers take minor upgrades by themselves",
        severity: "medium",
        types: [BROKER],
        controls: { fsbp: ["MQ.3"], nist: ["SI-2"], whitepaper: ["MQ"] },
        why: "Minor versions are where security flaws are mended. A broker that waits for somebody stays open until then.",
        fix: {
            text: "Set `autoMinorVersionUpgrade`, and choose a maintenance window.",
            example: exampleBroker("autoMinorVersionUpgrade: true"),
        },
        setting: "autoMinorVersionUpgrade",
        must: { be: true },
        default: false,
        remediates: true,
    }),
    resourcePolicy({
        id: "mq-supported-version",
        title: "Amazon MQ brokers run supported versions",
        severity: "medium",
        types: [BROKER, CONFIGURATION],
        controls: { nist: ["SI-2", "RA-5"], whitepaper: ["MQ"] },
        why: "Flaws in versions out of support are not mended any more, and everybody can read what they are.",
        fix: { text: "Upgrade the broker.", example: exampleBroker("autoMinorVersionUpgrade: true") },
        knowledge: [ACTIVEMQ_VERSIONS, RABBITMQ_VERSIONS],
        check(broker) {
            const version = broker.get("engineVersion");
            return ENGINES.map(({ isEngine, versions: { values } }) =>
                when(
                    isEngine(broker),
                    must(
                        not(version.judgeText((text) => isOlder(text, values.oldest))),
                        say`Set ${version} to ${values.oldest.major}.${values.oldest.minor} or later.`,
                    ),
                ),
            );
        },
    }),
    settingPolicy({
        id: "mq-general-log",
        title: "Amazon MQ brokers publish their log",
        severity: "medium",
        types: [BROKER],
        controls: { nist: ["AU-2", "AU-12"], whitepaper: ["MQ"] },
        why: "Refused clients and failed deliveries are told in this log only.",
        fix: { text: "Set `logs.general`.", example: exampleBroker("logs: { general: true, audit: true }") },
        setting: "logs.general",
        must: { be: true },
        default: false,
        remediates: true,
    }),
    settingPolicy({
        id: "mq-audit-log",
        title: "ActiveMQ brokers publish their audit log",
        severity: "medium",
        types: [BROKER],
        controls: { fsbp: ["MQ.2"], nist: ["AU-2", "AU-12"], whitepaper: ["MQ"] },
        why: "Who managed the broker, by its console or JMX, is in no other log.",
        fix: { text: "Set `logs.audit`.", example: exampleBroker("logs: { general: true, audit: true }") },
        setting: "logs.audit",
        must: { be: true },
        default: false,
        appliesIf: isActiveMq,
        remediates: true,
    }),
    resourcePolicy({
        id: "mq-multi-az",
        title: "Brokers of ActiveMQ have a standby in another Availability Zone",
        severity: "low",
        types: [BROKER],
        controls: { fsbp: ["MQ.5"], nist: ["CP-10"], whitepaper: ["MQ"] },
        why: "A single broker is gone for as long as its zone is, and during maintenance.",
        fix: {
            text: "Run ActiveMQ with a standby. The broker is replaced.",
            example: exampleBroker(`deploymentMode: "ACTIVE_STANDBY_MULTI_AZ"`),
        },
        check: (broker) => when(isActiveMq(broker), mustBeDeployedAs(broker, "ACTIVE_STANDBY_MULTI_AZ")),
    }),
    resourcePolicy({
        id: "mq-rabbitmq-cluster",
        title: "Brokers of RabbitMQ are clusters",
        severity: "low",
        types: [BROKER],
        controls: { fsbp: ["MQ.6"], nist: ["CP-10"], whitepaper: ["MQ"] },
        why: "A single broker is gone for as long as its zone is, and during maintenance.",
        fix: {
            text: "Run RabbitMQ as a cluster. The broker is replaced.",
            example: `new aws.mq.Broker("orders", {
    engineType: "RabbitMQ",
    engineVersion: "3.13",
    hostInstanceType: "mq.m5.large",
    deploymentMode: "CLUSTER_MULTI_AZ",
    users: [{ username: "orders", password: new pulumi.Config().requireSecret("password") }],
});`,
        },
        check: (broker) => when(isRabbitMq(broker), mustBeDeployedAs(broker, "CLUSTER_MULTI_AZ")),
    }),
    ownKeyPolicy({
        id: "mq-cmk",
        what: "Amazon MQ brokers",
        types: [BROKER],
        setting: "encryptionOptions.kmsKeyId",
        whitepaper: "MQ",
        example: exampleBroker("encryptionOptions: { useAwsOwnedKey: false, kmsKeyId: key.arn }"),
    }),
]);
