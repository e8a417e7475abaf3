import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { anyPartition } from "../shared/arn";
import { type Check, onceKnown, text } from "../shared/checks";
import type { Children } from "../shared/children";
import { isHostName } from "../shared/hostNames";
import { policyDocument } from "../shared/policyDocument";
import { stableJson } from "../shared/stableJson";
import type { Fault } from "../shared/validate";
import { securityPolicy } from "./policy/apiBody";
import { privateDomainStatements } from "./policy/apiStatements";

/** A host of one's own by which an API is called. */
export interface ApiDomainArgs {
    /** The host, for example `api.example.com`. */
    name: pulumi.Input<string>;
    /** ARN of a certificate for it in the API's region, once it is issued: `arn` of a Certificate. */
    certificateArn: pulumi.Input<string>;
}

const hostName = text(
    (name) => (isHostName(name) ? undefined : `"${name}" is not the name of a host`),
    "pass a whole name in small letters, for example api.example.com",
);
const certificate = new RegExp(`^arn:(?:${anyPartition}):acm:([a-z0-9-]+):\\d{12}:certificate/[\\w-]+$`);
const certificateFix = "pass arn of a Certificate in the API's region";
const certificateArn = text(
    (arn) => (certificate.test(arn) ? undefined : `"${arn}" is not the ARN of a certificate`),
    certificateFix,
);

/** Everything that is wrong with a domain, as far as it is known. */
export const domainFaults: Check<ApiDomainArgs> = (domain, argument) => [
    ...onceKnown(hostName)(domain.name, `${argument}.name`),
    ...onceKnown(certificateArn)(domain.certificateArn, `${argument}.certificateArn`),
];

/** API Gateway takes certificates of its own region only. */
export function certificateRegionFaults(arn: string, region: string): Fault[] {
    const elsewhere = certificate.exec(arn)?.[1];
    return elsewhere === undefined || elsewhere === region
        ? []
        : [
              {
                  argument: "domain.certificateArn",
                  fault: `it is in region ${elsewhere}, and the API in ${region}`,
                  fix: certificateFix,
              },
          ];
}

interface CustomDomain {
    name: pulumi.Output<string>;
    certificateArn: pulumi.Output<string>;
    restApi: pulumi.Output<string>;
    stageName: pulumi.Output<string>;
    /** Endpoints through which it is reached. None: it is reached by CloudFront. */
    vpcEndpointIds: pulumi.Input<string>[];
}

/** Registers a domain that leads to the stage of an API, and everything that has to be there before it does. */
export function customDomain(
    children: Children,
    { name, certificateArn, restApi, stageName, vpcEndpointIds }: CustomDomain,
): { domain: aws.apigateway.DomainName; ready: pulumi.Resource[] } {
    const { region } = children;
    const isPrivate = vpcEndpointIds.length > 0;
    const policy = pulumi
        .all([children.place, name, pulumi.all(vpcEndpointIds)])
        .apply(([place, name, ids]) => stableJson(policyDocument(privateDomainStatements(place, name, ids))));
    const domain = new aws.apigateway.DomainName(
        children.name("domain"),
        {
            domainName: name,
            ...(isPrivate ? { certificateArn, policy } : { regionalCertificateArn: certificateArn }),
            endpointConfiguration: { types: isPrivate ? "PRIVATE" : "REGIONAL" },
            securityPolicy,
            // The name in the handshake has to be the one in the request.
            endpointAccessMode: "STRICT",
            tags: children.tags("domain"),
            region,
        },
        children.looseOptions(),
    );
    const mapping = new aws.apigateway.BasePathMapping(
        children.name("domain"),
        {
            domainName: domain.domainName,
            // A private domain's name can be had by several.
            ...(isPrivate ? { domainNameId: domain.domainNameId } : {}),
            restApi,
            stageName,
            region,
        },
        children.looseOptions(),
    );
    const associations = vpcEndpointIds.map(
        (id, index) =>
            new aws.apigateway.DomainNameAccessAssociation(
                children.name(`endpoint-${index + 1}`),
                {
                    domainNameArn: domain.arn,
                    accessAssociationSourceType: "VPCE",
                    accessAssociationSource: id,
                    tags: children.tags(`endpoint-${index + 1}`),
                    region,
                },
                children.looseOptions(),
            ),
    );
    return { domain, ready: [mapping, ...associations] };
}
