import { allowOn, type Grant } from "../../shared/grantStatements";
import { serviceTrust, type Statement } from "../../shared/policyDocument";

/** Who may take the role of a bastion: Amazon EC2, for the instance that it is given to. */
export const bastionTrust = serviceTrust("ec2.amazonaws.com");

/**
 * What Session Manager needs on the instance, and nothing else of Systems Manager: AWS's own policy for it,
 * AmazonSSMManagedInstanceCore, also reads every parameter of the account. AWS gives no narrower resource for these
 * actions: they are about the instance that calls.
 * See https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 */
export const bastionStatements: Statement[] = [
    allowOn("Register", ["ssm:UpdateInstanceInformation"], "*"),
    allowOn(
        "Sessions",
        [
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel",
        ],
        "*",
    ),
];

/** What a session can be: a shell, or a port of the instance or of a host behind it. */
const documents = ["AWS-StartPortForwardingSession", "AWS-StartPortForwardingSessionToRemoteHost"];

/** Sessions on one bastion: to start them, and to end one's own. */
export const connectGrant: Grant = {
    method: "grantConnect",
    access: "connect",
    statements: ({ arn, place: { partition, region, accountId } }) => {
        const ssm = (account: string, resource: string): string =>
            `arn:${partition}:ssm:${region}:${account}:${resource}`;
        return [
            {
                ...allowOn("StartSession", ["ssm:StartSession"], arn),
                Resource: [
                    arn,
                    ssm(accountId, "document/SSM-SessionManagerRunShell"),
                    ...documents.map((document) => ssm("", `document/${document}`)),
                ],
            },
            allowOn(
                "EndOwnSession",
                ["ssm:ResumeSession", "ssm:TerminateSession"],
                ssm(accountId, "session/${aws:userid}-*"),
            ),
        ];
    },
};
