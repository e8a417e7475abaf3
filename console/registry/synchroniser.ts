import type { Position } from "../api/http/pageTokens";
import type { Page, Pipelines, Store } from "../api/ports";
import { bringAttribute } from "./bring";
import type { PipelineList, Registry, SynchroniserLog } from "./ports";
import { eachOf, Work } from "./work";

const ITEMS_AT_ONCE = 4;
const PAGE = 100;
/** So long may the first making of a pipeline take: a younger pattern has none yet, and nothing is wrong. */
const FIRST_BUILD_MILLISECONDS = 60 * 60_000;

export interface SynchroniserParts {
    readonly store: Pick<Store, "listAttributes" | "listPatterns" | "getAttribute" | "getPattern">;
    readonly registry: Registry;
    readonly pipelines: Pick<Pipelines, "create" | "hasBuilder"> & PipelineList;
    readonly log: SynchroniserLog;
    readonly now?: () => Date;
}

/**
 * Does what messages and requests have left undone: every attribute of the store is in the registry as it is, what is gone
 * from the store is gone from there, and patterns without a pipeline are told, and get one where there is a builder.
 * Subscriptions are left alone: to ask again would send each unconfirmed address a mail a day.
 *
 * @param remaining milliseconds that are left.
 * @throws an error with the numbers, after everything was tried, where something failed or there was no time for it.
 */
export async function synchronise(parts: SynchroniserParts, remaining: () => number): Promise<void> {
    const work = new Work(parts.log, remaining);
    await bringAttributes(parts, work);
    await repairPipelines(parts, work);
    const { changed, unchanged, failed, left } = work.end();
    if (failed > 0 || left > 0) {
        throw new Error(
            `the synchroniser is not through: ${failed} failed, ${left} were left for want of time, ` +
                `${changed + unchanged} are as they should be; the log names those that failed`,
        );
    }
}

/** Those of the store and those of the registry: what to do with each is seen when it is its turn. */
async function bringAttributes({ store, registry }: SynchroniserParts, work: Work): Promise<void> {
    const attributes = everyOne((from) => store.listAttributes({ limit: PAGE, from }));
    const ids = new Set([
        ...(await listed(work, "the store's attributes", attributes, ({ id }) => id)),
        ...(await listed(work, "the registry's attributes", registry.list(), (id) => id)),
    ]);
    await eachOf(ids, ITEMS_AT_ONCE, (id) =>
        work.item(`attribute ${id}`, () => bringAttribute(id, { store, registry })),
    );
}

/** Without the whole list of pipelines nothing is told or made: a pattern whose pipeline is not on it may have one. */
async function repairPipelines(
    { store, pipelines, log, now = () => new Date() }: SynchroniserParts,
    work: Work,
): Promise<void> {
    let existing: ReadonlySet<string>;
    try {
        existing = await pipelines.existing();
    } catch (error) {
        return work.fault("the pipelines", error);
    }
    const patterns = everyOne((from) => store.listPatterns({ limit: PAGE, from }));
    const looked = await listed(work, "the store's patterns", patterns, ({ patternId, createTime }) => ({
        patternId,
        lacksPipeline:
            !existing.has(patternId) && now().getTime() - new Date(createTime).getTime() > FIRST_BUILD_MILLISECONDS,
    }));
    log.withoutPipeline(looked.filter((one) => one.lacksPipeline).map(({ patternId }) => patternId));
    await eachOf(looked, ITEMS_AT_ONCE, ({ patternId, lacksPipeline }) =>
        work.item(`pattern ${patternId}`, async () => {
            if (!lacksPipeline || !pipelines.hasBuilder) {
                return "unchanged";
            }
            await pipelines.create(patternId);
            return "changed";
        }),
    );
}

async function* everyOne<T>(page: (from: Position | undefined) => Promise<Page<T>>): AsyncGenerator<T> {
    let from: Position | undefined;
    do {
        const { items, next } = await page(from);
        yield* items;
        from = next;
    } while (from !== undefined);
}

/** What is needed of each one in a list; as far as the list can be read. */
async function listed<T, Needed>(
    work: Work,
    what: string,
    many: AsyncIterable<T>,
    needed: (one: T) => Needed,
): Promise<Needed[]> {
    const all: Needed[] = [];
    try {
        for await (const one of many) {
            all.push(needed(one));
        }
    } catch (error) {
        work.fault(what, error);
    }
    return all;
}
