import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
    Bastion,
    ExistingNetwork,
    FirewallScope,
    LogBucket,
    LogProducer,
    Network,
    SecureFunction,
    Topology,
    VpcConsole,
    type VpcConsoleArgs,
    WebFirewall,
} from "palisade-aws";
import type { InProcessResult } from "../../../offline-preview/harness";
import { places, says } from "../support/meaning";
import { bundle } from "../support/needed";
import { component, document, ec2, lambda, lb, refusal, run, s3, text, vpc, wafv2 } from "../support/run";
import { answersOf, usualVpc, vpcId } from "../network/support/vpc";

const certificateIn = (region: string, partition = "aws"): string =>
    `arn:${partition}:acm:${region}:123456789012:certificate/1234abcd-12ab-34cd-56ef-1234567890ab`;
const office = { cidr: "192.168.10.0/24", why: "staff" };
const inVpc = { network: "vpc-0a", subnetIds: ["subnet-0a", "subnet-0b"] };
const fn = (name: string): SecureFunction => new SecureFunction(name, { code: bundle, handler: "index.handler" });

function make(args: Partial<VpcConsoleArgs> = {}): VpcConsole {
    return new VpcConsole("site", {
        pages: fn("pages"),
        hostName: "console.example.com",
        certificateArn: certificateIn("eu-west-1"),
        sources: { office },
        ...("network" in args ? {} : inVpc),
        ...args,
    } as VpcConsoleArgs);
}

/** Who reaches what, by the rules of security groups: `a -> b:port`, by the names of groups, or by addresses. */
function reach(result: InProcessResult): string[] {
    const groups = new Map(result.all(ec2("SecurityGroup")).map(({ id, name }) => [id, name]));
    const nameOf = (id: unknown): string => groups.get(text(id)) ?? text(id);
    const peer = ({ cidrIpv4, referencedSecurityGroupId }: Record<string, unknown>): string =>
        cidrIpv4 === undefined ? nameOf(referencedSecurityGroupId) : text(cidrIpv4);
    const of = (type: string, way: (own: string, other: string) => string): string[] =>
        result
            .all(vpc(type))
            .map(({ inputs }) => `${way(nameOf(inputs.securityGroupId), peer(inputs))}:${Number(inputs.toPort)}`);
    return [
        ...of("SecurityGroupIngressRule", (own, other) => `${own} <- ${other}`),
        ...of("SecurityGroupEgressRule", (own, other) => `${own} -> ${other}`),
    ].sort();
}

/** What the listener on port 443 does with a request, as Elastic Load Balancing decides it. */
function answer(result: InProcessResult, host: string, path: string): string {
    interface Condition {
        hostHeader?: { values: string[] };
        pathPattern?: { values: string[] };
    }
    const holds = ({ hostHeader, pathPattern }: Condition): boolean =>
        (hostHeader?.values ?? [host]).includes(host) &&
        (pathPattern?.values ?? ["*"]).some((pattern) =>
            pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern,
        );
    const https = result.one(lb("Listener"), "site-https");
    const rules = result
        .all(lb("ListenerRule"))
        .filter(({ inputs }) => inputs.listenerArn === https.outputs.arn)
        .sort((a, b) => Number(a.inputs.priority) - Number(b.inputs.priority));
    const rule = rules.find(({ inputs }) => (inputs.conditions as Condition[]).every(holds));
    if (rule === undefined) {
        const [action] = https.inputs.defaultActions as unknown as { fixedResponse: { statusCode: string } }[];
        return action?.fixedResponse.statusCode ?? "";
    }
    const [action] = rule.inputs.actions as unknown as { targetGroupArn: string }[];
    const group = result.all(lb("TargetGroup")).find(({ outputs }) => outputs.arn === action?.targetGroupArn);
    const [transform] = (rule.inputs.transforms ?? []) as {
        urlRewriteConfig: { rewrite: { regex: string; replace: string } };
    }[];
    const rewrite = transform?.urlRewriteConfig.rewrite;
    const seen = rewrite === undefined ? path : path.replace(new RegExp(rewrite.regex), rewrite.replace);
    return `${group?.name} ${seen}`;
}

describe("VpcConsole", () => {
    it("is internal, and reads requests as strictly as there is a setting for", async () => {
        const { inputs, options } = (await run(() => make())).one(lb("LoadBalancer"));
        const { internal, loadBalancerType, ipAddressType, dropInvalidHeaderFields, desyncMitigationMode } = inputs;
        assert.deepEqual(
            { internal, loadBalancerType, ipAddressType, dropInvalidHeaderFields, desyncMitigationMode },
            {
                internal: true,
                loadBalancerType: "application",
                ipAddressType: "ipv4",
                dropInvalidHeaderFields: true,
                desyncMitigationMode: "strictest",
            },
        );
        assert.deepEqual([inputs.xffHeaderProcessingMode, inputs.enableWafFailOpen], ["append", false]);
        assert.deepEqual(inputs.subnets, inVpc.subnetIds);
        assert.deepEqual([inputs.enableDeletionProtection, options.protect], [true, true]);
    });

    it("removable, neither AWS nor Pulumi keeps it", async () => {
        const { inputs, options } = (await run(() => make({ removable: true }))).one(lb("LoadBalancer"));
        assert.deepEqual([inputs.enableDeletionProtection, options.protect ?? false], [false, false]);
    });

    it("is reached by who is named, and reaches nobody", async () => {
        const result = await run(() => {
            const bastion = new aws.ec2.SecurityGroup("bastion", { vpcId: inVpc.network });
            make({ sources: { office, bastion: { group: bastion, why: "administrators" } } });
        });
        assert.deepEqual(reach(result), [
            "bastion -> site-balancer:443",
            "bastion -> site-balancer:80",
            "site-balancer <- 192.168.10.0/24:443",
            "site-balancer <- 192.168.10.0/24:80",
            "site-balancer <- bastion:443",
            "site-balancer <- bastion:80",
        ]);
        const { id, inputs } = result.one(ec2("SecurityGroup"), "site-balancer");
        assert.ok(!("ingress" in inputs) && !("egress" in inputs));
        assert.deepEqual(result.one(lb("LoadBalancer")).inputs.securityGroups, [id]);
        assert.deepEqual(
            result.all(vpc("SecurityGroupIngressRule")).map(({ inputs }) => inputs.description),
            ["staff", "staff", "administrators", "administrators"],
        );
    });

    it("in a Network its relations are among those of the network", async () => {
        let graph: unknown;
        const result = await run(() => {
            const network = new Network("main");
            make({ network, sources: { office, bastion: { group: network.securityGroup("bastion"), why: "admins" } } });
            graph = network.securityGraph();
        });
        assert.deepEqual(graph, [
            { from: "office", to: "site-balancer", port: 443, why: "staff" },
            { from: "office", to: "site-balancer", port: 80, why: "staff" },
            { from: "bastion", to: "site-balancer", port: 443, why: "admins" },
            { from: "bastion", to: "site-balancer", port: 80, why: "admins" },
        ]);
        assert.equal(
            reach(result).some((one) => one.startsWith("site-balancer ->")),
            false,
        );
        assert.equal(result.one(ec2("SecurityGroup"), "site-balancer").inputs.vpcId, result.one(ec2("Vpc")).id);
        const subnets = ["main-isolated-1", "main-isolated-2"].map((name) => result.one(ec2("Subnet"), name).id);
        assert.deepEqual(result.one(lb("LoadBalancer")).inputs.subnets, subnets);
    });

    it("in an ExistingNetwork, a bastion's people reach it by what the network allows", async () => {
        const result = await run(
            () => {
                const network = new ExistingNetwork("main", {
                    topology: Topology.Isolated,
                    vpc: { vpcId, isolatedSubnetIds: ["subnet-c1", "subnet-c2"] },
                });
                const { group } = new Bastion("door", { network });
                make({ network, sources: { people: { group, why: "people" } } });
                return network.securityGraph().map(({ from, to, port }) => `${from} ${to} ${port}`);
            },
            { functions: answersOf(usualVpc()) },
        );
        const graph = ["door ssm 443", "door ssmmessages 443", "door site-balancer 443", "door site-balancer 80"];
        assert.deepEqual(Object.values(result.outputs), graph);
        assert.deepEqual(result.one(lb("LoadBalancer")).inputs.subnets, ["subnet-c1", "subnet-c2"]);
        assert.equal(result.one(ec2("SecurityGroup"), "site-balancer").inputs.vpcId, vpcId);
    });

    describe("answers", () => {
        const withApi: [string, string, string][] = [
            ["console.example.com", "/", "site-pages /"],
            ["console.example.com", "/patterns/1", "site-pages /patterns/1"],
            ["console.example.com", "/api/patterns/1", "site-api /patterns/1"],
            ["console.example.com", "/api/", "site-api /"],
            ["console.example.com", "/api", "site-pages /api"],
            ["console.example.com", "/apis/1", "site-pages /apis/1"],
            ["internal-site-1.eu-west-1.elb.amazonaws.com", "/", "404"],
            ["10.0.0.4", "/api/patterns", "404"],
        ];
        let result: InProcessResult;
        before(async () => {
            result = await run(() => make({ api: fn("api") }));
        });
        for (const [host, path, expected] of withApi) {
            it(`${host}${path}: ${expected}`, () => {
                assert.equal(answer(result, host, path), expected);
            });
        }

        it("without an API, or with one elsewhere", async () => {
            const pages = await run(() => make());
            assert.equal(answer(pages, "console.example.com", "/api/patterns"), "site-pages /api/patterns");
            const elsewhere = await run(() => make({ api: fn("api"), apiPath: "/rest/v1" }));
            assert.equal(answer(elsewhere, "console.example.com", "/rest/v1/a"), "site-api /a");
            assert.equal(answer(elsewhere, "console.example.com", "/api/a"), "site-pages /api/a");
        });
    });

    it("port 80 leads to TLS, at its own host whatever was asked for", async () => {
        const { inputs } = (await run(() => make())).one(lb("Listener"), "site-http");
        assert.deepEqual([inputs.port, inputs.protocol, inputs.routingHttpResponseServerEnabled], [80, "HTTP", false]);
        assert.deepEqual(inputs.defaultActions, [
            {
                type: "redirect",
                redirect: { protocol: "HTTPS", port: "443", host: "console.example.com", statusCode: "HTTP_301" },
            },
        ]);
    });

    it("answers carry what browsers are told, and not what made them", async () => {
        const { inputs } = (await run(() => make())).one(lb("Listener"), "site-https");
        assert.deepEqual(
            Object.entries(inputs).filter(([name]) => name.startsWith("routing")),
            [
                ["routingHttpResponseServerEnabled", false],
                ["routingHttpResponseStrictTransportSecurityHeaderValue", "max-age=63072000; includeSubDomains"],
                ["routingHttpResponseXContentTypeOptionsHeaderValue", "nosniff"],
                ["routingHttpResponseXFrameOptionsHeaderValue", "DENY"],
            ],
        );
    });

    const policies: Record<string, [string, string]> = {
        aws: ["ELBSecurityPolicy-TLS13-1-3-PQ-2025-09", "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"],
        "aws-cn": ["ELBSecurityPolicy-TLS13-1-3-PQ-2025-09", "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"],
        "aws-us-gov": [
            "ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09",
        ],
    };
    for (const { partition, region, accountId } of places.slice(0, 3)) {
        it(`${partition}: TLS 1.3, 1.2 on request; functions and logs that only this balancer uses`, async () => {
            const config = { "aws:region": region };
            const facts = { accountId };
            const certificateArn = certificateIn(region, partition);
            const result = await run(() => make({ certificateArn }), { config, facts });
            const https = result.one(lb("Listener"), "site-https").inputs;
            assert.deepEqual(
                [https.port, https.protocol, https.certificateArn, https.sslPolicy],
                [443, "HTTPS", certificateArn, policies[partition]?.[0]],
            );
            const both = await run(() => make({ certificateArn, alsoTls12: true }), { config, facts });
            assert.equal(both.one(lb("Listener"), "site-https").inputs.sslPolicy, policies[partition]?.[1]);

            const target = result.one(lb("TargetGroup"));
            const { targetType, lambdaMultiValueHeadersEnabled, healthCheck } = target.inputs;
            assert.deepEqual([targetType, lambdaMultiValueHeadersEnabled], ["lambda", true]);
            assert.deepEqual(healthCheck, { enabled: false });
            const permission = result.one(lambda("Permission")).inputs;
            assert.equal(permission.principal, "elasticloadbalancing.amazonaws.com");
            assert.equal(permission.sourceArn, target.outputs.arn);
            assert.ok(text(target.outputs.arn).startsWith(`arn:${partition}:elasticloadbalancing:`));
            assert.deepEqual([permission.qualifier, permission.sourceAccount], ["live", accountId]);
            const attachment = result.one(lb("TargetGroupAttachment"));
            assert.equal(attachment.inputs.targetId, result.one(lambda("Alias")).outputs.arn);
            assert.ok(result.names(attachment.dependencies).includes("pages-invoke-site-pages"));

            const bucket = result.one(s3("Bucket")).outputs;
            const { accessLogs, connectionLogs } = result.one(lb("LoadBalancer")).inputs;
            assert.deepEqual(accessLogs, { enabled: true, bucket: bucket.bucket });
            assert.deepEqual(connectionLogs, accessLogs);
            const key = `${text(bucket.arn)}/AWSLogs/${accountId}/elasticloadbalancing/${region}/a`;
            const delivery = "logdelivery.elasticloadbalancing.amazonaws.com";
            const policy = document(result.one(s3("BucketPolicy")));
            assert.equal(says(policy, delivery, "s3:PutObject", key, { "aws:SecureTransport": "true" }), "allowed");
        });
    }

    it("invokes functions of others, and only by the alias that is named", async () => {
        const named = "arn:aws:lambda:eu-west-1:123456789012:function:named";
        const result = await run(() => make({ pages: named, api: pulumi.output(`${named}:live`) }));
        const permissions = result.all(lambda("Permission")).map(({ name, inputs }) => {
            const { principal, sourceArn, sourceAccount, ...of } = inputs;
            assert.equal(principal, "elasticloadbalancing.amazonaws.com");
            assert.equal(sourceArn, result.one(lb("TargetGroup"), name).outputs.arn);
            assert.equal(sourceAccount, "123456789012");
            return [name, of.function, of.qualifier, of.action];
        });
        assert.deepEqual(permissions.sort(), [
            ["site-api", named, "live", "lambda:InvokeFunction"],
            ["site-pages", named, undefined, "lambda:InvokeFunction"],
        ]);
        assert.deepEqual(
            result
                .all(lb("TargetGroupAttachment"))
                .map(({ name, inputs }) => [name, inputs.targetId])
                .sort(),
            [
                ["site-api", `${named}:live`],
                ["site-pages", named],
            ],
        );
    });

    it("logs into a bucket of yours", async () => {
        let name = "";
        const result = await run(() => {
            const { bucketName } = new LogBucket("logs", { producers: [LogProducer.Alb] });
            make({ logBucketName: bucketName }).logBucketName.apply((value) => (name = value));
        });
        const { bucket } = result.one(s3("Bucket")).outputs;
        assert.deepEqual(result.one(lb("LoadBalancer")).inputs.accessLogs, { enabled: true, bucket });
        assert.equal(name, bucket);
    });

    it("answers nothing before its firewall is there", async () => {
        const result = await run(() => make({ firewall: new WebFirewall("wall") }));
        const { inputs } = result.one(wafv2("WebAclAssociation"));
        assert.equal(inputs.resourceArn, result.one(lb("LoadBalancer")).outputs.arn);
        assert.equal(inputs.webAclArn, result.one(wafv2("WebAcl")).outputs.arn);
        assert.ok(result.names(result.one(lb("ListenerRule")).dependencies).includes("site-firewall"));
    });

    it("tells where it is", async () => {
        const result = await run(() => make());
        const { url, dnsName, zoneId, arn, logBucketName } = result.one(component("VpcConsole")).outputs;
        const balancer = result.one(lb("LoadBalancer")).outputs;
        assert.equal(url, "https://console.example.com");
        assert.deepEqual([dnsName, zoneId, arn], [balancer.dnsName, balancer.zoneId, balancer.arn]);
        assert.equal(logBucketName, result.one(s3("Bucket")).outputs.bucket);
    });

    it("takes what is known later", async () => {
        const later = (value: string): pulumi.Output<string> => pulumi.output(value);
        const unknowns = {
            hostName: later("console.example.com"),
            certificateArn: later(certificateIn("eu-west-1")),
            pages: later("arn:aws:lambda:eu-west-1:123456789012:function:pages:live"),
            network: later("vpc-0a"),
            subnetIds: [later("subnet-0a"), later("subnet-0b")],
        };
        for (const ids of ["made-up", "unknown"] as const) {
            const result = await run(() => make(unknowns), { ids });
            assert.equal(result.all(lb("Listener")).length, 2);
        }
        const hidden = await run(
            () => {
                const other = new aws.lb.LoadBalancer("other");
                make({
                    hostName: other.dnsName,
                    certificateArn: other.arn,
                    pages: other.arn,
                    network: other.vpcId,
                    subnetIds: [other.arnSuffix, other.arn],
                    firewall: other.arn,
                    logBucketName: other.name,
                });
            },
            { ids: "unknown" },
        );
        assert.equal(hidden.all(lb("Listener")).length, 2);
    });

    const cloudFront = { scope: FirewallScope.CloudFront, region: "us-east-1" };
    const refusals: [string, () => Partial<VpcConsoleArgs>, RegExp[]][] = [
        [
            "nobody, everybody, nearly everybody, other families and names",
            () => ({
                sources: {
                    all: { cidr: "0.0.0.0/0", why: "x" },
                    half: { cidr: "128.0.0.0/1", why: "x" },
                    six: { cidr: "2001:db8::/48", why: "x" },
                    one: { cidr: "10.0.0.1", why: "x" },
                    Office: office,
                },
            }),
            [
                /sources: "Office" is not a name/,
                /sources\.all\.cidr: "0\.0\.0\.0\/0" is nearly everybody\. Fix: name the network/,
                /sources\.half\.cidr: "128\.0\.0\.0\/1" is nearly everybody/,
                /sources\.six\.cidr: "2001:db8::\/48" is not a network of IPv4/,
                /sources\.one\.cidr: "10\.0\.0\.1" is not a network/,
            ],
        ],
        [
            "sources that are none, or two",
            () => ({
                sources: {
                    none: { why: "x" },
                    both: { group: aws.ec2.SecurityGroup.get("a", "sg-0a"), cidr: office.cidr, why: "x" },
                    id: { group: "sg-0a" as never, why: "straße" },
                },
            }),
            [
                /sources\.none: it is not one group, or one cidr/,
                /sources\.both: it is not one group, or one cidr/,
                /sources\.id\.group: it is none\. Fix: pass an aws\.ec2\.SecurityGroup/,
                /sources\.id\.why: it cannot be a rule's description/,
            ],
        ],
        ["nobody", () => ({ sources: {} }), [/sources: nobody is named/]],
        [
            "what is missing",
            () => ({
                pages: undefined,
                hostName: undefined,
                certificateArn: undefined,
                sources: undefined,
                network: undefined,
            }),
            [
                /pages: it is missing/,
                /hostName: it is missing/,
                /certificateArn: it is missing/,
                /sources: it is missing/,
                /network: it is missing\. Fix: pass a Network, an ExistingNetwork, or the id of a VPC and subnetIds/,
            ],
        ],
        [
            "what is something else",
            () => ({
                pages: "arn:aws:lambda:eu-west-1:123456789012:layer:fn",
                api: {} as never,
                apiPath: "/api/",
                hostName: "*.example.com",
                certificateArn: "arn:aws:s3:::certificate",
                firewall: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/b",
                alsoTls12: "no" as never,
                logBucketName: "",
                network: "main",
                subnetIds: ["subnet-0a"],
            }),
            [
                /pages: it is neither a SecureFunction nor such an ARN/,
                /api: it is not a text\. Fix: pass a SecureFunction/,
                /apiPath: "\/api\/" is no such path/,
                /hostName: "\*\.example\.com" is no host name/,
                /certificateArn: "arn:aws:s3:::certificate" is not the ARN/,
                /firewall: it is neither a WebFirewall nor such an ARN/,
                /alsoTls12: it is neither true nor false/,
                /logBucketName: it is empty/,
                /network: it is neither\. Fix: pass a Network/,
                /subnetIds: one is not enough/,
            ],
        ],
        [
            "subnets beside a Network",
            () => ({ network: new Network("main"), subnetIds: inVpc.subnetIds }),
            [/subnetIds: the Network has its own\. Fix: leave it out/],
        ],
        ["a VPC without subnets", () => ({ network: "vpc-0a" }), [/subnetIds: it is missing\. Fix: name subnets/]],
        [
            "a firewall of CloudFront",
            () => ({ firewall: new WebFirewall("wall", cloudFront) }),
            [/firewall: it is CloudFront's\. Fix: pass a REGIONAL one/],
        ],
        [
            "a firewall that lets only CloudFront in",
            () => ({ firewall: new WebFirewall("wall", { originSecrets: ["0123456789abcdefghijklmnopqrstuv"] }) }),
            [/firewall: its originSecrets block everybody here/],
        ],
        [
            "a certificate of another region",
            () => ({ certificateArn: certificateIn("us-east-1") }),
            [/certificateArn: it is of the region us-east-1, and the balancer is in eu-west-1/],
        ],
        [
            "wrong values that are known later",
            () => ({ hostName: pulumi.output("console.example.com:443") }),
            [/hostName: "console\.example\.com:443" is no host name/],
        ],
    ];
    for (const [what, args, messages] of refusals) {
        it(`refuses ${what}`, async () => {
            const { message } = await refusal(() => make(args()));
            for (const expected of messages) {
                assert.match(message, expected);
            }
        });
    }

    it("refuses a name that no load balancer can have", async () => {
        for (const name of ["internal-site", "site_1", "a-name-of-more-than-24-characters"]) {
            const { message } = await refusal(
                () =>
                    new VpcConsole(name, {
                        pages: fn("pages"),
                        hostName: "console.example.com",
                        certificateArn: certificateIn("eu-west-1"),
                        sources: { office },
                        ...inVpc,
                    }),
            );
            assert.match(message, /name: no load balancer can be named after it\. Fix: use at most 24 letters/);
        }
    });

    it("registers none of what it is given as a resource, but its ids", async () => {
        const { inputs } = (await run(() => make({ sources: { office } }))).one(component("VpcConsole"));
        assert.match(text(inputs.pages), /^arn:aws:lambda:.*:live$/);
    });
});
