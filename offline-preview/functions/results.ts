import { isMapping, type Mapping } from "../configuration/yaml";
import { secret, UNKNOWN, type PropertyMap } from "../values";
import { FunctionFailure } from "./failure";
import type { Facts } from "./facts";
import { describeRegion, isEnabledByDefault, partitionOf, REGION_PATTERN, regionsOf } from "./regions";

const textOf = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** The region that a call asks for, or that of the provider. */
export function regionIn(args: Mapping, facts: Facts): string {
    return textOf(args.region) ?? facts.region;
}

/** A region's partition; of the facts' own region what the facts say. */
export function partitionIn(region: string, facts: Facts): string {
    return placeOf(region, facts).partition;
}

function placeOf(region: string, facts: Facts): { partition: string; dnsSuffix: string } {
    return region === facts.region ? facts : partitionOf(region);
}

/** `com.amazonaws` of `amazonaws.com`. */
export function reversed(hostName: string): string {
    return hostName.split(".").reverse().join(".");
}

export function regionResult(args: Mapping, facts: Facts): PropertyMap {
    const endpoint = textOf(args.endpoint);
    const byEndpoint = endpoint === undefined ? undefined : /^ec2\.([a-z0-9-]+)\./.exec(endpoint)?.[1];
    if (endpoint !== undefined && byEndpoint === undefined) {
        throw new FunctionFailure(`region not found for endpoint '${endpoint}'`);
    }
    const region = textOf(args.region) ?? textOf(args.name) ?? byEndpoint ?? facts.region;
    if (!REGION_PATTERN.test(region)) {
        throw new FunctionFailure(`region not found for name '${region}'`);
    }
    return {
        description: describeRegion(region),
        endpoint: `ec2.${region}.${placeOf(region, facts).dnsSuffix}`,
        id: region,
        name: region,
        region,
    };
}

/** Regions of the facts' partition: those that every account has, and the facts' own; all with `allRegions`. */
export function regionsResult(args: Mapping, facts: Facts): PropertyMap {
    const listed = regionsOf(facts.partition, args.allRegions === true);
    const all = [...new Set([...listed, facts.region])].sort();
    const filters = Array.isArray(args.filters) ? args.filters.filter(isMapping) : [];
    const names = all.filter((region) =>
        filters.every(({ name, values }) => {
            const wanted = Array.isArray(values) ? values : [];
            const enabled = isEnabledByDefault(region) ? "opt-in-not-required" : "not-opted-in";
            const status = region === facts.region && enabled === "not-opted-in" ? "opted-in" : enabled;
            const attributes: Record<string, string> = {
                "region-name": region,
                endpoint: `ec2.${region}.${placeOf(region, facts).dnsSuffix}`,
                "opt-in-status": status,
            };
            const attribute = attributes[String(name)];
            return attribute === undefined || wanted.includes(attribute);
        }),
    );
    return { id: facts.partition, names };
}

export function arnResult(args: Mapping): PropertyMap {
    const arn = String(args.arn);
    const [prefix, partition = "", service = "", region = "", account = "", ...resource] = arn.split(":");
    if (prefix !== "arn" || resource.length === 0) {
        throw new FunctionFailure(
            `'${arn}' is not an ARN: it needs six parts, arn:partition:service:region:account:resource`,
        );
    }
    return { account, arn, id: arn, partition, region, resource: resource.join(":"), service };
}

/** Services whose principals have the partition's own suffix there; all others have amazonaws.com everywhere. */
const REGIONAL_PRINCIPALS: Record<string, string[]> = {
    "aws-cn": ["codedeploy", "elasticmapreduce", "logs"],
    "aws-iso": ["cloudhsm", "config", "logs", "workspaces"],
    "aws-iso-b": ["dms", "logs"],
};

export function servicePrincipalResult(args: Mapping, facts: Facts): PropertyMap {
    const region = regionIn(args, facts);
    const serviceName = String(args.serviceName);
    const { partition, dnsSuffix } = placeOf(region, facts);
    const suffix = REGIONAL_PRINCIPALS[partition]?.includes(serviceName) === true ? dnsSuffix : "amazonaws.com";
    return {
        id: `${serviceName}.${region}.${suffix}`,
        name: `${serviceName}.${suffix}`,
        region,
        serviceName,
        suffix,
    };
}

/** A service's endpoint, from its id, its host name or that reversed. */
export function serviceResult(args: Mapping, facts: Facts): PropertyMap {
    const dnsName = textOf(args.dnsName);
    const parts = (textOf(args.reverseDnsName) ?? (dnsName === undefined ? undefined : reversed(dnsName)))?.split(".");
    if (parts !== undefined && parts.length < 4) {
        throw new FunctionFailure("the DNS name of a service must have at least 4 parts");
    }
    const region = parts?.at(-2) ?? regionIn(args, facts);
    const serviceId = parts?.at(-1) ?? textOf(args.serviceId);
    if (serviceId === undefined) {
        throw new FunctionFailure("give the service's serviceId, dnsName or reverseDnsName");
    }
    const { partition, dnsSuffix } = placeOf(region, facts);
    const reverseDnsPrefix = parts?.slice(0, -2).join(".") ?? textOf(args.reverseDnsPrefix) ?? reversed(dnsSuffix);
    const reverseDnsName = `${reverseDnsPrefix}.${region}.${serviceId}`;
    return {
        dnsName: reversed(reverseDnsName).toLowerCase(),
        id: reverseDnsName,
        partition,
        region,
        reverseDnsName,
        reverseDnsPrefix,
        serviceId,
        supported: true, // which services a region has is not known here
    };
}

/** The role behind the ARN of a session; any other ARN stands for itself. A role's path and id are not in the ARN. */
export function sessionResult(args: Mapping): PropertyMap {
    const arn = String(args.arn);
    const session = /^arn:([^:]+):sts::(\d{12}):assumed-role\/(?:.*\/)?([^/]+)\/([^/]+)$/.exec(arn);
    if (session === null) {
        return { arn, id: arn, issuerArn: arn, issuerId: "", issuerName: "", sessionName: "" };
    }
    const [, partition = "", account = "", issuerName = "", sessionName = ""] = session;
    const issuerArn = `arn:${partition}:iam::${account}:role/${issuerName}`;
    return { arn, id: arn, issuerArn, issuerId: UNKNOWN, issuerName, sessionName };
}

/** Only the id is a fact; the rest of an organization stays unknown. */
export function organizationResult(_: Mapping, { organizationId }: Facts): PropertyMap | undefined {
    const unknown = [
        "accounts",
        "arn",
        "awsServiceAccessPrincipals",
        "enabledPolicyTypes",
        "featureSet",
        "masterAccountArn",
        "masterAccountEmail",
        "masterAccountId",
        "masterAccountName",
        "nonMasterAccounts",
        "roots",
    ];
    return organizationId === undefined
        ? undefined
        : { id: organizationId, ...Object.fromEntries(unknown.map((field) => [field, UNKNOWN])) };
}

/** A login to a registry of images: its password is a stand-in, so that a program can take the token apart. */
export function registryLoginResult(args: Mapping, facts: Facts): PropertyMap {
    const region = regionIn(args, facts);
    const registryId = textOf(args.registryId) ?? facts.accountId;
    const userName = "AWS";
    const password = "made-up-registry-password";
    return {
        authorizationToken: secret(Buffer.from(`${userName}:${password}`).toString("base64")),
        expiresAt: UNKNOWN,
        id: UNKNOWN,
        password: secret(password),
        proxyEndpoint: `https://${registryId}.dkr.ecr.${region}.${placeOf(region, facts).dnsSuffix}`,
        registryId,
        userName,
    };
}
