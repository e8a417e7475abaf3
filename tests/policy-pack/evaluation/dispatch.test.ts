import assert from "node:assert/strict";
import * as sdkServer from "@pulumi/policy/server";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { must, resourcePolicy, say, stackPolicy, type Policy } from "../../../policy-pack/evaluation";
import { dispatched } from "../../../policy-pack/evaluation/dispatch";

const QUEUE = "aws:sqs/queue:Queue";
const TOPIC = "aws:sns/topic:Topic";
const BUCKET = "aws:s3/bucket:Bucket";

const declaration = {
    title: "Sample",
    severity: "low",
    controls: { nist: ["CM-2"], whitepaper: ["SQS"] },
    why: "",
    fix: { text: "", example: "" },
    check: () => must(false, say`Change it.`),
} as const;
const forTypes = (id: string, ...types: [string, ...string[]]): Policy => resourcePolicy({ ...declaration, id, types });
const inStack = (id: string, ...types: [string, ...string[]]): Policy => stackPolicy({ ...declaration, id, types });

const pack = dispatched([
    forTypes("both", QUEUE, TOPIC),
    forTypes("queues", QUEUE),
    forTypes("more", QUEUE, BUCKET),
    inStack("stack-both", QUEUE, TOPIC),
    inStack("stack-buckets", BUCKET, "aws:s3/bucketV2:BucketV2"),
]);

type Handler = (
    call: { request: unknown },
    done: (error: Error | undefined, response: proto.AnalyzeResponse) => void,
) => void;
const server = sdkServer as unknown as Record<
    "makeAnalyzeRpcFun" | "makeAnalyzeStackRpcFun",
    (name: string, version: string, level: string, policies: typeof pack) => Handler
>;
const analyze = server.makeAnalyzeRpcFun("pack", "1.0.0", "advisory", pack);
const analyzeStack = server.makeAnalyzeStackRpcFun("pack", "1.0.0", "advisory", pack);

/** As it comes from the engine: read by the service's own definition. */
function received(type: string): proto.AnalyzeRequest {
    const request = new proto.AnalyzeRequest();
    request.setType(type);
    request.setProperties(Struct.fromJavaScript({ name: "it" }));
    request.setOptions(new proto.AnalyzerResourceOptions());
    return AnalyzerService.analyze.requestDeserialize(Buffer.from(request.serializeBinary()));
}

function receivedStack(...types: string[]): proto.AnalyzeStackRequest {
    const request = new proto.AnalyzeStackRequest();
    const resources = types.map((type) => {
        const resource = new proto.AnalyzerResource();
        resource.setType(type);
        resource.setProperties(Struct.fromJavaScript({ name: "it" }));
        resource.setOptions(new proto.AnalyzerResourceOptions());
        return resource;
    });
    request.setResourcesList(resources);
    return AnalyzerService.analyzeStack.requestDeserialize(Buffer.from(request.serializeBinary()));
}

/** The policies that found something, and those that the SDK says had nothing to judge. */
async function answer(handler: Handler, request: unknown): Promise<{ found: string[]; notApplicable: string[] }> {
    const response = await new Promise<proto.AnalyzeResponse>((resolve, reject) => {
        handler({ request }, (error, told) => (error ? reject(error) : resolve(told)));
    });
    return {
        found: response.getDiagnosticsList().map((diagnostic) => diagnostic.getPolicyname()),
        notApplicable: response.getNotApplicableList().map((record) => record.getPolicyName()),
    };
}

/** How often the properties of a request are unpacked while it is answered. */
async function unpackings(
    handler: Handler,
    request: proto.AnalyzeRequest | proto.AnalyzeStackRequest,
): Promise<number> {
    const resources = "getResourcesList" in request ? request.getResourcesList() : [request];
    let count = 0;
    for (const resource of resources) {
        const properties = resource.getProperties();
        assert.ok(properties);
        // What unpacks reads the fields.
        const fields = properties.getFieldsMap.bind(properties);
        properties.getFieldsMap = () => {
            count += 1;
            return fields();
        };
    }
    await answer(handler, request);
    return count;
}

describe("the dispatch of policies", () => {
    it("shows the SDK those for the type of a resource, and no other", async () => {
        assert.deepEqual(await answer(analyze, received(QUEUE)), {
            found: ["both", "queues", "more"],
            notApplicable: [],
        });
        assert.deepEqual(await answer(analyze, received(TOPIC)), { found: ["both"], notApplicable: [] });
        assert.deepEqual(await answer(analyze, received("aws:iam/role:Role")), { found: [], notApplicable: [] });
    });

    it("shows the SDK those for every type of AWS, in their order, for AWS's types alone", async () => {
        const all = dispatched([
            forTypes("all", "aws:*"),
            forTypes("queues", QUEUE),
            forTypes("also", "aws:*", "a:b:C"),
        ]);
        const ask = server.makeAnalyzeRpcFun("pack", "1.0.0", "advisory", all);
        const found = async (type: string) => (await answer(ask, received(type))).found;
        assert.deepEqual(await found(QUEUE), ["all", "queues", "also"]);
        assert.deepEqual(await found(TOPIC), ["all", "also"]);
        assert.deepEqual(await found("a:b:C"), ["also"]);
        assert.deepEqual(await found("pulumi:providers:aws"), []);
    });

    it("shows the SDK those for the types in a stack", async () => {
        assert.deepEqual(await answer(analyzeStack, receivedStack(QUEUE, "aws:iam/role:Role")), {
            found: ["stack-both"],
            notApplicable: [],
        });
        assert.deepEqual((await answer(analyzeStack, receivedStack(BUCKET, TOPIC))).found, [
            "stack-both",
            "stack-buckets",
        ]);
        assert.deepEqual((await answer(analyzeStack, receivedStack())).found, []);
    });

    it("unpacks a request once, whatever the number of policies, and not at all where there is none", async () => {
        assert.equal(await unpackings(analyze, received(QUEUE)), 1);
        assert.equal(await unpackings(analyze, received("aws:iam/role:Role")), 0);
        assert.equal(await unpackings(analyzeStack, receivedStack(BUCKET, TOPIC)), 2);
    });

    it("keeps requests apart that are answered side by side", async () => {
        const answers = await Promise.all(
            [QUEUE, TOPIC, BUCKET, QUEUE].map(async (type) => (await answer(analyze, received(type))).found.join()),
        );
        assert.deepEqual(answers, ["both,queues,more", "both", "more", "both,queues,more"]);
    });

    it("is all policies to who does not answer a request, or asks for its type too early", async () => {
        const all = ["both", "queues", "more", "stack-both", "stack-buckets"];
        const walked = (): string[] => {
            const names: string[] = [];
            for (const { name } of pack) {
                names.push(name);
            }
            return names;
        };
        assert.deepEqual(walked(), all);
        const request = received(TOPIC);
        assert.equal(request.getType(), TOPIC);
        assert.deepEqual(walked(), ["both", "stack-both"]);
        request.getType();
        await Promise.resolve();
        assert.deepEqual(walked(), all);
        assert.deepEqual(
            pack.map(({ name }) => name),
            all,
        );
    });
});
