import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accountStatement } from "../encryption/policy/keyStatements";
import { cloudFrontRegion } from "../shared/arn";
import type { Children } from "../shared/children";
import { failureAlarms } from "../shared/failureAlarms";
import { policyDocument } from "../shared/policyDocument";
import { signingKeyStatements } from "./policy/zoneStatements";

/** Where Amazon Route 53 has what belongs to public zones, wherever the rest is. */
export const zoneRegion = cloudFrontRegion;

/** Signs a zone, with a key that only this zone signs with. */
export function signZone(
    children: Children,
    zoneId: pulumi.Output<string>,
): { key: aws.kms.Key; signingKey: aws.route53.KeySigningKey } {
    const name = children.name("signing");
    const key = new aws.kms.Key(
        name,
        {
            description: `${children.name()}: signs the zone`,
            customerMasterKeySpec: "ECC_NIST_P256",
            keyUsage: "SIGN_VERIFY",
            // KMS rotates no keys that sign; a new one is another key-signing key, announced by a DS record before.
            enableKeyRotation: false,
            deletionWindowInDays: 30,
            tags: children.tags("signing"),
            region: zoneRegion,
        },
        children.keptOptions(),
    );
    const policy = new aws.kms.KeyPolicy(
        name,
        {
            keyId: key.keyId,
            policy: pulumi.jsonStringify(
                pulumi
                    .all([children.place, zoneId])
                    .apply(([place, id]) =>
                        policyDocument([accountStatement(place), ...signingKeyStatements(place, id)]),
                    ),
            ),
            region: zoneRegion,
        },
        children.options(),
    );
    const signingKey = new aws.route53.KeySigningKey(
        name,
        {
            hostedZoneId: zoneId,
            keyManagementServiceArn: key.arn,
            name: name.replace(/\W/g, "_").slice(0, 128),
            status: "ACTIVE",
        },
        { ...children.options(), dependsOn: [policy] },
    );
    new aws.route53.HostedZoneDnsSec(
        name,
        { hostedZoneId: zoneId, signingStatus: "SIGNING" },
        { ...children.options(), dependsOn: [signingKey] },
    );
    return { key, signingKey };
}

/** What breaks a signed zone. See https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec.html */
const failures = {
    "signing-fails": "DNSSECInternalFailure",
    "signing-key-fails": "DNSSECKeySigningKeysNeedingAction",
};

/** Tells a topic of failures, days before names can no longer be looked up. */
export function tellSigningFailures(
    children: Children,
    HostedZoneId: pulumi.Output<string>,
    topic: pulumi.Output<string | undefined>,
): void {
    failureAlarms(children, {
        metrics: failures,
        describe: (metricName) => `${metricName}; without help, its names are lost within days`,
        namespace: "AWS/Route53",
        dimensions: { HostedZoneId },
        statistic: "Maximum",
        topicArn: topic.apply((arn = "") => arn),
        region: zoneRegion,
    });
}
