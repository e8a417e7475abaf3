import assert from "node:assert/strict";
import type { Place } from "../../../components/shared/arn";
import { policyDocument, type Statement } from "../../../components/shared/policyDocument";
import { decide, type Decision, type DocumentKind, readDocument, type Request } from "palisade-policy-documents";

/** One place in each of AWS's partitions. */
export const places: Place[] = [
    { partition: "aws", dnsSuffix: "amazonaws.com", accountId: "111122223333", region: "eu-central-1" },
    { partition: "aws-cn", dnsSuffix: "amazonaws.com.cn", accountId: "111122223333", region: "cn-north-1" },
    { partition: "aws-us-gov", dnsSuffix: "amazonaws.com", accountId: "111122223333", region: "us-gov-west-1" },
    { partition: "aws-eusc", dnsSuffix: "amazonaws.eu", accountId: "111122223333", region: "eusc-de-east-1" },
    { partition: "aws-iso", dnsSuffix: "c2s.ic.gov", accountId: "111122223333", region: "us-iso-east-1" },
    { partition: "aws-iso-b", dnsSuffix: "sc2s.sgov.gov", accountId: "111122223333", region: "us-isob-east-1" },
    { partition: "aws-iso-e", dnsSuffix: "cloud.adc-e.uk", accountId: "111122223333", region: "eu-isoe-west-1" },
    { partition: "aws-iso-f", dnsSuffix: "csp.hci.ic.gov", accountId: "111122223333", region: "us-isof-south-1" },
];

export const otherAccount = "999988887777";

/** What a policy, as statements or as JSON, says to a request. */
export function says(
    policy: Statement[] | string,
    principal: string,
    action: string,
    resource: string,
    context: Record<string, string | string[]> = {},
): Decision {
    const kind: DocumentKind = principal === "the role" ? "identity" : "resource";
    const document = readDocument(typeof policy === "string" ? policy : { ...policyDocument(policy) }, kind);
    assert.deepEqual(document.faults, []);
    return decide(document, { principal: requester(principal), action, resource, context });
}

/** What a role's trust says to somebody who wants to be it. It names no resource, which is always the role. */
export function trusts(
    trust: string,
    principal: string,
    action: string,
    context: Record<string, string | string[]> = {},
): Decision {
    const { Statement, ...rest } = JSON.parse(trust) as { Statement: object[] };
    const about = Statement.map((statement) => ({ ...statement, Resource: "*" }));
    return says(
        JSON.stringify({ ...rest, Statement: about }),
        principal,
        action,
        "arn:aws:iam::111122223333:role/a",
        context,
    );
}

const identityProvider = /^cognito-identity[a-z-]*\.amazonaws\.com$/;

function requester(principal: string): Request["principal"] {
    if (principal === "anonymous") {
        return { kind: "anonymous" };
    }
    if (identityProvider.test(principal)) {
        return { kind: "federated", provider: principal };
    }
    return principal.startsWith("arn:") || principal === "the role"
        ? { kind: "aws", arn: principal }
        : { kind: "service", service: principal };
}

/** The same context, but of another account. */
export function forAnotherAccount(context: Record<string, string>, { accountId }: Place): Record<string, string> {
    const changed: Record<string, string> = {};
    for (const [name, value] of Object.entries(context)) {
        changed[name] = value.replace(accountId, otherAccount);
    }
    return changed;
}

interface RoleMapping {
    readonly type: string;
    readonly ambiguousRoleResolution: string;
    readonly mappingRules?: readonly { claim: string; matchType: string; value: string; roleArn: string }[];
}

/**
 * The role that an identity pool gives for an ID token with these claims; none, where it denies.
 * See https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
 */
export function chosenRole(
    { type, ambiguousRoleResolution, mappingRules = [] }: RoleMapping,
    claims: Readonly<Record<string, string | string[]>>,
): string | undefined {
    assert.equal(ambiguousRoleResolution, "Deny");
    if (type === "Rules") {
        assert.ok(mappingRules.every(({ matchType }) => matchType === "Equals"));
        return mappingRules.find(({ claim, value }) => claims[claim] === value)?.roleArn;
    }
    assert.equal(type, "Token");
    const roles = claims["cognito:roles"] ?? [];
    const preferred = claims["cognito:preferred_role"];
    return [preferred, roles.length === 1 ? roles[0] : undefined].find((role) => typeof role === "string");
}
