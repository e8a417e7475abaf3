import assert from "node:assert/strict";
import { policies } from "../../../policy-pack/policies";
import { RESOURCE_POLICIES, type ResourcePolicyInput } from "../../../policy-pack/policies/resourcePolicies";
import { replaced, type Inputs } from "../support/inputs";
import { policyLikeInputs } from "../support/providerInputs";
import { run } from "../../../policy-pack/testing/run";
import { policy } from "./s3/stack";

const PLACES: readonly ResourcePolicyInput[] = Object.values(RESOURCE_POLICIES).flat();

/** Inputs that are called a policy or a document and hold no policy of a resource, by what they hold instead. */
const LEFT_OUT = {
    "one of a few words": [
        "alpnPolicy",
        "sslPolicy",
        "dnsRecordClientRoutingPolicy",
        "securityPolicy",
        "tlsSecurityPolicy",
        "terminationPolicies",
        "imagePullPolicy",
        "dnsPolicy",
        "dataDeletionPolicy",
        "viewerProtocolPolicy",
        "originProtocolPolicy",
        "protocolPolicy",
        "contentSecurityPolicy",
        "referrerPolicy",
        "defaultPolicy",
        "excessCapacityTerminationPolicy",
        "deletePropagationPolicy",
        "paddingPolicy",
        "sizingPolicy",
        "autoImportPolicy",
        "snapshotPolicy",
        "newGameSessionProtectionPolicy",
        "gameServerProtectionPolicy",
        "userContextPolicy",
        "fullDocument",
        "actionFailurePolicy",
        "languageSelectionPolicy",
        "streamExceptionPolicy",
        "permissionPolicy",
        "routingPolicy",
        "tlsPolicy",
        "httpsPolicy",
        "webAppEndpointPolicy",
        "aws:ses/receiptFilter:ReceiptFilter policy",
    ],
    "the name of something else": [
        "errorDocument",
        "indexDocument",
        "aws:iot/policyAttachment:PolicyAttachment policy",
    ],
    "a document of another grammar, which names no principals": [
        "autoscalingPolicy",
        "lifecyclePolicy",
        "aws:ecr/lifecyclePolicy:LifecyclePolicy policy",
        "aws:cloudwatch/logAccountPolicy:LogAccountPolicy policyDocument",
        "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy policyDocument",
        "aws:cloudwatch/logIndexPolicy:LogIndexPolicy policyDocument",
        "aws:sns/dataProtectionPolicy:DataProtectionPolicy policy",
        "samlMetadataDocument",
        "aws:cloudformation/stack:Stack policyBody",
        "basePolicyDocument",
        "aws:networkmanager/coreNetworkPolicyAttachment:CoreNetworkPolicyAttachment policyDocument",
        "aws:opensearch/serverlessLifecyclePolicy:ServerlessLifecyclePolicy policy",
        "aws:route53/trafficPolicy:TrafficPolicy document",
        "archivePolicy",
        "deliveryPolicy",
        "filterPolicy",
        "redrivePolicy",
        "replayPolicy",
        "redriveAllowPolicy",
        "notificationPolicy",
        "browserPolicy",
    ],
    "access rules of another grammar, to be judged with their service": [
        "aws:opensearch/serverlessAccessPolicy:ServerlessAccessPolicy policy",
        "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy policy",
        // Cedar
        "aws:verifiedaccess/endpoint:Endpoint policyDocument",
        "aws:verifiedaccess/group:Group policyDocument",
    ],
    "the policy of an identity or of its sessions, which names no principals": [
        "aws:iam/groupPolicy:GroupPolicy policy",
        "aws:iam/policy:Policy policy",
        "aws:iam/role:Role inlinePolicies.policy",
        "aws:iam/rolePolicy:RolePolicy policy",
        "aws:iam/userPolicy:UserPolicy policy",
        "aws:iot/policy:Policy policy",
        "inlinePolicy",
        "sessionPolicy",
        "aws:eks/podIdentityAssociation:PodIdentityAssociation policy",
        "aws:transfer/access:Access policy",
        "aws:transfer/user:User policy",
    ],
    "what a policy is made of where it is shared, which names no principals": [
        "aws:ram/permission:Permission policyTemplate",
    ],
    "a limit on what others allow, which lets nobody in by itself": [
        "aws:ec2/vpcEndpoint:VpcEndpoint policy",
        "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy policy",
        "aws:odb/network:Network kmsPolicyDocument",
        "aws:odb/network:Network s3PolicyDocument",
        "aws:odb/network:Network stsPolicyDocument",
        "aws:organizations/policy:Policy content",
    ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

describe("the table of resource policies", () => {
    it("holds every input of the provider that looks like one, but for those with a reason", () => {
        const leftOut = Object.values<readonly string[]>(LEFT_OUT).flat();
        const isLeftOut = (input: string): boolean =>
            leftOut.some((one) => input === one || /[ .](\w+)$/.exec(input)?.[1] === one);
        const inputs = policyLikeInputs();
        const table = PLACES.map(({ type, path }) => `${type} ${path.join(".")}`);
        assert.deepEqual(inputs.filter((input) => !isLeftOut(input)).sort(), table.sort());
        const stale = leftOut.filter((one) => !inputs.some((input) => input.endsWith(one)));
        assert.deepEqual(stale, []);
    });

    /** What may be open to everybody, by the reason. */
    const OPEN: Readonly<Record<string, string>> = {
        "aws:vpclattice/authPolicy:AuthPolicy": "Only those come there at all whose networks are associated with it.",
    };
    const everybody = policy({ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" });
    for (const { type, path } of PLACES) {
        it(`is judged for outsiders: ${type}`, () => {
            const resources = { type, inputs: replaced<Inputs>({}, path, everybody) };
            const told = policies
                .filter(({ types }) => types.includes(type))
                .flatMap((one) => run(one, { resources }))
                .filter(({ text }) => /lets anybody (in|read)\./.test(text));
            assert.equal(told.length, type in OPEN ? 0 : 1);
        });
    }
});
