import type { Facts } from "../functions/facts";
import { partitionOf } from "../functions/regions";
import type { Urn } from "../model";
import { packageOf } from "../urn";
import { isSecret, isUnknown, withoutOutputs, type PropertyMap } from "../values";
import { hashOf, makeUpName, nameProperties, subjectOf } from "./physicalName";
import type { Shape } from "./resourceShape";
import { serviceOf } from "./services";

export interface Named {
    type: string;
    name: string;
    urn: Urn;
    inputs: PropertyMap;
}

/** A resource as the tables of forms see it. */
export interface Subject {
    package: string;
    /** `s3/Bucket` of `aws:s3/bucket:Bucket`, `ec2/Vpc` of `awsx:ec2:Vpc`: the key of the tables. */
    key: string;
    /** `s3`. */
    module: string;
    /** Its name in ARNs and host names: `elasticloadbalancing` of the module `lb`. */
    service: string;
    /** `security-group` of `SecurityGroup`. */
    kind: string;
    /** The name given, or made up. */
    name: string;
    /** Whether it has a property for a name at all. */
    named: boolean;
    region: string;
    account: string;
    partition: string;
    suffix: string;
    /** An input that is a known and public text. */
    text: (input: string) => string | undefined;
    /** 64 hexadecimal digits; others for another `salt`. */
    hash: (salt?: string) => string;
}

/**
 * Looks at a resource. What is secret in its inputs counts as not given: nothing made of it may appear in the open.
 */
export function subjectFor(resource: Named, shape: Pick<Shape, "kinds">, facts: Facts): Subject {
    const [, place = "", className = ""] = resource.type.split(":");
    const module = (place.split("/")[0] ?? "").replace(/^alb$/, "lb"); // two names of one module
    const text = (input: string): string | undefined => {
        const value = withoutOutputs(resource.inputs[input] ?? null);
        return typeof value === "string" && value !== "" && !isUnknown(value) && !isSecret(value) ? value : undefined;
    };
    const region = text("region") ?? facts.region;
    const properties = nameProperties(resource.type);
    const fifo = resource.inputs.fifoQueue === true || resource.inputs.fifoTopic === true;
    const prefix = text("namePrefix") ?? text(`${subjectOf(resource.type)}Prefix`);
    return {
        package: packageOf(resource.type),
        key: `${module}/${className.replace(/V2$/, "")}`,
        module,
        service: serviceOf(module, className),
        kind: kebab(className.replace(/^Default(?=[A-Z])|V2$/g, "")),
        name: properties.map(text).find((name) => name !== undefined) ?? makeUpName(resource, prefix, fifo),
        named: properties.some((property) => shape.kinds[property] === "string"),
        region,
        account: facts.accountId,
        partition: region === facts.region ? facts.partition : partitionOf(region).partition,
        suffix: region === facts.region ? facts.dnsSuffix : partitionOf(region).dnsSuffix,
        text,
        hash: (salt = "") => hashOf(salt === "" ? resource.urn : `${resource.urn} ${salt}`),
    };
}

/** `security-group` of `SecurityGroup`, `vpc-id` of `vpcId`. */
export function kebab(name: string): string {
    return name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
}
