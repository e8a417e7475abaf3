import * as pulumi from "@pulumi/pulumi";
import { type ExistingNetwork, type IdentityPool, type Network, type SecureFunction, VpcConsole } from "palisade-aws";
import { siteBundle } from "palisade-console/bundles";
import type { Settings } from "../config";
import { type FunctionSettings, makeFunction } from "./functions";
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
    const { hostName = "", certificateArn = "", reachedFrom = {}, removable } = settings;
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
        certificateArn,
        sources: reachedFrom,
        removable,
    });
    return { origin: pulumi.output(`https://${hostName}`), url: delivery.url, keyUsers: [pages] };
}
