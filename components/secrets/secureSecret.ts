import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { FunctionInvoker, type SecureFunction } from "../compute/secureFunction";
import { keyOf, keyRule } from "../encryption/componentKey";
import type { EncryptionKey } from "../encryption/encryptionKey";
import { argumentsOf } from "../shared/arguments";
import { days, whole } from "../shared/checks";
import { Children, commonRules } from "../shared/children";
import { grant, type GrantOptions } from "../shared/grants";
import { physicalName, secretNaming } from "../shared/naming";
import { outputsOf } from "../shared/outputs";
import { ArgumentError } from "../shared/validate";
import { readGrant, rotateGrant } from "./policy/secretGrants";

/** Arguments of {@link SecureSecret}. None is needed. */
export interface SecureSecretArgs {
    /** What the secret is for. Plain or output. Default: `<name>: secret`. */
    description?: pulumi.Input<string>;
    /**
     * Number of letters and digits of a first value, made at random by AWS Secrets Manager. It is then in the stack's
     * state, encrypted with the stack's own secrets provider. Plain. Default: none, the secret is empty until you or
     * its rotation put a value into it, and no value is ever in the state.
     */
    generatedCharacters?: number;
    /**
     * An EncryptionKey of the same account, or the ARN of any key: its policy is never touched, what its owner must add
     * is the output `requiredKeyStatements`. Default: a key of its own (1 USD a month).
     */
    key?: EncryptionKey | pulumi.Input<string>;
    /**
     * Whether secret and key may be deleted with the stack. Plain. Default: false, they are protected and survive being
     * removed from the program. With true the secret is deleted 30 days after the destroy.
     */
    removable?: boolean;
    /** Tags, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Region of the secret and its key. Default: the provider's. */
    region?: pulumi.Input<string>;
}

export const secureSecretArguments = argumentsOf<SecureSecretArgs>()("SecureSecret", {
    description: { otherwise: "`<name>: secret`", why: "shown in the console" },
    generatedCharacters: {
        plain: true,
        check: whole("characters", 32, 4096),
        why: "without it no value is in the stack's state",
    },
    key: {
        ...keyRule,
        otherwise: "a key of its own",
        why: "who may read the secret is then decided twice; secrets can share one",
        cost: "1 USD",
    },
    ...commonRules("what it opens would be closed: secret and key are protected and kept"),
});

/** How a secret is rotated. */
export interface RotationOptions {
    /** Days between two values. Plain. Default: 30. */
    everyDays?: number;
}

/**
 * A secret in AWS Secrets Manager: encrypted with a customer managed key, open to nobody but the account's own roles,
 * deleted only after 30 days. The program never knows its value, unless it is asked to make the first one.
 *
 * Cost: 0.40 USD a month, 0.05 USD per 10,000 requests, 1 USD a month for its own key.
 * Controls: SecretsManager.1, SecretsManager.4 (with `rotateWith`).
 */
export class SecureSecret extends pulumi.ComponentResource {
    /** The secret. */
    public readonly secret: aws.secretsmanager.Secret;
    /** The key made for the secret; none with a key of yours. */
    public readonly key?: aws.kms.Key;
    /** ARN of the secret. */
    public readonly arn: pulumi.Output<string>;
    /** ARN of the key that encrypts the secret. */
    public readonly keyArn: pulumi.Output<string>;
    /**
     * JSON list of the statements the owner of a key of yours must add to its policy; `[]` when there is nothing to
     * add.
     */
    public readonly requiredKeyStatements: pulumi.Output<string>;
    /** Region of the secret. */
    public readonly region: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument. */
    constructor(name: string, args: SecureSecretArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        const given = secureSecretArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const { description = `${name}: secret`, generatedCharacters, region } = given.values;
        const children = new Children(this, given);
        const key = keyOf(given, children, { purpose: "secret", through: ["secretsmanager"] });

        this.secret = new aws.secretsmanager.Secret(
            children.name(),
            {
                ...physicalName("namePrefix", name, secretNaming),
                description,
                kmsKeyId: key.arn,
                recoveryWindowInDays: 30,
                tags: children.tags(),
                region,
            },
            children.keptOptions(),
        );
        if (generatedCharacters !== undefined) {
            const { randomPassword } = aws.secretsmanager.getRandomPasswordOutput(
                { passwordLength: generatedCharacters, excludePunctuation: true, region },
                { parent: this },
            );
            new aws.secretsmanager.SecretVersion(
                children.name("value"),
                {
                    secretId: this.secret.id,
                    // Write-only: what a rotation puts there is neither read back nor taken for a difference.
                    secretStringWo: randomPassword,
                    secretStringWoVersion: 1,
                    region,
                },
                // Every run is given another text, and only the first one counts.
                { ...children.options(), ignoreChanges: ["secretStringWo"] },
            );
        }

        this.key = key.own;
        this.arn = this.secret.arn;
        this.keyArn = key.arn;
        this.requiredKeyStatements = key.requiredStatements;
        this.region = children.place.region;
        this.registerOutputs(outputsOf(this));
    }

    /**
     * Lets a role of the secret's account read the value: `secretsmanager:GetSecretValue` on the secret, and
     * `kms:Decrypt` on the key, through AWS Secrets Manager only.
     */
    public grantRead(role: aws.iam.Role, options: GrantOptions = {}): aws.iam.RolePolicy {
        return grant(readGrant, this, role, options);
    }

    /**
     * Lets a role of the secret's account make new values and put them in the place of old ones:
     * `secretsmanager:DescribeSecret`, `secretsmanager:GetSecretValue`, `secretsmanager:PutSecretValue`,
     * `secretsmanager:UpdateSecretVersionStage` on the secret, and `kms:Decrypt`, `kms:GenerateDataKey` on the key,
     * through AWS Secrets Manager only.
     */
    public grantRotate(role: aws.iam.Role, options: GrantOptions = {}): aws.iam.RolePolicy {
        return grant(rotateGrant, this, role, options);
    }

    /**
     * Has a function rotate the secret: its role is granted what it needs, AWS Secrets Manager may call it for this
     * secret, and does so at once and then every so many days.
     * @throws ArgumentError for days that are not 1 to 1000.
     */
    public rotateWith(
        rotator: SecureFunction,
        { everyDays = 30 }: RotationOptions = {},
    ): aws.secretsmanager.SecretRotation {
        const name = pulumi.resourceName(this);
        const faults = days(1, 1000)(everyDays, "everyDays");
        if (faults.length > 0) {
            throw new ArgumentError("SecureSecret", name, faults);
        }
        const granted = this.grantRotate(rotator.role);
        const allowed = rotator.allowInvoke(FunctionInvoker.SecretsManager, this.arn, { name });
        return new aws.secretsmanager.SecretRotation(
            `${name}-rotation`,
            {
                secretId: this.secret.id,
                rotationLambdaArn: rotator.arn,
                rotationRules: { automaticallyAfterDays: everyDays },
                region: this.region,
            },
            // AWS Secrets Manager calls the function as soon as the rotation is there.
            { parent: this, dependsOn: [granted, allowed] },
        );
    }
}
