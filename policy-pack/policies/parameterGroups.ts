import { all, any, not, type ResourceReader, type Truth, type Value } from "../evaluation";

/** Whether a group sets a parameter to what fits, or does not set it and what it is by default does. */
export function parameterFits(
    group: ResourceReader,
    name: string,
    fits: (value: Value) => Truth,
    byDefault: Truth = false,
): Truth {
    const parameters = group.get("parameters");
    const isNamed = (parameter: Value): Truth => parameter.get("name").is(name);
    return any([
        parameters.some((parameter) => all([isNamed(parameter), fits(parameter.get("value"))])),
        all([not(parameters.some(isNamed)), byDefault]),
    ]);
}
