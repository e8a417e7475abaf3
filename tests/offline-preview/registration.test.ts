import { deepStrictEqual, strictEqual } from "node:assert";
import * as callbackProto from "@pulumi/pulumi/proto/callback_pb";
import * as resourceProto from "@pulumi/pulumi/proto/resource_pb";
import { fromStruct, toStruct } from "../../offline-preview/protocol";
import { goalOf, requested, transformed, withDependencies } from "../../offline-preview/registration";
import { secret, Signature, SIGNATURE_KEY, UNKNOWN, type PropertyMap } from "../../offline-preview/values";

const STACK = { stack: "dev", project: "shop", source: undefined };

function request(object: PropertyMap, dependencies: Record<string, string[]>, own = false) {
    const message = new resourceProto.RegisterResourceRequest();
    message.setType("aws:s3/bucket:Bucket");
    message.setName("b");
    message.setCustom(true);
    message.setObject(toStruct(object));
    message.setDependenciesList(["urn:explicit"]);
    for (const [key, urns] of Object.entries(dependencies)) {
        const entry = new resourceProto.RegisterResourceRequest.PropertyDependencies();
        entry.setUrnsList(urns);
        message.getPropertydependenciesMap().set(key, entry);
    }
    if (own) {
        message.setTransformsList([new callbackProto.Callback()]);
    }
    return message;
}

const output = (fields: PropertyMap): PropertyMap => ({ [SIGNATURE_KEY]: Signature.output, ...fields });

describe("offline-preview registration, step by step", () => {
    it("requested: values are outputs; dependencies stand in them only where the resource has transforms of its own", () => {
        const object = { tags: { secret: secret("x") }, arn: UNKNOWN };
        const dependencies = { arn: ["urn:a"] };
        deepStrictEqual(requested(request(object, dependencies), undefined).inputs, {
            tags: { secret: output({ value: "x", secret: true }) },
            arn: output({}),
        });
        deepStrictEqual(requested(request(object, dependencies, true), undefined).inputs.arn, {
            ...output({}),
            dependencies: ["urn:a"],
        });
    });

    it("transformed: each transform sees what the one before it made", async () => {
        const seen: PropertyMap[] = [];
        const add = (key: string) => (asked: resourceProto.TransformRequest) => {
            const properties = fromStruct(asked.getProperties());
            seen.push(properties);
            const response = new resourceProto.TransformResponse();
            response.setProperties(toStruct({ ...properties, [key]: true }));
            return Promise.resolve(response);
        };
        const done = await transformed(requested(request({}, {}), undefined), [add("first"), add("second")]);
        deepStrictEqual(seen, [{}, { first: true }]);
        deepStrictEqual(done.inputs, { first: true, second: true });
        deepStrictEqual(done.options.getDependsOnList(), ["urn:explicit"]);
    });

    it("with dependencies: those of the request and of its values; with transforms of its own, of its values alone", () => {
        const object = { arn: output({ dependencies: ["urn:carried"] }), name: "n" };
        const dependencies = { arn: ["urn:a"], name: ["urn:n"] };
        const inherited = withDependencies(requested(request(object, dependencies), undefined));
        deepStrictEqual(inherited.propertyDependencies, { arn: ["urn:a", "urn:carried"], name: ["urn:n"] });
        deepStrictEqual(inherited.dependencies, ["urn:explicit"]);

        const first = requested(request(object, dependencies, true), undefined);
        const own = withDependencies({ ...first, inputs: { arn: output({ dependencies: ["urn:carried"] }) } });
        deepStrictEqual(own.propertyDependencies, { arn: ["urn:carried"] });
        deepStrictEqual(own.dependencies, ["urn:explicit", "urn:carried"]);
    });

    it("the goal: values as they are, but a remote component keeps its outputs", () => {
        const registration = withDependencies(requested(request({ arn: UNKNOWN, x: secret("y") }, {}), undefined));
        deepStrictEqual(goalOf(registration, STACK).inputs, { arn: UNKNOWN, x: secret("y") });
        const remote = goalOf({ ...registration, remote: true }, STACK);
        deepStrictEqual(remote.inputs.arn, output({}));
        strictEqual(remote.parent, undefined);
    });
});
