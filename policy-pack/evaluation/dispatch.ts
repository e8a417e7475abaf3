import type { PolicyPackArgs } from "@pulumi/policy";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import type { AnalyzeRequest, AnalyzerResource, AnalyzeStackRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { isFor, type Policy } from "./policy";
import { toSdkPolicy } from "./sdkPolicy";

/*
 * The SDK (1.21) walks all policies for each request. It skips one without unpacking the resource only if the policy is
 * for exactly one type, which it then tells the engine; for each other policy it unpacks the resource anew. With
 * hundreds of policies that is most of what judging costs.
 *
 * What the SDK should do instead: take a list of types per policy, index policies by type, and unpack a request at most
 * once. Until it does, the list of policies shows it only those that the request concerns, and requests remember what
 * they were unpacked to. Both hold on to what the SDK calls first, and fall back to its own way if it calls otherwise.
 */

type SdkPolicies = PolicyPackArgs["policies"];

/** A policy as the SDK serves it, and what it is for. */
export interface Served {
    readonly isFor: (type: string) => boolean;
    readonly served: SdkPolicies[number];
}

/** The policies for a `PolicyPack`: walked in answer to a request, they are those for the types in it, else all. */
export function dispatched(policies: readonly Policy[]): SdkPolicies {
    return dispatchedTo(
        policies.map((policy) => ({ isFor: (type) => isFor(policy, type), served: toSdkPolicy(policy) })),
    );
}

/** As {@link dispatched}, of policies that are made already. */
export function dispatchedTo(all: readonly Served[]): SdkPolicies {
    watchRequests();
    const concernedBy = new Map<string, SdkPolicies>();
    const concerned = (asked: readonly string[]): SdkPolicies => {
        const key = asked.join(" ");
        const known = concernedBy.get(key);
        if (known !== undefined) {
            return known;
        }
        const found = all.filter((policy) => asked.some(policy.isFor)).map(({ served }) => served);
        concernedBy.set(key, found);
        return found;
    };
    const list: SdkPolicies = all.map(({ served }) => served);
    const everything = [...list];
    return Object.defineProperty(list, Symbol.iterator, {
        value: () => (inHand === undefined ? everything : concerned(inHand)).values(),
    });
}

/**
 * The types in the request that is being answered: from when the SDK asks for them until it yields for the first time,
 * which is after it began to walk the policies. Requests that are answered side by side cannot be mixed up by it.
 */
let inHand: readonly string[] | undefined;

function takeInHand(types: readonly string[]): void {
    inHand = types;
    queueMicrotask(() => (inHand = undefined));
}

let isWatching = false;

function watchRequests(): void {
    if (isWatching) {
        return;
    }
    isWatching = true;
    const { analyze, remediate, analyzeStack } = AnalyzerService;
    analyze.requestDeserialize = following(analyze.requestDeserialize, watchRequest);
    remediate.requestDeserialize = following(remediate.requestDeserialize, watchRequest);
    analyzeStack.requestDeserialize = following(analyzeStack.requestDeserialize, watchStackRequest);
}

/** A way to read requests that has each one looked at first. */
export function following<Request>(read: (bytes: Buffer) => Request, watch: (request: Request) => void) {
    return (bytes: Buffer): Request => {
        const request = read(bytes);
        watch(request);
        return request;
    };
}

function watchRequest(request: AnalyzeRequest): void {
    const getType = request.getType.bind(request);
    request.getType = () => {
        const type = getType();
        takeInHand([type]);
        return type;
    };
    unpackOnce(request);
}

function watchStackRequest(request: AnalyzeStackRequest): void {
    const getResources = request.getResourcesList.bind(request);
    request.getResourcesList = () => {
        const resources = getResources();
        takeInHand([...new Set(resources.map((resource) => resource.getType()))]);
        return resources;
    };
    getResources().forEach(unpackOnce);
}

/** The SDK copies what it gets, so that one unpacked form does for all policies. */
function unpackOnce(message: AnalyzeRequest | AnalyzerResource): void {
    for (const properties of [message.getProperties(), message.getProvider()?.getProperties()]) {
        if (properties !== undefined) {
            const unpack = properties.toJavaScript.bind(properties);
            let unpacked: ReturnType<typeof unpack> | undefined;
            properties.toJavaScript = () => (unpacked ??= unpack());
        }
    }
}
