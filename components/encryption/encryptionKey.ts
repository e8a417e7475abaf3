import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../shared/arguments";
import { distributionArns } from "../shared/arn";
import { someOf } from "../shared/checks";
import { Children, commonRules } from "../shared/children";
import { aliasNaming, fitsAutonaming, namePrefix } from "../shared/naming";
import { policyDocument } from "../shared/policyDocument";
import { outputsOf } from "../shared/outputs";
import { type PolicyStatementArgs, statementFaults, toStatement } from "../shared/statements";
import { accountStatement, cloudFrontKeyStatements, keySids, KeyUser, keyUserStatements } from "./policy/keyStatements";

export { KeyUser };

/** Arguments of {@link EncryptionKey}. */
export interface EncryptionKeyArgs {
    /**
     * What the key is for, shown in the console. Plain or output.
     * Default: `<name>: data encryption`.
     */
    description?: pulumi.Input<string>;
    /**
     * Services that use the key under their own name; each gets exactly the actions it needs, bound to this account.
     * Services that act for a caller (S3, DynamoDB, Secrets Manager, ...) need no entry: the caller's IAM policy
     * decides. Plain. Default: none.
     */
    users?: KeyUser[];
    /**
     * CloudFront distributions that may decrypt (an origin bucket with this key). May be an output that resolves after
     * the key exists (`pulumi.deferredOutput`), because the key's policy is a resource of its own. Default: none.
     */
    distributionArns?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * Further statements of the key's policy, for example for a role of another account. Plain list. Default: none.
     */
    statements?: PolicyStatementArgs[];
    /**
     * Whether the key may be deleted with the stack. Plain. Default: false, the key is protected and survives being
     * removed from the program, because without it everything it encrypted is lost. With true it is deleted 30 days
     * after the destroy.
     */
    removable?: boolean;
    /** Tags, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Region of the key. Default: the provider's. */
    region?: pulumi.Input<string>;
}

export const encryptionKeyArguments = argumentsOf<EncryptionKeyArgs>()("EncryptionKey", {
    description: { otherwise: "`<name>: data encryption`", why: "shown in the console" },
    users: {
        plain: true,
        check: someOf(KeyUser, "service"),
        default: [],
        why: "a service gets into the policy only when it is named",
    },
    distributionArns: {
        late: true,
        check: distributionArns,
        default: [],
        why: "CloudFront may decrypt for exactly the distributions named",
    },
    statements: {
        plain: true,
        late: true,
        check: (statements, argument) =>
            statementFaults("key", argument, statements, [...keySids, ...Object.values(KeyUser)]),
        default: [],
        why: "for a role of another account; bare wildcards and unbound services or `*` are refused",
    },
    ...commonRules("without the key, everything it encrypted is lost: it is protected and kept"),
});

/** What a key serves beside the account. Kept beside the class: every field of it would be an output. */
interface Served {
    users: KeyUser[];
    distributionArns: pulumi.Output<string[]>;
}
const served = new WeakMap<EncryptionKey, Served>();

/** Services and distributions that an EncryptionKey lets use it. */
export function servedBy(key: EncryptionKey): Served {
    return served.get(key) ?? { users: [], distributionArns: pulumi.output([]) };
}

/**
 * A customer managed KMS key with an alias: symmetric, rotated every year, single-region, 30 days of grace before
 * deletion, and a key policy with the account itself and exactly the services named.
 *
 * Cost: 1 USD a month, and 1 USD more for each of the first two rotations; 0.03 USD per 10,000 requests.
 * Controls: KMS.3, KMS.4, KMS.5; CIS AWS 3.0 3.6.
 */
export class EncryptionKey extends pulumi.ComponentResource {
    /** The key. */
    public readonly key: aws.kms.Key;
    /** The key's alias. */
    public readonly alias: aws.kms.Alias;
    /** The key's policy. Depend on it where a service checks its permission at once, as CloudTrail does. */
    public readonly policy: aws.kms.KeyPolicy;
    /** ARN of the key. */
    public readonly arn: pulumi.Output<string>;
    /** Name of the alias, `alias/...`. */
    public readonly aliasName: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument. */
    constructor(name: string, args: EncryptionKeyArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        const given = encryptionKeyArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const { description = `${name}: data encryption`, users, region } = given.values;
        const distributionArns = given.output("distributionArns");
        const children = new Children(this, given);
        served.set(this, { users, distributionArns });

        this.key = new aws.kms.Key(
            children.name(),
            {
                description,
                enableKeyRotation: true,
                deletionWindowInDays: 30,
                multiRegion: false,
                tags: children.tags(),
                region,
            },
            children.keptOptions(),
        );
        this.alias = new aws.kms.Alias(
            children.name(),
            {
                ...(fitsAutonaming(name, aliasNaming) ? {} : { namePrefix: `alias/${namePrefix(name, 250)}` }),
                targetKeyId: this.key.keyId,
                region,
            },
            children.options(),
        );
        // Not the key's own `policy`: a policy that is a resource of its own can name what needs the key to exist
        // first.
        this.policy = new aws.kms.KeyPolicy(
            children.name(),
            {
                keyId: this.key.keyId,
                policy: pulumi.jsonStringify(
                    pulumi
                        .all([children.place, given.output("statements"), distributionArns])
                        .apply(([place, statements, distributionArns]) =>
                            policyDocument([
                                accountStatement(place),
                                ...users.flatMap((user) => keyUserStatements(user, place)),
                                ...cloudFrontKeyStatements(distributionArns),
                                ...statements.map((statement) => toStatement(statement, ["*"])),
                            ]),
                        ),
                ),
                region,
            },
            children.options(),
        );

        this.arn = this.key.arn;
        this.aliasName = this.alias.name;
        this.registerOutputs(outputsOf(this));
    }
}
