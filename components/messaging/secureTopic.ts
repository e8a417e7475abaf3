import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { keyOf, keyRule, keyUserFaults } from "../encryption/componentKey";
import type { EncryptionKey } from "../encryption/encryptionKey";
import { argumentsOf } from "../shared/arguments";
import { someOf, text } from "../shared/checks";
import { Children, commonRules } from "../shared/children";
import { grant, type GrantOptions } from "../shared/grants";
import { physicalName, topicNaming } from "../shared/naming";
import { afterwards, outputsOf } from "../shared/outputs";
import { policyDocument } from "../shared/policyDocument";
import { type PolicyStatementArgs, toStatement } from "../shared/statements";
import { TopicPublisher } from "../shared/topicPublishers";
import {
    publisherStatement,
    publishGrant,
    topicStatementFaults,
    topicTransportStatement,
} from "./policy/topicStatements";

/** Arguments of {@link SecureTopic}. None is needed. */
export interface SecureTopicArgs {
    /**
     * Name of the topic: 1 to 256 letters, digits, hyphens and underscores, unique in account and region. Plain; another
     * one is another topic. Default: the component's name and random characters.
     */
    topicName?: string;
    /**
     * An EncryptionKey of the same account whose `users` are the publishers, or the ARN of any key: its policy is never
     * touched, what its owner must add is the output `requiredKeyStatements`. Default: a key of its own (1 USD a
     * month).
     */
    key?: EncryptionKey | pulumi.Input<string>;
    /** Services that publish here, each for this account only. Plain. Default: none. */
    publishers?: TopicPublisher[];
    /** Further statements of the topic's policy, for example for a role of another account. Default: none. */
    statements?: PolicyStatementArgs[];
    /**
     * Whether topic and key may be deleted with the stack, subscriptions included. Plain. Default: false, both are
     * protected and survive being removed from the program.
     */
    removable?: boolean;
    /** Tags, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Region of the topic and its key. Default: the provider's. */
    region?: pulumi.Input<string>;
}

export const secureTopicArguments = argumentsOf<SecureTopicArgs>()(
    "SecureTopic",
    {
        topicName: {
            plain: true,
            check: text(
                (name) => (/^[\w-]{1,256}$/.test(name) ? undefined : `"${name}" is not the name of a topic`),
                "use 1 to 256 letters, digits, hyphens and underscores",
            ),
            otherwise: "the component's name and random characters",
            why: "for those who find it by its name; random characters keep it from being taken",
        },
        key: {
            ...keyRule,
            otherwise: "a key of its own",
            why: "SNS.1; services can publish only when the key lets them, which AWS's own key does not",
            cost: "1 USD",
        },
        publishers: {
            plain: true,
            check: someOf(TopicPublisher, "publisher"),
            default: [],
            why: "a service gets into the policies of topic and key only when it is named",
        },
        statements: {
            plain: true,
            late: true,
            check: topicStatementFaults,
            default: [],
            why: "for a role of another account; bare wildcards and unbound services or `*` are refused",
        },
        ...commonRules("subscribers would have to confirm again: topic and key are protected and kept"),
    },
    ({ key, publishers = [] }) => keyUserFaults(key, publishers),
);

/**
 * A topic for messages: encrypted with a customer managed key, TLS only, messages signed with SHA-256, and open to
 * nobody but the account's own roles and the services named. `new SecureTopic("alerts")` is enough.
 *
 * Cost: 0.50 USD per million messages published, 1 USD a month for its own key.
 * Controls: SNS.1, SNS.4.
 */
export class SecureTopic extends pulumi.ComponentResource {
    /** The topic. */
    public readonly topic: aws.sns.Topic;
    /** The topic's policy. It is the only one a topic can have: add to it with `statements`. */
    public readonly policy: aws.sns.TopicPolicy;
    /** The key made for the topic; none with a key of yours. */
    public readonly key?: aws.kms.Key;
    /** ARN of the topic, there once its policy and its key let publishers use it. */
    public readonly arn: pulumi.Output<string>;
    /** ARN of the key that encrypts the messages. */
    public readonly keyArn: pulumi.Output<string>;
    /**
     * JSON list of the statements the owner of a key of yours must add to its policy; `[]` when there is nothing to
     * add.
     */
    public readonly requiredKeyStatements: pulumi.Output<string>;
    /** Region of the topic. */
    public readonly region: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument. */
    constructor(name: string, args: SecureTopicArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        const given = secureTopicArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const { topicName, publishers, region } = given.values;
        const children = new Children(this, given);
        const key = keyOf(given, children, { purpose: "messages", through: ["sns"], users: publishers });

        this.topic = new aws.sns.Topic(
            children.name(),
            {
                ...(topicName === undefined ? physicalName("namePrefix", name, topicNaming) : { name: topicName }),
                kmsMasterKeyId: key.arn,
                // SHA-256; subscribers over HTTPS verify it. Version 1 signs with SHA-1.
                signatureVersion: 2,
                tags: children.tags(),
                region,
            },
            children.keptOptions(),
        );
        const statements = pulumi
            .all([children.place, this.topic.arn, given.output("statements")])
            .apply(([place, topicArn, statements]) => [
                topicTransportStatement(topicArn),
                ...publishers.map((publisher) => publisherStatement(publisher, topicArn, place)),
                ...statements.map((statement) => toStatement(statement, [topicArn])),
            ]);
        this.policy = new aws.sns.TopicPolicy(
            children.name("policy"),
            { arn: this.topic.arn, policy: pulumi.jsonStringify(statements.apply(policyDocument)), region },
            children.options(),
        );

        this.key = key.own;
        this.arn = afterwards(this.topic.arn, [this.policy, ...key.ready]);
        this.keyArn = key.arn;
        this.requiredKeyStatements = key.requiredStatements;
        this.region = children.place.region;
        this.registerOutputs(outputsOf(this));
    }

    /**
     * Lets a role of the topic's account publish, but neither subscribe nor change the topic: `sns:Publish` on the
     * topic, and `kms:GenerateDataKey`, `kms:Decrypt` on the key, through Amazon SNS only.
     */
    public grantPublish(role: aws.iam.Role, options: GrantOptions = {}): aws.iam.RolePolicy {
        return grant(publishGrant, this, role, options);
    }
}
