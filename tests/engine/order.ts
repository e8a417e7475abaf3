import type { StateResource } from "./engineSide";

/** What `destroy --json` prints, one object per line; other events are passed over. */
interface DeleteEvent {
    resourcePreEvent?: { metadata: { op: string; urn: string } };
    resOutputsEvent?: { metadata: { op: string; urn: string } };
}

/** Deletions that begin before what is made of the resource is gone, as `urn, of which urn is made`. */
export function deletedTooEarly(state: readonly StateResource[], destroyOutput: string): string[] {
    const begun = new Map<string, number>();
    const done = new Map<string, number>();
    for (const [at, line] of destroyOutput.split("\n").entries()) {
        const { resourcePreEvent, resOutputsEvent } = JSON.parse(line || "{}") as DeleteEvent;
        if (resourcePreEvent?.metadata.op === "delete") {
            begun.set(resourcePreEvent.metadata.urn, at);
        }
        if (resOutputsEvent?.metadata.op === "delete") {
            done.set(resOutputsEvent.metadata.urn, at);
        }
    }
    return state.flatMap((user) =>
        state
            .filter((used) => used.urn !== user.urn && isMadeOf(user, used) && !waitsFor(used, user))
            .filter((used) => (begun.get(used.urn) ?? Infinity) < (done.get(user.urn) ?? Infinity))
            .map((used) => `${used.urn}, of which ${user.urn} is made`),
    );
}

/** Whether an id or ARN of the one stands in the inputs of the other, however it came there. Many have the id of what they are set on. */
function isMadeOf(user: StateResource, used: StateResource): boolean {
    const own = JSON.stringify(used.inputs ?? {});
    const inputs = JSON.stringify(user.inputs ?? {});
    return [used.id, used.outputs?.arn].some(
        (name) => typeof name === "string" && !own.includes(name) && inputs.includes(name),
    );
}

/** Whose name stands in something that it waits for has a name that was foreseen: a trail in the policy of its bucket. */
function waitsFor(one: StateResource, other: StateResource): boolean {
    return one.dependencies?.includes(other.urn) === true;
}
