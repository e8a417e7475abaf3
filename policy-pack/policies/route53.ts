import { isTakenByWhoeverAsks } from "palisade-policy-documents";
import {
    all,
    any,
    must,
    mustNot,
    not,
    resourcePolicy,
    say,
    service,
    settingPolicy,
    set,
    stackPolicy,
    when,
} from "../evaluation";
import type { Link, ResourceReader, StackReader, Truth, Value } from "../evaluation";
import { VPCS } from "./vpc/resources";

const ZONE = "aws:route53/zone:Zone";
const RECORD = "aws:route53/record:Record";
const DOMAINS = ["aws:route53domains/registeredDomain:RegisteredDomain", "aws:route53domains/domain:Domain"] as const;

const queryLogOf = ofZone("aws:route53/queryLog:QueryLog", "zoneId");
const dnsSecOf = ofZone("aws:route53/hostedZoneDnsSec:HostedZoneDnsSec", "hostedZoneId");
const signingKeyOf = ofZone("aws:route53/keySigningKey:KeySigningKey", "hostedZoneId");
const furtherVpcOf = ofZone("aws:route53/zoneAssociation:ZoneAssociation", "zoneId");
const resolverQueryLogOf: Link = {
    from: ["aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation"],
    by: "resourceId",
    to: VPCS,
};

/** A zone without VPCs is on the internet; only one that has some takes further ones. */
function isPublic(zone: ResourceReader, stack: StackReader): Truth {
    return not(any([zone.get("vpcs").isPresent(), stack.linkedTo(zone, furtherVpcOf).exists()]));
}

/** What of the stack has such a name, by the property that holds it. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
    "aws:s3/bucket:Bucket": ["websiteEndpoint", "bucketDomainName", "bucketRegionalDomainName"],
    "aws:s3/bucketV2:BucketV2": ["websiteEndpoint", "bucketDomainName", "bucketRegionalDomainName"],
    "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration": ["websiteEndpoint"],
    "aws:s3/bucketWebsiteConfigurationV2:BucketWebsiteConfigurationV2": ["websiteEndpoint"],
    "aws:elasticbeanstalk/environment:Environment": ["cname"],
    "aws:cloudfront/distribution:Distribution": ["domainName"],
};

/** What else a record takes its target from. */
const POINTED_AT = [
    "aws:acm/certificate:Certificate",
    "aws:alb/loadBalancer:LoadBalancer",
    "aws:apigateway/domainName:DomainName",
    "aws:apigatewayv2/domainName:DomainName",
    "aws:apprunner/customDomainAssociation:CustomDomainAssociation",
    "aws:cognito/userPoolDomain:UserPoolDomain",
    "aws:ec2/eip:Eip",
    "aws:ec2/instance:Instance",
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "aws:elb/loadBalancer:LoadBalancer",
    "aws:globalaccelerator/accelerator:Accelerator",
    "aws:lb/loadBalancer:LoadBalancer",
    "aws:rds/cluster:Cluster",
    "aws:rds/instance:Instance",
    "aws:ses/domainDkim:DomainDkim",
    "aws:ses/domainIdentity:DomainIdentity",
    "aws:sesv2/emailIdentity:EmailIdentity",
    ...Object.keys(NAMED),
];
const targetsOf: readonly Link[] = ["records", "aliases"].map((by) => ({ from: [RECORD], by, to: POINTED_AT }));

/** Whether the record takes what it names from a resource of the stack, and so goes with it. */
function isTakenFromStack(record: ResourceReader, stack: StackReader): boolean {
    return stack
        .ofTypes(...POINTED_AT)
        .some((target) =>
            targetsOf.some((link) => stack.linkedTo(target, link).sure.some(({ urn }) => urn === record.urn)),
        );
}

/** Whether a literal target is the name of something in the stack. */
function isOfStack(target: Value, stack: StackReader): Truth {
    return any(
        Object.entries(NAMED).flatMap(([type, properties]) =>
            stack
                .ofTypes(type)
                .flatMap((resource) => properties.map((property) => isSameName(resource.get(property), target))),
        ),
    );
}

function isSameName(one: Value, other: Value): Truth {
    return one.judgeText((left) => other.judgeText((right) => plainName(left) === plainName(right)));
}

function plainName(name: string): string {
    return name.toLowerCase().replace(/\.$/, "");
}

function isSpf(record: Value): Truth {
    return record.judgeText((text) => /^"?v=spf1\b/i.test(text));
}

/** Records that prove a domain to ACM take all they say from the certificate, and are never about mail. */
function isForCertificate(record: ResourceReader, stack: StackReader): boolean {
    return stack
        .ofTypes("aws:acm/certificate:Certificate")
        .some((certificate) => record.comesFrom("type", certificate));
}

const PRIVACY = ["adminPrivacy", "billingPrivacy", "registrantPrivacy", "techPrivacy"] as const;
const EXAMPLE_DOMAIN = `new aws.route53domains.RegisteredDomain("example", { domainName: "example.com", transferLock: true });`;
const DOMAIN_CONTROLS = { nist: ["CM-3"], whitepaper: ["Route 53"] };

export default service("route53", [
    stackPolicy({
        id: "route53-query-logging",
        title: "Public zones log their queries",
        severity: "medium",
        types: [ZONE],
        controls: { fsbp: ["Route53.2"], nist: ["AU-12", "SI-4"], whitepaper: ["Route 53"] },
        why: "Queries show attacks in preparation, and names that something still asks for.",
        fix: {
            text: "Give the zone an `aws.route53.QueryLog` with a log group in us-east-1.",
            example: `const zone = new aws.route53.Zone("example", { name: "example.com" });
new aws.route53.QueryLog("example", {
    zoneId: zone.id,
    cloudwatchLogGroupArn: "arn:aws:logs:us-east-1:111122223333:log-group:/aws/route53/example.com",
});`,
        },
        check: (zone, stack) =>
            must(
                any([not(isPublic(zone, stack)), stack.linkedTo(zone, queryLogOf).exists()]),
                say`Give ${zone} an \`aws.route53.QueryLog\`.`,
            ),
    }),
    stackPolicy({
        id: "route53-dnssec",
        title: "Public zones are signed",
        severity: "low",
        types: [ZONE],
        controls: { nist: ["SC-20"], whitepaper: ["Route 53"] },
        why: "Without DNSSEC nobody can tell a forged answer from yours.",
        fix: {
            text: "Give the zone a key-signing key and an `aws.route53.HostedZoneDnsSec`, and the domain its DS record.",
            example: `const zone = new aws.route53.Zone("example", { name: "example.com" });
new aws.route53.KeySigningKey("example", {
    name: "example",
    hostedZoneId: zone.id,
    keyManagementServiceArn: key.arn,
});
new aws.route53.HostedZoneDnsSec("example", { hostedZoneId: zone.id });`,
        },
        check(zone, stack) {
            const isSigned = stack
                .linkedTo(zone, dnsSecOf)
                .some((dnsSec) => dnsSec.get("signingStatus").absentAs("SIGNING").is("SIGNING"));
            const hasKey = stack
                .linkedTo(zone, signingKeyOf)
                .some((key) => key.get("status").absentAs("ACTIVE").is("ACTIVE"));
            return must(
                any([not(isPublic(zone, stack)), all([isSigned, hasKey])]),
                say`Give ${zone} an active \`aws.route53.KeySigningKey\` and an \`aws.route53.HostedZoneDnsSec\`.`,
            );
        },
    }),
    stackPolicy({
        id: "route53-no-dangling-record",
        title: "Records name nothing that a stranger could take over",
        severity: "medium",
        types: [RECORD],
        controls: { nist: ["CM-2"], whitepaper: ["Route 53"] },
        why: "A bucket, an environment or a distribution that is gone leaves its name to whoever asks for it next, and with it your domain.",
        fix: {
            text: "Take the target from the resource that has the name, so that the record goes with it.",
            example: `new aws.route53.Record("site", {
    zoneId: "Z0123456789",
    name: "www.example.com",
    type: "CNAME",
    ttl: 300,
    records: [bucket.websiteEndpoint],
});`,
        },
        check(record, stack) {
            const isName = record.get("type").isOneOf(["CNAME", "A", "AAAA"]);
            const targets = [
                ...record.get("records").items(),
                ...record
                    .get("aliases")
                    .items()
                    .map((alias) => alias.get("name")),
            ];
            const canBeTaken = (target: Value): Truth =>
                all([isName, target.judgeText((text) => isTakenByWhoeverAsks(text))]);
            const open = targets.filter((target) => canBeTaken(target) !== false);
            return open.length === 0 || isTakenFromStack(record, stack)
                ? []
                : open.map((target) =>
                      mustNot(
                          all([canBeTaken(target), not(isOfStack(target, stack))]),
                          say`Take ${target} from the resource that has the name.`,
                      ),
                  );
        },
    }),
    stackPolicy({
        id: "route53-mx-has-spf",
        title: "Domains that take mail say who may send theirs",
        severity: "low",
        types: [RECORD],
        controls: { nist: ["SI-8"], whitepaper: ["Route 53"], trustedAdvisor: ["c9D319e7sG"] },
        why: "Without SPF anybody can send mail in the name of the domain.",
        fix: {
            text: "Add a TXT record of the same name that begins with `v=spf1`.",
            example: `new aws.route53.Record("spf", {
    zoneId: "Z0123456789",
    name: "example.com",
    type: "TXT",
    ttl: 300,
    records: ["v=spf1 include:amazonses.com -all"],
});`,
        },
        check(record, stack) {
            const takesMail = record.get("type").is("MX");
            if (takesMail === false || isForCertificate(record, stack)) {
                return [];
            }
            const hasSpf = any(
                stack
                    .ofTypes(RECORD)
                    .filter((other) => other.urn !== record.urn && !isForCertificate(other, stack))
                    .map((other) =>
                        all([
                            // The type SPF is one that nobody asks for any more (RFC 7208, 3.1).
                            other.get("type").is("TXT"),
                            other.get("records").some(isSpf),
                            isSameName(other.get("name"), record.get("name")),
                        ]),
                    ),
            );
            return when(
                takesMail,
                must(hasSpf, say`Add a TXT record of the name in ${record.get("name")} that begins with \`v=spf1\`.`),
            );
        },
    }),
    settingPolicy({
        id: "route53-domain-transfer-lock",
        title: "Domains are locked against transfer",
        severity: "medium",
        types: DOMAINS,
        controls: DOMAIN_CONTROLS,
        why: "Who can move the domain to another registrar has your names, your mail and your certificates.",
        fix: { text: "Leave `transferLock` out.", example: EXAMPLE_DOMAIN },
        setting: "transferLock",
        must: { be: true },
        default: true,
        remediates: true,
    }),
    settingPolicy({
        id: "route53-domain-auto-renew",
        title: "Domains are renewed by themselves",
        severity: "medium",
        types: DOMAINS,
        controls: DOMAIN_CONTROLS,
        why: "A domain that expires is a stranger's the next day.",
        fix: { text: "Leave `autoRenew` out.", example: EXAMPLE_DOMAIN },
        setting: "autoRenew",
        must: { be: true },
        default: true,
        remediates: true,
    }),
    resourcePolicy({
        id: "route53-domain-privacy",
        title: "Domains keep their contacts private",
        severity: "low",
        types: DOMAINS,
        controls: DOMAIN_CONTROLS,
        why: "Names, addresses and phone numbers in WHOIS help whoever wants to talk the registrar out of the domain.",
        fix: { text: "Leave the settings for privacy out.", example: EXAMPLE_DOMAIN },
        check: (domain) =>
            PRIVACY.map((setting) => {
                const privacy = domain.get(setting).absentAs(true);
                return must(privacy.is(true), say`Remove ${privacy}, or set it to true.`);
            }),
        remediation: (domain) =>
            PRIVACY.filter((setting) => domain.get(setting).is(false) === true).map((setting) => set([setting], true)),
    }),
    stackPolicy({
        id: "route53-resolver-query-logging",
        title: "VPCs log the names that are looked up in them",
        severity: "low",
        types: VPCS,
        controls: { nist: ["AU-12"], whitepaper: ["Route 53"] },
        why: "Malware looks its masters up by name: the log is where one sees it.",
        offByDefault: true,
        fix: {
            text: "Associate the VPC with a query logging configuration of Route 53 Resolver.",
            example: `new aws.route53.ResolverQueryLogConfigAssociation("main", {
    resolverQueryLogConfigId: "rqlc-0123456789abcdef0",
    resourceId: vpc.id,
});`,
        },
        check: (vpc, stack) =>
            must(
                stack.linkedTo(vpc, resolverQueryLogOf).exists(),
                say`Give ${vpc} an \`aws.route53.ResolverQueryLogConfigAssociation\`.`,
            ),
    }),
]);

function ofZone(from: string, by: string): Link {
    return { from: [from], by, to: [ZONE], named: ["zoneId", "id"] };
}
