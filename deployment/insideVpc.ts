import * as pulumi from "@pulumi/pulumi";
import { type ExistingNetwork, type IdentityPool, type Network, type SecureFunction, VpcConsole } from "palisade-aws";
import { siteBundle } from "palisade-console/bundles";
import type { Settings } from "../settings/settings";
import { type FunctionSettings, makeFunction } from "./functions";
import { makeAlias, makeCertificate } from "./hosts";
import { placed } from "./network";
import { API_PATH, type Delivery, pagesConfig } from "./pages";

export interface VpcArgs {
    /** Answers the API. */
    readonly api: SecureFunction;
    readonly users: IdentityPool;
    readonly network: Network | ExistingNetwork;
    readonly functions: FunctionSettings;
    readonly settings: Settings;
}

/** Pages and API by functions behind a balancer inside the VPC. */
export function insideVpc({ api, users, network, functions, settings }: VpcArgs): Delivery {
    const { hostName = "", hostedZone, privateHostedZone, reachedFrom = {}, removable } = settings;
    const pages = makeFunction("site", siteBundle(), functions, {
        environment: {
            RUNTIME_CONFIG: pulumi.jsonStringify(pagesConfig(users)),
            CONNECT_ORIGINS: users.connectOrigins.apply((origins) => origins.join(" ")),
        },
        placement: placed(network, "site", []),
    });
    const delivery = new VpcConsole("console", {
        network,
        pages,
        api,
        apiPath: API_PATH,
        hostName,
        // AWS Certificate Manager asks for the records that prove the name by public DNS alone.
        certificateArn: settings.certificateArn ?? makeCertificate("console", hostName, settings) ?? "",
        sources: reachedFrom,
        removable,
    });
    const found = makeAlias(
        "console",
        hostName,
        privateHostedZone ?? hostedZone,
        { host: delivery.dnsName, zoneId: delivery.zoneId },
        { ipv6: false },
    );
    return {
        origin: pulumi.output(`https://${hostName}`),
        url: pulumi.all([delivery.url, found]).apply(([url]) => url),
        keyUsers: [pages],
    };
}
