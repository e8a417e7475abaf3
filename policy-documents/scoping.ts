import { all, any, type Truth } from "./truth";
import { ifKnown, type Unknown } from "./unknown";
import { addressRange, isBroad } from "./addresses";
import { namesOneOwner } from "./arn";
import type { Condition } from "./conditions";
import type { Family } from "./operators";
import { isFixed, pattern } from "./patterns";
import { OPEN_IDENTITY_PROVIDERS } from "./principals";

/** What a value of a key must be to single somebody out. */
type Scope = "text" | "arn" | "service-arn" | "organization-path" | "address";

/**
 * The keys that say who asks, or through what of his own, and that an outsider cannot set as he likes.
 *
 * Not among them, on purpose: `kms:ViaService`, `aws:CalledVia` and `aws:PrincipalIsAWSService` (anybody can use a
 * service), `aws:PrincipalTag/…` (anybody can tag his own users), `aws:Referer` and `aws:UserAgent` (anybody can write
 * them), `aws:ResourceAccount` and `aws:ResourceOrgID` (they tell whose the resource is), `aws:VpcSourceIp` alone
 * (every VPC has the same private addresses).
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const SCOPES: ReadonlyMap<string, Scope> = new Map<string, Scope>([
    ["aws:principalorgid", "text"],
    ["aws:principalorgpaths", "organization-path"],
    ["aws:principalaccount", "text"],
    ["aws:principalarn", "arn"],
    ["aws:principalservicename", "text"],
    ["aws:principalservicenameslist", "text"],
    // S3 counts `AROA…:*`, every session of a role, as public.
    ["aws:userid", "text"],
    ["aws:sourceaccount", "text"],
    ["aws:sourceowner", "text"],
    ["aws:sourcearn", "arn"],
    ["aws:sourceorgid", "text"],
    ["aws:sourceorgpaths", "organization-path"],
    ["aws:sourcevpc", "text"],
    ["aws:sourcevpce", "text"],
    ["aws:sourcevpcarn", "arn"],
    ["aws:vpceaccount", "text"],
    ["aws:vpceorgid", "text"],
    ["aws:vpceorgpaths", "organization-path"],
    ["aws:sourceip", "address"],
    ["s3:dataaccesspointaccount", "text"],
    ["s3:dataaccesspointarn", "arn"],
    ["s3:x-amz-server-side-encryption-aws-kms-key-id", "text"],
    ["kms:calleraccount", "text"],
    ...OPEN_IDENTITY_PROVIDERS.flatMap((provider) =>
        ["aud", "app_id", "sub", "user_id"].map((claim): [string, Scope] => [`${provider}:${claim}`, "text"]),
    ),
]);

/**
 * True of requests that come from within the VPC of an EFS file system, by one of its mount targets.
 * @see https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html
 */
const MOUNT_TARGET = "elasticfilesystem:accessedviamounttarget";

type Conditions = readonly (Condition | Unknown)[];

/**
 * Whether these conditions keep outsiders out: one of them holds for certain somebodies only.
 *
 * @param idleKeys Keys, in lower case, that scope nobody where the document is.
 */
export function scopesPrincipal(conditions: Conditions, idleKeys: ReadonlySet<string>): Truth {
    return any(
        conditions.map((one) =>
            ifKnown(one, (condition) => !idleKeys.has(condition.key) && admitsOnlyScoped(condition, conditions)),
        ),
    );
}

/** The keys that say for whom a service acts; to other requesters they say little. */
const SOURCES: ReadonlyMap<string, Scope> = new Map<string, Scope>([
    ["aws:sourceaccount", "text"],
    ["aws:sourceowner", "text"],
    ["aws:sourcearn", "arn"],
    ["aws:sourceorgid", "text"],
    ["aws:sourceorgpaths", "organization-path"],
    // Of services that send one, such as Firehose: the account it acts for, or a word that only the customer knows.
    ["sts:externalid", "text"],
]);

/** What a service encrypts, by its ARN, which the service itself puts into the request: `aws:logs:arn`. */
const ENCRYPTION_CONTEXT = /^kms:encryptioncontext:aws:[^:]+:arn$/;

function sourceScope(key: string): Scope | undefined {
    return ENCRYPTION_CONTEXT.test(key) ? "service-arn" : SOURCES.get(key);
}

/** Whether these conditions bind a service to act for certain somebodies only. */
export function scopesSource(conditions: Conditions): Truth {
    return any(
        conditions.map((one) =>
            ifKnown(one, (condition) => admitsOnly(sourceScope(condition.key), condition, conditions)),
        ),
    );
}

/** Whether these conditions hold for every outsider, as those of "deny all but my organization" do. */
export function holdForOutsiders(conditions: Conditions, idleKeys: ReadonlySet<string>): Truth {
    return all(
        conditions.map((one) =>
            ifKnown(one, (condition) => !idleKeys.has(condition.key) && holdsForOutsiders(condition)),
        ),
    );
}

function admitsOnlyScoped({ operator, key, values }: Condition, conditions: Conditions): Truth {
    if (key === MOUNT_TARGET) {
        const isTrue = values.map((value) => ifKnown(value, (text) => text.toLowerCase() === "true"));
        return all([operator.family === "boolean", !operator.negated, !operator.ifExists, ...isTrue]);
    }
    return admitsOnly(SCOPES.get(key), { operator, key, values }, conditions);
}

function admitsOnly(scope: Scope | undefined, { operator, key, values }: Condition, conditions: Conditions): Truth {
    if (scope === undefined || operator.negated || !compares(operator.family, scope)) {
        return false;
    }
    // …IfExists and ForAllValues hold where the key is absent, and outsiders' requests have none of these keys.
    const admitsAbsent = operator.ifExists || operator.quantifier === "all";
    const singlesOut = values.map((value) => ifKnown(value, (text) => isOne(text, scope, operator.family)));
    return all([!admitsAbsent || demandsKey(conditions, key), ...singlesOut]);
}

function holdsForOutsiders({ operator, key, values }: Condition): Truth {
    const scope = SCOPES.get(key);
    if (key === "aws:principalisawsservice") {
        // "…unless an AWS service asks": a service is nobody in particular, but not an outsider either.
        return all(values.map((value) => ifKnown(value, (text) => text.toLowerCase() === "false")));
    }
    // ForAnyValue does not hold where the key is absent, as it is in the requests of outsiders.
    if (
        scope === undefined ||
        !operator.negated ||
        operator.quantifier === "any" ||
        !compares(operator.family, scope)
    ) {
        return false;
    }
    return all(values.map((value) => ifKnown(value, (text) => isOne(text, scope, operator.family))));
}

/** Whether requests without the key are out anyway: `"Null": {"aws:SourceArn": "false"}`. */
function demandsKey(conditions: Conditions, key: string): Truth {
    return any(
        conditions.map((one) =>
            ifKnown(one, ({ operator, key: other, values }) =>
                operator.family === "presence" && other === key
                    ? all(values.map((value) => ifKnown(value, (text) => text.toLowerCase() === "false")))
                    : false,
            ),
        ),
    );
}

/** Whether an operator of this family compares such keys as AWS demands it. */
function compares(family: Family, scope: Scope): boolean {
    return scope === "address"
        ? family === "address"
        : family === "text" || family === "text-pattern" || family === "arn";
}

/** Whether the value stands for one account, organization, network or the like. Wildcards and variables do not. */
function isOne(text: string, scope: Scope, family: Family): boolean {
    switch (scope) {
        case "text":
            return isFixed(pattern(text));
        case "arn":
            return family === "arn" ? namesOneOwner(text, true) : namesOneOwner(text, false) || isFixed(pattern(text));
        case "service-arn":
            return namesOneOwner(text, true);
        case "organization-path":
            // o-a1b2c3d4e5/r-ab12/ou-…/*: an organization's id is unique, whatever follows.
            return /^o-[a-z0-9]{10,32}\//.test(text) || isFixed(pattern(text));
        case "address": {
            const range = addressRange(text);
            return range !== undefined && !isBroad(range);
        }
    }
}
