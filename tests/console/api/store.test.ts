import assert from "node:assert/strict";
import { PutCommand, ScanCommand, type BatchGetCommandInput } from "@aws-sdk/lib-dynamodb";
import { StoreBusyError } from "../../../console/api/store/client";
import { DynamoStore } from "../../../console/api/store/dynamo";
import { Publications } from "../../../console/api/store/publications";
import type { TableNames } from "../../../console/api/store/tables";
import type { Attribute, Pattern, PublishData } from "../../../console/api/schemas";
import { LocalTables } from "./support/tables";

const CLIENTS = 64;
const TIME = "2026-01-02T03:04:05.000Z";

function pattern(id: string, attributes: Record<string, string> = {}): Pattern {
    return {
        patternId: id,
        name: id.toLowerCase(),
        description: "",
        patternType: "CDK",
        attributes,
        version: 1,
        createTime: TIME,
        lastUpdateTime: TIME,
    };
}

function attribute(key: string, value: string): Attribute {
    const id = `${key}:${value}`;
    return {
        id,
        name: id,
        key,
        value,
        description: "",
        metadata: "{}",
        version: 1,
        createTime: TIME,
        lastUpdateTime: TIME,
    };
}

describe("the store", () => {
    let local: LocalTables;
    let tables: TableNames;
    let time: number;
    let store: DynamoStore;

    before(async () => {
        local = await LocalTables.start();
    });
    after(() => local.stop());
    beforeEach(async () => {
        tables = await local.fresh();
        time = Date.parse(TIME);
        store = new DynamoStore(local.documents(), tables, () => new Date(time));
    });

    const change = (attributes: Record<string, string> = {}, description = "new") => ({
        description,
        attributes,
        lastUpdateTime: "2026-02-02T00:00:00.000Z",
    });

    it("keeps a pattern, and gives it back", async () => {
        assert.deepEqual(await store.createPattern(pattern("A")), { outcome: "done", item: pattern("A") });
        assert.deepEqual(await store.getPattern("A"), pattern("A"));
        assert.equal(await store.getPattern("B"), undefined);
    });

    it("makes no pattern twice, and says which there is", async () => {
        await store.createPattern(pattern("A"));
        const again = await store.createPattern({ ...pattern("A"), description: "other" });
        assert.deepEqual(again, { outcome: "conflict", current: pattern("A") });
        assert.equal((await store.getPattern("A"))?.description, "");
    });

    it("changes what was read, and nothing newer", async () => {
        await store.createPattern(pattern("A"));
        const first = await store.updatePattern("A", 1, change());
        const changed = { ...pattern("A"), ...change(), version: 2 };
        assert.deepEqual(first, { outcome: "done", item: changed });
        assert.deepEqual(await store.updatePattern("A", 1, change({}, "late")), {
            outcome: "conflict",
            current: changed,
        });
        assert.deepEqual(await store.getPattern("A"), changed);
        assert.deepEqual(await store.updatePattern("B", 1, change()), { outcome: "missing" });
    });

    it("lets exactly one of many win each version, and loses none", async function () {
        this.timeout(120_000);
        await store.createPattern(pattern("A"));
        let won = 0;
        const client = async (name: number): Promise<void> => {
            for (;;) {
                const read = await store.getPattern("A");
                assert.ok(read);
                const description = `${read.description}${String.fromCharCode(65 + (name % 26))}`;
                const { outcome } = await store.updatePattern("A", read.version, change({}, description));
                if (outcome === "done") {
                    won++;
                    return;
                }
            }
        };
        await Promise.all(Array.from({ length: CLIENTS }, (_, name) => client(name)));
        const last = await store.getPattern("A");
        assert.equal(won, CLIENTS);
        assert.equal(last?.version, CLIENTS + 1);
        assert.equal(last?.description.length, CLIENTS);
    });

    it("pages through patterns in the order of their ids", async () => {
        const ids = ["D", "A", "C", "B", "E"];
        await Promise.all(ids.map((id) => store.createPattern(pattern(id))));
        const seen: string[][] = [];
        let from: Parameters<typeof store.listPatterns>[0]["from"];
        do {
            const page = await store.listPatterns({ limit: 2, from });
            seen.push(page.items.map(({ patternId }) => patternId));
            from = page.next;
        } while (from !== undefined);
        assert.deepEqual(seen, [["A", "B"], ["C", "D"], ["E"]]);
    });

    describe("publications", () => {
        let publications: Publications;
        beforeEach(() => (publications = new Publications(local.documents(), tables.publishData)));
        const publication = (publishTime: string, commitId: string): PublishData => ({
            commitId,
            publishTime,
            artifacts: [],
            packages: [],
            products: [],
        });

        it("give the last one, in whatever order they come", async () => {
            assert.equal(await store.lastPublished("A"), undefined);
            await publications.record("A", publication("2026-03-01T00:00:00.000Z", "aaa"));
            await publications.record("A", publication("2026-02-01T00:00:00.000Z", "zzz"));
            await publications.record("A", publication("2026-03-01T00:00:00Z", "aaa"));
            assert.deepEqual(await store.lastPublished("A"), publication("2026-03-01T00:00:00.000Z", "aaa"));
            await publications.record("A", publication("2026-03-01T00:00:00.001Z", "bbb"));
            assert.equal((await store.lastPublished("A"))?.commitId, "bbb");
            const { Count } = await local.documents().send(new ScanCommand({ TableName: tables.publishData }));
            assert.equal(Count, 4, "each one once, and the last one again");
        });

        it("are under the pattern's name, as pipelines write them, and come by its id", async () => {
            const item = { ...publication(TIME, "first"), patternId: "web-app", published: "LAST" };
            await local.documents().send(new PutCommand({ TableName: tables.publishData, Item: item }));
            assert.equal((await store.lastPublished("WEB-APP"))?.commitId, "first");
            assert.deepEqual([...(await store.lastPublishedOf(["WEB-APP", "DB"])).keys()], ["WEB-APP"]);
            await publications.record("WEB-APP", publication(TIME, "second"));
            assert.equal((await store.lastPublished("WEB-APP"))?.commitId, "second");
        });

        it("of a page of patterns come with one request for 100", async () => {
            const ids = Array.from({ length: 101 }, (_, index) => `P${index}`);
            await publications.record("P0", publication(TIME, "first"));
            await publications.record("P100", publication(TIME, "last"));
            const documents = local.documents();
            let requests = 0;
            documents.middlewareStack.add(
                (next) => (args) => {
                    requests++;
                    return next(args);
                },
                { step: "initialize" },
            );
            const last = await new DynamoStore(documents, tables).lastPublishedOf(ids);
            assert.deepEqual([...last].map(([id, { commitId }]) => [id, commitId]).sort(), [
                ["P0", "first"],
                ["P100", "last"],
            ]);
            assert.equal(requests, 2);
        });

        for (const [rounds, outcome] of [
            [4, "come when the store has time again"],
            [5, "are given up when the store leaves them unanswered again and again"],
        ] as const) {
            it(outcome, async () => {
                await publications.record("A", publication(TIME, "first"));
                const documents = local.documents();
                let left = rounds;
                const name = "unanswered";
                documents.middlewareStack.add(
                    (next) => (args) => {
                        const { RequestItems } = args.input as BatchGetCommandInput;
                        return left-- > 0
                            ? Promise.resolve({
                                  output: { UnprocessedKeys: RequestItems, $metadata: {} },
                                  response: {},
                              })
                            : next(args);
                    },
                    { step: "initialize", name },
                );
                try {
                    const asked = new DynamoStore(documents, tables).lastPublishedOf(["A"]);
                    if (rounds === 5) {
                        await assert.rejects(asked, StoreBusyError);
                    } else {
                        assert.equal((await asked).get("A")?.commitId, "first");
                    }
                } finally {
                    documents.middlewareStack.remove(name);
                }
            });
        }

        it("that would not fit into a page are refused", async () => {
            const artifacts = Array.from({ length: 1000 }, () => ({ file: "x".repeat(20), kind: "template" }));
            await assert.rejects(publications.record("A", { ...publication(TIME, "c"), artifacts }), {
                message: "the publication of A has more than 32768 bytes: list fewer artifacts",
            });
            assert.equal(await store.lastPublished("A"), undefined);
        });
    });

    it("lists attributes, and those of one key", async () => {
        for (const [key, value] of [
            ["B", "1"],
            ["A", "2"],
            ["A", "1"],
            ["AB", "1"],
        ] as const) {
            await store.createAttribute(attribute(key, value));
        }
        const idsOf = async (key?: string) =>
            (await store.listAttributes({ limit: 10, key })).items.map(({ id }) => id);
        assert.deepEqual(await idsOf(), ["A:1", "A:2", "AB:1", "B:1"]);
        assert.deepEqual(await idsOf("A"), ["A:1", "A:2"]);
    });

    it("changes an attribute once per version", async () => {
        await store.createAttribute(attribute("A", "1"));
        const changes = { description: "d", metadata: "[]", lastUpdateTime: TIME };
        const changed = { ...attribute("A", "1"), ...changes, version: 2 };
        assert.deepEqual(await store.updateAttribute("A:1", 1, changes), { outcome: "done", item: changed });
        assert.deepEqual(await store.updateAttribute("A:1", 1, changes), { outcome: "conflict", current: changed });
        assert.deepEqual(await store.updateAttribute("A:2", 1, changes), { outcome: "missing" });
        assert.deepEqual(await store.createAttribute(attribute("A", "1")), { outcome: "conflict", current: changed });
    });

    describe("with patterns that have attributes", () => {
        beforeEach(async () => {
            await store.createAttribute(attribute("A", "1"));
            await store.createAttribute(attribute("A", "2"));
            await store.createPattern(pattern("P", { A: "1" }));
        });

        const find = async (id: string) =>
            (await store.listPatterns({ limit: 10, attribute: id })).items.map(({ patternId }) => patternId);

        it("finds them", async () => {
            await store.createPattern(pattern("Q", { A: "1" }));
            assert.deepEqual(await find("A:1"), ["P", "Q"]);
            assert.deepEqual(await find("A:2"), []);
        });

        it("finds them by what they have now", async () => {
            await store.updatePattern("P", 1, change({ A: "2" }));
            assert.deepEqual([await find("A:1"), await find("A:2")], [[], ["P"]]);
            await store.updatePattern("P", 2, change({ A: "1" }));
            assert.deepEqual([await find("A:1"), await find("A:2")], [["P"], []]);
        });

        it("takes no attribute that there is not", async () => {
            const unknown = { outcome: "unknown-attributes", ids: ["B:1"] };
            assert.deepEqual(await store.createPattern(pattern("Q", { A: "1", B: "1" })), unknown);
            assert.equal(await store.getPattern("Q"), undefined);
            assert.deepEqual(await store.updatePattern("P", 1, change({ B: "1" })), unknown);
            assert.deepEqual(await store.getPattern("P"), pattern("P", { A: "1" }));
            assert.deepEqual(await find("A:1"), ["P"]);
        });

        it("deletes no attribute in use, and those that are not", async () => {
            assert.equal(await store.deleteAttribute("A:1"), "in-use");
            assert.ok(await store.getAttribute("A:1"));
            assert.equal(await store.deleteAttribute("A:2"), "done");
            assert.equal(await store.getAttribute("A:2"), undefined);
            assert.equal(await store.deleteAttribute("A:2"), "missing");
        });

        it("deletes none where looking for patterns took so long that others no longer wait for it", async () => {
            const slow = new DynamoStore(local.documents(), tables, () => new Date((time += 31_000)));
            await assert.rejects(slow.deleteAttribute("A:2"), StoreBusyError);
            assert.ok(await store.getAttribute("A:2"));
            assert.equal((await store.createPattern(pattern("Q", { A: "2" }))).outcome, "done");
        });

        it("can use an attribute again after a refused deletion", async () => {
            await store.deleteAttribute("A:1");
            assert.equal((await store.createPattern(pattern("Q", { A: "1" }))).outcome, "done");
        });

        it("deletes an attribute whose last pattern gave it up", async () => {
            await store.updatePattern("P", 1, change({}));
            assert.equal(await store.deleteAttribute("A:1"), "done");
        });

        it("is not held for ever by a pattern that came to nothing", async () => {
            await store.createPattern(pattern("Q", { A: "2", B: "1" }));
            assert.equal(await store.deleteAttribute("A:2"), "in-use");
            time += 61_000;
            assert.equal(await store.deleteAttribute("A:2"), "done");
        });

        it("never deletes an attribute that a pattern takes at the same time", async () => {
            for (let round = 0; round < 20; round++) {
                const id = `C:${round}`;
                await store.createAttribute(attribute("C", String(round)));
                const [deleted, created] = await Promise.all([
                    store.deleteAttribute(id),
                    store.createPattern(pattern(`R${round}`, { C: String(round) })),
                ]);
                const left = await store.getAttribute(id);
                assert.equal(left === undefined, deleted === "done");
                assert.ok(created.outcome !== "done" || left !== undefined, `round ${round}`);
            }
        });
    });

    it("keeps subscriptions by pattern and address", async () => {
        await store.subscribe("P", "a@example.com");
        await store.subscribe("P", "a@example.com");
        assert.equal(await store.isSubscribed("P", "a@example.com"), true);
        assert.equal(await store.isSubscribed("P", "b@example.com"), false);
        assert.equal(await store.isSubscribed("Q", "a@example.com"), false);
        await store.unsubscribe("P", "a@example.com");
        assert.equal(await store.isSubscribed("P", "a@example.com"), false);
    });
});
