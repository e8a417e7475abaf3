import { onSdkModule } from "./sdkModules";
import { isMap, mapValues, UNKNOWN, type PropertyMap, type PropertyValue } from "./values";

/*
 * The SDK asks no function of which an argument is unknown. In output form its result is unknown then, but in promise
 * form it is an empty object, and what the program takes of it is undefined: an input that nobody gave. The engine never
 * shows that of a function whose argument another function gives, since it asks both. So such arguments are sent in a
 * form that the SDK does not take for unknown, and the monitor answers as it does where nobody knows a result.
 */

/** Stands for what is unknown in the arguments of a function, on the way to the monitor. */
const ASKED = "f5b4a5cc-6c1e-4f39-9a43-0b6cf3f5a9d0";

type Serialize = (label: string, ...rest: unknown[]) => Promise<unknown>;
type Rpc = Record<string, unknown>;

/** What serializes arguments, by version of the SDK: the second gives what they depend on as well, `[arguments, of]`. */
const SERIALIZERS = ["serializeProperties", "serializePropertiesReturnDeps"];

/** Has the SDK whose module `runtime/rpc` this is ask functions all the same, where `isOurs`. */
export function askAllFunctions(rpc: Rpc, isOurs: () => boolean = () => true): void {
    for (const name of SERIALIZERS) {
        const serialize = rpc[name] as Serialize | undefined;
        if (serialize === undefined) {
            continue;
        }
        rpc[name] = (async (label, ...rest) => {
            const serialized = await serialize(label, ...rest);
            if (!label.startsWith("invoke:") || !isOurs()) {
                return serialized;
            }
            return Array.isArray(serialized)
                ? [replaced(serialized[0] as PropertyValue, UNKNOWN, ASKED), ...(serialized.slice(1) as unknown[])]
                : replaced(serialized as PropertyValue, UNKNOWN, ASKED);
        }) satisfies Serialize;
    }
}

/** The same for each SDK that this process loads. */
export function askAllFunctionsOnceLoaded(): void {
    onSdkModule("runtime/rpc.js", { after: ({ exports }) => askAllFunctions(exports as Rpc) });
}

/** The arguments as the program gave them. */
export function askedArguments(args: PropertyMap): PropertyMap {
    return mapValues(args, (value) => replaced(value, ASKED, UNKNOWN));
}

function replaced(value: PropertyValue, one: string, by: string): PropertyValue {
    if (Array.isArray(value)) {
        return value.map((element) => replaced(element, one, by));
    }
    return isMap(value) ? mapValues(value, (inner) => replaced(inner, one, by)) : value === one ? by : value;
}
