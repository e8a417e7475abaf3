import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { distributionFaults, placeOf } from "../shared/arn";
import { aliasNaming, fitsAutonaming, namePrefix } from "../shared/naming";
import { policyDocument } from "../shared/policyDocument";
import { type PolicyStatementArgs, statementFaults, toStatement } from "../shared/statements";
import { componentTags, tagFaults } from "../shared/tags";
import { choiceFault, Faults, oneOf } from "../shared/validate";
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
        refuse(name, args);
        // What may need the key to exist first is no input of the component: its registration would wait for it, and
        // the key for that.
        const { distributionArns = [], statements = [], ...inputs } = args;
        super("palisade-aws:index:EncryptionKey", name, inputs, opts);

        const { region, removable = false } = args;
        const kept = { parent: this, retainOnDelete: !removable };

        this.key = new aws.kms.Key(
            name,
            {
                description: args.description ?? `${name}: data encryption`,
                enableKeyRotation: true,
                deletionWindowInDays: 30,
                multiRegion: false,
                tags: componentTags("EncryptionKey", name, args.tags),
                region,
            },
            { ...kept, ...(removable ? {} : { protect: true }) },
        );
        this.alias = new aws.kms.Alias(
            name,
            {
                ...(fitsAutonaming(name, aliasNaming) ? {} : { namePrefix: `alias/${namePrefix(name, 250)}` }),
                targetKeyId: this.key.keyId,
                region,
            },
            kept,
        );
        // Not the key's own `policy`: a policy that is a resource of its own can name what needs the key to exist
        // first.
        this.policy = new aws.kms.KeyPolicy(
            name,
            {
                keyId: this.key.keyId,
                policy: pulumi.jsonStringify(
                    pulumi
                        .all([placeOf(this, region), pulumi.output(statements), distributionArns])
                        .apply(([place, statements, distributionArns]) => {
                            refuse(name, { statements, distributionArns });
                            return policyDocument([
                                accountStatement(place),
                                ...(args.users ?? []).flatMap((user) => keyUserStatements(user, place)),
                                ...cloudFrontKeyStatements(distributionArns),
                                ...statements.map((statement) => toStatement(statement, ["*"])),
                            ]);
                        }),
                ),
                region,
            },
            kept,
        );

        this.arn = this.key.arn;
        this.aliasName = this.alias.name;
        this.registerOutputs({
            key: this.key,
            alias: this.alias,
            policy: this.policy,
            arn: this.arn,
            aliasName: this.aliasName,
        });
    }
}

/** Asked once for what is known at once, and again for what becomes known later. */
function refuse(name: string, args: EncryptionKeyArgs): void {
    const faults = new Faults();
    const { users = [] } = args;
    for (const user of new Set(users)) {
        const fault = choiceFault(user, KeyUser);
        if (fault !== undefined) {
            faults.add("users", fault, oneOf(KeyUser));
        }
    }
    if (new Set(users).size < users.length) {
        faults.add("users", "a service is named twice", "name each service once");
    }
    faults.addAll(distributionFaults(args.distributionArns));
    faults.addAll(statementFaults("statements", args.statements, [...keySids, ...Object.values(KeyUser)]));
    faults.addAll(tagFaults(args.tags));
    faults.throwIfAny("EncryptionKey", name);
}
