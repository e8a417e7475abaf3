import { must, resourcePolicy, say, service, settingPolicy } from "../evaluation";
import { mustLetNoOutsidersIn } from "./documents";
import { policyOf, typesWithPolicy } from "./resourcePolicies";

const DOMAIN = "aws:cloudsearch/domain:Domain";

const example = `new aws.cloudsearch.Domain("shop", {
    endpointOptions: { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-2-2019-07" },
});`;

export default service("cloudsearch", [
    settingPolicy({
        id: "cloudsearch-https-only",
        title: "CloudSearch domains refuse requests without TLS",
        severity: "high",
        types: [DOMAIN],
        controls: { nist: ["SC-8", "SC-13"], whitepaper: ["CloudSearch"] },
        why: "Over plain HTTP everybody on the way reads queries and answers.",
        fix: { text: "Set `endpointOptions.enforceHttps`.", example },
        setting: "endpointOptions.enforceHttps",
        must: { be: true },
        default: false,
        remediates: true,
    }),
    resourcePolicy({
        id: "cloudsearch-tls-policy",
        title: "CloudSearch domains accept TLS 1.2 and later only",
        severity: "high",
        types: [DOMAIN],
        controls: { nist: ["SC-8", "SC-13"], whitepaper: ["CloudSearch"] },
        why: "TLS 1.0, which the default policy accepts, has flaws by which traffic can be read.",
        fix: { text: "Set `endpointOptions.tlsSecurityPolicy`.", example },
        check(domain) {
            const policy = domain.get("endpointOptions", "tlsSecurityPolicy");
            return must(
                policy.judgeText((name) => /^Policy-Min-TLS-1-[23]-/.test(name)),
                say`Set ${policy} to "Policy-Min-TLS-1-2-2019-07".`,
            );
        },
    }),
    resourcePolicy({
        id: "cloudsearch-policy-no-public",
        title: "Policies of CloudSearch let no outsiders in",
        severity: "critical",
        types: typesWithPolicy("cloudSearch"),
        controls: { cis7: ["2.21"], nist: ["AC-3"], whitepaper: ["CloudSearch"] },
        why: "Everybody could search the domain, and change what is in it.",
        fix: {
            text: "Name the roles that may search.",
            example: `new aws.cloudsearch.DomainServiceAccessPolicy("shop", {
    domainName: "shop",
    accessPolicy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["arn:aws:iam::111122223333:role/shop"] }],
            actions: ["cloudsearch:search"],
        }],
    }).json,
});`,
        },
        check: (resource) =>
            mustLetNoOutsidersIn(policyOf(resource), say`Name who may search, or scope it by a condition.`),
    }),
]);
