import {
    all,
    any,
    isGood,
    must,
    mustNot,
    not,
    resourcePolicy,
    say,
    service,
    stackPolicy,
    when,
} from "../../evaluation";
import type { Day, Link, Requirements, ResourceReader, StackReader, Truth, Value } from "../../evaluation";
import { CLASSIC_ELB_TLS_POLICIES, ELB_TLS_POLICIES } from "../../dated";
import { CLASSIC, CLASSIC_EXAMPLE, CLASSIC_POLICY, isProtocol, LISTENER_EXAMPLE, LISTENERS } from "./resources";
import { SSL_POLICY, TARGET_GROUPS } from "./resources";

const PASSED_THROUGH = ["TCP", "UDP", "TCP_UDP", "TCP_QUIC"];

const ENCRYPTING = ["HTTPS", "TLS", "QUIC"];

/** What Security Hub takes, in each year: TLS 1.3 alone, or 1.2 with few ciphers, by FIPS 140 or not, with post-quantum keys or not. */
const RECOMMENDED = /^ELBSecurityPolicy-TLS13-1-(3|2-Res)-(FIPS-)?(PQ-)?\d{4}-\d{2}$/;

const ENCRYPTED = { nist: ["SC-8", "SC-13"], trustedAdvisor: ["a2sEc6ILx"], whitepaper: ["ELB"] };
const READABLE = "Over plain HTTP everybody on the way can read what is sent, and put something else in its place.";

/** The listener of a gateway has neither port nor protocol. */
function isOfGateway(listener: ResourceReader): boolean {
    return listener.get("protocol").isAbsent && listener.get("port").isAbsent;
}

function redirectsToTls(listener: ResourceReader): Truth {
    return listener.get("defaultActions").some((action) => isProtocol(action.get("redirect", "protocol"), ["HTTPS"]));
}

function isTls(listener: ResourceReader): Truth {
    return isProtocol(listener.get("protocol"), ["HTTPS", "TLS"]);
}

const ACM_CERTIFICATES = ["aws:acm/certificate:Certificate", "aws:acm/certificateValidation:CertificateValidation"];
const IAM_CERTIFICATE = "aws:iam/serverCertificate:ServerCertificate";

/** Certificates that ACM keeps have its ARN; those uploaded to IAM nobody renews. What is not made yet comes from one or the other. */
function isOfIam(certificate: Value, comesFrom: (...types: readonly string[]) => boolean): Truth {
    const isMadeByAcm = comesFrom(...ACM_CERTIFICATES);
    return certificate.isUnknown && comesFrom(IAM_CERTIFICATE) !== isMadeByAcm
        ? !isMadeByAcm
        : certificate.judgeText((arn) => /^arn:[^:]*:iam:/.test(arn));
}

/** The attributes of the TLS policy of a classic load balancer. */
function attributesOf(policy: ResourceReader): Value {
    return policy.get(policy.type === SSL_POLICY ? "attributes" : "policyAttributes");
}

/** A policy of the other type may be for cookies or proxies. */
function isForTls(policy: ResourceReader): Truth {
    return policy.type === SSL_POLICY ? true : policy.get("policyTypeName").is("SSLNegotiationPolicyType");
}

const CLASSIC_POLICY_EXAMPLE = `new aws.elb.LoadBalancerPolicy("tls", {
    loadBalancerName: "web",
    policyName: "tls",
    policyTypeName: "SSLNegotiationPolicyType",
    policyAttributes: [{ name: "Reference-Security-Policy", value: "ELBSecurityPolicy-TLS-1-2-2017-01" }],
});`;

/** Ciphers that are broken, or nobody is told apart by, as classic load balancers name them: `DES-CBC3-SHA`, `ADH-RC4-MD5`. */
const WEAK_CIPHER = /(^|-)(RC4|DES|MD5|NULL|EXP|ADH)(-|$)/;

const PREDEFINED = "Reference-Security-Policy";

/** Whether an attribute of a name has a value that fits. */
function has(attributes: Value, name: string, fits: (value: Value) => Truth): Truth {
    return attributes.some((attribute) => all([attribute.get("name").is(name), fits(attribute.get("value"))]));
}

/** Whether a policy that names no predefined one turns on a weak cipher. */
function allowsWeakCipher(attributes: Value): Truth {
    const isNamed = attributes.some((attribute) => attribute.get("name").is(PREDEFINED));
    const isWeak = attributes.some((attribute) =>
        all([attribute.get("name").judgeText((name) => WEAK_CIPHER.test(name)), attribute.get("value").is(true)]),
    );
    return all([isWeak, not(isNamed)]);
}

/** Whether the policy refuses what is older than TLS 1.2, by the predefined policy it names or by protocols of its own. */
function refusesOldTls(policy: ResourceReader, today: Day): Truth {
    const attributes = attributesOf(policy);
    const isOn = (value: Value): Truth => value.is(true);
    const named = has(attributes, PREDEFINED, (value) => value.isGiven());
    return any([
        has(attributes, PREDEFINED, (value) => isGood(value, CLASSIC_ELB_TLS_POLICIES, today)),
        all([
            not(named),
            has(attributes, "Protocol-TLSv1.2", isOn),
            not(
                any(
                    ["Protocol-SSLv3", "Protocol-TLSv1", "Protocol-TLSv1.1"].map((name) => has(attributes, name, isOn)),
                ),
            ),
        ]),
    ]);
}

/** Whether a Classic Load Balancer encrypts what is sent by a protocol. */
function isClassicTls(protocol: Value): Truth {
    return isProtocol(protocol, ["HTTPS", "SSL"]);
}

const ofClassic = { to: [CLASSIC], named: ["name", "id"] };
const LISTENER_POLICY = "aws:elb/listenerPolicy:ListenerPolicy";
const policyNamed: Link = {
    from: [LISTENER_POLICY],
    by: "policyNames",
    each: true,
    to: [CLASSIC_POLICY],
    named: ["policyName"],
};
/** What gives the port of a classic load balancer a policy. */
const CLASSIC_PORT_POLICIES: readonly { readonly link: Link; readonly port: string }[] = [
    { link: { from: [SSL_POLICY], by: "loadBalancer", ...ofClassic }, port: "lbPort" },
    { link: { from: [LISTENER_POLICY], by: "loadBalancerName", ...ofClassic }, port: "loadBalancerPort" },
];

/** Whether what a port is given is a TLS policy: all that it names may be of other types, such as of cookies. */
function isTlsPolicy(policy: ResourceReader, stack: StackReader): Truth {
    if (policy.type === SSL_POLICY) {
        return true;
    }
    const names = policy.get("policyNames");
    const count = names.items().length;
    const isPolicy = ({ urn }: ResourceReader): boolean => urn === policy.urn;
    const others = stack
        .ofTypes(CLASSIC_POLICY)
        .map((one) => ({
            isTls: one.get("policyTypeName").is("SSLNegotiationPolicyType"),
            linked: stack.linkedTo(one, policyNamed),
        }))
        .filter(({ isTls }) => isTls !== true);
    const possible = others.filter(({ linked }) => [...linked.sure, ...linked.possible].some(isPolicy));
    const sure = others.filter(({ isTls, linked }) => isTls === false && linked.sure.some(isPolicy));
    if (possible.length === 0 || possible.length < count) {
        return names.isGiven();
    }
    return sure.length < count ? names.noteUndetermined() : false;
}

function isSamePort(one: Value, other: Value): Truth {
    return other.isKnown ? one.is(Number(other.toPlain())) : other.noteUndetermined();
}

const TARGET_GROUP_EXAMPLE = `new aws.lb.TargetGroup("web", {
    vpcId: "vpc-1",
    port: 8443,
    protocol: "HTTPS",
    healthCheck: { protocol: "HTTPS", path: "/health" },
});`;

/** A function, and another load balancer, is reached otherwise. */
function isReachedByProtocol(group: ResourceReader): Truth {
    return not(group.get("targetType").isOneOf(["lambda", "alb"]));
}

function mustBeReachedBy(group: ResourceReader, protocols: readonly string[]): Requirements {
    const protocol = group.get("protocol");
    return when(
        all([isReachedByProtocol(group), protocol.isPresent()]),
        must(isProtocol(protocol, [...protocols, "GENEVE"]), say`Set ${protocol} to "HTTPS" or "TLS".`),
    );
}

export default service("elb", [
    resourcePolicy({
        id: "elb-listener-encrypted",
        title: "Listeners of load balancers do not answer plain HTTP but by a redirect to HTTPS",
        severity: "medium",
        level: "mandatory",
        types: LISTENERS,
        controls: { fsbp: ["ELB.1"], ...ENCRYPTED },
        why: READABLE,
        fix: {
            text: "Listen by HTTPS or TLS, and let plain HTTP do nothing but redirect to it.",
            example: LISTENER_EXAMPLE,
        },
        check(listener) {
            const protocol = listener.get("protocol");
            return must(
                any([
                    isOfGateway(listener),
                    isProtocol(protocol, [...ENCRYPTING, ...PASSED_THROUGH]),
                    redirectsToTls(listener),
                ]),
                say`Set ${protocol} to "HTTPS" or "TLS", or redirect to HTTPS.`,
            );
        },
    }),
    resourcePolicy({
        id: "elb-listener-terminates-tls",
        title: "Listeners of load balancers have nothing but HTTPS and TLS",
        severity: "medium",
        types: LISTENERS,
        controls: { fsbp: ["ELB.18"], ...ENCRYPTED },
        why: "A redirect is asked for in the open, and what is passed through nobody here knows to be encrypted.",
        offByDefault: true,
        fix: { text: "Listen by HTTPS or TLS, and by nothing else.", example: LISTENER_EXAMPLE },
        check(listener) {
            const protocol = listener.get("protocol");
            return must(
                any([isOfGateway(listener), isProtocol(protocol, ENCRYPTING)]),
                say`Set ${protocol} to "HTTPS" or "TLS".`,
            );
        },
    }),
    resourcePolicy({
        id: "elb-classic-listener-encrypted",
        title: "Classic load balancers talk TLS to who calls",
        severity: "medium",
        level: "mandatory",
        types: [CLASSIC],
        controls: { fsbp: ["ELB.3"], ...ENCRYPTED },
        why: READABLE,
        fix: { text: "Listen by HTTPS or TLS.", example: CLASSIC_EXAMPLE("crossZoneLoadBalancing: true,") },
        check: (balancer) =>
            balancer
                .get("listeners")
                .items()
                .map((listener) => listener.get("lbProtocol"))
                .map((protocol) => must(isClassicTls(protocol), say`Set ${protocol} to "https" or "ssl".`)),
    }),
    resourcePolicy({
        id: "elb-classic-backend-encrypted",
        title: "Classic Load Balancers talk TLS to instances",
        severity: "medium",
        types: [CLASSIC],
        controls: { nist: ["SC-8"], whitepaper: ["ELB"] },
        why: "Behind the load balancer what is sent can be read by who is on the way there.",
        fix: { text: "Let instances listen by TLS too.", example: CLASSIC_EXAMPLE("") },
        check: (balancer) =>
            balancer
                .get("listeners")
                .items()
                .map((listener) => listener.get("instanceProtocol"))
                .map((protocol) => must(isClassicTls(protocol), say`Set ${protocol} to "https" or "ssl".`)),
    }),
    resourcePolicy({
        id: "elb-listener-tls-policy",
        title: "Load balancers refuse TLS before 1.2",
        severity: "medium",
        types: LISTENERS,
        controls: ENCRYPTED,
        why: "Older versions of TLS have known flaws, by which what is sent can be read. The policy that holds where none is named allows them.",
        fix: { text: "Name a policy with TLS 1.2 or newer.", example: LISTENER_EXAMPLE },
        knowledge: [ELB_TLS_POLICIES],
        check(listener, _, today) {
            const policy = listener.get("sslPolicy");
            return when(
                isTls(listener),
                must(
                    isGood(policy, ELB_TLS_POLICIES, today),
                    say`Set ${policy} to a policy with TLS 1.2 or newer, such as "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09".`,
                ),
            );
        },
    }),
    resourcePolicy({
        id: "elb-listener-recommended-tls-policy",
        title: "Load balancers use a security policy that AWS recommends",
        severity: "medium",
        types: LISTENERS,
        controls: { fsbp: ["ELB.17"], ...ENCRYPTED },
        why: "What else there is with TLS 1.2 takes ciphers without forward secrecy, or by blocks: a key that is stolen later opens what was recorded, and attacks on them are known.",
        fix: {
            text: 'Name a policy with TLS 1.3 alone, or a restricted one ("Res") with TLS 1.2 too.',
            example: LISTENER_EXAMPLE,
        },
        check(listener) {
            const policy = listener.get("sslPolicy");
            return when(
                isTls(listener),
                must(
                    policy.judgeText((name) => RECOMMENDED.test(name)),
                    say`Set ${policy} to "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" or "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09".`,
                ),
            );
        },
    }),
    resourcePolicy({
        id: "elb-classic-tls-policy",
        title: "Classic Load Balancers refuse TLS before 1.2",
        severity: "medium",
        types: [SSL_POLICY, CLASSIC_POLICY],
        controls: ENCRYPTED,
        why: "Older versions of TLS have known flaws, by which what is sent can be read.",
        fix: {
            text: "Name the predefined policy with TLS 1.2.",
            example: CLASSIC_POLICY_EXAMPLE,
        },
        knowledge: [CLASSIC_ELB_TLS_POLICIES],
        check: (policy, _, today) =>
            when(isForTls(policy), [
                must(
                    refusesOldTls(policy, today),
                    say`Set \`Reference-Security-Policy\` in ${attributesOf(policy)} to "ELBSecurityPolicy-TLS-1-2-2017-01".`,
                ),
                mustNot(
                    allowsWeakCipher(attributesOf(policy)),
                    say`Turn off the ciphers in ${attributesOf(policy)} that are weak, such as those of RC4 and DES.`,
                ),
            ]),
    }),
    resourcePolicy({
        id: "elb-classic-predefined-tls-policy",
        title: "Classic Load Balancers use the predefined policy with TLS 1.2",
        severity: "medium",
        types: [SSL_POLICY, CLASSIC_POLICY],
        controls: { fsbp: ["ELB.8"], nist: ["SC-8", "SC-13"], whitepaper: ["ELB"] },
        why: "A list of ciphers of one's own is looked after by nobody but oneself, and grows old.",
        fix: { text: "Name the predefined policy with TLS 1.2.", example: CLASSIC_POLICY_EXAMPLE },
        check(policy) {
            const attributes = attributesOf(policy);
            return when(
                isForTls(policy),
                must(
                    has(attributes, PREDEFINED, (value) => value.is("ELBSecurityPolicy-TLS-1-2-2017-01")),
                    say`Set \`Reference-Security-Policy\` in ${attributes} to "ELBSecurityPolicy-TLS-1-2-2017-01".`,
                ),
            );
        },
    }),
    stackPolicy({
        id: "elb-classic-listener-tls-policy",
        title: "Listeners of Classic Load Balancers have a TLS policy",
        severity: "medium",
        types: [CLASSIC],
        controls: { fsbp: ["ELB.8"], nist: ["SC-8", "SC-13"], whitepaper: ["ELB"] },
        why: "A listener that is given no policy has that of 2016, which takes TLS 1.0.",
        fix: {
            text: "Give the port a policy of type `SSLNegotiationPolicyType`.",
            example: `const web = new aws.elb.LoadBalancer("web", {
    subnets: ["subnet-1", "subnet-2"],
    listeners: [{
        lbPort: 443,
        lbProtocol: "https",
        instancePort: 8443,
        instanceProtocol: "https",
        sslCertificateId: "arn:aws:acm:eu-west-1:111122223333:certificate/a1b2c3",
    }],
});
new aws.elb.SslNegotiationPolicy("web", {
    loadBalancer: web.id,
    lbPort: 443,
    attributes: [{ name: "Reference-Security-Policy", value: "ELBSecurityPolicy-TLS-1-2-2017-01" }],
});`,
        },
        check: (balancer, stack) =>
            balancer
                .get("listeners")
                .items()
                .map((listener) => {
                    const port = listener.get("lbPort");
                    return when(
                        isClassicTls(listener.get("lbProtocol")),
                        must(
                            any(
                                CLASSIC_PORT_POLICIES.map(({ link, port: at }) =>
                                    stack
                                        .linkedTo(balancer, link)
                                        .some((policy) =>
                                            all([isSamePort(policy.get(at), port), isTlsPolicy(policy, stack)]),
                                        ),
                                ),
                            ),
                            say`Give the port ${port} an \`aws.elb.SslNegotiationPolicy\` with its \`lbPort\`.`,
                        ),
                    );
                }),
    }),
    stackPolicy({
        id: "elb-acm-certificate",
        title: "Certificates of load balancers are of ACM",
        severity: "medium",
        types: [...LISTENERS, CLASSIC, "aws:lb/listenerCertificate:ListenerCertificate", "aws:alb/listenerCertificate:ListenerCertificate"], // prettier-ignore
        controls: { fsbp: ["ELB.2"], nist: ["SC-8", "SC-12"], whitepaper: ["ELB"] },
        why: "A certificate that was uploaded to IAM nobody renews, and its key was in somebody's hands.",
        fix: { text: "Have ACM issue the certificate.", example: LISTENER_EXAMPLE },
        check(resource, stack) {
            const certificates =
                resource.type === CLASSIC
                    ? resource
                          .get("listeners")
                          .items()
                          .map((listener) => ({
                              certificate: listener.get("sslCertificateId"),
                              isNeeded: isClassicTls(listener.get("lbProtocol")),
                          }))
                    : [
                          {
                              certificate: resource.get("certificateArn"),
                              isNeeded: LISTENERS.some((type) => type === resource.type) && isTls(resource),
                          },
                      ];
            const property = resource.type === CLASSIC ? "listeners" : "certificateArn";
            // Of several that are not made yet, it is not told which comes from where.
            const isTold =
                certificates.filter(({ certificate }) => certificate.isUnknown).length === 1 &&
                (resource.type !== CLASSIC || resource.get(property).isKnown);
            const comesFrom = (...types: readonly string[]): boolean =>
                isTold && stack.ofTypes(...types).some((source) => resource.comesFrom(property, source));
            return certificates.map(({ certificate, isNeeded }) =>
                must(
                    all([not(isOfIam(certificate, comesFrom)), any([not(isNeeded), certificate.isGiven()])]),
                    say`Set ${certificate} to the ARN of a certificate of ACM.`,
                ),
            );
        },
    }),
    resourcePolicy({
        id: "elb-target-group-encrypted",
        title: "Load balancers talk TLS to targets",
        severity: "medium",
        types: TARGET_GROUPS,
        controls: { nist: ["SC-8"], whitepaper: ["ELB"] },
        why: "Behind the load balancer what is sent can be read by who is on the way there.",
        fix: { text: "Let targets listen by TLS too.", example: TARGET_GROUP_EXAMPLE },
        check: (group) => mustBeReachedBy(group, [...ENCRYPTING, ...PASSED_THROUGH]),
    }),
    resourcePolicy({
        id: "elb-target-group-tls-only",
        title: "Targets of load balancers have nothing but HTTPS and TLS",
        severity: "medium",
        types: TARGET_GROUPS,
        controls: { fsbp: ["ELB.22"], nist: ["SC-8"], whitepaper: ["ELB"] },
        why: "Whether what is passed on as it comes is encrypted is left to whoever calls, and to the target.",
        offByDefault: true,
        fix: { text: "Let targets listen by HTTPS or TLS, and by nothing else.", example: TARGET_GROUP_EXAMPLE },
        check: (group) => mustBeReachedBy(group, ENCRYPTING),
    }),
    resourcePolicy({
        id: "elb-target-group-health-check-encrypted",
        title: "Load balancers ask targets how they are by TLS",
        severity: "medium",
        types: TARGET_GROUPS,
        controls: { nist: ["SC-8"], whitepaper: ["ELB"] },
        why: "Who is on the way may answer in the target's place, and so decide where requests go.",
        fix: { text: "Ask by HTTPS.", example: TARGET_GROUP_EXAMPLE },
        check(group) {
            const isHttp = isProtocol(group.get("protocol"), ["HTTP", "HTTPS"]);
            // Application targets are asked by HTTP unless they say otherwise, others by a connection.
            const protocol = group.get("healthCheck", "protocol");
            const asksByHttp = protocol.isAbsent ? isHttp : isProtocol(protocol, ["HTTP"]);
            return when(
                not(group.get("targetType").is("lambda")),
                mustNot(asksByHttp, say`Set ${protocol} to "HTTPS".`),
            );
        },
    }),
    resourcePolicy({
        id: "elb-target-group-health-check-https",
        title: "Load balancers ask targets how they are by HTTPS and nothing else",
        severity: "medium",
        types: TARGET_GROUPS,
        controls: { fsbp: ["ELB.21"], nist: ["SC-8"], whitepaper: ["ELB"] },
        why: "That a target takes connections does not tell that it is itself, nor that its TLS works.",
        offByDefault: true,
        fix: { text: "Ask by HTTPS.", example: TARGET_GROUP_EXAMPLE },
        check(group) {
            const protocol = group.get("healthCheck", "protocol");
            const isOfGateway = isProtocol(group.get("protocol"), ["GENEVE"]);
            return when(
                all([not(group.get("targetType").is("lambda")), not(isOfGateway)]),
                must(isProtocol(protocol, ["HTTPS"]), say`Set ${protocol} to "HTTPS".`),
            );
        },
    }),
    resourcePolicy({
        id: "elb-target-group-health-check",
        title: "Load balancers ask targets how they are where they can tell",
        severity: "low",
        types: TARGET_GROUPS,
        controls: { nist: ["CP-10", "SI-4"], whitepaper: ["ELB"] },
        why: "A page that is there however the target is, such as `/`, keeps sending requests to what is broken.",
        fix: { text: "Name a page that tells how the target is.", example: TARGET_GROUP_EXAMPLE },
        check(group) {
            const path = group.get("healthCheck", "path");
            return when(
                all([isReachedByProtocol(group), isProtocol(group.get("protocol"), ["HTTP", "HTTPS"])]),
                must(path.isGiven(), say`Set ${path} to a page that tells how the target is.`),
            );
        },
    }),
]);
