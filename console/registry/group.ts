import { isDeepStrictEqual } from "node:util";
import type { Attribute } from "../api/schemas";
import { parsedJson } from "../api/parsedJson";
import type { Group } from "./ports";

/** The longest content that AppRegistry takes, in characters. */
const LONGEST_CONTENT = 8000;
/** The characters that it takes besides. */
const NOT_TAKEN = /[^\t\n\r\u0020-\u00ff]/g;

/**
 * What the registry is to say of an attribute. Metadata are kept apart from the rest: they are any JSON value, and must not
 * pass for something else. Where they are too long they are left out, as a published template that names the group must
 * find it.
 */
export function groupOf(attribute: Attribute): Group {
    const facts = {
        attributeName: attribute.name,
        attributeKey: attribute.key,
        attributeValue: attribute.value,
        attributeVersion: attribute.version,
        attributeCreateTime: attribute.createTime,
        attributeLastUpdateTime: attribute.lastUpdateTime,
    };
    const members = Object.entries(facts).map(([name, value]) => `"${name}":${JSON.stringify(value)}`);
    // As they were sent: a number may have more digits than JavaScript keeps.
    const whole = objectOf([...members, `"metadata":${attribute.metadata}`]);
    const content = whole.length <= LONGEST_CONTENT ? whole : objectOf([...members, `"metadataTooLong":true`]);
    return { id: attribute.id, description: attribute.description, content };
}

/** In JSON only texts have other characters, and there they may be written by their numbers. */
function objectOf(members: readonly string[]): string {
    return `{${members.join(",")}}`.replace(
        NOT_TAKEN,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}

/** Whether two groups say the same, however their content is spaced. */
export function isSame(one: Group | undefined, other: Group | undefined): boolean {
    if (one === undefined || other === undefined) {
        return one === other;
    }
    return (
        one.description === other.description && isDeepStrictEqual(parsedJson(one.content), parsedJson(other.content))
    );
}
