import { publishGrant } from "../../messaging/policy/topicStatements";
import type { Place } from "../../shared/arn";
import { allowKeyThrough, allowOn } from "../../shared/grantStatements";
import { serviceTrust, type Statement, type TrustDocument } from "../../shared/policyDocument";

/** What a stage does, in the order in which they come. Each has a project and a role of its own. */
export const STAGES = ["build", "scan", "publish", "register"] as const;
export type StageName = (typeof STAGES)[number];

/**
 * Who may take a stage's role: CodeBuild, for projects of this account and region.
 * See https://docs.aws.amazon.com/codebuild/latest/userguide/cross-service-confused-deputy-prevention.html
 */
export function projectTrust({ partition, region, accountId }: Place): TrustDocument {
    return serviceTrust("codebuild.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": [accountId] },
        ArnLike: { "aws:SourceArn": [`arn:${partition}:codebuild:${region}:${accountId}:project/*`] },
    });
}

/**
 * Who may take the pipeline's role: CodePipeline, which documents no source that it names. A role can be passed to it in its
 * own account only.
 * See https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-create-service-role-cli.html
 */
export const pipelineTrust = (): TrustDocument => serviceTrust("codepipeline.amazonaws.com");

/** What the roles of a pipeline are about. */
export interface PipelineParts {
    place: Place;
    /** The pipeline's own bucket, for what its stages hand on. */
    bucketArn: string;
    keyArn: string;
    logGroupArn: string;
    /** The topic of who follows the pattern. */
    topicArn: string;
    /** Subnets of the builds; none outside of a VPC. */
    subnetIds: readonly string[];
}

/**
 * What a stage needs of the pipeline: logs, and what the stage before it handed on. Only the build hands something on, so
 * what was scanned is what is published; only registering tells who follows the pattern. What a stage does elsewhere it is
 * granted, by its role.
 * See https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html
 */
export function stageStatements(stage: StageName, parts: PipelineParts): Statement[] {
    const { place, bucketArn, logGroupArn, keyArn, topicArn } = parts;
    return [
        ...logStatements(stage, logGroupArn),
        allowOn("HandedOn", ["s3:GetObject", "s3:GetObjectVersion"], `${bucketArn}/*`),
        allowOn("Bucket", ["s3:GetBucketLocation"], bucketArn),
        ...(stage === "build" ? [allowOn("HandsOn", ["s3:PutObject"], `${bucketArn}/*`)] : []),
        ...allowKeyThrough("s3", ["kms:Decrypt", ...(stage === "build" ? ["kms:GenerateDataKey"] : [])], parts),
        ...(stage === "register" ? publishGrant.statements({ arn: topicArn, keyArn, place }) : []),
        ...(parts.subnetIds.length === 0 ? [] : networkStatements(place, parts.subnetIds)),
    ];
}

/**
 * Events go to streams of the project's own, whose names CodeBuild begins with what the project says: what runs the pattern's
 * code says nothing in the name of a scan. What makes a stream knows its group alone.
 * See https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CloudWatchLogsConfig.html
 */
export function logStatements(stream: string, logGroupArn: string): Statement[] {
    return [
        allowOn("LogStreams", ["logs:CreateLogStream"], `${logGroupArn}:*`),
        allowOn("Logs", ["logs:PutLogEvents"], `${logGroupArn}:log-stream:${stream}*`),
    ];
}

/**
 * A build in a VPC has a network interface there, which CodeBuild makes by the project's role. What describes one knows no
 * resource; interfaces are made, used and deleted in these subnets alone, which another account may share, and used by
 * CodeBuild.
 * See https://docs.aws.amazon.com/codebuild/latest/userguide/auth-and-access-control-iam-identity-based-access-control.html#customer-managed-policies-example-create-vpc-network-interface
 */
export function networkStatements({ partition, region, accountId }: Place, subnetIds: readonly string[]): Statement[] {
    const ec2 = `arn:${partition}:ec2:${region}`;
    const interfaces = `${ec2}:${accountId}:network-interface/*`;
    const subnets = subnetIds.map((id) => `${ec2}:*:subnet/${id}`);
    return [
        {
            Sid: "Interfaces",
            Effect: "Allow",
            Action: [
                "ec2:DescribeDhcpOptions",
                "ec2:DescribeNetworkInterfaces",
                "ec2:DescribeSecurityGroups",
                "ec2:DescribeSubnets",
                "ec2:DescribeVpcs",
            ],
            Resource: ["*"],
        },
        {
            Sid: "NewInterfaces",
            Effect: "Allow",
            Action: ["ec2:CreateNetworkInterface"],
            Resource: [interfaces, ...subnets, `${ec2}:*:security-group/*`],
        },
        {
            ...allowOn("OldInterfaces", ["ec2:DeleteNetworkInterface"], interfaces),
            Condition: { ArnLike: { "ec2:Subnet": subnets } },
        },
        {
            ...allowOn("InterfacesOfBuilds", ["ec2:CreateNetworkInterfacePermission"], interfaces),
            Condition: {
                StringEquals: { "ec2:AuthorizedService": ["codebuild.amazonaws.com"] },
                ArnLike: { "ec2:Subnet": subnets },
            },
        },
    ];
}

/** Where a pattern's source is. */
export interface RepositoryParts {
    connectionArn: string;
    /** `owner/name`. */
    repository: string;
}

/** A connection's actions are called by the name that it was made under, the older or the newer one. */
export function connectionService(connectionArn: string): string {
    return connectionArn.split(":")[2] ?? "";
}

/**
 * What lets a role use a connection, and in it no repository but the pattern's: others may be there for other patterns. Where
 * a use is about no repository, no key says one.
 * See https://docs.aws.amazon.com/dtconsole/latest/userguide/security_iam_id-based-policy-examples-connections.html
 */
export function useStatement(sid: string, { connectionArn, repository }: RepositoryParts): Statement {
    const service = connectionService(connectionArn);
    return {
        ...allowOn(sid, [`${service}:UseConnection`], connectionArn),
        Condition: { StringEqualsIfExists: { [`${service}:FullRepositoryId`]: [repository] } },
    };
}

/**
 * What the pipeline does by itself: takes the source by one connection, keeps what is handed on, and starts its own
 * projects. It publishes nothing.
 * See https://docs.aws.amazon.com/codepipeline/latest/userguide/security-iam.html
 */
export function pipelineStatements(
    parts: PipelineParts,
    { projectArns, ...source }: RepositoryParts & { projectArns: readonly string[] },
): Statement[] {
    return [
        useStatement("Source", source),
        allowOn("HandsOn", ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"], `${parts.bucketArn}/*`),
        allowOn("Bucket", ["s3:GetBucketLocation", "s3:GetBucketVersioning"], parts.bucketArn),
        ...allowKeyThrough("s3", ["kms:Decrypt", "kms:GenerateDataKey"], parts),
        {
            Sid: "Builds",
            Effect: "Allow",
            Action: ["codebuild:BatchGetBuilds", "codebuild:StartBuild"],
            Resource: [...projectArns],
        },
    ];
}

/**
 * A stage's buildspec, the project's own, so that no file of the pattern decides what is run. A command that fails ends the
 * build, and with it the pipeline, wherever it stands in a pipe.
 * See https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
 *
 * @param handsOn whether the next stages get the folder as the commands leave it
 */
export function stageBuildspec(commands: readonly string[], handsOn = false): string {
    return JSON.stringify({
        version: 0.2,
        env: { shell: "bash" },
        phases: {
            build: {
                "on-failure": "ABORT",
                commands: [["set -euo pipefail", ...commands].join("\n").replaceAll("\r\n", "\n")],
            },
        },
        // Links as they are: those of node_modules/.bin would be files that find nothing beside them.
        ...(handsOn ? { artifacts: { files: ["**/*"], "enable-symlinks": "yes" } } : {}),
    });
}
