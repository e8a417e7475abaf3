import { all, any, not, type Truth } from "./truth";
import { ifKnown, UNKNOWN } from "./unknown";
import { arnFields } from "./arn";
import type { Condition } from "./conditions";
import type { Statement } from "./document";
import { touchesAction } from "./elements";
import { isAllow } from "./grants";
import type { Principal } from "./principals";

/**
 * What a value of `sub` must begin with to name one customer of a provider that many share. Other providers are one's
 * own, as that of a cluster is: there any beginning narrows it down.
 * @see https://docs.github.com/en/actions/reference/security/oidc
 * @see https://docs.gitlab.com/ci/cloud_services/aws/
 * @see https://developer.hashicorp.com/terraform/cloud-docs/dynamic-provider-credentials/aws-configuration
 */
const ONE_CUSTOMER: ReadonlyMap<string, RegExp> = new Map([
    ["token.actions.githubusercontent.com", /^(repo:[^*?/:]+\/|(?!repo:)[a-z_]+:[^*?:]+)/],
    ["gitlab.com", /^project_path:[^*?/:]+\//],
    ["app.terraform.io", /^organization:[^*?:]+:/],
]);
const ANYTHING_FIXED = /^(?!system:serviceaccount:[*?])[^*?]/;

/**
 * Of providers that many share, and whose tokens name the customer by something else than `sub`: by what.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 */
const CUSTOMER_KEYS: ReadonlyMap<string, string> = new Map([
    ["api.pulumi.com/oidc", "api.pulumi.com/oidc:aud"],
    ["oidc.vercel.com", "oidc.vercel.com:aud"],
    ["sandboxes.cloud", "sandboxes.cloud:aud"],
    ["sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d", "sts:rolesessionname"],
]);
const ONE_ALONE = /^[^*?]+$/;

/** Claims beside `sub` that name one customer by themselves, of a provider that many share by what is before a slash. */
const OF_ONE_CUSTOMER = [
    "repository",
    "repository_id",
    "repository_owner",
    "repository_owner_id",
    "job_workflow_ref",
    "enterprise_id",
    "project_id",
    "project_path",
    "namespace_id",
    "namespace_path",
];

const ONE_OWNER = /^[^*?/]+(\/|$)/;

/**
 * Who the token says that its bearer is, where the provider puts that into it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
const SOURCE_IDENTITY = "sts:sourceidentity";

/**
 * Whether a role's trust lets in whoever an OpenID Connect provider of the account knows: no condition says of which
 * subject the token must be.
 */
export function trustsAnySubject(statement: Statement): Truth {
    const { principal } = statement;
    const hosts = principal === undefined || principal.negated ? [] : principal.principals;
    return all([
        isAllow(statement),
        touchesAction(statement.action, "sts:AssumeRoleWithWebIdentity"),
        any(
            hosts.map((one) =>
                ifKnown(one, (provider) => {
                    const host = hostOf(provider);
                    return host !== undefined && not(namesSubject(statement, host));
                }),
            ),
        ),
    ]);
}

const PROVIDER = "oidc-provider/";

function hostOf(principal: Principal): string | undefined {
    const name = principal.kind === "federated" ? arnFields(principal.value)?.[5] : undefined;
    return name?.startsWith(PROVIDER) === true ? name.slice(PROVIDER.length) : undefined;
}

function namesSubject(statement: Statement, host: string): Truth {
    return any(statement.conditions.map((one) => ifKnown(one, (condition) => isSubject(condition, host))));
}

function isSubject({ key, operator, values }: Condition, host: string): Truth {
    const claim = key.startsWith(`${host.toLowerCase()}:`) ? key.slice(host.length + 1) : "";
    const isText = operator.family === "text" || operator.family === "text-pattern";
    const isCustomer = key === CUSTOMER_KEYS.get(host);
    const form = isCustomer ? ONE_ALONE : formOf(claim, host);
    if (operator.negated || operator.ifExists || operator.quantifier === "all" || !isText) {
        return false;
    }
    return (
        (isCustomer || claim === "sub" || OF_ONE_CUSTOMER.includes(claim) || key === SOURCE_IDENTITY) &&
        all(values.map((value) => (value === UNKNOWN ? "undetermined" : form.test(value))))
    );
}

/** What a value of a claim must look like to name one customer. */
function formOf(claim: string, host: string): RegExp {
    const ofSubject = ONE_CUSTOMER.get(host);
    if (ofSubject === undefined || claim === "") {
        return ANYTHING_FIXED;
    }
    return claim === "sub" ? ofSubject : ONE_OWNER;
}
