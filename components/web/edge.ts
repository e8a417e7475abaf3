import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { cloudFrontRegion } from "../shared/arn";
import type { Children } from "../shared/children";
import { logFields } from "./policy/distribution";
import { edgeRuntime } from "./policy/edgeFunctions";
import type { HeaderSections } from "./policy/responseHeaders";

/** A function that CloudFront runs. */
export function edgeFunction(children: Children, suffix: string, code: string): pulumi.Output<string> {
    const { arn } = new aws.cloudfront.Function(
        children.name(suffix),
        { code, runtime: edgeRuntime, publish: true, tags: children.tags(suffix) },
        children.looseOptions(),
    );
    return arn;
}

/** Headers that CloudFront answers with, errors of the origin included. */
export function headersPolicy(
    children: Children,
    suffix: string,
    sections: pulumi.Output<HeaderSections>,
): pulumi.Output<string> {
    const { id } = new aws.cloudfront.ResponseHeadersPolicy(
        children.name(suffix),
        {
            securityHeadersConfig: sections.apply(({ securityHeadersConfig }) => securityHeadersConfig),
            customHeadersConfig: sections.apply(({ customHeadersConfig }) => customHeadersConfig),
        },
        children.looseOptions(),
    );
    return id;
}

/** Has CloudFront's log delivered to a bucket, below `AWSLogs/<account>/CloudFront/`. */
export function deliverLogs(
    children: Children,
    distributionArn: pulumi.Input<string>,
    bucketArn: pulumi.Input<string>,
): void {
    const common = { tags: children.tags(), region: cloudFrontRegion };
    const source = new aws.cloudwatch.LogDeliverySource(
        children.name(),
        { logType: "ACCESS_LOGS", resourceArn: distributionArn, ...common },
        children.looseOptions(),
    );
    const destination = new aws.cloudwatch.LogDeliveryDestination(
        children.name(),
        { deliveryDestinationConfiguration: { destinationResourceArn: bucketArn }, outputFormat: "json", ...common },
        children.looseOptions(),
    );
    new aws.cloudwatch.LogDelivery(
        children.name(),
        {
            deliverySourceName: source.name,
            deliveryDestinationArn: destination.arn,
            recordFields: logFields,
            ...common,
        },
        children.looseOptions(),
    );
}
