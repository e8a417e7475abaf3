import assert from "node:assert/strict";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { DynamoStore } from "../../../console/api/store/dynamo";
import type { TableNames } from "../../../console/api/store/tables";
import { testApi } from "./support/api";
import { FaultyClient, FAULTS, type Fault } from "./support/faults";
import { UserPool } from "./support/identity";
import { LocalTables } from "./support/tables";

type Wanted = readonly [method: string, path: string, body?: unknown];
interface Answer {
    readonly status: number;
    readonly body: Readonly<Record<string, unknown>>;
}

const EMAIL = "someone@example.com";
const attribute = (value: string): Wanted => ["POST", "/attributes", { key: "tier", value }];
const pattern: Wanted = [
    "POST",
    "/patterns",
    { name: "web", description: "", patternType: "CDK", attributes: { tier: "a" } },
];

/** Every method that writes to the store: what there is before, what is asked, and what a repetition of it is told. */
const WRITES: Readonly<Record<string, { given: readonly Wanted[]; asks: Wanted; again: number }>> = {
    createPattern: { given: [attribute("a")], asks: pattern, again: 409 },
    updatePattern: {
        given: [attribute("a"), attribute("b"), pattern],
        asks: ["PUT", "/patterns/WEB", { description: "new", attributes: { tier: "b" }, version: 1 }],
        again: 409,
    },
    createAttribute: { given: [], asks: attribute("a"), again: 409 },
    updateAttribute: {
        given: [attribute("a")],
        asks: ["PUT", "/attributes/TIER:A", { description: "new", metadata: "{}", version: 1 }],
        again: 409,
    },
    deleteAttribute: { given: [attribute("a")], asks: ["DELETE", "/attributes/TIER:A"], again: 404 },
    subscribe: { given: [attribute("a"), pattern], asks: ["POST", "/subscriptions", { patternId: "WEB" }], again: 201 },
    unsubscribe: {
        given: [attribute("a"), pattern, ["POST", "/subscriptions", { patternId: "WEB" }]],
        asks: ["DELETE", "/subscriptions?patternId=WEB"],
        again: 200,
    },
};

describe("a store that fails", () => {
    let pool: UserPool;
    let local: LocalTables;
    let token: string;

    before(async () => {
        [pool, local] = await Promise.all([UserPool.start(), LocalTables.start()]);
        token = await pool.token({ email: EMAIL, "cognito:groups": ["SYSTEM_ADMIN"] });
    });
    after(() => {
        pool.stop();
        local.stop();
    });

    const send = async (store: DynamoStore, [method, path, body]: Wanted): Promise<Answer> => {
        const response = await testApi(pool, store).api.fetch(
            new Request(`http://console.example${path}`, {
                method,
                headers: { Authorization: `Bearer ${token}`, "content-type": "application/json" },
                ...(body !== undefined && { body: JSON.stringify(body) }),
            }),
        );
        return { status: response.status, body: (await response.json()) as Answer["body"] };
    };

    /** All that people can come to see, and nothing of how it is kept: times, marks, links and announcements. */
    const seen = async (tables: TableNames): Promise<unknown> => {
        const store = new DynamoStore(local.documents(), tables);
        const { Items = [] } = await local.documents().send(new ScanCommand({ TableName: tables.subscriptions }));
        const patterns = await store.listPatterns({ limit: 10 });
        const attributes = await store.listAttributes({ limit: 10 });
        const found = attributes.items.map(async ({ id }) => [
            id,
            await store.listPatterns({ limit: 10, attribute: id }),
        ]);
        const all = { patterns, attributes, found: await Promise.all(found), subscriptions: Items };
        return JSON.parse(JSON.stringify(all).replace(/"\w*[tT]ime":"[^"]*"/g, '"time":""')) as unknown;
    };

    const prepared = async (given: readonly Wanted[]): Promise<TableNames> => {
        const tables = await local.fresh();
        for (const one of given) {
            assert.equal((await send(new DynamoStore(local.documents(), tables), one)).status, 201);
        }
        return tables;
    };

    for (const [name, { given, asks, again }] of Object.entries(WRITES)) {
        describe(name, () => {
            let before: unknown;
            let after: unknown;
            let calls: number;
            let good: Answer;

            beforeEach(async () => {
                const tables = await prepared(given);
                before = await seen(tables);
                const counting = new FaultyClient(local.documents(), "lost on the way there", Infinity, false);
                good = await send(new DynamoStore(counting.documents, tables), asks);
                assert.ok(good.status < 300, JSON.stringify(good));
                calls = counting.attempts;
                after = await seen(tables);
                assert.notDeepEqual(before, after);
            });

            for (const fault of Object.keys(FAULTS) as Fault[]) {
                it(`is done as if nothing had been, where one call is ${fault}`, async () => {
                    for (let call = 1; call <= calls; call++) {
                        const tables = await prepared(given);
                        const faulty = new FaultyClient(local.documents(), fault, call, false);
                        const { status, body } = await send(new DynamoStore(faulty.documents, tables), asks);
                        assert.equal(status, good.status, `call ${call}: ${JSON.stringify(body)}`);
                        assert.ok(faulty.attempts > calls, "a fault was met");
                        assert.deepEqual(await seen(tables), after, `call ${call}`);
                    }
                });

                it(`is done or not, never in part, where all calls from one on are ${fault}`, async () => {
                    for (let call = 1; call <= calls; call++) {
                        const tables = await prepared(given);
                        const faulty = new FaultyClient(local.documents(), fault, call, true);
                        const { status, body } = await send(new DynamoStore(faulty.documents, tables), asks);
                        const label = `call ${call}: ${status} ${JSON.stringify(body)}`;
                        const isDone = status === good.status;
                        if (!isDone) {
                            assert.equal(status, 503, label);
                            assert.equal(body["retryable"], true, label);
                        }
                        const left = await seen(tables);
                        const wasMade = JSON.stringify(left) === JSON.stringify(after);
                        assert.ok(wasMade || (!isDone && JSON.stringify(left) === JSON.stringify(before)), label);
                        // The caller does as it is told.
                        const second = await send(new DynamoStore(local.documents(), tables), asks);
                        assert.equal(second.status, wasMade ? again : good.status, `${label}, then ${second.status}`);
                        assert.deepEqual(await seen(tables), after, label);
                    }
                });
            }
        });
    }
});
