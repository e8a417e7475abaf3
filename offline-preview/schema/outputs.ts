import type { Form } from "./forms";

/*
 * Forms of outputs that only the provider sets. What is not here stays unknown: a made-up status, or the id of another
 * resource that does not exist, would let a policy decide on something that is not so.
 */

/** By resource and property. */
export const OUTPUT_FORMS: Record<string, Form> = {
    "apigateway/DomainName.cloudfrontDomainName": "d{hex13}.cloudfront.net",
    "apigateway/DomainName.cloudfrontZoneId": "Z2FDTNDATAQYW2",
    "apigateway/DomainName.regionalDomainName": "d-{hex10}.execute-api.{region}.{suffix}",
    "apigateway/RestApi.executionArn": "arn:{partition}:execute-api:{region}:{account}:{id}",
    "apigateway/RestApi.rootResourceId": "{hex10}",
    "apigateway/Stage.executionArn": "arn:{partition}:execute-api:{region}:{account}:{in.restApi}/{name}",
    "apigateway/Stage.invokeUrl": "https://{in.restApi}.execute-api.{region}.{suffix}/{name}",
    "apigatewayv2/Api.apiEndpoint": "https://{id}.execute-api.{region}.{suffix}",
    "apigatewayv2/Api.executionArn": "arn:{partition}:execute-api:{region}:{account}:{id}",
    "apigatewayv2/Stage.executionArn": "arn:{partition}:execute-api:{region}:{account}:{in.apiId}/{name}",
    "apigatewayv2/Stage.invokeUrl": "https://{in.apiId}.execute-api.{region}.{suffix}/{name}",
    "cloudfront/Distribution.domainName": "d{hex13}.cloudfront.net",
    "cloudfront/Distribution.hostedZoneId": "Z2FDTNDATAQYW2",
    "cloudfront/OriginAccessIdentity.cloudfrontAccessIdentityPath": "origin-access-identity/cloudfront/{id}",
    "cloudfront/OriginAccessIdentity.iamArn":
        "arn:{partition}:iam::cloudfront:user/CloudFront Origin Access Identity {id}",
    "cloudfront/OriginAccessIdentity.s3CanonicalUserId": "{hex64}",
    "cognito/UserPool.endpoint": "cognito-idp.{region}.{suffix}/{id}",
    "cognito/UserPoolDomain.cloudfrontDistribution": "d{hex13}.cloudfront.net",
    "ec2/Vpc.defaultNetworkAclId": "acl-0{hex16}",
    "ec2/Vpc.defaultRouteTableId": "rtb-0{hex16}",
    "ec2/Vpc.defaultSecurityGroupId": "sg-0{hex16}",
    "ecr/Image.imageUri": "{account}.dkr.ecr.{region}.{suffix}/{name}@sha256:{hex64}",
    "ecr/Repository.registryId": "{account}",
    "ecr/Repository.repositoryUrl": "{account}.dkr.ecr.{region}.{suffix}/{name}",
    "ecr/Repository.url": "{account}.dkr.ecr.{region}.{suffix}/{name}",
    "efs/FileSystem.dnsName": "{id}.efs.{region}.{suffix}",
    "iam/Group.uniqueId": "AGPA{letters17}",
    "iam/InstanceProfile.uniqueId": "AIPA{letters17}",
    "iam/Policy.policyId": "ANPA{letters17}",
    "iam/Role.uniqueId": "AROA{letters17}",
    "iam/User.uniqueId": "AIDA{letters17}",
    "lambda/Alias.invokeArn": "arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations",
    "lambda/Function.invokeArn":
        "arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations",
    "lambda/Function.qualifiedArn": "{arn}:$LATEST",
    "lambda/Function.qualifiedInvokeArn":
        "arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}:$LATEST/invocations",
    "lambda/Function.responseStreamingInvokeArn":
        "arn:{partition}:apigateway:{region}:lambda:path/2021-11-15/functions/{arn}/response-streaming-invocations",
    "lambda/FunctionUrl.functionUrl": "https://{hex32}.lambda-url.{region}.on.aws/",
    "lambda/LayerVersion.layerArn": "arn:{partition}:lambda:{region}:{account}:layer:{in.layerName}",
    "lb/LoadBalancer.arnSuffix": "{arnSuffix}",
    "lb/LoadBalancer.dnsName": "{name}-{hex10}.{region}.elb.{suffix}",
    "lb/LoadBalancer.zoneId": "Z{letters13}",
    "lb/TargetGroup.arnSuffix": "{arnSuffix}",
    "rds/Cluster.endpoint": "{name}.cluster-{hex12}.{region}.rds.{suffix}",
    "rds/Cluster.readerEndpoint": "{name}.cluster-ro-{hex12}.{region}.rds.{suffix}",
    "rds/Instance.address": "{name}.{hex12}.{region}.rds.{suffix}",
    "redshift/Cluster.dnsName": "{name}.{hex12}.{region}.redshift.{suffix}",
    "redshift/Cluster.endpoint": "{name}.{hex12}.{region}.redshift.{suffix}:5439",
    "route53/Zone.zoneId": "{id}",
    "s3/Bucket.bucketDomainName": "{name}.s3.{suffix}",
    "s3/Bucket.bucketRegion": "{region}",
    "s3/Bucket.bucketRegionalDomainName": "{name}.s3.{region}.{suffix}",
    "s3/BucketWebsiteConfiguration.websiteDomain": "s3-website-{region}.{suffix}",
    "s3/BucketWebsiteConfiguration.websiteEndpoint": "{in.bucket}.s3-website-{region}.{suffix}",
    "vpc/SecurityGroupEgressRule.securityGroupRuleId": "{id}",
    "vpc/SecurityGroupIngressRule.securityGroupRuleId": "{id}",
};

/** What builders of images answer, by package and property. */
export const IMAGE_FORMS: Record<string, Form> = {
    "docker.repoDigest": "registry.made-up.invalid/{kind}@sha256:{hex64}",
    "docker-build.digest": "sha256:{hex64}",
    "docker-build.ref": "registry.made-up.invalid/{kind}@sha256:{hex64}",
};

/** By property, for all resources. The first that fits counts. */
const GENERAL_FORMS: [property: RegExp, form: Form][] = [
    [/^arn$/, "{arn}"],
    [/^name$/, "{name}"],
    [/^(owner|ownerAccount|account|awsAccount)Id$/, "{account}"],
    [/^hostedZoneId$/, "Z{letters13}"],
    [/^(dnsName|domainName|[a-zA-Z]+DomainName)$/, "{name}-{hex12}.{service}.{region}.{suffix}"],
    [/^(url|(service|endpoint|invoke)Url)$/, "https://{name}-{hex12}.made-up.invalid"],
];

export function generalForm(property: string): Form | undefined {
    return GENERAL_FORMS.find(([pattern]) => pattern.test(property))?.[1];
}
