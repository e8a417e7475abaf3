import * as pulumi from "@pulumi/pulumi";
import {
    ApiExposure,
    CloudFrontConsole,
    type EncryptionKey,
    FirewallScope,
    type IdentityPool,
    type LogBucket,
    PrivateApi,
    type SecureFunction,
    WebFirewall,
} from "palisade-aws";
import { apiDocument, pages } from "palisade-console/bundles";
import { pageHeaders } from "palisade-console/headers";
import type { Settings } from "../settings/settings";
import { makeAlias, makeCertificate } from "./hosts";
import { makeOriginSecrets } from "./originSecrets";
import { API_PATH, type Delivery, pagesConfig } from "./pages";

export interface CloudFrontArgs {
    /** Answers the API. */
    readonly api: SecureFunction;
    readonly users: IdentityPool;
    readonly accessLogs: LogBucket;
    readonly key: EncryptionKey | string;
    readonly settings: Settings;
}

/** Pages in a bucket and the API behind one distribution, which the API knows by a secret. */
export function behindCloudFront({ api: answers, users, accessLogs, key, settings }: CloudFrontArgs): Delivery {
    const { hostName, hostedZone, logRetentionDays, removable } = settings;
    const logging = { key, logRetentionDays, removable };

    const originSecrets = makeOriginSecrets(settings.originSecretRound);
    const originFirewall = new WebFirewall("origin", { originSecrets: originSecrets.taken, ...logging });
    const api = new PrivateApi("api", {
        document: apiDocument(),
        function: answers,
        exposure: ApiExposure.CloudFront,
        firewall: originFirewall,
        userPoolArns: [users.arn],
        scopes: ["openid"],
        ...logging,
    });
    const certificateArn =
        settings.certificateArn ?? (hostName && makeCertificate("console", hostName, settings, "us-east-1"));
    const delivery = new CloudFrontConsole("console", {
        pagesFolder: pages(),
        runtimeConfig: pagesConfig(users),
        headers: users.connectOrigins.apply((connect) => pageHeaders({ connect, scheme: "https" })),
        api,
        apiPath: API_PATH,
        // Once the firewall takes it.
        originSecret: pulumi.all([originSecrets.current, originFirewall.arn]).apply(([secret]) => secret),
        firewall: new WebFirewall("edge", {
            scope: FirewallScope.CloudFront,
            region: "us-east-1",
            allowedAddresses: settings.allowedAddresses,
            logRetentionDays,
            removable,
        }),
        ...(hostName === undefined ? {} : { domainNames: [hostName], certificateArn }),
        accessLogBucketName: accessLogs.bucketName,
        // The policy of a key of the stack's own would name the distribution, which stands on what that key encrypts.
        key: settings.keyArn,
        removable,
    });
    const found = hostName && makeAlias("console", hostName, hostedZone, { host: delivery.domainName }, { ipv6: true });
    return {
        origin: pulumi.interpolate`https://${hostName ?? delivery.domainName}`,
        url: pulumi.all([delivery.url, found]).apply(([url]) => url),
        keyUsers: [originFirewall, api, delivery],
    };
}
