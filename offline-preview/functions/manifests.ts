import * as yaml from "js-yaml";
import type { Mapping } from "../configuration/yaml";
import { messageOf } from "../promises";
import type { PropertyMap, PropertyValue } from "../values";
import { FunctionFailure } from "./failure";

/**
 * The objects of a text of Kubernetes manifests, which is all that the provider of @pulumi/kubernetes has to say of it.
 *
 * @throws FunctionFailure where the text is no YAML.
 */
export function decodeManifests({ text }: Mapping): PropertyMap {
    try {
        // The values of JSON: manifests know no dates.
        const documents = yaml.loadAll(typeof text === "string" ? text : "", null, { schema: yaml.CORE_SCHEMA });
        return {
            result: documents.filter((document) => document !== null && document !== undefined) as PropertyValue[],
        };
    } catch (error) {
        throw new FunctionFailure(`the manifests are not valid YAML: ${messageOf(error)}`);
    }
}
