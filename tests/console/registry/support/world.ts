import type { SQSEvent, SQSRecord } from "aws-lambda";
import type { Page, Pipelines, Store } from "../../../../console/api/ports";
import type { Attribute, Pattern } from "../../../../console/api/schemas";
import { groupOf } from "../../../../console/registry/group";
import type { Counts, Group, PipelineList, Registry, SynchroniserLog } from "../../../../console/registry/ports";

const TIME = "2026-01-31T12:00:00.000Z";

export function attribute(id: string, version = 1, metadata = "{}"): Attribute {
    const [key = "", value = ""] = id.split(":");
    const description = `as of version ${version}`;
    return { id, name: id, key, value, description, metadata, version, createTime: TIME, lastUpdateTime: TIME };
}

export function pattern(patternId: string, attributes: Readonly<Record<string, string>> = {}): Pattern {
    return {
        patternId,
        name: patternId.toLowerCase(),
        description: "",
        patternType: "CDK",
        attributes: { ...attributes },
        version: 1,
        createTime: TIME,
        lastUpdateTime: TIME,
    };
}

/** A store, a registry and pipelines in memory, and what was done to them. */
export class World {
    readonly attributes = new Map<string, Attribute>();
    readonly patterns = new Map<string, Pattern>();
    readonly groups = new Map<string, Group | "foreign">();
    readonly withPipeline = new Set<string>();
    /** What was written, in its order. */
    readonly writes: string[] = [];
    readonly told: string[] = [];
    readonly faults: { readonly item: string; readonly error: unknown }[] = [];
    counts: Counts | undefined;
    /** Patterns that were told to have no pipeline. */
    lacking: readonly string[] | undefined;

    /** Is asked before each call, as `find TIER:A`; to let it fail, or to change something meanwhile. */
    before: (call: string) => void | Promise<void> = () => undefined;
    /** The same after each write. */
    after: () => void = () => undefined;

    /** Puts attributes into the store and into the registry, the same in both. */
    agree(...attributes: readonly Attribute[]): this {
        for (const one of attributes) {
            this.attributes.set(one.id, one);
            this.groups.set(one.id, groupOf(one));
        }
        return this;
    }

    /** What the registry would say if it said what the store says. */
    wanted(): ReadonlyMap<string, Group> {
        return new Map([...this.attributes].map(([id, one]) => [id, groupOf(one)]));
    }

    readonly log: SynchroniserLog = {
        done: ({ item, outcome }) => this.told.push(`${item}: ${outcome}`),
        fault: (entry) => {
            this.told.push(`${entry.item}: failed`);
            this.faults.push(entry);
        },
        end: (counts) => (this.counts = counts),
        withoutPipeline: (ids) => (this.lacking = ids),
    };

    readonly store: Pick<Store, "listAttributes" | "listPatterns" | "getAttribute" | "getPattern"> = {
        getAttribute: async (id) => {
            await this.before(`read ${id}`);
            return this.attributes.get(id);
        },
        getPattern: async (id) => {
            await this.before(`read ${id}`);
            return this.patterns.get(id);
        },
        listAttributes: async ({ from }) => {
            await this.before("list attributes");
            return page([...this.attributes.values()], from);
        },
        listPatterns: async ({ from }) => {
            await this.before("list patterns");
            return page([...this.patterns.values()], from);
        },
    };

    readonly registry: Registry = {
        find: async (id) => {
            await this.before(`find ${id}`);
            return this.groups.get(id);
        },
        create: (group) => this.write("create", group.id, () => this.groups.set(group.id, group), false),
        update: (group) => this.write("update", group.id, () => this.groups.set(group.id, group), true),
        remove: (id) => this.write("remove", id, () => this.groups.delete(id)),
        list: () => this.list(),
    };

    readonly pipelines = {
        hasBuilder: true as boolean,
        existing: async (): Promise<ReadonlySet<string>> => {
            await this.before("list pipelines");
            return new Set(this.withPipeline);
        },
        create: (id: string): Promise<void> => this.write("pipeline", id, () => this.withPipeline.add(id)),
    } satisfies PipelineList & Pick<Pipelines, "create" | "hasBuilder">;

    private async *list(): AsyncGenerator<string> {
        for (const id of [...this.groups.keys()]) {
            await this.before("list groups");
            yield id;
        }
    }

    /** @param isThere whether the service demands that there is such a group, or that there is none. */
    private async write(verb: string, id: string, act: () => unknown, isThere?: boolean): Promise<void> {
        await this.before(`${verb} ${id}`);
        if (isThere !== undefined && this.groups.has(id) !== isThere) {
            throw new Error(isThere ? "ResourceNotFoundException" : "ConflictException");
        }
        act();
        this.writes.push(`${verb} ${id}`);
        this.after();
    }
}

/** Two at a time, so that lists have pages. */
function page<T>(all: readonly T[], from: Readonly<Record<string, unknown>> | undefined): Page<T> {
    const start = Number(from?.["start"] ?? 0);
    const end = start + 2;
    return { items: all.slice(start, end), ...(end < all.length && { next: { start: String(end) } }) };
}

export type Sent = readonly [group: string | undefined, body: unknown];

/** An event of a FIFO queue. */
export function eventOf(...messages: Sent[]): SQSEvent {
    const records = messages.map(([group, body], at) => ({
        messageId: `m${at + 1}`,
        body: typeof body === "string" ? body : JSON.stringify(body),
        attributes: { ...(group !== undefined && { MessageGroupId: group }) },
    }));
    return { Records: records as SQSRecord[] };
}

/** Milliseconds that are enough. */
export const enough = (): number => 300_000;
