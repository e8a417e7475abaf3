import type { Check } from "../shared/checks";
import { oneOf } from "../shared/checks";
import type { Fault } from "../shared/validate";

/** What the values of a key are. */
export const KeyType = {
    /** Text. */
    Text: "S",
    /** Numbers. */
    Number: "N",
    /** Bytes. */
    Binary: "B",
} as const;
export type KeyType = (typeof KeyType)[keyof typeof KeyType];

/** An attribute by which items are found. */
export interface TableKeyArgs {
    /** Name of the attribute. Plain. */
    name: string;
    /** What its values are. Plain. Default: Text. */
    type?: KeyType;
}

/** A second way to find items: a global secondary index. */
export interface TableIndexArgs {
    /** Name of the index. Plain. */
    name: string;
    /** The attribute that must be known to find items. */
    partitionKey: TableKeyArgs;
    /** The attribute that items with the same partition key are ordered by. Default: none. */
    sortKey?: TableKeyArgs;
    /** Attributes besides the keys that the index holds. Plain. Default: all. */
    attributes?: string[];
}

/** The keys of a table and its indexes. */
interface Keys {
    partitionKey: TableKeyArgs;
    sortKey?: TableKeyArgs;
    indexes: TableIndexArgs[];
}

function allKeys({ partitionKey, sortKey, indexes }: Keys): TableKeyArgs[] {
    return [partitionKey, sortKey, ...indexes.flatMap((index) => [index.partitionKey, index.sortKey])].filter(
        (key) => key !== undefined,
    );
}

/** What DynamoDB wants to be told of attributes: each one that is part of a key, once. */
export function keyAttributes(keys: Keys): { name: string; type: KeyType }[] {
    const types = new Map(allKeys(keys).map(({ name, type = KeyType.Text }) => [name, type]));
    return [...types].map(([name, type]) => ({ name, type })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Attributes that are one thing here and another there. */
export function keyTypeFaults(keys: Keys): Fault[] {
    const types = new Map<string, KeyType>();
    return allKeys(keys).flatMap(({ name, type = KeyType.Text }) => {
        const earlier = types.get(name) ?? type;
        types.set(name, earlier);
        const fault = `"${name}" is ${earlier} in one key and ${type} in another`;
        return earlier === type ? [] : [{ argument: "indexes", fault, fix: "give an attribute one type" }];
    });
}

/** An attribute that can be a key. */
export const keyFaults: Check<TableKeyArgs> = ({ name, type = KeyType.Text }, argument) => {
    const right = typeof name === "string" && name.length > 0 && name.length <= 255;
    const fix = "use 1 to 255 characters";
    return [
        ...(right ? [] : [{ argument: `${argument}.name`, fault: "it is no name of an attribute", fix }]),
        ...oneOf(KeyType)(type, `${argument}.type`),
    ];
};

/** Indexes that DynamoDB takes: 20, each with a name of its own. */
export const indexFaults: Check<TableIndexArgs[]> = (indexes, argument) => {
    const names = new Set<string>();
    const faults = indexes.flatMap(({ name, partitionKey, sortKey }, at) => {
        const index = `${argument}[${at}]`;
        const found = [
            ...keyFaults(partitionKey, `${index}.partitionKey`),
            ...(sortKey === undefined ? [] : keyFaults(sortKey, `${index}.sortKey`)),
        ];
        const add = (fault: string, fix: string): void => void found.push({ argument: `${index}.name`, fault, fix });
        if (!/^[\w.-]{3,255}$/.test(name)) {
            add(`"${name}" is no name of an index`, "use 3 to 255 letters, digits, hyphens, dots and underscores");
        } else if (names.has(name)) {
            add(`"${name}" is used twice`, "choose another name");
        }
        names.add(name);
        return found;
    });
    const many = { argument, fault: `${indexes.length} are too many`, fix: "use at most 20 indexes" };
    return indexes.length > 20 ? [...faults, many] : faults;
};
