import * as pulumi from "@pulumi/pulumi";
import { arns, type EncryptionKey, type ExistingNetwork, type LogBucket, Network, SecureSecret } from "palisade-aws";
import { bundles } from "palisade-console/bundles";
import { Console, type Settings } from "../settings/settings";
import { makeApiFunction } from "./apiFunction";
import { makeFunction } from "./functions";
import { groupVariables, makeUsers } from "./identity";
import type { KeyUser } from "./keyStatements";
import { patternNames } from "./names";
import { makeNetwork, placed } from "./network";
import { makeRegistry } from "./registry";
import { behindCloudFront } from "./behindCloudFront";
import { insideVpc } from "./insideVpc";
import type { Stores } from "./stores";

export interface ConsoleArgs {
    readonly key: EncryptionKey | string;
    readonly accessLogs: LogBucket;
    readonly stores: Stores;
    readonly settings: Settings;
}

export interface MadeConsole {
    readonly url: pulumi.Output<string>;
    /** What uses the stack's key. */
    readonly keyUsers: readonly KeyUser[];
    /** The VPC that it is in; none behind CloudFront. */
    readonly network?: Network | ExistingNetwork;
}

/** Users, functions, API and pages, as the settings want them; nothing where the stack has no console. */
export function makeConsole({ key, accessLogs, stores, settings }: ConsoleArgs): MadeConsole | undefined {
    if (settings.console === Console.None) {
        return undefined;
    }
    const { logRetentionDays, permissionsBoundaryArn, roleNamePrefix, removable, patternBuilder: builder } = settings;
    const functions = { key, logRetentionDays, permissionsBoundaryArn, roleNamePrefix, removable };
    const built = bundles();
    const place = arns.placeOf();
    const names = patternNames(pulumi.getProject(), pulumi.getStack());
    const network = settings.console === Console.Vpc ? makeNetwork({ key, settings }) : undefined;

    // Where the pages are is known last.
    const [origin, setOrigin] = pulumi.deferredOutput<string>();
    const preToken = makeFunction("pre-token", built.preToken, functions, {
        environment: groupVariables(settings),
        // Amazon Cognito waits five seconds.
        timeoutSeconds: 5,
        placement: placed(network, "pre-token", []),
    });
    const users = makeUsers({ origin, preToken, settings });

    // Outside of the VPC, in which no function is let out to the internet: it fetches the user pool's public keys, and
    // holds nothing.
    const inside = network && {
        network,
        keys: makeFunction("keys", built.keys, functions, {
            environment: { ISSUER: users.issuer },
            timeoutSeconds: 5,
        }),
    };
    const pageTokens = new SecureSecret("page-tokens", { generatedCharacters: 64, key, removable });
    const api = makeApiFunction(
        { bundle: built.api, stores, users, pageTokens, names, builder, place, inside },
        functions,
    );
    const { consumer, synchroniser } = makeRegistry(
        { bundles: built, stores, names, builder, place, network },
        functions,
    );

    const delivery =
        network === undefined
            ? behindCloudFront({ api, users, accessLogs, key, settings })
            : insideVpc({ api, users, network, functions, settings });
    setOrigin(delivery.origin);
    return {
        url: delivery.url,
        network,
        keyUsers: [
            ...[preToken, pageTokens, api, consumer, synchroniser],
            ...(inside ? [inside.keys] : []),
            ...(network instanceof Network ? [network] : []),
            ...delivery.keyUsers,
        ],
    };
}
