import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { keyOf, keyRule } from "../encryption/componentKey";
import type { EncryptionKey } from "../encryption/encryptionKey";
import { SecureQueue } from "../messaging/secureQueue";
import { SecureTopic } from "../messaging/secureTopic";
import { topicTeller } from "../messaging/topicRules";
import { argumentsOf } from "../shared/arguments";
import { isOrganizationId, type ThroughService } from "../shared/arn";
import { names, notEmpty, onceKnown, text } from "../shared/checks";
import { Children, commonRules } from "../shared/children";
import { grantOn, type GrantOptions } from "../shared/grants";
import { afterwards, outputsOf } from "../shared/outputs";
import { roleRules } from "../shared/roleRules";
import { type RoleStatementArgs, roleStatementFaults } from "../shared/roleStatements";
import { ArgumentError, plainList } from "../shared/validate";
import { SecureBucket } from "../storage/secureBucket";
import { patternId } from "./policy/patternId";
import { announceGrant, publishGrant, readGrant, type StoreParts, subscribeGrant } from "./policy/patternGrants";
import {
    bucket,
    domain,
    domainFix,
    key,
    longestOwner,
    portfolioTagFaults,
    principal,
    product,
    queue,
    table,
} from "./policy/storeChecks";
import { launchSids, publicationPattern } from "./policy/storeStatements";
import { storePackages } from "./storePackages";
import { offerProduct, type StorePortfolio, storePortfolio } from "./storePortfolio";

/** A bucket that a stack has: a SecureBucket is one. */
export interface ArtifactBucketArgs {
    /** ARN of the bucket. */
    arn: pulumi.Input<string>;
    /** Name of the bucket. */
    bucketName: pulumi.Input<string>;
    /** ARN of the key that encrypts its objects. */
    keyArn: pulumi.Input<string>;
}

/** A queue that a stack has: a SecureQueue is one. */
export interface ChangeQueueArgs {
    /** ARN of the queue. */
    arn: pulumi.Input<string>;
    /** URL of the queue. */
    url: pulumi.Input<string>;
    /** ARN of the key that encrypts its messages. */
    keyArn: pulumi.Input<string>;
}

/** A table that a stack has: a SecureTable is one. */
export interface PublicationTableArgs {
    /** ARN of the table. */
    arn: pulumi.Input<string>;
    /** ARN of the key that encrypts its items. */
    keyArn: pulumi.Input<string>;
}

/** Arguments of {@link PatternStore}. None is needed. */
export interface PatternStoreArgs {
    /**
     * Name of the domain of CodeArtifact and of its repository: 2 to 50 small letters, digits and hyphens, unique in
     * account and region, part of a public host name. Plain; for good. Default: the component's name.
     */
    domainName?: string;
    /** Scope of the patterns' packages for npm, without `@`: `@patterns/network`. Plain. Default: `patterns`. */
    packageScope?: string;
    /** An organization, `o-...`, whose accounts may read packages. Default: this account alone reads. */
    organizationId?: pulumi.Input<string>;
    /**
     * The SecureBucket of the patterns' artifacts, each below its pattern's id. Plain, with outputs inside. Default: a
     * bucket of its own.
     */
    artifacts?: ArtifactBucketArgs;
    /** Name of the bucket that takes the access logs of a bucket of its own. Default: a LogBucket of its own. */
    accessLogBucketName?: pulumi.Input<string>;
    /**
     * The SecureQueue with `fifo` in which changes of patterns are told, in their order. Plain, with outputs inside.
     * Default: a FIFO queue of its own.
     */
    changes?: ChangeQueueArgs;
    /**
     * The SecureTable of what was published, whose partition key is a pattern's id: who publishes a pattern writes its
     * items. Plain, with outputs inside. Default: none.
     */
    publications?: PublicationTableArgs;
    /** Who owns the portfolio, as Service Catalog shows it, in up to 50 letters. Default: the program's project. */
    owner?: pulumi.Input<string>;
    /**
     * ARNs of roles, users and groups that find the portfolio and launch what is in it, by a name of your choice that
     * never changes. A plain table. Default: nobody yet.
     */
    launchers?: Record<string, pulumi.Input<string>>;
    /**
     * What the launch role may do beside stacks of Service Catalog: make what is in the products' templates.
     * Default: nothing.
     */
    launchStatements?: RoleStatementArgs[];
    /**
     * An EncryptionKey of the same account, or the ARN of any key: its policy is never touched, what its owner must add
     * is the output `requiredKeyStatements`. For good: CodeArtifact never changes the key of a domain, and another one
     * would be another domain, without packages. Default: a key of its own (1 USD a month).
     */
    key?: EncryptionKey | pulumi.Input<string>;
    /** ARN of the policy that limits what the roles may do. Default: none. */
    permissionsBoundaryArn?: pulumi.Input<string>;
    /** Beginning of the names of the roles, up to 20 characters. Plain. Default: none. */
    roleNamePrefix?: string;
    /**
     * Whether domain, repository, portfolio, bucket, queue, topic and key may be deleted with the stack, packages and
     * artifacts included. Plain. Default: false, they are protected and survive being removed from the program.
     */
    removable?: boolean;
    /** Up to 17 tags with values, as portfolios take no more, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Region of all of it. Default: the provider's. */
    region?: pulumi.Input<string>;
}

/** How a product is told from others of the same store. */
export interface OfferOptions {
    /** Name of the offer, unique in the store. Plain. Default: the product's name in the program. */
    name?: string;
}

/** What a role publishes beside artifacts and a package. */
export interface PublishOptions extends GrantOptions {
    /** Ids of the pattern's products in Service Catalog, `prod-...`. Default: none. */
    productIds?: pulumi.Input<string>[];
}

export const patternStoreArguments = argumentsOf<PatternStoreArgs>()(
    "PatternStore",
    {
        domainName: {
            plain: true,
            check: text((name) => (domain.test(name) ? undefined : `"${name}" is no domain's name`), domainFix),
            otherwise: "the component's name",
            why: "part of a host name that everybody can find out; another one would be another domain",
        },
        packageScope: {
            plain: true,
            check: text(
                (scope) => (/^[a-z0-9][a-z0-9._-]{0,100}$/.test(scope) ? undefined : `"${scope}" is no scope`),
                "use small letters, digits and hyphens, without @",
            ),
            default: "patterns",
            why: "a package of that scope is never looked for elsewhere, where somebody could have taken its name",
        },
        organizationId: {
            check: text(
                (id) => (isOrganizationId(id) ? undefined : `"${id}" is not an organization`),
                "pass its id, o-...",
            ),
            otherwise: "this account alone reads",
            why: "accounts that leave the organization read no longer; nobody outside of this account publishes",
        },
        artifacts: {
            plain: true,
            late: true,
            check: ({ arn, bucketName, keyArn }, argument) => [
                ...bucket(arn, `${argument}.arn`),
                ...onceKnown(notEmpty("pass a SecureBucket"))(bucketName, `${argument}.bucketName`),
                ...key(keyArn, `${argument}.keyArn`),
            ],
            input: ({ arn, bucketName, keyArn }: ArtifactBucketArgs) => ({ arn, bucketName, keyArn }),
            otherwise: "a bucket of its own",
            why: "a stack that has one keeps it, and its objects",
            cost: "what it stores: 0.023 USD per GB",
        },
        accessLogBucketName: {
            check: notEmpty("pass the log bucket's name, or leave it out"),
            otherwise: "a LogBucket of its own",
            why: "S3.9: one for all buckets of a stack is enough",
            cost: "what it stores: 0.023 USD per GB",
        },
        changes: {
            plain: true,
            late: true,
            check: ({ arn, url, keyArn }, argument) => [
                ...queue(arn, `${argument}.arn`),
                ...onceKnown(notEmpty("pass a SecureQueue"))(url, `${argument}.url`),
                ...key(keyArn, `${argument}.keyArn`),
            ],
            input: ({ arn, url, keyArn }: ChangeQueueArgs) => ({ arn, url, keyArn }),
            otherwise: "a FIFO queue of its own",
            why: "of two changes of one pattern the later one must win",
            cost: "0.50 USD per million requests",
        },
        publications: {
            plain: true,
            late: true,
            check: ({ arn, keyArn }, argument) => [
                ...table(arn, `${argument}.arn`),
                ...key(keyArn, `${argument}.keyArn`),
            ],
            input: ({ arn, keyArn }: PublicationTableArgs) => ({ arn, keyArn }),
            why: "a pattern's publisher writes its own items, by their partition key, and reads none",
        },
        owner: {
            // https://docs.aws.amazon.com/servicecatalog/latest/dg/API_CreatePortfolio.html
            check: text(
                (owner) =>
                    owner.length >= 1 && owner.length <= longestOwner ? undefined : `it has ${owner.length} letters`,
                `say in 1 to ${longestOwner} letters who owns the portfolio`,
            ),
            otherwise: "the program's project",
            why: "whom people ask who see the portfolio",
        },
        launchers: {
            plain: true,
            late: true,
            named: true,
            check: (table, argument) => [
                ...names(table, argument),
                ...Object.entries(table).flatMap(([name, arn]) =>
                    plainList([arn]).flatMap((known) => principal(known, `${argument}.${name}`)),
                ),
            ],
            default: {},
            otherwise: "nobody yet",
            why: "who launches needs no right to make what is launched",
        },
        launchStatements: {
            plain: true,
            late: true,
            check: roleStatementFaults(launchSids),
            default: [],
            otherwise: "nothing",
            why: "only you know what the products are made of; AWS's own example allows all of a service",
        },
        key: {
            ...keyRule,
            otherwise: "a key of its own",
            why: "**for good**: a domain never changes its key, the protection stops it from being replaced",
            cost: "1 USD",
        },
        ...roleRules,
        ...commonRules("packages are lost with their domain: all of it is protected and kept"),
    },
    ({ domainName, artifacts, accessLogBucketName, tags = {} }, name) => [
        ...portfolioTagFaults(tags),
        ...(domainName === undefined && !domain.test(name)
            ? [{ argument: "name", fault: "no domain can be named after it", fix: `give domainName, or ${domainFix}` }]
            : []),
        ...(artifacts !== undefined && accessLogBucketName !== undefined
            ? [
                  {
                      argument: "accessLogBucketName",
                      fault: "it is about a bucket of the store's own",
                      fix: "leave it out, or artifacts",
                  },
              ]
            : []),
    ],
);

/**
 * Where patterns are published: a bucket for artifacts, a domain and a repository of CodeArtifact for packages, a portfolio
 * of Service Catalog whose products are launched by a role, a FIFO queue and a topic that tell of changes. All of it is
 * encrypted with one customer managed key, and roles get it by purpose: publish one pattern, read, announce, subscribe.
 *
 * The key of a domain cannot be changed (https://docs.aws.amazon.com/codeartifact/latest/ug/domain-overview.html). An update
 * that would replace the domain, and lose its packages, is stopped by `protect`; a removable domain by its name, which a
 * second one cannot have as long as the first is there.
 *
 * Cost: 1 USD a month for its own key; 0.05 USD per GB and month of packages and per 10,000 requests, after 2 GB and
 * 100,000; the bucket's storage.
 * Controls: S3.5, S3.9, S3.17, SQS.1, SNS.1, NIST SP 800-53 SC-28, AC-6.
 */
export class PatternStore extends pulumi.ComponentResource {
    /** The domain of CodeArtifact. */
    public readonly domain: aws.codeartifact.Domain;
    /** The domain's policy. It is the only one a domain can have. */
    public readonly domainPolicy: aws.codeartifact.DomainPermissions;
    /** The repository of packages. */
    public readonly repository: aws.codeartifact.Repository;
    /** The repository's policy. It is the only one a repository can have. */
    public readonly repositoryPolicy: aws.codeartifact.RepositoryPermissionsPolicy;
    /** The portfolio of Service Catalog: `offer` puts products in it. */
    public readonly portfolio: aws.servicecatalog.Portfolio;
    /** The role with which Service Catalog launches products. */
    public readonly launchRole: aws.iam.Role;
    /** The bucket made for the artifacts; none with a bucket of yours. */
    public readonly bucket?: aws.s3.Bucket;
    /** The queue made for changes; none with a queue of yours. */
    public readonly queue?: aws.sqs.Queue;
    /** Where changes go that were received too often; none with a queue of yours. */
    public readonly deadLetterQueue?: aws.sqs.Queue;
    /** The topic that is told what happens to packages, and what `grantAnnounce` lets roles tell. */
    public readonly topic: aws.sns.Topic;
    /** The rule of EventBridge that tells the topic of packages. */
    public readonly rule: aws.cloudwatch.EventRule;
    /** The key made for the store; none with a key of yours. */
    public readonly key?: aws.kms.Key;
    /** ARN of the repository, there once its policy is. */
    public readonly arn: pulumi.Output<string>;
    /** Name of the domain. */
    public readonly domainName: pulumi.Output<string>;
    /** Name of the repository. */
    public readonly repositoryName: pulumi.Output<string>;
    /** Id of the portfolio. */
    public readonly portfolioId: pulumi.Output<string>;
    /** Name of the bucket of artifacts, there once its policy and encryption are. */
    public readonly bucketName: pulumi.Output<string>;
    /** URL of the queue of changes, there once its policy is. */
    public readonly queueUrl: pulumi.Output<string>;
    /** ARN of the topic, there once its policy is. */
    public readonly topicArn: pulumi.Output<string>;
    /** ARN of the key that encrypts what the store made. */
    public readonly keyArn: pulumi.Output<string>;
    /**
     * JSON list of the statements the owner of a key of yours must add to its policy; `[]` when there is nothing to
     * add.
     */
    public readonly requiredKeyStatements: pulumi.Output<string>;
    /** Region of the store. */
    public readonly region: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument. */
    constructor(name: string, args: PatternStoreArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        const given = patternStoreArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const { domainName = name, packageScope, roleNamePrefix, removable, tags, region } = given.values;
        const children = new Children(this, given);
        const through: ThroughService[] = [
            "codeartifact",
            ...(args.artifacts === undefined ? (["s3"] as const) : []),
            "sns",
            ...(args.changes === undefined ? (["sqs"] as const) : []),
        ];
        const key = keyOf(given, children, { purpose: "patterns", through });
        // Children take the key by its ARN; what its owner must add is told once, here.
        const common = { key: key.arn, removable, tags, region };

        const ownArtifacts =
            args.artifacts === undefined
                ? new SecureBucket(
                      children.name("artifacts"),
                      {
                          ...common,
                          ...(args.accessLogBucketName === undefined
                              ? {}
                              : { logBucketName: given.output("accessLogBucketName").apply((bucket = "") => bucket) }),
                      },
                      { parent: this },
                  )
                : undefined;
        const artifacts = known(ownArtifacts, given.output("artifacts"), ["arn", "bucketName", "keyArn"]);
        const ownChanges =
            args.changes === undefined
                ? new SecureQueue(children.name("changes"), { ...common, fifo: true }, { parent: this })
                : undefined;
        const changes = known(ownChanges, given.output("changes"), ["arn", "url", "keyArn"]);
        const publications = given.output("publications");
        const topic = new SecureTopic(children.name("publications"), common, { parent: this });

        const packages = storePackages(children, {
            name,
            domainName,
            key,
            organizationId: given.output("organizationId"),
        });

        const roleParts = { permissionsBoundary: given.output("permissionsBoundaryArn"), roleNamePrefix };
        const portfolio = storePortfolio(children, {
            name,
            owner: args.owner === undefined ? undefined : given.output("owner"),
            launchers: Object.keys(given.values.launchers),
            launcherArns: given.output("launchers"),
            statements: given.output("launchStatements"),
            roleParts,
        });
        const tell = topicTeller(children, {
            suffix: "tell",
            description: `${name}: tells of packages`,
            place: children.place,
            topicArn: topic.arn,
            topicKeyArn: key.arn,
            ...roleParts,
        });
        this.rule = tell({
            suffix: "tell",
            description: "What happens to packages of patterns",
            pattern: publicationPattern(domainName, domainName),
        });

        this.domain = packages.domain;
        this.domainPolicy = packages.domainPolicy;
        this.repository = packages.repository;
        this.repositoryPolicy = packages.repositoryPolicy;
        this.portfolio = portfolio.portfolio;
        this.launchRole = portfolio.launchRole;
        this.bucket = ownArtifacts?.bucket;
        this.queue = ownChanges?.queue;
        this.deadLetterQueue = ownChanges?.deadLetterQueue;
        this.topic = topic.topic;
        this.key = key.own;
        this.arn = afterwards(this.repository.arn, [this.domainPolicy, this.repositoryPolicy]);
        this.domainName = this.domain.domain;
        this.repositoryName = this.repository.repository;
        this.portfolioId = this.portfolio.id;
        this.bucketName = artifacts.bucketName;
        this.queueUrl = changes.url;
        this.topicArn = topic.arn;
        this.keyArn = key.arn;
        this.requiredKeyStatements = key.requiredStatements;
        this.region = children.place.region;
        states.set(this, {
            parts: pulumi.output({
                bucketArn: artifacts.arn,
                bucketKeyArn: artifacts.keyArn,
                domainArn: this.domain.arn,
                repositoryArn: this.arn,
                packageScope,
                queueArn: changes.arn,
                queueKeyArn: changes.keyArn,
                topicArn: topic.arn,
                publicationsArn: publications.apply((table) => table?.arn),
                publicationsKeyArn: publications.apply((table) => table?.keyArn),
            }),
            children,
            portfolio,
            published: new Map(),
        });
        this.registerOutputs(outputsOf(this));
    }

    /**
     * Puts a product into the portfolio, launched by the launch role and by nobody's own rights. Service Catalog takes a
     * constraint only for what is in the portfolio already, so it waits for that, and for what the role may do.
     */
    public offer(product: aws.servicecatalog.Product, options: OfferOptions = {}): aws.servicecatalog.Constraint {
        const { children, portfolio } = stateOf(this);
        return offerProduct(children, portfolio, product, options.name);
    }

    /**
     * Lets a role of the store's account publish one pattern: write and read what lies below `<pattern>/` in the bucket,
     * publish `@<scope>/<pattern>`, write the pattern's items of `publications`, and make versions of `productIds`.
     * Artifacts, packages and items of other patterns are neither read nor written.
     *
     * @param pattern the pattern's id: up to 40 small letters, digits, `_` and `-`
     * @throws ArgumentError when it is no id, or when the role has the pattern with other products already
     */
    public grantPublish(role: aws.iam.Role, pattern: string, options: PublishOptions = {}): aws.iam.RolePolicy {
        const { name, productIds = [] } = options;
        const faults = [...patternId(pattern, "grantPublish"), ...product(productIds, "grantPublish.productIds")];
        if (faults.length > 0) {
            throw new ArgumentError("PatternStore", pulumi.resourceName(this), faults);
        }
        const { parts, published } = stateOf(this);
        const policy = grantOn(
            publishGrant(pattern),
            this,
            role,
            name === undefined ? {} : { name },
            pulumi.all([parts, pulumi.all(productIds)]).apply(([parts, productIds]) => ({ ...parts, productIds })),
        );
        // The same role again gets the policy that it has, which would say nothing of other products.
        const earlier = published.get(policy) ?? productIds;
        published.set(policy, earlier);
        if (earlier.length !== productIds.length || earlier.some((id, index) => id !== productIds[index])) {
            throw new ArgumentError("PatternStore", pulumi.resourceName(this), [
                {
                    argument: "grantPublish.productIds",
                    fault: `this role was granted ${pattern} with others`,
                    fix: "pass all products at once",
                },
            ]);
        }
        return policy;
    }

    /**
     * Lets a role of the store's account read the artifacts and packages of all patterns, and write none: objects of the
     * bucket and, through Amazon S3 only, `kms:Decrypt` on its key, and the repository with npm's credentials.
     */
    public grantRead(role: aws.iam.Role, options: GrantOptions = {}): aws.iam.RolePolicy {
        return grantOn(readGrant, this, role, options, stateOf(this).parts);
    }

    /**
     * Lets a role of the store's account tell of changes: `sqs:SendMessage` on the queue, `sns:Publish` on the topic, and
     * `kms:GenerateDataKey`, `kms:Decrypt` on their keys, through these services only.
     */
    public grantAnnounce(role: aws.iam.Role, options: GrantOptions = {}): aws.iam.RolePolicy {
        return grantOn(announceGrant, this, role, options, stateOf(this).parts);
    }

    /**
     * Lets a role of the store's account have somebody follow the topic, and leave it, but not publish: `sns:Subscribe` by
     * e-mail, HTTPS, queues, functions and Firehose, `sns:ListSubscriptionsByTopic`, `sns:Unsubscribe`.
     */
    public grantSubscribe(role: aws.iam.Role, options: GrantOptions = {}): aws.iam.RolePolicy {
        return grantOn(subscribeGrant, this, role, options, stateOf(this).parts);
    }
}

/** What is known of a part: of the one that was made, or of the one that was given. */
function known<Field extends string>(
    made: Readonly<Record<Field, pulumi.Output<string>>> | undefined,
    given: pulumi.Output<Readonly<Record<Field, string>> | undefined>,
    fields: readonly Field[],
): Record<Field, pulumi.Output<string>> {
    return Object.fromEntries(
        fields.map((field) => [field, made?.[field] ?? given.apply((part) => part?.[field] ?? "")]),
    ) as Record<Field, pulumi.Output<string>>;
}

interface State {
    parts: pulumi.Output<StoreParts>;
    children: Children;
    portfolio: StorePortfolio;
    /** The products that a grant to publish was asked for with. */
    published: Map<aws.iam.RolePolicy, readonly pulumi.Input<string>[]>;
}

/** Kept beside the class: every field of it would be an output. */
const states = new WeakMap<PatternStore, State>();

function stateOf(store: PatternStore): State {
    const state = states.get(store);
    if (state === undefined) {
        throw new Error("a store of another copy of palisade-aws");
    }
    return state;
}
