import * as sdk from "@pulumi/policy";
import { Reasons } from "../../../policy-pack/evaluation/reasons";
import { ResourceReader } from "../../../policy-pack/evaluation/resource";
import { unknownCheckingProxy } from "../../../policy-pack/testing/run";
import { toWire, type Inputs } from "./inputs";

export { unknownCheckingProxy };

/** Exported by the SDK (1.21), though its declarations leave out what it is. */
export const { UnknownValueError } = sdk as unknown as {
    readonly UnknownValueError: new (sentinel: string, path: readonly string[]) => Error;
};

/** A reader over inputs behind the SDK's own proxy, with what it has to say of values it could not judge. */
export function read(inputs: Inputs, pending?: readonly string[]) {
    const reasons = new Reasons();
    const props = unknownCheckingProxy(toWire(inputs));
    const sources = pending && Object.fromEntries(pending.map((property) => [property, [{ urn: "another" }]]));
    const resource = new ResourceReader("aws:a/b:B", "it", "urn", props, reasons.traceOf(), sources);
    return { resource, reasons };
}
