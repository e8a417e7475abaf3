import encryption from "../../../../policy-pack/policies/elb/encryption";
import { eachOutput } from "../../../../policy-pack/testing/cases";
import { describeService } from "../../support/describe";
import { unknown, type Input, type Inputs } from "../../support/inputs";
import { albListener, albListenerCertificate, albTargetGroup, classic, classicPolicy } from "./resources";
import { listener, listenerCertificate, portPolicy, sslPolicy, targetGroup } from "./resources";
import type { TestResource } from "../../support/sdk";
import { tokenOf } from "../../support/token";

const ACM = "arn:aws:acm:eu-west-1:111122223333:certificate/a1b2c3";
const IAM = "arn:aws:iam::111122223333:server-certificate/web";
const redirect = (protocol: Input): Inputs => ({ type: "redirect", redirect: { protocol, port: "443", statusCode: "HTTP_301" } }); // prettier-ignore
const http = (...defaultActions: Inputs[]) => ({ port: 80, protocol: "HTTP", defaultActions });
const listening = (...listeners: Inputs[]) => classic({ listeners });
const tls = { lbPort: 443, lbProtocol: "https", instancePort: 8443, instanceProtocol: "https" };
const LISTEN = 'Set `protocol` to "HTTPS" or "TLS", or redirect to HTTPS.';
const CLASSIC_LISTEN = 'Set `listeners[0].lbProtocol` to "https" or "ssl".';
const named = (value: Input): Inputs => ({ name: "Reference-Security-Policy", value });
const protocol = (version: string, value: Input = "true"): Inputs => ({ name: `Protocol-${version}`, value });
const ssl = (...attributes: Inputs[]) => sslPolicy({ lbPort: 443, attributes });
const NAME = (path: string) =>
    `Set \`Reference-Security-Policy\` in \`${path}\` to "ELBSecurityPolicy-TLS-1-2-2017-01".`;
const POLICY =
    'Set `sslPolicy` to a policy with TLS 1.2 or newer, such as "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09".';
const https = (policy?: string) => ({ port: 443, protocol: "HTTPS", ...(policy && { sslPolicy: policy }) });

const WEAK = (path: string) => `Turn off the ciphers in \`${path}\` that are weak, such as those of RC4 and DES.`;

/** Of the load balancer that is judged. */
const ofIt = (policy: TestResource, by: string): TestResource => ({
    ...policy,
    name: "policy",
    from: { [by]: ["it"] },
});
const givenPolicies = (...policyNames: readonly string[]): TestResource =>
    ofIt(portPolicy({ loadBalancerName: unknown(), loadBalancerPort: 443, policyNames }), "loadBalancerName");
const typed = (name: string, policyTypeName: string, policyName: Input = name): TestResource => ({
    type: tokenOf("elb/loadBalancerPolicy"),
    name,
    inputs: { policyName, policyTypeName },
});
/** A certificate that is not made yet. */
const made = (type: string): TestResource => ({ type: tokenOf(type), name: "made", inputs: {} });

describeService(encryption, {
    "elb-listener-encrypted": {
        says: LISTEN,
        compliant: {
            HTTPS: listener({ port: 443, protocol: "HTTPS" }),
            TLS: albListener({ port: 443, protocol: "TLS" }),
            "a redirect to HTTPS": listener(http(redirect("HTTPS"))),
            QUIC: listener({ port: 443, protocol: "QUIC" }),
            ...Object.fromEntries(
                ["TCP", "UDP", "TCP_UDP", "TCP_QUIC"].map((protocol) => [
                    `${protocol}, which is passed through`,
                    listener({ port: 443, protocol }),
                ]),
            ),
            "a gateway": listener({ defaultActions: [] }),
        },
        violating: {
            "plain HTTP": listener(http({ type: "forward" })),
            "plain HTTP that does nothing": listener(http()),
            "plain HTTP, where nothing is said": listener({ port: 80, defaultActions: [{ type: "forward" }] }),
            "plain HTTP by the other name": albListener(http({ type: "fixed-response" })),
            "a redirect to another host by plain HTTP": listener(http(redirect("#{protocol}"))),
        },
        absent: "compliant",
    },
    "elb-listener-terminates-tls": {
        says: 'Set `protocol` to "HTTPS" or "TLS".',
        compliant: {
            HTTPS: listener({ port: 443, protocol: "HTTPS" }),
            TLS: albListener({ port: 443, protocol: "TLS" }),
            QUIC: listener({ port: 443, protocol: "QUIC" }),
            "a gateway": listener({ defaultActions: [] }),
        },
        violating: {
            "plain HTTP": listener(http({ type: "forward" })),
            "plain HTTP, where nothing is said": listener({ port: 80, defaultActions: [{ type: "forward" }] }),
            "a redirect to HTTPS": listener(http(redirect("HTTPS"))),
            ...Object.fromEntries(
                ["TCP", "UDP", "TCP_UDP", "TCP_QUIC"].map((protocol) => [
                    `${protocol}, which is passed through`,
                    albListener({ port: 443, protocol }),
                ]),
            ),
        },
        absent: "compliant",
    },
    "elb-classic-listener-encrypted": {
        says: CLASSIC_LISTEN,
        compliant: { "HTTPS and TLS": listening(tls, { ...tls, lbProtocol: "SSL" }) },
        violating: {
            "plain HTTP": listening({ ...tls, lbProtocol: "http" }),
            "what is passed through": listening({ ...tls, lbProtocol: "tcp" }),
        },
        absent: "compliant",
    },
    "elb-classic-backend-encrypted": {
        says: 'Set `listeners[0].instanceProtocol` to "https" or "ssl".',
        compliant: { HTTPS: listening(tls), TLS: listening({ ...tls, lbProtocol: "ssl", instanceProtocol: "ssl" }) },
        violating: { "plain HTTP": listening({ ...tls, instanceProtocol: "http" }) },
        absent: "compliant",
    },
    "elb-listener-tls-policy": {
        says: POLICY,
        compliant: {
            "1.2": listener(https("ELBSecurityPolicy-TLS-1-2-2017-01")),
            "1.3": albListener(https("ELBSecurityPolicy-TLS13-1-3-2021-06")),
            "plain HTTP, which is for another policy": listener(http()),
        },
        violating: {
            "1.0": listener(https("ELBSecurityPolicy-TLS13-1-0-2021-06")),
            "1.0 by the other name": albListener({ ...https("ELBSecurityPolicy-2016-08"), protocol: "TLS" }),
            "1.0, where nothing is said": listener(https()),
        },
        absent: "compliant",
        unknown: {
            "one newer than the table": {
                resources: listener({ ...https("ELBSecurityPolicy-TLS14-2030-01"), tags: unknown() }),
                undetermined: "Not among the security policies of load balancers as of 2026-09-30: `sslPolicy`.",
            },
        },
    },
    "elb-listener-recommended-tls-policy": {
        says: 'Set `sslPolicy` to "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" or "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09".',
        compliant: {
            "1.2 with few ciphers": listener(https("ELBSecurityPolicy-TLS13-1-2-Res-2021-06")),
            "1.3 alone": albListener(https("ELBSecurityPolicy-TLS13-1-3-2021-06")),
            "1.2 with few ciphers, by FIPS, with post-quantum keys": listener(
                https("ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09"),
            ),
            "1.3 alone, of a later year": listener(https("ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2027-01")),
            "plain HTTP, which is for another policy": listener(http()),
        },
        violating: {
            "1.2 with more ciphers": listener(https("ELBSecurityPolicy-TLS13-1-2-2021-06")),
            "1.2 with most ciphers": albListener({
                ...https("ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06"),
                protocol: "TLS",
            }),
            "1.2 of before 1.3": listener(https("ELBSecurityPolicy-TLS-1-2-2017-01")),
            "a list of its own": listener(https("ELBSecurityPolicy-TLS13-1-3-RFC9151-FIPS-2023-07")),
            "1.0, where nothing is said": listener(https()),
        },
        absent: "compliant",
    },
    "elb-classic-tls-policy": {
        says: NAME("attributes"),
        compliant: {
            "the predefined one": ssl(named("ELBSecurityPolicy-TLS-1-2-2017-01")),
            "protocols of one's own": ssl(protocol("TLSv1.2"), protocol("TLSv1.1", "false"), protocol("TLSv1", false)),
            "ciphers of one's own": ssl(
                protocol("TLSv1.2"),
                { name: "ECDHE-RSA-AES128-GCM-SHA256", value: "true" },
                { name: "DES-CBC3-SHA", value: "false" },
            ),
            "the predefined one, which decides": ssl(named("ELBSecurityPolicy-TLS-1-2-2017-01"), {
                name: "RC4-MD5",
                value: "true",
            }),
            "a policy of its own": classicPolicy({
                policyTypeName: "SSLNegotiationPolicyType",
                policyAttributes: [named("ELBSecurityPolicy-TLS-1-2-2017-01")],
            }),
            "a policy for something else": classicPolicy({
                policyTypeName: "ProxyProtocolPolicyType",
                policyAttributes: [{ name: "ProxyProtocol", value: "true" }],
            }),
        },
        violating: {
            "an old predefined one": ssl(named("ELBSecurityPolicy-2016-08")),
            ...Object.fromEntries(
                ["SSLv3", "TLSv1", "TLSv1.1"].map((old) => [
                    `${old} beside 1.2`,
                    ssl(protocol("TLSv1.2"), protocol(old)),
                ]),
            ),
            "an old one, whatever protocols are named beside it": ssl(
                named("ELBSecurityPolicy-2016-08"),
                protocol("TLSv1.2"),
            ),
            "nothing named": ssl(),
            ...Object.fromEntries(
                ["DES-CBC3-SHA", "ECDHE-RSA-RC4-SHA", "ADH-AES128-SHA"].map((weak) => [
                    `${weak} with 1.2`,
                    { resources: ssl(protocol("TLSv1.2"), { name: weak, value: "true" }), says: [WEAK("attributes")] },
                ]),
            ),
            "a policy of its own": {
                resources: classicPolicy({
                    policyTypeName: "SSLNegotiationPolicyType",
                    policyAttributes: [protocol("SSLv3"), protocol("TLSv1.2")],
                }),
                says: [NAME("policyAttributes")],
            },
        },
        absent: {
            "the default one": { resources: sslPolicy(), says: [NAME("attributes")] },
            "a policy for nothing": { resources: classicPolicy() },
        },
    },
    "elb-classic-predefined-tls-policy": {
        says: NAME("attributes"),
        compliant: {
            "the predefined one": ssl(named("ELBSecurityPolicy-TLS-1-2-2017-01")),
            "a policy for something else": classicPolicy({ policyTypeName: "ProxyProtocolPolicyType" }),
        },
        violating: {
            "an old predefined one": ssl(named("ELBSecurityPolicy-2016-08")),
            "protocols of one's own": ssl(protocol("TLSv1.2")),
            "another attribute of that value": ssl({ name: "x", value: "ELBSecurityPolicy-TLS-1-2-2017-01" }),
            "a policy of its own": {
                resources: classicPolicy({
                    policyTypeName: "SSLNegotiationPolicyType",
                    policyAttributes: [protocol("TLSv1.2")],
                }),
                says: [NAME("policyAttributes")],
            },
        },
        absent: {
            "the default one": { resources: sslPolicy(), says: [NAME("attributes")] },
            "a policy for nothing": { resources: classicPolicy() },
        },
    },
    "elb-classic-listener-tls-policy": {
        says: "Give the port `listeners[0].lbPort` an `aws.elb.SslNegotiationPolicy` with its `lbPort`.",
        compliant: {
            "of the port": [listening(tls), ofIt(sslPolicy({ loadBalancer: unknown(), lbPort: 443 }), "loadBalancer")],
            "by name, once it is known": [
                classic({ listeners: [tls], name: "web" }),
                portPolicy(
                    { loadBalancerName: "web", loadBalancerPort: "443", policyNames: ["tls"] },
                    { name: "policy" },
                ),
            ],
            ...eachOutput(["name", "id"], "web", (outputs) => [
                classic({ listeners: [tls] }, { outputs }),
                sslPolicy({ loadBalancer: "web", lbPort: 443 }, { name: "policy" }),
            ]),
            "a port in quotation marks": [
                listening({ ...tls, lbPort: "443" }),
                ofIt(sslPolicy({ loadBalancer: unknown(), lbPort: 443 }), "loadBalancer"),
            ],
            "no TLS": listening({ ...tls, lbProtocol: "http" }),
            "one of the stack": [listening(tls), givenPolicies("tls"), typed("tls", "SSLNegotiationPolicyType")],
            "one for cookies beside it": [
                listening(tls),
                givenPolicies("cookies", "tls"),
                typed("cookies", "LBCookieStickinessPolicyType"),
                typed("tls", "SSLNegotiationPolicyType"),
            ],
            "one from elsewhere": [
                listening(tls),
                givenPolicies("tls"),
                typed("cookies", "LBCookieStickinessPolicyType"),
            ],
        },
        violating: {
            none: listening(tls),
            "one for cookies alone": [
                listening(tls),
                givenPolicies("cookies"),
                typed("cookies", "LBCookieStickinessPolicyType"),
            ],
            "one of another type, whose name is not known yet": [
                listening(tls),
                {
                    ...ofIt(
                        portPolicy({
                            loadBalancerName: unknown(),
                            loadBalancerPort: 443,
                            policyNames: [unknown()],
                        }),
                        "loadBalancerName",
                    ),
                    from: { loadBalancerName: ["it"], policyNames: ["proxy"] },
                },
                typed("proxy", "ProxyProtocolPolicyType", unknown()),
            ],
            "of another port": [
                listening({ ...tls, lbProtocol: "SSL" }),
                ofIt(
                    portPolicy({ loadBalancerName: unknown(), loadBalancerPort: 8443, policyNames: ["tls"] }),
                    "loadBalancerName",
                ),
            ],
            "without a name": [
                listening(tls),
                ofIt(portPolicy({ loadBalancerName: unknown(), loadBalancerPort: 443 }), "loadBalancerName"),
            ],
        },
        absent: "compliant",
        unknown: {
            "the port": {
                resources: [
                    listening({ ...tls, lbPort: unknown() }),
                    ofIt(sslPolicy({ loadBalancer: unknown(), lbPort: 443 }), "loadBalancer"),
                ],
                undetermined: "Not known before the update: `listeners[0].lbPort`.",
            },
        },
    },
    "elb-acm-certificate": {
        says: "Set `certificateArn` to the ARN of a certificate of ACM.",
        compliant: {
            ACM: listener({ certificateArn: ACM }),
            "ACM for one more name": listenerCertificate({ certificateArn: ACM }),
            "ACM for a classic load balancer": listening({ ...tls, sslCertificateId: ACM }),
            "no TLS": listening({ ...tls, lbProtocol: "tcp" }),
            "one of ACM that is not made yet": [
                { ...listener({ certificateArn: unknown() }), from: { certificateArn: ["made"] } },
                made("acm/certificateValidation"),
            ],
            "one of ACM that is not made yet, of a classic load balancer": [
                { ...listening({ ...tls, sslCertificateId: unknown() }), from: { listeners: ["made"] } },
                made("acm/certificate"),
            ],
        },
        unknown: {
            "where it comes from": {
                resources: [listener({ certificateArn: unknown() }), made("acm/certificate")],
                undetermined: "Not known before the update: `certificateArn`.",
            },
            "which of two comes from where": {
                resources: [
                    {
                        ...listening(...[1, 2].map(() => ({ ...tls, sslCertificateId: unknown() }))),
                        from: { listeners: ["made"] },
                    },
                    made("iam/serverCertificate"),
                ],
                undetermined:
                    "Not known before the update: `listeners[0].sslCertificateId`, `listeners[1].sslCertificateId`.",
            },
            "from either": {
                resources: [
                    { ...listener({ certificateArn: unknown() }), from: { certificateArn: ["made", "other"] } },
                    made("acm/certificate"),
                    { ...made("iam/serverCertificate"), name: "other" },
                ],
                undetermined: "Not known before the update: `certificateArn`.",
            },
        },
        violating: {
            "one of IAM that is not made yet, beside one of ACM": {
                resources: [
                    {
                        ...listening({ ...tls, sslCertificateId: ACM }, { ...tls, sslCertificateId: unknown() }),
                        from: { listeners: ["made"] },
                    },
                    made("iam/serverCertificate"),
                ],
                says: ["Set `listeners[1].sslCertificateId` to the ARN of a certificate of ACM."],
            },
            "one of IAM that is not made yet": [
                { ...listener({ certificateArn: unknown() }), from: { certificateArn: ["made"] } },
                made("iam/serverCertificate"),
            ],
            IAM: listener({ certificateArn: IAM }),
            "IAM by the other name": albListener({ certificateArn: IAM }),
            "IAM for one more name": listenerCertificate({ certificateArn: IAM }),
            "IAM for one more name by the other name": albListenerCertificate({ certificateArn: IAM }),
            "IAM for a classic load balancer": {
                resources: listening({ ...tls, sslCertificateId: ACM }, { ...tls, sslCertificateId: IAM }),
                says: ["Set `listeners[1].sslCertificateId` to the ARN of a certificate of ACM."],
            },
            none: listener({ protocol: "HTTPS" }),
            "none for a classic load balancer": {
                resources: listening({ ...tls, sslCertificateId: "" }, { ...tls, lbProtocol: "SSL" }),
                says: [0, 1].map(
                    (at) => `Set \`listeners[${at}].sslCertificateId\` to the ARN of a certificate of ACM.`,
                ),
            },
        },
        absent: "compliant",
    },
    "elb-target-group-encrypted": {
        says: 'Set `protocol` to "HTTPS" or "TLS".',
        compliant: {
            ...Object.fromEntries(
                ["HTTPS", "TLS", "QUIC", "GENEVE"].map((protocol) => [protocol, targetGroup({ protocol })]),
            ),
            "a function, whatever the protocol": targetGroup({ targetType: "lambda", protocol: "HTTP" }),
            "what is passed through": albTargetGroup({ protocol: "TCP" }),
            "another load balancer": targetGroup({ protocol: "TCP", targetType: "alb" }),
            "a function": targetGroup({ targetType: "lambda" }),
        },
        violating: {
            HTTP: targetGroup({ protocol: "HTTP", targetType: "ip" }),
            "HTTP by the other name": albTargetGroup({ protocol: "HTTP" }),
        },
        absent: "compliant",
    },
    "elb-target-group-tls-only": {
        says: 'Set `protocol` to "HTTPS" or "TLS".',
        compliant: {
            ...Object.fromEntries(
                ["HTTPS", "TLS", "QUIC", "GENEVE"].map((protocol) => [protocol, targetGroup({ protocol })]),
            ),
            "a function": targetGroup({ targetType: "lambda", protocol: "HTTP" }),
            "another load balancer": targetGroup({ protocol: "TCP", targetType: "alb" }),
        },
        violating: {
            HTTP: albTargetGroup({ protocol: "HTTP" }),
            ...Object.fromEntries(
                ["TCP", "UDP", "TCP_UDP"].map((protocol) => [
                    `${protocol}, which is passed through`,
                    targetGroup({ protocol }),
                ]),
            ),
        },
        absent: "compliant",
    },
    "elb-target-group-health-check-encrypted": {
        says: 'Set `healthCheck.protocol` to "HTTPS".',
        compliant: {
            HTTPS: targetGroup({ protocol: "HTTPS", healthCheck: { protocol: "HTTPS" } }),
            "a connection": albTargetGroup({ protocol: "TCP" }),
            "a function": targetGroup({ targetType: "lambda", healthCheck: { protocol: "HTTP" } }),
        },
        violating: {
            "HTTP, where nothing is said": targetGroup({ protocol: "HTTPS", healthCheck: { path: "/health" } }),
            "HTTP, as of targets": targetGroup({ protocol: "HTTP" }),
            "HTTP of what is passed through": targetGroup({ protocol: "TCP", healthCheck: { protocol: "HTTP" } }),
            "HTTP by the other name": albTargetGroup({ protocol: "HTTP", healthCheck: { protocol: "http" } }),
        },
        absent: "compliant",
    },
    "elb-target-group-health-check-https": {
        says: 'Set `healthCheck.protocol` to "HTTPS".',
        compliant: {
            HTTPS: targetGroup({ protocol: "HTTP", healthCheck: { protocol: "HTTPS" } }),
            "a function": targetGroup({ targetType: "lambda" }),
            "of a gateway": targetGroup({ protocol: "GENEVE", healthCheck: { protocol: "TCP" } }),
        },
        violating: {
            HTTP: albTargetGroup({ protocol: "HTTPS", healthCheck: { protocol: "HTTP" } }),
            "a connection": targetGroup({ protocol: "TLS", healthCheck: { protocol: "TCP" } }),
            "a connection, where nothing is said": targetGroup({ protocol: "TCP" }),
        },
        absent: "violating",
    },
    "elb-target-group-health-check": {
        says: "Set `healthCheck.path` to a page that tells how the target is.",
        compliant: {
            "a page": targetGroup({ protocol: "HTTPS", healthCheck: { path: "/health" } }),
            "a connection": targetGroup({ protocol: "TCP" }),
            "a function": targetGroup({ protocol: "HTTP", targetType: "lambda" }),
        },
        violating: {
            none: targetGroup({ protocol: "HTTP" }),
            "none by the other name": albTargetGroup({ protocol: "HTTPS", healthCheck: { protocol: "HTTPS" } }),
        },
        absent: "compliant",
    },
});
