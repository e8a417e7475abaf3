/** One thing that somebody must learn of at once, told by the events of a trail. */
export interface TrailAlarm {
    /** Its name in the component, which never changes. */
    id: string;
    /** What happened. */
    title: string;
    /** Pattern of the metric filter, to the letter as Security Hub looks for it: it takes no wider and no narrower one. */
    pattern: string;
    controls: {
        /** Control of Security Hub; none for the changes of an organization. */
        securityHub?: string;
        /** Number in the CIS AWS Foundations Benchmark 3.0 and 5.0. */
        cis: string;
    };
    /** Where the pattern is written down. */
    source: string;
}

/** One of these events, whoever made it. */
function oneOfEvents(...names: string[]): string {
    return names.map((name) => `($.eventName=${name})`).join(" || ");
}

/** One of these events of a service. */
function ofService(service: string, ...names: string[]): string {
    return `{($.eventSource=${service}.amazonaws.com) && (${oneOfEvents(...names)})}`;
}

function row(securityHub: number | undefined, cis: number, id: string, title: string, pattern: string): TrailAlarm {
    return {
        id,
        title,
        pattern,
        controls: {
            ...(securityHub === undefined ? {} : { securityHub: `CloudWatch.${securityHub}` }),
            cis: `4.${cis}`,
        },
        source:
            securityHub === undefined
                ? "https://docs.aws.amazon.com/securityhub/latest/userguide/cis-aws-foundations-benchmark.html"
                : `https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-${securityHub}`,
    };
}

/** What the CIS benchmark wants to be alarmed of, in the order of its section 4. */
export const TRAIL_ALARMS: readonly TrailAlarm[] = [
    row(
        2,
        1,
        "unauthorized-calls",
        "A call was refused for want of permission",
        `{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}`,
    ),
    row(
        3,
        2,
        "sign-in-without-mfa",
        "A user signed in to the console without MFA",
        `{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }`,
    ),
    row(
        1,
        3,
        "root-usage",
        "The root user did something",
        `{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}`,
    ),
    row(
        4,
        4,
        "iam-policy-changes",
        "A policy of IAM was changed, attached or detached",
        ofService(
            "iam",
            "DeleteGroupPolicy",
            "DeleteRolePolicy",
            "DeleteUserPolicy",
            "PutGroupPolicy",
            "PutRolePolicy",
            "PutUserPolicy",
            "CreatePolicy",
            "DeletePolicy",
            "CreatePolicyVersion",
            "DeletePolicyVersion",
            "AttachRolePolicy",
            "DetachRolePolicy",
            "AttachUserPolicy",
            "DetachUserPolicy",
            "AttachGroupPolicy",
            "DetachGroupPolicy",
        ),
    ),
    row(
        5,
        5,
        "trail-changes",
        "A trail was made, changed, deleted, started or stopped",
        `{${oneOfEvents("CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging")}}`,
    ),
    row(
        6,
        6,
        "failed-sign-ins",
        "A sign-in to the console failed",
        `{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}`,
    ),
    row(
        7,
        7,
        "key-deletion",
        "A KMS key was disabled, or its deletion scheduled",
        ofService("kms", "DisableKey", "ScheduleKeyDeletion"),
    ),
    row(
        8,
        8,
        "bucket-policy-changes",
        "Policy, ACL, CORS, lifecycle or replication of a bucket was changed",
        ofService(
            "s3",
            "PutBucketAcl",
            "PutBucketPolicy",
            "PutBucketCors",
            "PutBucketLifecycle",
            "PutBucketReplication",
            "DeleteBucketPolicy",
            "DeleteBucketCors",
            "DeleteBucketLifecycle",
            "DeleteBucketReplication",
        ),
    ),
    row(
        9,
        9,
        "config-changes",
        "The recording of AWS Config was changed or stopped",
        ofService(
            "config",
            "StopConfigurationRecorder",
            "DeleteDeliveryChannel",
            "PutDeliveryChannel",
            "PutConfigurationRecorder",
        ),
    ),
    row(
        10,
        10,
        "security-group-changes",
        "A security group was changed",
        `{${oneOfEvents(
            "AuthorizeSecurityGroupIngress",
            "AuthorizeSecurityGroupEgress",
            "RevokeSecurityGroupIngress",
            "RevokeSecurityGroupEgress",
            "CreateSecurityGroup",
            "DeleteSecurityGroup",
        )}}`,
    ),
    row(
        11,
        11,
        "network-acl-changes",
        "A network ACL was changed",
        `{${oneOfEvents(
            "CreateNetworkAcl",
            "CreateNetworkAclEntry",
            "DeleteNetworkAcl",
            "DeleteNetworkAclEntry",
            "ReplaceNetworkAclEntry",
            "ReplaceNetworkAclAssociation",
        )}}`,
    ),
    row(
        12,
        12,
        "gateway-changes",
        "A gateway to the internet or to a customer's network was changed",
        `{${oneOfEvents(
            "CreateCustomerGateway",
            "DeleteCustomerGateway",
            "AttachInternetGateway",
            "CreateInternetGateway",
            "DeleteInternetGateway",
            "DetachInternetGateway",
        )}}`,
    ),
    row(
        13,
        13,
        "route-table-changes",
        "A route table was changed",
        ofService(
            "ec2",
            "CreateRoute",
            "CreateRouteTable",
            "ReplaceRoute",
            "ReplaceRouteTableAssociation",
            "DeleteRouteTable",
            "DeleteRoute",
            "DisassociateRouteTable",
        ),
    ),
    row(
        14,
        14,
        "vpc-changes",
        "A VPC or a peering was changed",
        `{${oneOfEvents(
            "CreateVpc",
            "DeleteVpc",
            "ModifyVpcAttribute",
            "AcceptVpcPeeringConnection",
            "CreateVpcPeeringConnection",
            "DeleteVpcPeeringConnection",
            "RejectVpcPeeringConnection",
            "AttachClassicLinkVpc",
            "DetachClassicLinkVpc",
            "DisableVpcClassicLink",
            "EnableVpcClassicLink",
        )}}`,
    ),
    row(
        undefined,
        15,
        "organization-changes",
        "The organization was changed",
        ofService(
            "organizations",
            "AcceptHandshake",
            "AttachPolicy",
            "CreateAccount",
            "CreateOrganizationalUnit",
            "CreatePolicy",
            "DeclineHandshake",
            "DeleteOrganization",
            "DeleteOrganizationalUnit",
            "DeletePolicy",
            "DetachPolicy",
            "DisablePolicyType",
            "EnablePolicyType",
            "InviteAccountToOrganization",
            "LeaveOrganization",
            "MoveAccount",
            "RemoveAccountFromOrganization",
            "UpdatePolicy",
            "UpdateOrganizationalUnit",
        ),
    ),
];
