import { crc32 } from "node:zlib";
import { answer } from "../../../offline-preview/functions/answers";
import { deriveFacts } from "../../../offline-preview/functions/facts";
import { functionResult } from "../../../offline-preview/schema/functionResult";
import { madeUpOutputs } from "../../../offline-preview/schema/madeUp";
import { madeUpResult } from "../../../offline-preview/schema/madeUpResult";
import { resourceShape, type PropertyKind } from "../../../offline-preview/schema/resourceShape";
import {
    containsUnknown,
    secret,
    UNKNOWN,
    type PropertyMap,
    type PropertyValue,
} from "../../../offline-preview/values";

/** What the account holds, as this provider pretends: the facts and made-up values that the offline preview uses too. */
export class Account {
    private readonly facts;

    constructor(region: string | undefined) {
        this.facts = deriveFacts(region === undefined ? {} : { "aws:region": region });
    }

    /** What a preview can say of a resource's outputs: its inputs, everything computed unknown. */
    planned(type: string, inputs: PropertyMap): PropertyMap {
        const shape = shapeOf(type);
        const computed = [...shape.outputOnly, ...shape.computed].map((key) => [
            key,
            shape.secretOutputs.includes(key) ? secret(UNKNOWN) : UNKNOWN,
        ]);
        return { ...(Object.fromEntries(computed) as PropertyMap), ...inputs };
    }

    /** A resource that exists: the same for the same URN. */
    existing(type: string, urn: string, inputs: PropertyMap): { id: string; outputs: PropertyMap } {
        const name = urn.split("::").slice(3).join("::");
        const shape = shapeOf(type);
        const { id, outputs } = madeUpOutputs({ type, name, urn, inputs }, shape, this.facts);
        const simple = Object.fromEntries(shape.outputOnly.map((key) => [key, SIMPLE[shape.kinds[key] ?? "other"]]));
        return { id, outputs: { ...known(simple), ...known(outputs), ...OWN[type]?.(inputs), ...inputs } };
    }

    /** @throws Error for a function that nobody declares. */
    call(token: string, args: PropertyMap): PropertyMap {
        const answered = answer(token, args, this.facts);
        if (answered !== undefined && !containsUnknown(answered)) {
            return answered;
        }
        const fields = functionResult(token, __dirname);
        if (fields === undefined) {
            throw new Error(`the stand-in provider has no answer for ${token}`);
        }
        return known(madeUpResult(token, args, fields, this.facts));
    }
}

/** Outputs of which no form is known. One that is left out would be unknown in every later preview, as if it changed. */
const SIMPLE: Record<PropertyKind, PropertyValue> = {
    string: "made-up",
    number: 1,
    boolean: false,
    strings: [],
    other: UNKNOWN,
};

/** Outputs that programs take apart, or that change with the inputs, by type. */
const OWN: Record<string, (inputs: PropertyMap) => PropertyMap> = {
    "aws:acm/certificate:Certificate": ({ domainName, subjectAlternativeNames = [] }) => ({
        domainValidationOptions: ([domainName].concat(subjectAlternativeNames) as string[]).map((name) => ({
            domainName: name,
            resourceRecordName: `_proof.${name.replace("*.", "")}.`,
            resourceRecordType: "CNAME",
            resourceRecordValue: "_made-up.acm-validations.aws.",
        })),
    }),
    "aws:lambda/function:Function": (inputs) => ({ version: String(crc32(JSON.stringify(inputs))) }),
};

function known(values: PropertyMap): PropertyMap {
    return Object.fromEntries(Object.entries(values).filter(([, value]) => !containsUnknown(value)));
}

function shapeOf(type: string) {
    const shape = resourceShape(type, __dirname);
    if (shape === undefined) {
        throw new Error(`the stand-in provider knows no type ${type}`);
    }
    return shape;
}
