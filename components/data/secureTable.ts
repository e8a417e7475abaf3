import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { keyOf, keyRule } from "../encryption/componentKey";
import type { EncryptionKey } from "../encryption/encryptionKey";
import { argumentsOf } from "../shared/arguments";
import { days, notEmpty, oneOf } from "../shared/checks";
import { Children, commonRules } from "../shared/children";
import { grant, type GrantOptions } from "../shared/grants";
import { nameFaults, tableNaming } from "../shared/naming";
import { outputsOf } from "../shared/outputs";
import { readGrant, readWriteGrant } from "./policy/tableGrants";
import {
    indexFaults,
    keyAttributes,
    keyFaults,
    KeyType,
    keyTypeFaults,
    type TableIndexArgs,
    type TableKeyArgs,
} from "./tableKeys";

export { KeyType, type TableIndexArgs, type TableKeyArgs };

/** What a stream tells of an item that changed. */
export const TableStream = {
    /** Its keys. */
    Keys: "KEYS_ONLY",
    /** The whole item as it is now. */
    NewImage: "NEW_IMAGE",
    /** The whole item as it was. */
    OldImage: "OLD_IMAGE",
    /** Both. */
    BothImages: "NEW_AND_OLD_IMAGES",
} as const;
export type TableStream = (typeof TableStream)[keyof typeof TableStream];

/** Arguments of {@link SecureTable}. `partitionKey` is needed. */
export interface SecureTableArgs {
    /** The attribute that must be known to find items. Plain; for good. Needed. */
    partitionKey: TableKeyArgs;
    /** The attribute that items with the same partition key are ordered by. Plain; for good. Default: none. */
    sortKey?: TableKeyArgs;
    /** Further ways to find items. Plain. Default: none. */
    indexes?: TableIndexArgs[];
    /** Attribute with the second since 1970 from which DynamoDB may delete an item. Plain. Default: none. */
    expiryAttribute?: string;
    /** What a stream of changes tells. Plain. Default: none, there is no stream. */
    stream?: TableStream;
    /** Days of which every second can be brought back, up to 35. Plain. Default: 35. */
    recoveryDays?: number;
    /**
     * An EncryptionKey of the same account, which several tables can share, or the ARN of any key: its policy is never
     * touched, what its owner must add is the output `requiredKeyStatements`.
     * Default: a key of its own (1 USD a month).
     */
    key?: EncryptionKey | pulumi.Input<string>;
    /**
     * Whether table and key may be deleted with the stack, items included. Plain. Default: false, they are protected,
     * by DynamoDB as well, and survive being removed from the program.
     */
    removable?: boolean;
    /** Tags, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Region of the table and its key. Default: the provider's. */
    region?: pulumi.Input<string>;
}

export const secureTableArguments = argumentsOf<SecureTableArgs>()(
    "SecureTable",
    {
        partitionKey: {
            plain: true,
            needed: `pass the attribute, { name: "id" }`,
            check: keyFaults,
            why: "another one would be another table: the protection stops that",
        },
        sortKey: { plain: true, check: keyFaults, why: "as the partition key, for good" },
        indexes: {
            plain: true,
            check: indexFaults,
            default: [],
            why: "each costs as much as the table, for the attributes that it holds",
        },
        expiryAttribute: {
            plain: true,
            check: notEmpty("name the attribute, or leave it out"),
            why: "only you know when an item may go",
        },
        stream: { plain: true, check: oneOf(TableStream), why: "who reads a stream sees every change" },
        recoveryDays: {
            plain: true,
            check: days(1, 35),
            default: 35,
            why: "DynamoDB.2: time to notice a mistake; fewer days cost the same",
            cost: "0.20 USD per GB",
        },
        key: {
            ...keyRule,
            otherwise: "a key of its own",
            why: "who may read items is then decided twice; tables can share one",
            cost: "1 USD",
        },
        ...commonRules("items would be lost: table and key are protected and kept, DynamoDB.6 included"),
    },
    ({ partitionKey, sortKey, indexes = [] }, name) => [
        ...nameFaults(name, tableNaming, "table"),
        ...(partitionKey === undefined ? [] : keyTypeFaults({ partitionKey, sortKey, indexes })),
    ],
);

/**
 * A DynamoDB table: encrypted with a customer managed key, every second of the last 35 days can be brought back,
 * protected against deletion, paid by request, and open to nobody but the account's own roles.
 *
 * Cost: 0.25 USD per GB and month, 0.625 USD per million writes and 0.125 USD per million reads, 0.20 USD per GB and
 * month to bring back from, 1 USD a month for its own key.
 * Controls: DynamoDB.1, DynamoDB.2, DynamoDB.6.
 */
export class SecureTable extends pulumi.ComponentResource {
    /** The table. */
    public readonly table: aws.dynamodb.Table;
    /** The key made for the table; none with a key of yours. */
    public readonly key?: aws.kms.Key;
    /** Name of the table. */
    public readonly tableName: pulumi.Output<string>;
    /** ARN of the table. */
    public readonly arn: pulumi.Output<string>;
    /** ARN of the stream; empty without one. */
    public readonly streamArn: pulumi.Output<string>;
    /** ARN of the key that encrypts the items. */
    public readonly keyArn: pulumi.Output<string>;
    /**
     * JSON list of the statements the owner of a key of yours must add to its policy; `[]` when there is nothing to
     * add.
     */
    public readonly requiredKeyStatements: pulumi.Output<string>;
    /** Region of the table. */
    public readonly region: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument. */
    constructor(name: string, args: SecureTableArgs, opts?: pulumi.ComponentResourceOptions) {
        const given = secureTableArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const { partitionKey, sortKey, indexes, expiryAttribute, stream, recoveryDays, region } = given.values;
        const children = new Children(this, given);
        const key = keyOf(given, children, { purpose: "items", through: ["dynamodb"] });

        this.table = new aws.dynamodb.Table(
            children.name(),
            {
                billingMode: "PAY_PER_REQUEST",
                attributes: keyAttributes({ partitionKey, sortKey, indexes }),
                hashKey: partitionKey.name,
                rangeKey: sortKey?.name,
                globalSecondaryIndexes: indexes.map((index) => ({
                    name: index.name,
                    hashKey: index.partitionKey.name,
                    rangeKey: index.sortKey?.name,
                    ...(index.attributes === undefined
                        ? { projectionType: "ALL" }
                        : { projectionType: "INCLUDE", nonKeyAttributes: index.attributes }),
                })),
                ...(expiryAttribute === undefined ? {} : { ttl: { enabled: true, attributeName: expiryAttribute } }),
                ...(stream === undefined ? {} : { streamEnabled: true, streamViewType: stream }),
                pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: recoveryDays },
                serverSideEncryption: { enabled: true, kmsKeyArn: key.arn },
                deletionProtectionEnabled: !children.removable,
                tags: children.tags(),
                region,
            },
            children.keptOptions(),
        );

        this.key = key.own;
        this.tableName = this.table.name;
        this.arn = this.table.arn;
        this.streamArn = this.table.streamArn;
        this.keyArn = key.arn;
        this.requiredKeyStatements = key.requiredStatements;
        this.region = children.place.region;
        this.registerOutputs(outputsOf(this));
    }

    /**
     * Lets a role of the table's account read items by their key: `dynamodb:GetItem`, `dynamodb:BatchGetItem`,
     * `dynamodb:Query` on the table, `dynamodb:Query` on its indexes, and `kms:Decrypt`, `kms:DescribeKey` on the key,
     * through Amazon DynamoDB only. Reading the whole table at once (`dynamodb:Scan`) is not in it.
     */
    public grantRead(role: aws.iam.Role, options: GrantOptions = {}): aws.iam.RolePolicy {
        return grant(readGrant, this, role, options);
    }

    /**
     * Lets a role of the table's account read and write items by their key, in transactions as well: what `grantRead`
     * allows, `dynamodb:PutItem`, `dynamodb:UpdateItem`, `dynamodb:DeleteItem` on the table, and on the key what
     * writing needs, through Amazon DynamoDB only.
     */
    public grantReadWrite(role: aws.iam.Role, options: GrantOptions = {}): aws.iam.RolePolicy {
        return grant(readWriteGrant, this, role, options);
    }
}
