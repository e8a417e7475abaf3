import type { Truth, Value } from "../evaluation";

/** Whether a list has at least so many elements: unknown ones count, of an unknown list it cannot be told. */
export function hasAtLeast(list: Value, count: number): Truth {
    if (list.isAbsent) {
        return false;
    }
    const items = list.items();
    // An unknown or malformed list has one element of its own kind.
    return list.isKnown && items[0]?.isMalformed !== true ? items.length >= count : list.noteUndetermined();
}
