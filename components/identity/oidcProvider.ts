import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type Check, onceKnown, text } from "../shared/checks";
import type { Children } from "../shared/children";
import { secretArn, secretText } from "../shared/secretText";

/** An identity provider that speaks OpenID Connect. */
export interface OidcProviderArgs {
    /** Its name in the pool, from 3 to 32 letters, digits and hyphens, for example `Okta`. */
    name: string;
    /** Its address, as in the `iss` of its tokens: https, without a slash at the end. */
    issuer: pulumi.Input<string>;
    /** What it calls the pool. */
    clientId: pulumi.Input<string>;
    /**
     * ARN of a secret in AWS Secrets Manager whose text is the client's secret. Whoever deploys needs
     * `secretsmanager:GetSecretValue` on it; in the state it is a secret.
     */
    clientSecretArn: pulumi.Input<string>;
    /** What is asked of it, `openid` among it. Default: `openid`, `email`, `profile`. */
    scopes?: string[];
    /** The claim that holds the user's groups there. Default: `groups`. */
    groupsClaim?: string;
}

const defaults = { scopes: ["openid", "email", "profile"], groupsClaim: "groups" };

/** The attribute that holds the provider's groups, as the provider wrote it at the last sign-in. */
export const groupsAttribute = "custom:groups";

/** Names that Amazon Cognito gives to providers of its own. */
const reservedNames = ["cognito", "facebook", "google", "loginwithamazon", "signinwithapple"];

const providerName = text(
    (name) =>
        /^[a-zA-Z0-9][a-zA-Z0-9-]{2,31}$/.test(name) && !reservedNames.includes(name.toLowerCase())
            ? undefined
            : `"${name}" is not a name for it`,
    `use 3 to 32 letters, digits and hyphens, and none of ${reservedNames.join(", ")}`,
);

const issuer = text((address) => {
    if (!/^https:\/\/[^/]/.test(address) || !URL.canParse(address)) {
        return `"${address}" is not an address of https`;
    }
    const { username, search } = new URL(address);
    const plainAddress = username === "" && search === "" && !address.includes("#") && !address.endsWith("/");
    return plainAddress ? undefined : `"${address}" is more than the address of an issuer`;
}, "pass it as in its tokens, for example https://example.okta.com: no slash at the end, no query, no user");

const oneWord = text((word) => (/^\S+$/.test(word) ? undefined : `"${word}" is not one word`), "pass its name");

/** Everything that is wrong with a provider, as far as it is known. */
export const oidcFaults: Check<OidcProviderArgs> = (provider, argument) => {
    const { scopes = defaults.scopes, groupsClaim = defaults.groupsClaim } = provider;
    return [
        ...providerName(provider.name, `${argument}.name`),
        ...onceKnown(issuer)(provider.issuer, `${argument}.issuer`),
        ...onceKnown(oneWord)(provider.clientId, `${argument}.clientId`),
        ...onceKnown(secretArn)(provider.clientSecretArn, `${argument}.clientSecretArn`),
        ...scopes.flatMap((scope) => oneWord(scope, `${argument}.scopes`)),
        ...(scopes.includes("openid")
            ? []
            : [{ argument: `${argument}.scopes`, fault: "openid is not among them", fix: "add openid" }]),
        ...oneWord(groupsClaim, `${argument}.groupsClaim`),
    ];
};

/** Registers the provider: its e-mail address and its groups become attributes of those who come from it. */
export function oidcProvider(
    children: Children,
    userPoolId: pulumi.Output<string>,
    given: OidcProviderArgs,
    checked: pulumi.Output<pulumi.Unwrap<OidcProviderArgs> | undefined>,
): aws.cognito.IdentityProvider {
    const { name, scopes = defaults.scopes, groupsClaim = defaults.groupsClaim } = given;
    const clientSecret = secretText(
        children,
        checked.apply((known) => known?.clientSecretArn ?? ""),
    );
    return new aws.cognito.IdentityProvider(
        children.name("oidc"),
        {
            userPoolId,
            providerName: name,
            providerType: "OIDC",
            providerDetails: {
                oidc_issuer: checked.apply((known) => known?.issuer ?? ""),
                client_id: checked.apply((known) => known?.clientId ?? ""),
                client_secret: clientSecret,
                authorize_scopes: scopes.join(" "),
                attributes_request_method: "GET",
            },
            attributeMapping: {
                username: "sub",
                email: "email",
                email_verified: "email_verified",
                [groupsAttribute]: groupsClaim,
            },
            region: children.region,
        },
        // Amazon Cognito adds this one itself.
        { ...children.options(), ignoreChanges: ["providerDetails.attributes_url_add_attributes"] },
    );
}
