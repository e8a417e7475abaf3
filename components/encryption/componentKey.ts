import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { keyRegionFaults, kmsKeyArn, type ThroughService } from "../shared/arn";
import type { Check } from "../shared/checks";
import type { Children, Family } from "../shared/children";
import { type PolicyStatementArgs, toStatement } from "../shared/statements";
import type { Fault } from "../shared/validate";
import { EncryptionKey, servedBy } from "./encryptionKey";
import {
    cloudFrontKeyStatements,
    type KeyUser,
    keyUserStatements,
    throughServiceStatement,
} from "./policy/keyStatements";

/** A key, as a component takes it: an EncryptionKey of the same account, or the ARN of any other. */
type Key = EncryptionKey | pulumi.Input<string>;

const keyFaults: Check<EncryptionKey | string> = (key, argument) => {
    if (key instanceof EncryptionKey) {
        return [];
    }
    return pulumi.Resource.isInstance(key)
        ? [
              {
                  argument,
                  fault: "it is a resource, but no EncryptionKey",
                  fix: "pass an EncryptionKey, or the key's ARN",
              },
          ]
        : kmsKeyArn(key, argument);
};

/** The rule of the argument `key`, but for its documentation. */
export const keyRule = {
    check: keyFaults,
    input: (key: EncryptionKey | string): pulumi.Input<string> => (key instanceof EncryptionKey ? key.arn : key),
};

/** Why a given key does not let services use it that need it; nothing is known of a key that is given by its ARN. */
export function keyUserFaults(key: Key | undefined, users: KeyUser[]): Fault[] {
    const served = key instanceof EncryptionKey ? servedBy(key).users : users;
    const missing = users.filter((user) => !served.includes(user));
    return missing.length === 0
        ? []
        : [
              {
                  argument: "key",
                  fault: `the EncryptionKey does not let ${missing.join(", ")} use it`,
                  fix: `give the EncryptionKey users: [${missing.map((user) => `KeyUser.${user}`).join(", ")}]`,
              },
          ];
}

/** How a component uses its key. */
interface KeyUse {
    /** What is encrypted with it, for the description of a key of its own. */
    purpose: string;
    /** The services that use the key for those who use the component. */
    through: ThroughService[];
    /** Services that use it under their own name. */
    users?: KeyUser[];
    /** Statements for what no KeyUser stands for; an EncryptionKey that is given is taken to have others to the same end. */
    statements?: PolicyStatementArgs[];
    /** CloudFront distributions that decrypt with it. */
    distributionArns?: pulumi.Output<string[]>;
}

/** The key of a component. */
export interface ComponentKey {
    /** The key that was made, if none was given. */
    own?: aws.kms.Key;
    /** ARN of the key, refused once it is known to be wrong. */
    arn: pulumi.Output<string>;
    /** What must be there before a service tries the key. */
    ready: pulumi.Resource[];
    /** JSON list of statements that the key's owner must add. */
    requiredStatements: pulumi.Output<string>;
}

/** The accepted arguments of a component that takes a key. */
interface Given extends Family {
    readonly values: Family["values"] & { key?: Key };
    output(argument: "key"): pulumi.Output<string | undefined>;
}

/** Takes the key that was given, or makes one. */
export function keyOf(given: Given, children: Children, use: KeyUse): ComponentKey {
    const { users = [], statements = [], distributionArns = pulumi.output([]) } = use;
    const { key } = given.values;
    if (key === undefined) {
        const { removable, region } = children;
        const own = new EncryptionKey(
            children.name("key"),
            {
                description: `${given.name}: ${use.purpose}`,
                users: use.users,
                ...(statements.length === 0 ? {} : { statements }),
                distributionArns,
                removable,
                tags: given.values.tags,
                region,
            },
            { parent: children.parent },
        );
        return { own: own.key, arn: own.arn, ready: [own.policy], requiredStatements: pulumi.jsonStringify([]) };
    }
    const arn = pulumi.all([given.output("key"), children.place]).apply(([arn = "", { region }]) => {
        given.require(keyRegionFaults(arn, region, "key"));
        return arn;
    });
    // An EncryptionKey of the account lets the account's IAM policies decide, and serves `users`, which was checked.
    const lacking =
        key instanceof EncryptionKey
            ? pulumi
                  .all([distributionArns, servedBy(key).distributionArns])
                  .apply(([needed, served]) => cloudFrontKeyStatements(needed.filter((arn) => !served.includes(arn))))
            : pulumi
                  .all([children.place, distributionArns, statements])
                  .apply(([place, arns, more]) => [
                      ...use.through.map((service) => throughServiceStatement(service, place)),
                      ...users.flatMap((user) => keyUserStatements(user, place)),
                      ...cloudFrontKeyStatements(arns),
                      ...more.map((statement) => toStatement(statement, ["*"])),
                  ]);
    return { arn, ready: [], requiredStatements: pulumi.jsonStringify(lacking) };
}
