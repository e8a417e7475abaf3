import cloudsearch from "../../../policy-pack/policies/cloudsearch";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const domain = (endpointOptions: Inputs): TestResource => ({
    type: "aws:cloudsearch/domain:Domain",
    inputs: { endpointOptions },
});
const policy = (principal: unknown): TestResource => ({
    type: "aws:cloudsearch/domainServiceAccessPolicy:DomainServiceAccessPolicy",
    inputs: {
        accessPolicy: JSON.stringify({
            Statement: [{ Effect: "Allow", Principal: principal, Action: "cloudsearch:*" }],
        }),
    },
});
const TLS = "Policy-Min-TLS-1-2-2019-07";

describeService(cloudsearch, {
    "cloudsearch-https-only": {
        says: "Set `endpointOptions.enforceHttps` to true.",
        compliant: { enforced: domain({ enforceHttps: true }) },
        violating: { not: domain({ enforceHttps: false }) },
        absent: "violating",
    },
    "cloudsearch-tls-policy": {
        says: `Set \`endpointOptions.tlsSecurityPolicy\` to "${TLS}".`,
        compliant: { "TLS 1.2": domain({ tlsSecurityPolicy: TLS }) },
        violating: {
            "TLS 1.0": domain({ tlsSecurityPolicy: "Policy-Min-TLS-1-0-2019-07" }),
            "what only holds such a name": domain({ tlsSecurityPolicy: `Old-${TLS}` }),
        },
        absent: "violating",
    },
    "cloudsearch-policy-no-public": {
        says: "Statement 1 of `accessPolicy` lets anybody in. Name who may search, or scope it by a condition.",
        compliant: { "a role": policy({ AWS: "arn:aws:iam::111122223333:role/shop" }) },
        violating: { anybody: policy({ AWS: ["*"] }) },
        absent: "compliant",
    },
});
