import type { Condition, Statement, TrustDocument } from "../../shared/policyDocument";

const present = "aws:MultiFactorAuthPresent";
const age = "aws:MultiFactorAuthAge";

/**
 * What a request of somebody fulfils who proved a second factor less than so many minutes ago. Requests by an access key
 * alone have neither key, and fulfil neither.
 * See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function freshMfa(minutes: number): { Bool: Condition[string]; NumericLessThan: Condition[string] } {
    return { Bool: { [present]: ["true"] }, NumericLessThan: { [age]: [String(minutes * 60)] } };
}

/** Whether a condition is about the second factor of whoever asks. */
export function isAboutMfa(key: string): boolean {
    return [present, age].some((one) => one.toLowerCase() === key.toLowerCase());
}

/**
 * Denies actions to whoever did not prove a second factor, or longer ago than so many minutes. For policies of users and
 * of groups, and not of roles: what `sts:AssumeRole` gives knows nothing of a second factor, so that a role would be
 * denied them for ever. Demand it where the role is taken, as HumanRole does.
 *
 * With `IfExists`, because requests by an access key alone do not have the keys at all: `Bool` would not hold for them, and
 * the Deny would leave out the very requests that it is for.
 * See https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
export function denyWithoutMfa(actions: string[], { minutes = 60, resources = ["*"] } = {}): Statement[] {
    const deny = (Sid: string, condition: Condition): Statement => ({
        Sid,
        Effect: "Deny",
        Action: actions,
        Resource: resources,
        Condition: condition,
    });
    return [
        deny("WithoutSecondFactor", { BoolIfExists: { [present]: ["false"] } }),
        deny("SecondFactorTooOld", { NumericGreaterThanEqualsIfExists: { [age]: [String(minutes * 60)] } }),
    ];
}

/** What is asked of people who want to be a role. */
export interface PersonDemands {
    /** ARNs of users and accounts, or accounts' digits. */
    trusted: string[];
    mfaMinutes: number;
    externalId?: string | undefined;
    organizationId?: string | undefined;
    /** Tags that they have, by key. */
    principalTags: Record<string, string>;
    /** Whether they may call their sessions as they like. */
    anySessionName: boolean;
    /** Whether they tell, for good, whose session it is. */
    sourceIdentity: boolean;
}

/** IAM puts in the name of the user who asks. Whoever is no user has none, and fulfils no condition with it. */
const ownName = "${aws:username}";

/** Lets people take a role, each under the own name, and only soon after they proved a second factor. */
export function personTrust(demands: PersonDemands): TrustDocument {
    const { trusted, mfaMinutes, externalId, organizationId, principalTags, anySessionName, sourceIdentity } = demands;
    const equals: Condition[string] = {
        ...(externalId === undefined ? {} : { "sts:ExternalId": [externalId] }),
        ...(organizationId === undefined ? {} : { "aws:PrincipalOrgID": [organizationId] }),
        ...(anySessionName ? {} : { "sts:RoleSessionName": [ownName] }),
        ...(sourceIdentity ? { "sts:SourceIdentity": [ownName] } : {}),
    };
    for (const [key, value] of Object.entries(principalTags)) {
        equals[`aws:PrincipalTag/${key}`] = [value];
    }
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { AWS: trusted },
                Action: ["sts:AssumeRole", ...(sourceIdentity ? ["sts:SetSourceIdentity"] : [])],
                Condition: {
                    ...freshMfa(mfaMinutes),
                    ...(Object.keys(equals).length === 0 ? {} : { StringEquals: equals }),
                },
            },
        ],
    };
}
