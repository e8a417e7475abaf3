import { crc32 } from "node:zlib";
import type { Mapping } from "../configuration/yaml";
import { containsUnknown, isMap, isSecret, mapValues, secret, UNKNOWN, withoutOutputs } from "../values";
import type { PropertyMap, PropertyValue } from "../values";
import { FunctionFailure } from "./failure";
import type { Facts } from "./facts";
import { decodeManifests } from "./manifests";
import { renderPolicyDocument } from "./policyDocument";
import {
    arnResult,
    organizationResult,
    partitionIn,
    regionIn,
    regionResult,
    regionsResult,
    registryLoginResult,
    reversed,
    servicePrincipalResult,
    serviceResult,
    sessionResult,
} from "./results";
import { selectZones } from "./zones";

/** A function whose result follows from its arguments and the facts. */
interface PureFunction {
    /** Arguments that the result is made of. While one is not known, neither is the result. */
    from: string[];
    /** Fields of the result; the arguments are passed on beside them. */
    fields: string[];
    /** Nothing where the facts do not say. */
    result: (args: Mapping, facts: Facts) => PropertyMap | undefined;
}

/**
 * Answers a function call without its provider, or says nothing (undefined) where it cannot. Field names are those of
 * @pulumi/aws v7.
 *
 * @throws FunctionFailure where the provider would fail, for instance with a duplicate Sid.
 */
export function answer(token: string, args: PropertyMap, facts: Facts): PropertyMap | undefined {
    const fixed = facts.functions[token];
    if (fixed !== undefined) {
        return fixed;
    }
    const known = FUNCTIONS[token];
    if (known === undefined) {
        return undefined;
    }
    const given = withoutOutputs(args) as PropertyMap;
    const used = Object.fromEntries(Object.entries(given).filter(([name]) => known.from.includes(name)));
    if (containsUnknown(revealed(used))) {
        return { ...given, ...Object.fromEntries(known.fields.map((field) => [field, UNKNOWN])) };
    }
    const result = known.result(revealed(used) as Mapping, facts);
    if (result === undefined) {
        return undefined;
    }
    return { ...given, ...(holdsSecret(used) ? mapValues(result, secret) : result) };
}

function revealed(value: PropertyValue): PropertyValue {
    if (Array.isArray(value)) {
        return value.map(revealed);
    }
    if (!isMap(value)) {
        return value;
    }
    return isSecret(value) ? revealed(value.value ?? UNKNOWN) : mapValues(value, revealed);
}

function holdsSecret(value: PropertyValue): boolean {
    return isSecret(value) || ((Array.isArray(value) || isMap(value)) && Object.values(value).some(holdsSecret));
}

const LOGIN = ["authorizationToken", "expiresAt", "id", "password", "proxyEndpoint", "registryId", "userName"];

const FUNCTIONS: Record<string, PureFunction> = {
    "aws:index/getCallerIdentity:getCallerIdentity": {
        from: [],
        fields: ["accountId", "arn", "id", "userId"],
        result: (_, { accountId, callerArn, userId }) => ({ accountId, arn: callerArn, id: accountId, userId }),
    },
    "aws:index/getPartition:getPartition": {
        from: [],
        fields: ["dnsSuffix", "id", "partition", "reverseDnsPrefix"],
        result: (_, { partition, dnsSuffix }) => ({
            dnsSuffix,
            id: partition,
            partition,
            reverseDnsPrefix: reversed(dnsSuffix),
        }),
    },
    "aws:index/getRegion:getRegion": {
        from: ["region", "name", "endpoint"],
        fields: ["description", "endpoint", "id", "name", "region"],
        result: regionResult,
    },
    "aws:index/getRegions:getRegions": {
        from: ["allRegions", "filters"],
        fields: ["id", "names"],
        result: regionsResult,
    },
    "aws:index/getAvailabilityZones:getAvailabilityZones": {
        from: ["region", "state", "filters", "excludeNames", "excludeZoneIds"],
        fields: ["groupNames", "id", "names", "region", "zoneIds"],
        result: (args, facts) => {
            const region = regionIn(args, facts);
            const zones = selectZones(region, args, facts);
            return {
                groupNames: [...new Set(zones.map(({ group }) => group))],
                id: region,
                names: zones.map(({ name }) => name),
                region,
                zoneIds: zones.map(({ id }) => id),
            };
        },
    },
    "aws:index/getArn:getArn": {
        from: ["arn"],
        fields: ["account", "arn", "id", "partition", "region", "resource", "service"],
        result: arnResult,
    },
    "aws:index/getServicePrincipal:getServicePrincipal": {
        from: ["serviceName", "region"],
        fields: ["id", "name", "region", "serviceName", "suffix"],
        result: servicePrincipalResult,
    },
    "aws:index/getService:getService": {
        from: ["dnsName", "region", "reverseDnsName", "reverseDnsPrefix", "serviceId"],
        fields: [
            "dnsName",
            "id",
            "partition",
            "region",
            "reverseDnsName",
            "reverseDnsPrefix",
            "serviceId",
            "supported",
        ],
        result: serviceResult,
    },
    "aws:iam/getPolicyDocument:getPolicyDocument": {
        from: ["overridePolicyDocuments", "policyId", "sourcePolicyDocuments", "statements", "version"],
        fields: ["id", "json", "minifiedJson"],
        result: (args) => {
            const rendered = renderPolicyDocument(args);
            return { id: String(crc32(rendered.json)), ...rendered };
        },
    },
    "aws:iam/getAccountAlias:getAccountAlias": {
        from: [],
        fields: ["accountAlias", "id"],
        result: (_, { accountAlias }) => (accountAlias === undefined ? undefined : { accountAlias, id: accountAlias }),
    },
    "aws:organizations/getOrganization:getOrganization": {
        from: [],
        fields: [],
        result: organizationResult,
    },
    "aws:iam/getSessionContext:getSessionContext": {
        from: ["arn"],
        fields: ["arn", "id", "issuerArn", "issuerId", "issuerName", "sessionName"],
        result: sessionResult,
    },
    "aws:elb/getServiceAccount:getServiceAccount": {
        from: ["region"],
        fields: ["arn", "id", "region"],
        result: (args, facts) => {
            const region = regionIn(args, facts);
            const id = facts.elbAccounts[region];
            if (id === undefined) {
                throw new FunctionFailure(
                    `region ${region} has no account for load balancer logs: ` +
                        "grant logdelivery.elasticloadbalancing.amazonaws.com instead",
                );
            }
            return { arn: `arn:${partitionIn(region, facts)}:iam::${id}:root`, id, region };
        },
    },
    "aws:s3/getCanonicalUserId:getCanonicalUserId": {
        from: [],
        fields: ["displayName", "id"],
        result: (_, { canonicalUserId }) => ({ displayName: "", id: canonicalUserId }),
    },
    // Another one each time, so nothing can depend on what it is.
    "aws:secretsmanager/getRandomPassword:getRandomPassword": {
        from: ["region"],
        fields: ["id", "randomPassword", "region"],
        result: (args, facts) => ({
            id: UNKNOWN,
            randomPassword: secret(UNKNOWN),
            region: regionIn(args, facts),
        }),
    },
    "aws:ecr/getAuthorizationToken:getAuthorizationToken": {
        from: ["region", "registryId"],
        fields: [...LOGIN, "region"],
        result: (args, facts) => ({ ...registryLoginResult(args, facts), region: regionIn(args, facts) }),
    },
    "aws:ecr/getCredentials:getCredentials": {
        from: ["registryId"],
        fields: LOGIN,
        result: registryLoginResult,
    },
    "kubernetes:yaml:decode": {
        from: ["text"],
        fields: ["result"],
        result: decodeManifests,
    },
    "aws:cloudfront/getLogDeliveryCanonicalUserId:getLogDeliveryCanonicalUserId": {
        from: ["region"],
        fields: ["id"],
        result: (args, facts) => ({
            // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html
            id:
                partitionIn(regionIn(args, facts), facts) === "aws-cn"
                    ? "a52cb28745c0c06e84ec548334e44bfa7fc2a85c54af20cd59e4969344b7af56"
                    : "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0",
        }),
    },
};

/** Tokens of all functions that are answered from the facts. */
export const ANSWERED: readonly string[] = Object.keys(FUNCTIONS);
