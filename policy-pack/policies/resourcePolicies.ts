import type { ResourceReader, Value } from "../evaluation";

/** An input that holds the policy of a resource: a document that says who may do what with it. */
export interface ResourcePolicyInput {
    readonly type: string;
    /** Where in the inputs the document is. */
    readonly path: readonly [string, ...string[]];
}

/**
 * Every input of the provider that holds the policy of a resource, by the service whose policies judge it. A test
 * derives the inputs from the declarations of `@pulumi/aws`, and says of the others that look alike why they are not here.
 */
export const RESOURCE_POLICIES = {
    acmPca: [at("aws:acmpca/policy:Policy")],
    apiGateway: [
        at("aws:apigateway/domainName:DomainName"),
        at("aws:apigateway/restApi:RestApi"),
        at("aws:apigateway/restApiPolicy:RestApiPolicy"),
    ],
    backup: [at("aws:backup/vaultPolicy:VaultPolicy")],
    bedrock: [at("aws:bedrock/agentcoreResourcePolicy:AgentcoreResourcePolicy")],
    cloudSearch: [at("aws:cloudsearch/domainServiceAccessPolicy:DomainServiceAccessPolicy", "accessPolicy")],
    cloudWatchLogs: [
        at("aws:cloudwatch/logDeliveryDestinationPolicy:LogDeliveryDestinationPolicy", "deliveryDestinationPolicy"),
        at("aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy", "accessPolicy"),
        at("aws:cloudwatch/logResourcePolicy:LogResourcePolicy", "policyDocument"),
    ],
    codeArtifact: [
        at("aws:codeartifact/domainPermissions:DomainPermissions", "policyDocument"),
        at("aws:codeartifact/repositoryPermissionsPolicy:RepositoryPermissionsPolicy", "policyDocument"),
    ],
    codeBuild: [at("aws:codebuild/resourcePolicy:ResourcePolicy")],
    dsql: [at("aws:dsql/clusterPolicy:ClusterPolicy")],
    dynamoDb: [at("aws:dynamodb/resourcePolicy:ResourcePolicy")],
    ecr: [
        at("aws:ecr/registryPolicy:RegistryPolicy"),
        at("aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate", "repositoryPolicy"),
        at("aws:ecr/repositoryPolicy:RepositoryPolicy"),
        at("aws:ecrpublic/repositoryPolicy:RepositoryPolicy"),
    ],
    efs: [at("aws:efs/fileSystemPolicy:FileSystemPolicy")],
    eventBridge: [at("aws:cloudwatch/eventBusPolicy:EventBusPolicy"), at("aws:schemas/registryPolicy:RegistryPolicy")],
    glacier: [at("aws:glacier/vault:Vault", "accessPolicy"), at("aws:glacier/vaultLock:VaultLock")],
    glue: [at("aws:glue/resourcePolicy:ResourcePolicy")],
    iam: [at("aws:iam/role:Role", "assumeRolePolicy")],
    kinesis: [at("aws:kinesis/resourcePolicy:ResourcePolicy")],
    kms: [
        at("aws:kms/key:Key"),
        at("aws:kms/keyPolicy:KeyPolicy"),
        at("aws:kms/externalKey:ExternalKey"),
        at("aws:kms/replicaKey:ReplicaKey"),
        at("aws:kms/replicaExternalKey:ReplicaExternalKey"),
    ],
    lambda: [at("aws:lambda/resourcePolicy:ResourcePolicy")],
    mediaStore: [at("aws:mediastore/containerPolicy:ContainerPolicy")],
    msk: [at("aws:msk/clusterPolicy:ClusterPolicy")],
    networkFirewall: [at("aws:networkfirewall/resourcePolicy:ResourcePolicy")],
    observability: [at("aws:amp/resourcePolicy:ResourcePolicy", "policyDocument"), at("aws:oam/sinkPolicy:SinkPolicy")],
    openSearch: [
        at("aws:elasticsearch/domain:Domain", "accessPolicies"),
        at("aws:elasticsearch/domainPolicy:DomainPolicy", "accessPolicies"),
        at("aws:opensearch/domain:Domain", "accessPolicies"),
        at("aws:opensearch/domainPolicy:DomainPolicy", "accessPolicies"),
        at("aws:opensearchingest/resourcePolicy:ResourcePolicy"),
    ],
    organizations: [at("aws:organizations/resourcePolicy:ResourcePolicy", "content")],
    pinpoint: [at("aws:pinpoint/smsvoicev2ResourcePolicy:Smsvoicev2ResourcePolicy")],
    redshift: [
        at("aws:redshift/resourcePolicy:ResourcePolicy"),
        at("aws:redshiftserverless/resourcePolicy:ResourcePolicy"),
    ],
    s3: [at("aws:s3/bucketPolicy:BucketPolicy"), at("aws:s3/bucket:Bucket"), at("aws:s3/bucketV2:BucketV2")],
    s3Doors: [
        at("aws:s3/accessPoint:AccessPoint"),
        at("aws:s3control/accessPointPolicy:AccessPointPolicy"),
        at("aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy", "details", "policy"),
        at("aws:s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy"),
        at("aws:fsx/s3AccessPointAttachment:S3AccessPointAttachment", "s3AccessPoint", "policy"),
        at("aws:s3control/accessGrantsInstanceResourcePolicy:AccessGrantsInstanceResourcePolicy"),
        at("aws:s3control/bucketPolicy:BucketPolicy"),
        at("aws:s3/filesFileSystemPolicy:FilesFileSystemPolicy"),
        at("aws:s3/vectorsVectorBucketPolicy:VectorsVectorBucketPolicy"),
        at("aws:s3tables/tableBucketPolicy:TableBucketPolicy", "resourcePolicy"),
        at("aws:s3tables/tablePolicy:TablePolicy", "resourcePolicy"),
    ],
    sageMaker: [at("aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy", "resourcePolicy")],
    secretsManager: [at("aws:secretsmanager/secret:Secret"), at("aws:secretsmanager/secretPolicy:SecretPolicy")],
    ses: [at("aws:ses/identityPolicy:IdentityPolicy"), at("aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy")],
    sns: [at("aws:sns/topic:Topic"), at("aws:sns/topicPolicy:TopicPolicy")],
    sqs: [at("aws:sqs/queue:Queue"), at("aws:sqs/queuePolicy:QueuePolicy")],
    vpcLattice: [at("aws:vpclattice/authPolicy:AuthPolicy"), at("aws:vpclattice/resourcePolicy:ResourcePolicy")],
    xray: [at("aws:xray/resourcePolicy:ResourcePolicy", "policyDocument")],
} as const satisfies Readonly<Record<string, readonly ResourcePolicyInput[]>>;

/** The types of this service that hold a policy. */
export function typesWithPolicy(service: keyof typeof RESOURCE_POLICIES): readonly [string, ...string[]] {
    const [first, ...others] = RESOURCE_POLICIES[service];
    return [first.type, ...others.map(({ type }) => type)];
}

/** The policy of a resource, wherever its type holds it. */
export function policyOf(resource: ResourceReader): Value {
    const inputs: readonly ResourcePolicyInput[] = Object.values(RESOURCE_POLICIES).flat();
    const [property, ...path] = inputs.find(({ type }) => type === resource.type)?.path ?? ["policy"];
    return resource.get(property, ...path);
}

function at(type: string, ...path: readonly string[]): ResourcePolicyInput {
    const [property = "policy", ...further] = path;
    return { type, path: [property, ...further] };
}
