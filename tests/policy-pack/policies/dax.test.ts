import dax from "../../../policy-pack/policies/dax";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";

const cluster = (inputs: Inputs) => ({ type: "aws:dax/cluster:Cluster", inputs });

describeService(dax, {
    "dax-encrypted": {
        says: "Set `serverSideEncryption.enabled` to true.",
        compliant: { on: cluster({ serverSideEncryption: { enabled: true } }) },
        violating: { off: cluster({ serverSideEncryption: { enabled: false } }) },
        absent: "violating",
    },
    "dax-tls": {
        says: 'Set `clusterEndpointEncryptionType` to "TLS".',
        compliant: { TLS: cluster({ clusterEndpointEncryptionType: "TLS" }) },
        violating: { none: cluster({ clusterEndpointEncryptionType: "NONE" }) },
        absent: "violating",
    },
    "dax-multi-node": {
        says: "Set `replicationFactor` to 3 nodes or more.",
        compliant: { three: cluster({ replicationFactor: 3 }) },
        violating: { one: cluster({ replicationFactor: 1 }) },
        absent: "violating",
    },
});
