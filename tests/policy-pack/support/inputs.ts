import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { specialSecretSig, specialSigKey, unknownValue } from "@pulumi/pulumi/runtime/rpc";
import { isList, isMap, Marker, type Input, type Inputs } from "../../../policy-pack/testing/inputs";

export * from "../../../policy-pack/testing/inputs";

type JsonObject = Record<string, JavaScriptValue>;

/** Inputs as they travel from the engine to a policy pack. */
export function toWire(inputs: Inputs): JsonObject {
    return wired(inputs) as JsonObject;
}

function wired(input: Input): unknown {
    if (input instanceof Marker) {
        return input.kind === "unknown"
            ? unknownValue
            : { [specialSigKey]: specialSecretSig, value: wired(input.value) };
    }
    if (isList(input)) {
        return input.map(wired);
    }
    return isMap(input) ? Object.fromEntries(Object.entries(input).map(([key, value]) => [key, wired(value)])) : input;
}
