import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { addressRange, isBroad } from "palisade-policy-documents";
import { FunctionInvoker, principalOf } from "../compute/invokers";
import { SecureFunction } from "../compute/secureFunction";
import { Connections } from "../network/connections";
import { ExistingNetwork } from "../network/existingNetwork";
import { Network } from "../network/network";
import { whyFaults } from "../network/policy/relations";
import { argumentsOf } from "../shared/arguments";
import { anyPartition } from "../shared/arn";
import { type Check, flag, idsOf, names, notEmpty, text } from "../shared/checks";
import { Children, commonRules } from "../shared/children";
import { isHostName } from "../shared/hostNames";
import { loadBalancerNaming, nameFaults } from "../shared/naming";
import { afterwards, outputsOf } from "../shared/outputs";
import type { Fault } from "../shared/validate";
import { LogBucket } from "../storage/logBucket";
import { LogProducer } from "../storage/policy/producers";
import { nothingHere, requestSettings, requestsFor, responseHeaders, tlsPolicy, toTls } from "./policy/balancer";
import { firewallRule, FirewallScope, guardedBy, WebFirewall } from "./webFirewall";

/** Who may reach a console: a security group, or addresses. */
export interface ConsoleSourceArgs {
    /**
     * Security group of those who are let in, which is let out to the balancer as well; of one that exists,
     * `aws.ec2.SecurityGroup.get("bastion", "sg-...")`. Plain. Default: none, with `cidr`.
     */
    group?: aws.ec2.SecurityGroup;
    /** Addresses of IPv4 that are let in, for example `192.168.10.0/24`. Plain. Default: none, with `group`. */
    cidr?: string;
    /** What for, which becomes the description of the rules. Plain. Needed. */
    why: string;
}

/** Arguments of {@link VpcConsole}. `pages`, `hostName`, `certificateArn`, `sources` and `network` are needed. */
export interface VpcConsoleArgs {
    /**
     * The function that answers for pages: a SecureFunction, as it is live, or the ARN of any function or alias of the
     * account and region. The balancer is allowed to invoke it. Needed.
     */
    pages: SecureFunction | pulumi.Input<string>;
    /** The function that answers for the API, given as `pages` is. Default: the pages' function answers for everything. */
    api?: SecureFunction | pulumi.Input<string>;
    /** Path below which the API is; its function sees paths without it. Plain. Default: `/api`. */
    apiPath?: string;
    /** The one host name by which it is reached: requests for others are answered by 404. Needed. */
    hostName: pulumi.Input<string>;
    /** ARN of the certificate of that name, in ACM or IAM. Needed. */
    certificateArn: pulumi.Input<string>;
    /**
     * Who may reach it, by a name of your choice that never changes: `{ office: { cidr: "192.168.10.0/24", why: "staff" } }`.
     * A plain table. Needed.
     */
    sources: Record<string, ConsoleSourceArgs>;
    /** The network that it is in: a Network, an ExistingNetwork, or the id of a VPC, with `subnetIds`. Needed. */
    network: Network | ExistingNetwork | pulumi.Input<string>;
    /** Ids of two subnets or more, each in another zone, with the id of a VPC. A plain list. Default: those of the Network. */
    subnetIds?: pulumi.Input<string>[];
    /** The firewall in front: a WebFirewall without `originSecrets`, or the ARN of a regional web ACL. Default: none. */
    firewall?: WebFirewall | pulumi.Input<string>;
    /**
     * Whether TLS 1.2 is taken beside 1.3, for those who sit behind a proxy that opens TLS and knows nothing newer. Plain.
     * Default: false.
     */
    alsoTls12?: boolean;
    /**
     * Name of the bucket that takes the logs, for example `logs.bucketName` of a LogBucket with the producer Alb, of the
     * same region. Default: a LogBucket of its own (free but for what it stores).
     */
    logBucketName?: pulumi.Input<string>;
    /**
     * Whether balancer and logs may be deleted with the stack. Plain. Default: false, the balancer is protected, and the
     * logs survive being removed from the program.
     */
    removable?: boolean;
    /** Tags, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Region of the balancer and its logs. Default: the provider's. */
    region?: pulumi.Input<string>;
}

const functionArn = new RegExp(`^(arn:(${anyPartition}):lambda:[a-z0-9-]+:\\d{12}:function:[\\w-]+)(?::([\\w$-]+))?$`);
const functionFix = "pass a SecureFunction, or the ARN of a function or of its alias";
const functionRule = {
    check: ((fn, argument) =>
        fn instanceof SecureFunction
            ? []
            : text(
                  (arn) => (functionArn.test(arn) ? undefined : "it is neither a SecureFunction nor such an ARN"),
                  functionFix,
              )(fn, argument)) as Check<SecureFunction | string>,
    input: (fn: SecureFunction | string): pulumi.Input<string> => (fn instanceof SecureFunction ? fn.arn : fn),
};

const hostName = text(
    (name) => (isHostName(name) && name.length <= 128 ? undefined : `"${name}" is no host name`),
    "pass one in small letters, without a wildcard or a port, for example console.example.com",
);

const certificate = new RegExp(
    `^arn:(${anyPartition}):(acm:([a-z0-9-]+):\\d{12}:certificate/[\\w-]+|iam::\\d{12}:server-certificate/.+)$`,
);
const certificateFix = "pass certificate.arn, of a certificate in the balancer's region";
const certificateArn = text(
    (arn) => (certificate.test(arn) ? undefined : `"${arn}" is not the ARN of a certificate`),
    certificateFix,
);

const addresses = text((cidr) => {
    const range = addressRange(cidr);
    if (range?.family !== "ipv4" || !cidr.includes("/")) {
        return `"${cidr}" is not a network of IPv4`;
    }
    return isBroad(range) ? `"${cidr}" is nearly everybody` : undefined;
}, "name the network that they come from, for example 192.168.10.0/24");

const sourceFaults: Check<Record<string, ConsoleSourceArgs>> = (sources, argument) => [
    ...(Object.keys(sources).length > 0
        ? []
        : [{ argument, fault: "nobody is named", fix: "name who may reach it, a group or addresses" }]),
    ...names(sources, argument),
    ...Object.entries(sources).flatMap(([name, { group, cidr, why }]) => {
        const at = `${argument}.${name}`;
        if ((group === undefined) === (cidr === undefined)) {
            return [{ argument: at, fault: "it is not one group, or one cidr", fix: "give either of them" }];
        }
        const isGroup = group === undefined || aws.ec2.SecurityGroup.isInstance(group);
        return [
            ...(isGroup
                ? []
                : [{ argument: `${at}.group`, fault: "it is none", fix: "pass an aws.ec2.SecurityGroup" }]),
            ...(cidr === undefined ? [] : addresses(cidr, `${at}.cidr`)),
            ...whyFaults(why, `${at}.why`),
        ];
    }),
];

const networkFix = "pass a Network, an ExistingNetwork, or the id of a VPC and subnetIds";

function isNetwork(network: unknown): network is Network | ExistingNetwork {
    return network instanceof Network || network instanceof ExistingNetwork;
}

export const vpcConsoleArguments = argumentsOf<VpcConsoleArgs>()(
    "VpcConsole",
    {
        pages: {
            ...functionRule,
            needed: functionFix,
            why: "only this balancer may invoke it; there is no bucket that could be read from elsewhere",
            cost: "0.20 USD per million requests",
        },
        api: {
            ...functionRule,
            otherwise: "the pages' function answers for everything",
            why: "pages and API are of one origin: no CORS",
        },
        apiPath: {
            plain: true,
            check: text(
                (path) => (/^(\/[\w-]+)+$/.test(path) && path.length < 100 ? undefined : `"${path}" is no such path`),
                "write it as in /api, without a slash at its end",
            ),
            default: "/api",
            why: "its function need not know where it is",
        },
        hostName: {
            needed: "pass the name that its certificate is for",
            check: hostName,
            why: "whoever finds the balancer under another name finds nothing (DNS rebinding)",
        },
        certificateArn: {
            needed: certificateFix,
            check: certificateArn,
            why: "ELB.1: without TLS there is only the way to it",
        },
        sources: {
            plain: true,
            needed: "name who may reach it, a group or addresses",
            check: sourceFaults,
            input: (sources: Record<string, ConsoleSourceArgs>) =>
                Object.fromEntries(
                    Object.entries(sources).map(([name, { group, ...source }]) => [
                        name,
                        { ...source, ...(group === undefined ? {} : { groupId: group.id }) },
                    ]),
                ),
            why: "nobody else reaches port 443, or 80, which leads there; nearly everybody is refused",
        },
        network: {
            needed: networkFix,
            check: (network, argument) =>
                isNetwork(network)
                    ? []
                    : text((id) => (/^vpc-[0-9a-f]+$/.test(id) ? undefined : "it is neither"), networkFix)(
                          network,
                          argument,
                      ),
            input: (network: Network | ExistingNetwork | string): pulumi.Input<string> =>
                isNetwork(network) ? network.vpcId : network,
            why: "the balancer is internal, wherever it is",
            cost: "the balancer: 16 USD, and 6 USD per unit of capacity used (LCU)",
        },
        subnetIds: {
            plain: true,
            late: true,
            check: (ids, argument) => [
                ...idsOf("subnet", 16)(ids, argument),
                ...(ids.length === 1
                    ? [{ argument, fault: "one is not enough", fix: "name subnets in two zones or more" }]
                    : []),
            ],
            otherwise: "those of the Network",
            why: "ELB.13: two zones or more",
        },
        firewall: {
            ...firewallRule,
            why: "ELB.16; who reaches it is known already, so it is a choice",
            cost: "see WebFirewall",
        },
        alsoTls12: {
            plain: true,
            check: flag,
            default: false,
            why: "ELB.17: every browser since 2020 knows TLS 1.3",
        },
        logBucketName: {
            check: notEmpty("pass the log bucket's name, or leave it out"),
            otherwise: "a LogBucket of its own",
            why: "ELB.5: every request and every connection",
            cost: "what it stores: 0.023 USD per GB",
        },
        ...commonRules("what it is reached by would be gone: the balancer is protected, the logs are kept as well"),
    },
    (values, name) => [
        ...nameFaults(name, loadBalancerNaming, "load balancer"),
        ...subnetFaults(values),
        ...firewallFaults(values.firewall),
    ],
);

type Right = Partial<VpcConsoleArgs>;

function subnetFaults({ network, subnetIds }: Right): Fault[] {
    if (network === undefined || isNetwork(network) === (subnetIds === undefined)) {
        return [];
    }
    const [fault, fix] =
        subnetIds === undefined
            ? ["it is missing", "name subnets of the VPC, in two zones or more"]
            : ["the Network has its own", "leave it out"];
    return [{ argument: "subnetIds", fault, fix }];
}

function firewallFaults(firewall: VpcConsoleArgs["firewall"]): Fault[] {
    const guarded = firewall instanceof WebFirewall ? guardedBy(firewall) : undefined;
    const refuse = (fault: string, fix: string): Fault[] => [{ argument: "firewall", fault, fix }];
    if (guarded?.scope === FirewallScope.CloudFront) {
        return refuse("it is CloudFront's", "pass a REGIONAL one");
    }
    return guarded?.origin === true
        ? refuse("its originSecrets block everybody here", "pass a WebFirewall without originSecrets")
        : [];
}

function certificateFaults(arn: string, region: string): Fault[] {
    const elsewhere = certificate.exec(arn)?.[3] ?? region;
    const fault = `it is of the region ${elsewhere}, and the balancer is in ${region}`;
    return elsewhere === region ? [] : [{ argument: "certificateArn", fault, fix: certificateFix }];
}

/**
 * Pages and API of one origin inside a VPC, answered by functions behind an internal Application Load Balancer: reached
 * over TLS, by one host name, from the networks and security groups that are named. There is no internet in the path.
 *
 * Cost: 16 USD a month for the balancer (20 USD in dearer regions), 6 USD for each unit of capacity in use (LCU), 0.20 USD
 * per million requests, storage of its logs.
 * Controls: ELB.1, ELB.4, ELB.5, ELB.6, ELB.12, ELB.13, ELB.16 (with `firewall`), ELB.17.
 */
export class VpcConsole extends pulumi.ComponentResource {
    /** The balancer. */
    public readonly balancer: aws.lb.LoadBalancer;
    /** What it answers on port 443. */
    public readonly listener: aws.lb.Listener;
    /** The balancer's security group: in from the sources, and out to nobody. */
    public readonly securityGroup: aws.ec2.SecurityGroup;
    /** The bucket made for its logs; none with a bucket of yours. */
    public readonly logBucket?: aws.s3.Bucket;
    /** Name of the bucket that takes its logs. */
    public readonly logBucketName: pulumi.Output<string>;
    /** ARN of the balancer, there once its firewall and its rules are. */
    public readonly arn: pulumi.Output<string>;
    /** Address of the pages. */
    public readonly url: pulumi.Output<string>;
    /** AWS's own name of the balancer: what an alias record of the host name leads to. */
    public readonly dnsName: pulumi.Output<string>;
    /** Id of the hosted zone that this name is in, for alias records. */
    public readonly zoneId: pulumi.Output<string>;
    /** Region of the balancer. */
    public readonly region: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument. */
    constructor(name: string, args: VpcConsoleArgs, opts?: pulumi.ComponentResourceOptions) {
        const given = vpcConsoleArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const { api, apiPath, sources, network, firewall, alsoTls12, removable, tags, region } = given.values;
        const children = new Children(this, given);
        const host = given.output("hostName");
        const within = isNetwork(network) ? network : undefined;
        const subnetIds = within?.subnetIds ?? given.output("subnetIds").apply((ids) => ids ?? []);

        const own = new Connections(children, {
            vpcId: given.output("network"),
            endpointSubnetIds: () => subnetIds,
            routeTableIds: pulumi.output([]),
        });
        this.securityGroup = own.group("balancer");
        for (const [source, { group, cidr = "", why }] of Object.entries(sources)) {
            for (const port of [443, 80]) {
                (within ?? own).allow(group ?? { name: source, cidr }, this.securityGroup, port, why);
            }
        }

        let logBucketName = given.output("logBucketName");
        if (args.logBucketName === undefined) {
            const logs = new LogBucket(
                children.name("logs"),
                { producers: [LogProducer.Alb], removable, tags, region },
                { parent: this },
            );
            this.logBucket = logs.bucket;
            logBucketName = logs.bucketName;
        }
        this.logBucketName = logBucketName.apply((bucket) => bucket ?? "");
        const log = { enabled: true, bucket: this.logBucketName };
        this.balancer = new aws.lb.LoadBalancer(
            children.name(),
            {
                loadBalancerType: "application",
                internal: true,
                ipAddressType: "ipv4",
                subnets: subnetIds,
                securityGroups: [this.securityGroup.id],
                ...requestSettings,
                enableDeletionProtection: !removable,
                accessLogs: log,
                connectionLogs: log,
                tags: children.tags(),
                region,
            },
            // AWS would refuse to delete it, in the middle of an update.
            { ...children.looseOptions(), ...(removable ? {} : { protect: true }) },
        );
        this.listener = new aws.lb.Listener(
            children.name("https"),
            {
                loadBalancerArn: this.balancer.arn,
                port: 443,
                protocol: "HTTPS",
                certificateArn: pulumi.all([given.output("certificateArn"), children.place]).apply(([arn, place]) => {
                    given.require(certificateFaults(arn, place.region));
                    return arn;
                }),
                sslPolicy: children.place.apply(({ partition }) => tlsPolicy(partition, alsoTls12)),
                defaultActions: [nothingHere],
                ...responseHeaders,
                tags: children.tags("https"),
                region,
            },
            children.looseOptions(),
        );
        const redirect = new aws.lb.Listener(
            children.name("http"),
            {
                loadBalancerArn: this.balancer.arn,
                port: 80,
                protocol: "HTTP",
                defaultActions: [toTls(host)],
                routingHttpResponseServerEnabled: false,
                tags: children.tags("http"),
                region,
            },
            children.looseOptions(),
        );
        const guard =
            firewall === undefined
                ? []
                : [
                      new aws.wafv2.WebAclAssociation(
                          children.name("firewall"),
                          {
                              resourceArn: this.balancer.arn,
                              webAclArn: given.output("firewall").apply((arn) => arn ?? ""),
                              region,
                          },
                          children.looseOptions(),
                      ),
                  ];
        const answer = (argument: "pages" | "api", priority: number, path?: string): aws.lb.ListenerRule => {
            const { target, ready } = targetOf(children, argument, given.values[argument], given.output(argument));
            return new aws.lb.ListenerRule(
                children.name(argument),
                {
                    listenerArn: this.listener.arn,
                    priority,
                    ...requestsFor(host, path),
                    actions: [{ type: "forward", targetGroupArn: target.arn }],
                    tags: children.tags(argument),
                    region,
                },
                // Nothing is answered before the firewall is there to be asked.
                children.looseOptions(ready, ...guard),
            );
        };
        const rules = [...(api === undefined ? [] : [answer("api", 1, apiPath)]), answer("pages", 2)];

        const ready = [...rules, redirect, ...guard];
        this.arn = afterwards(this.balancer.arn, ready);
        this.url = afterwards(pulumi.interpolate`https://${host}`, ready);
        this.dnsName = this.balancer.dnsName;
        this.zoneId = this.balancer.zoneId;
        this.region = children.place.region;
        this.registerOutputs(outputsOf(this));
    }
}

/**
 * A function, as the balancer calls it: there is no network between the two.
 * @param fn as it was given
 * @param arn of the function, or of its alias
 */
function targetOf(
    children: Children,
    suffix: "pages" | "api",
    fn: VpcConsoleArgs["api"],
    arn: pulumi.Output<string | undefined>,
) {
    const { region } = children;
    const name = children.name(suffix);
    const target = new aws.lb.TargetGroup(
        name,
        {
            // No longer one is taken; whose it is, the tags say.
            namePrefix: `${suffix}-`,
            targetType: "lambda",
            lambdaMultiValueHeadersEnabled: true,
            // Lambda is there or not, for whoever asks: a check would be one more request.
            healthCheck: { enabled: false },
            tags: children.tags(suffix),
            region,
        },
        children.looseOptions(),
    );
    const known = arn.apply((arn = "") => arn);
    const parts = known.apply((arn) => functionArn.exec(arn) ?? []);
    const permission =
        fn instanceof SecureFunction
            ? fn.allowInvoke(FunctionInvoker.LoadBalancer, target.arn, { name })
            : new aws.lambda.Permission(
                  name,
                  {
                      action: "lambda:InvokeFunction",
                      function: parts.apply(([, unqualified = ""]) => unqualified),
                      qualifier: parts.apply(([, , , qualifier]) => qualifier),
                      principal: principalOf(FunctionInvoker.LoadBalancer),
                      sourceArn: target.arn,
                      sourceAccount: children.place.accountId,
                      region,
                  },
                  children.looseOptions(),
              );
    const ready = new aws.lb.TargetGroupAttachment(
        name,
        { targetGroupArn: target.arn, targetId: known, region },
        // Elastic Load Balancing tries whether it may invoke it.
        children.looseOptions(permission),
    );
    return { target, ready };
}
