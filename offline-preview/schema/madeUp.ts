import type { Facts } from "../functions/facts";
import { secret, UNKNOWN, type PropertyMap, type PropertyValue } from "../values";
import { makeUpArn } from "./arns";
import { fill, type Form, type Identity } from "./forms";
import { COMMON_ID, idForm, idNamedBy } from "./ids";
import { generalForm, IMAGE_FORMS, OUTPUT_FORMS } from "./outputs";
import type { Shape } from "./resourceShape";
import { subjectFor, type Named, type Subject } from "./subject";

export interface MadeUp {
    /** "" for a remote component, which has none. */
    id: string;
    outputs: PropertyMap;
}

/** Packages whose resources have ARNs. */
const AWS_PACKAGES = ["aws", "awsx"];
/** How many ids a list of a remote component's has. */
const LIST_LENGTH = 3;

/**
 * Stand-ins for what a provider would answer, so that what is built from ids, ARNs and names can be read before anything
 * exists. They depend on the URN alone, are lawful for the type, and show where they can that they are made up.
 *
 * Inputs are passed on as they are. Of outputs that only the provider sets, those whose form is known get values and the
 * others are unknown. Of inputs that are not given, only the physical name and the region get values: an absent key or
 * setting must stay absent. Outputs that the type declares secret are secret, and nothing is made of a secret input.
 */
export function madeUpOutputs(resource: Named, shape: Shape, facts: Facts): MadeUp {
    const subject = subjectFor(resource, shape, facts);
    const identity = identityOf(subject);
    const outputs: PropertyMap = {};
    for (const property of shape.computed) {
        outputs[property] = computedValue(property, subject, identity);
    }
    for (const property of shape.outputOnly) {
        const value = outputValue(property, subject, identity, shape, resource.inputs);
        outputs[property] = shape.secretOutputs.includes(property) ? secret(value) : value;
    }
    return { id: shape.remote ? "" : identity.id, outputs: { ...outputs, ...resource.inputs } };
}

/** An id may be the ARN, and an ARN may hold the id; never both. */
export function identityOf(subject: Subject): Identity {
    const form = idForm(subject);
    const ownId = fill(form === "{arn}" ? COMMON_ID : form, subject, {});
    const arn = AWS_PACKAGES.includes(subject.package) ? makeUpArn(subject, ownId) : "";
    return { arn, id: form === "{arn}" ? arn : ownId };
}

function computedValue(property: string, subject: Subject, identity: Identity): string {
    return property === "region" ? subject.region : property === "arn" ? identity.arn : subject.name;
}

function outputValue(
    property: string,
    subject: Subject,
    identity: Identity,
    shape: Shape,
    inputs: PropertyMap,
): PropertyValue {
    if (property === "tagsAll") {
        return inputs.tags ?? {};
    }
    if (subject.package === "random") {
        return randomValue(property, shape, subject, inputs);
    }
    const image = IMAGE_FORMS[`${subject.package}.${property}`];
    if (image !== undefined) {
        return fill(image, subject, identity, property);
    }
    if (!AWS_PACKAGES.includes(subject.package)) {
        return UNKNOWN;
    }
    if (property === "streamArn" && inputs.streamEnabled === true) {
        return `${identity.arn}/stream/2000-01-01T00:00:00.000`;
    }
    if (shape.kinds[property] === "strings") {
        return shape.remote && /[a-z]Ids$/.test(property) ? idList(property, subject) : UNKNOWN;
    }
    if (shape.kinds[property] !== "string") {
        return UNKNOWN;
    }
    if (shape.remote && /[a-z]Id$/.test(property)) {
        return idNamedBy(property, subject, "");
    }
    const form = OUTPUT_FORMS[`${subject.key}.${property}`] ?? ownForm(property, shape.type) ?? generalForm(property);
    return form === undefined ? UNKNOWN : fill(form, subject, identity, property);
}

/** What a resource calls itself: `keyId` and `keyArn` of a key. Another resource's id or ARN is not made up. */
export function ownForm(property: string, type: string): Form | undefined {
    const [, base = "", end] = /^(\w+)(Arn|Id)$/.exec(property) ?? [];
    const className = (type.split(":")[2] ?? "").toLowerCase();
    if (end === undefined || !className.endsWith(base.toLowerCase())) {
        return undefined;
    }
    return end === "Arn" ? "{arn}" : "{id}";
}

function idList(property: string, subject: Subject): string[] {
    return Array.from({ length: LIST_LENGTH }, (_, index) => idNamedBy(property, subject, String(index)));
}

/** What @pulumi/random would draw, which names are often made of. */
function randomValue(property: string, shape: Shape, subject: Subject, inputs: PropertyMap): PropertyValue {
    if (shape.kinds[property] !== "string" || !["result", "hex"].includes(property)) {
        return UNKNOWN;
    }
    const { length, byteLength } = inputs;
    const digits = typeof length === "number" ? length : typeof byteLength === "number" ? byteLength * 2 : 32;
    return subject.hash().slice(0, digits);
}
