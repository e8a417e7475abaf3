import { join } from "node:path";
import { Network, type PrivateApiArgs, SecureFunction, type VpcConsoleArgs } from "palisade-aws";

/** A bundle: a folder with all of a function's code. */
export const bundle = join(__dirname, "bundle");

/** A folder with a site. */
export const pages = join(__dirname, "pages");

/** An API of one operation. */
const document: PrivateApiArgs["document"] = {
    openapi: "3.0.3",
    info: { title: "API", version: "1" },
    paths: { "/": { get: { security: [{ token: [] }] } } },
    components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
};

/** The arguments without which a component cannot be made. */
export const needed: Record<string, object> = {
    AliasRecord: {
        host: "console.example.com",
        zoneId: "Z0123456789ABCDEFGHIJ",
        target: { host: "d111111abcdef8.cloudfront.net" },
    },
    Certificate: { names: ["example.com", "*.example.com"], zoneId: "Z0123456789ABCDEFGHIJ" },
    CloudFrontConsole: { pagesFolder: pages },
    Dns: { zoneName: "example.com" },
    ExistingNetwork: {
        vpc: { vpcId: "vpc-0a", isolatedSubnetIds: ["subnet-1a", "subnet-2b"] },
        topology: "Isolated",
    },
    HumanRole: { trusted: ["123456789012"] },
    // The network is made in the program.
    Bastion: { network: undefined },
    Peering: { network: undefined, peerCidrs: ["10.1.0.0/16"] },
    PatternPipeline: {
        pattern: "network",
        connectionArn: "arn:aws:codeconnections:eu-west-1:123456789012:connection/1234abcd",
        repository: "company/network",
        scanner: "Checkov",
        buildCommands: ["npm ci", "npx cdk synth"],
        publishCommands: ['aws s3 cp --recursive cdk.out "s3://$BUCKET/$PATTERN/"'],
        registerCommands: ['aws sns publish --topic-arn "$TOPIC" --message "$PATTERN $COMMIT"'],
    },
    DirectConnect: {
        interfaces: {
            east: {
                connectionId: "dxcon-0a",
                vlan: 101,
                bgpKeyArn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:bgp-a1b2c3",
            },
        },
        bgpAsn: 65_010,
        allowedPrefixes: ["10.0.0.0/16"],
    },
    SiteToSiteVpn: { customerAddress: "203.0.113.7" },
    SecureTable: { partitionKey: { name: "id" } },
    IdentityPool: { callbackUrls: ["https://console.example.com/signed-in"], domain: "example-console" },
    // The function is made in the program.
    PrivateApi: { document, exposure: "vpc", function: undefined },
    SecureFunction: { code: bundle, handler: "index.handler" },
    // A certificate in IAM is of no region.
    VpcConsole: {
        pages: "arn:aws:lambda:eu-west-1:123456789012:function:pages:live",
        network: "vpc-0a",
        hostName: "console.example.com",
        certificateArn: "arn:aws:iam::123456789012:server-certificate/console",
        sources: { office: { cidr: "192.168.10.0/24", why: "staff" } },
    } satisfies Partial<VpcConsoleArgs>,
};

/**
 * The same, with arguments that are resources: these are made, so it is called in a program.
 * @param region where what is made is; not the component itself
 */
export function neededBy(name: string, region?: string): object {
    switch (name) {
        case "Bastion":
            return { network: new Network("net", { region }) };
        case "Peering": {
            const peerCidrs = ["10.1.0.0/16"];
            return { network: new Network("net", { peerCidrs, region }), peerCidrs, peerVpcId: "vpc-0b" };
        }
        case "PrivateApi":
            return {
                ...needed.PrivateApi,
                function: new SecureFunction("fn", { code: bundle, handler: "index.handler" }),
                vpcEndpointIds: ["vpce-0a"],
                userPoolArns: ["arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_a1B2c3D4e"],
                scopes: ["openid"],
            };
        case "VpcConsole":
            return { ...needed.VpcConsole, subnetIds: ["subnet-0a", "subnet-0b"] };
        case "DirectConnect":
            return { ...needed.DirectConnect, vpnGatewayId: "vgw-0a" };
        case "SiteToSiteVpn":
            return { ...needed.SiteToSiteVpn, vpnGatewayId: "vgw-0a", remoteCidrs: ["192.168.10.0/24"] };
        default:
            return needed[name] ?? {};
    }
}
