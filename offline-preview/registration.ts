import * as resourceProto from "@pulumi/pulumi/proto/resource_pb";
import type { Goal } from "./goal";
import type { RegisteredResource, SourceLocation, Urn } from "./model";
import { readableName } from "./promiseForm";
import { fromStruct, toStruct } from "./protocol";
import { aliasUrns, optionsOf, requestedOptions } from "./resourceOptions";
import { dependingOn, mapValues, toOutputs, withCarried, withoutOutputs, type PropertyMap } from "./values";

export type Transform = (request: resourceProto.TransformRequest) => Promise<resourceProto.TransformResponse>;

/** A registration on its way from the program's request to a {@link Goal}; its values are output values. */
export interface Registration {
    type: string;
    name: string;
    custom: boolean;
    remote: boolean;
    parent: Urn | undefined;
    inputs: PropertyMap;
    options: resourceProto.TransformResourceOptions;
    dependencies: Urn[];
    propertyDependencies: Record<string, Urn[]>;
    /**
     * The resource has transforms of its own. Only then does the engine take what depends on what from the values that
     * transforms hand back, and forgets what the request said.
     */
    ownTransforms: boolean;
}

/** The first step: what the program asks for, with what the parent passes on. */
export function requested(
    request: resourceProto.RegisterResourceRequest,
    parent: RegisteredResource | undefined,
): Registration {
    const propertyDependencies: Record<string, Urn[]> = {};
    request.getPropertydependenciesMap().forEach((entry, key) => {
        propertyDependencies[key] = entry.getUrnsList();
    });
    const ownTransforms = request.getTransformsList().length > 0;
    const inputs = mapValues(fromStruct(request.getObject()), toOutputs);
    return {
        type: request.getType(),
        name: readableName(request.getName()),
        custom: request.getCustom(),
        remote: request.getRemote(),
        parent: request.getParent() === "" ? undefined : request.getParent(),
        inputs: ownTransforms
            ? Object.fromEntries(
                  Object.entries(inputs).map(([key, value]) => [
                      key,
                      dependingOn(value, propertyDependencies[key] ?? []),
                  ]),
              )
            : inputs,
        options: requestedOptions(request, parent),
        dependencies: request.getDependenciesList(),
        propertyDependencies,
        ownTransforms,
    };
}

/** The second step: what transforms make of it, one after the other. */
export async function transformed(registration: Registration, transforms: readonly Transform[]): Promise<Registration> {
    let { inputs, options } = registration;
    for (const transform of transforms) {
        const request = new resourceProto.TransformRequest();
        request.setType(registration.type);
        request.setName(registration.name);
        request.setCustom(registration.custom);
        request.setParent(registration.parent ?? "");
        request.setProperties(toStruct(inputs));
        request.setOptions(options);
        const answer = await transform(request);
        inputs = answer.getProperties() === undefined ? inputs : fromStruct(answer.getProperties());
        options = answer.getOptions() ?? options;
    }
    return { ...registration, inputs, options };
}

/** The third step: dependencies that values carry count beside those of the request. */
export function withDependencies(registration: Registration): Registration {
    const { inputs, options, ownTransforms } = registration;
    const propertyDependencies = withCarried(ownTransforms ? {} : registration.propertyDependencies, inputs);
    const dependencies = ownTransforms
        ? [...new Set([...options.getDependsOnList(), ...Object.values(propertyDependencies).flat()])]
        : registration.dependencies;
    return { ...registration, propertyDependencies, dependencies };
}

/** The registration in our own words. Only a remote component, which passes them on, keeps output values. */
export function goalOf(
    registration: Registration,
    { stack, project, source }: { stack: string; project: string; source: SourceLocation | undefined },
): Goal {
    const { type, name, custom, remote, parent, inputs, options, dependencies, propertyDependencies } = registration;
    return {
        type,
        name,
        custom,
        remote,
        ...(parent === undefined ? {} : { parent }),
        inputs: remote ? inputs : mapValues(inputs, withoutOutputs),
        dependencies,
        propertyDependencies,
        options: optionsOf(options, aliasUrns(options.getAliasesList(), { stack, project, type, name, parent })),
        ...(source === undefined ? {} : { source }),
    };
}
