import { fill, type Form } from "./forms";
import type { Subject } from "./subject";

/*
 * ARNs by the tables of https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 * for the resources that policies are mostly about; the others have the commonest form.
 */

/** ARNs made of that of another resource, which an input names. */
const DERIVED: Record<string, { input: string; form: (arn: string) => Form }> = {
    "lb/Listener": {
        input: "loadBalancerArn",
        form: (arn) => `${arn.replace(":loadbalancer/", ":listener/")}/{hex16}`,
    },
    "lb/ListenerRule": {
        input: "listenerArn",
        form: (arn) => `${arn.replace(":listener/", ":listener-rule/")}/{hex16}`,
    },
    "secretsmanager/SecretVersion": { input: "secretId", form: (arn) => arn },
    "sns/TopicSubscription": { input: "topic", form: (arn) => `${arn}:{uuid}` },
};

/** Services of which resources lie in no region. */
const GLOBAL_SERVICES = ["budgets", "ce", "cloudfront", "globalaccelerator", "iam", "organizations", "shield", "waf"];

const here = "{region}:{account}";

/** What follows `arn:<partition>:`, by resource. */
const FORMS: Record<string, Form> = {
    "accessanalyzer/Analyzer": `access-analyzer:${here}:analyzer/{name}`,
    "acm/Certificate": `acm:${here}:certificate/{uuid}`,
    "apigateway/ApiKey": "apigateway:{region}::/apikeys/{id}",
    "apigateway/RestApi": "apigateway:{region}::/restapis/{id}",
    "apigateway/Stage": "apigateway:{region}::/restapis/{in.restApi}/stages/{name}",
    "apigatewayv2/Api": "apigateway:{region}::/apis/{id}",
    "apigatewayv2/Stage": "apigateway:{region}::/apis/{in.apiId}/stages/{name}",
    "autoscaling/Group": `autoscaling:${here}:autoScalingGroup:{uuid}:autoScalingGroupName/{name}`,
    "backup/Plan": `backup:${here}:backup-plan:{uuid}`,
    "backup/Vault": `backup:${here}:backup-vault:{name}`,
    "cfg/Rule": `config:${here}:config-rule/config-rule-{hex6}`,
    "cloudfront/Distribution": "cloudfront::{account}:distribution/{id}",
    "cloudfront/Function": "cloudfront::{account}:function/{name}",
    "cloudfront/OriginAccessControl": "cloudfront::{account}:origin-access-control/{id}",
    "cloudtrail/Trail": `cloudtrail:${here}:trail/{name}`,
    "cloudwatch/CompositeAlarm": `cloudwatch:${here}:alarm:{name}`,
    "cloudwatch/EventBus": `events:${here}:event-bus/{name}`,
    "cloudwatch/EventRule": `events:${here}:rule/{name}`,
    "cloudwatch/LogDestination": `logs:${here}:destination:{name}`,
    "cloudwatch/LogGroup": `logs:${here}:log-group:{name}`,
    "cloudwatch/LogStream": `logs:${here}:log-group:{in.logGroupName}:log-stream:{name}`,
    "cloudwatch/MetricAlarm": `cloudwatch:${here}:alarm:{name}`,
    "codeartifact/Domain": `codeartifact:${here}:domain/{name}`,
    "codeartifact/Repository": `codeartifact:${here}:repository/{in.domain}/{name}`,
    "codebuild/Project": `codebuild:${here}:project/{name}`,
    "codecommit/Repository": `codecommit:${here}:{name}`,
    "codeconnections/Connection": `codeconnections:${here}:connection/{uuid}`,
    "codepipeline/Pipeline": `codepipeline:${here}:{name}`,
    "cognito/IdentityPool": `cognito-identity:${here}:identitypool/{id}`,
    "cognito/UserPool": `cognito-idp:${here}:userpool/{id}`,
    "dynamodb/Table": `dynamodb:${here}:table/{name}`,
    "ec2/LaunchTemplate": `ec2:${here}:launch-template/{id}`,
    "ec2/DefaultVpcDhcpOptions": `ec2:${here}:dhcp-options/{id}`,
    "ec2/Eip": `ec2:${here}:elastic-ip/{id}`,
    "ec2/FlowLog": `ec2:${here}:vpc-flow-log/{id}`,
    "ec2/KeyPair": `ec2:${here}:key-pair/{name}`,
    "ec2/NatGateway": `ec2:${here}:natgateway/{id}`,
    "ec2/VpcDhcpOptions": `ec2:${here}:dhcp-options/{id}`,
    "ebs/Snapshot": "ec2:{region}::snapshot/{id}",
    "ecr/Repository": `ecr:${here}:repository/{name}`,
    "ecs/Cluster": `ecs:${here}:cluster/{name}`,
    "ecs/Service": `ecs:${here}:service/{name}`,
    "ecs/TaskDefinition": `ecs:${here}:task-definition/{in.family}:1`,
    "eks/Cluster": `eks:${here}:cluster/{name}`,
    "elasticache/Cluster": `elasticache:${here}:cluster:{name}`,
    "elasticache/ReplicationGroup": `elasticache:${here}:replicationgroup:{name}`,
    "guardduty/Detector": `guardduty:${here}:detector/{id}`,
    "iam/Group": "iam::{account}:group{path}{name}",
    "iam/InstanceProfile": "iam::{account}:instance-profile{path}{name}",
    "iam/OpenIdConnectProvider": "iam::{account}:oidc-provider/{host.url}",
    "iam/Policy": "iam::{account}:policy{path}{name}",
    "iam/Role": "iam::{account}:role{path}{name}",
    "iam/SamlProvider": "iam::{account}:saml-provider/{name}",
    "iam/ServerCertificate": "iam::{account}:server-certificate{path}{name}",
    "iam/User": "iam::{account}:user{path}{name}",
    "kinesis/FirehoseDeliveryStream": `firehose:${here}:deliverystream/{name}`,
    "kinesis/Stream": `kinesis:${here}:stream/{name}`,
    "kms/Alias": `kms:${here}:{name}`,
    "kms/ExternalKey": `kms:${here}:key/{id}`,
    "kms/Key": `kms:${here}:key/{id}`,
    "kms/ReplicaKey": `kms:${here}:key/{id}`,
    "lambda/Alias": `lambda:${here}:function:{last.functionName}:{name}`,
    "lambda/CodeSigningConfig": `lambda:${here}:code-signing-config:csc-{hex17}`,
    "lambda/EventSourceMapping": `lambda:${here}:event-source-mapping:{id}`,
    "lambda/Function": `lambda:${here}:function:{name}`,
    "lambda/LayerVersion": `lambda:${here}:layer:{in.layerName}:1`,
    "lb/LoadBalancer": `elasticloadbalancing:${here}:loadbalancer/{balancer}/{name}/{hex16}`,
    "lb/TargetGroup": `elasticloadbalancing:${here}:targetgroup/{name}/{hex16}`,
    "elb/LoadBalancer": `elasticloadbalancing:${here}:loadbalancer/{name}`,
    "opensearch/Domain": `es:${here}:domain/{name}`,
    "opensearch/ServerlessCollection": `aoss:${here}:collection/{id}`,
    "organizations/Account": "organizations::{account}:account/o-offlinepreview/{id}",
    "organizations/Organization": "organizations::{account}:organization/{id}",
    "organizations/OrganizationalUnit": "organizations::{account}:ou/o-offlinepreview/{id}",
    "organizations/Policy": "organizations::{account}:policy/o-offlinepreview/service_control_policy/{id}",
    "ram/ResourceShare": `ram:${here}:resource-share/{uuid}`,
    "rds/Cluster": `rds:${here}:cluster:{name}`,
    "rds/ClusterInstance": `rds:${here}:db:{name}`,
    "rds/ClusterParameterGroup": `rds:${here}:cluster-pg:{name}`,
    "rds/Instance": `rds:${here}:db:{name}`,
    "rds/ParameterGroup": `rds:${here}:pg:{name}`,
    "rds/Proxy": `rds:${here}:db-proxy:prx-{hex17}`,
    "rds/SubnetGroup": `rds:${here}:subgrp:{name}`,
    "redshift/Cluster": `redshift:${here}:cluster:{name}`,
    "route53/HealthCheck": "route53:::healthcheck/{id}",
    "route53/Zone": "route53:::hostedzone/{id}",
    "s3/AccessPoint": `s3:${here}:accesspoint/{name}`,
    "s3/Bucket": "s3:::{name}",
    "s3/BucketObject": "s3:::{in.bucket}/{in.key}",
    "s3/BucketObjectv2": "s3:::{in.bucket}/{in.key}",
    "s3/DirectoryBucket": `s3express:${here}:bucket/{name}`,
    "scheduler/Schedule": `scheduler:${here}:schedule/default/{name}`,
    "secretsmanager/Secret": `secretsmanager:${here}:secret:{name}-{letters6}`,
    "servicecatalog/Portfolio": `catalog:${here}:portfolio/{id}`,
    "servicecatalog/Product": `catalog:${here}:product/{id}`,
    "sfn/StateMachine": `states:${here}:stateMachine:{name}`,
    "sns/Topic": `sns:${here}:{name}`,
    "sqs/Queue": `sqs:${here}:{name}`,
    "ssm/Document": `ssm:${here}:document/{name}`,
    "ssm/Parameter": `ssm:${here}:parameter{slash}`,
    "vpc/SecurityGroupEgressRule": `ec2:${here}:security-group-rule/{id}`,
    "vpc/SecurityGroupIngressRule": `ec2:${here}:security-group-rule/{id}`,
    "wafv2/IpSet": `wafv2:${here}:{scope}/ipset/{name}/{uuid}`,
    "wafv2/RegexPatternSet": `wafv2:${here}:{scope}/regexpatternset/{name}/{uuid}`,
    "wafv2/RuleGroup": `wafv2:${here}:{scope}/rulegroup/{name}/{uuid}`,
    "wafv2/WebAcl": `wafv2:${here}:{scope}/webacl/{name}/{uuid}`,
};

/** A lawful ARN for a resource whose id is `id`. */
export function makeUpArn(subject: Subject, id: string): string {
    const derived = DERIVED[subject.key];
    const other = derived === undefined ? undefined : subject.text(derived.input);
    if (derived !== undefined && other?.startsWith("arn:") === true) {
        return fill(derived.form(other), subject, { id });
    }
    return fill(`arn:{partition}:${FORMS[subject.key] ?? commonForm(subject)}`, subject, { id });
}

/** `service:region:account:kind/name`, or the id where the resource has no name of its own. */
function commonForm(subject: Subject): Form {
    const { service } = subject;
    const region = GLOBAL_SERVICES.includes(service) ? "" : "{region}";
    return `${service}:${region}:{account}:{kind}/${subject.named && service !== "ec2" ? "{name}" : "{id}"}`;
}
