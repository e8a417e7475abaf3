import assert from "node:assert/strict";
import { matchResources } from "../../../offline-preview/compare/match";
import type { RegisteredResource, Urn } from "../../../offline-preview/model";
import { resource, STACK_URN } from "../report/build";

const component = (name: string, aliases: Urn[] = [], type = "house:index:Vault"): RegisteredResource =>
    resource(type, name, { kind: "component", options: { aliases } });
const inside = (parent: RegisteredResource, name: string, aliases: Urn[] = []): RegisteredResource =>
    resource("aws:sqs/queue:Queue", name, { parent: parent.urn, options: { aliases } });
const queue = (name: string, aliases: Urn[] = []): RegisteredResource =>
    resource("aws:sqs/queue:Queue", name, { options: { aliases } });

/** Names now by names before. */
function matched(base: RegisteredResource[], head: RegisteredResource[]): Record<string, string> {
    const name = (urn: Urn): string =>
        urn
            .split("::")
            .slice(2)
            .join("::")
            .replaceAll(/[\w-]+:[\w/]+:/g, "");
    return Object.fromEntries([...matchResources(base, head)].map(([now, before]) => [name(now), name(before)]));
}

describe("the same resources in two previews", () => {
    it("have the same URN", () => {
        assert.deepEqual(matched([queue("a"), queue("b")], [queue("b"), queue("c")]), { "Queue::b": "Queue::b" });
    });

    it("or one that an alias names", () => {
        assert.deepEqual(matched([queue("a")], [queue("b", [queue("x").urn, queue("a").urn])]), {
            "Queue::b": "Queue::a",
        });
    });

    it("but an alias never takes what is there under its own URN, nor what another one took", () => {
        const old = queue("a").urn;
        assert.deepEqual(matched([queue("a")], [queue("b", [old]), queue("a")]), { "Queue::a": "Queue::a" });
        assert.deepEqual(matched([queue("a")], [queue("b", [old]), queue("c", [old])]), { "Queue::b": "Queue::a" });
    });

    it("move with their parent, and are renamed with it where their names begin with its", () => {
        const old = component("shop");
        const now = component("store", [old.urn]);
        assert.deepEqual(
            matched(
                [old, inside(old, "shop-jobs"), inside(old, "log")],
                [now, inside(now, "store-jobs"), inside(now, "log")],
            ),
            {
                "Vault::store": "Vault::shop",
                "Vault$Queue::store-jobs": "Vault$Queue::shop-jobs",
                "Vault$Queue::log": "Vault$Queue::log",
            },
        );
    });

    it("also where parent and child were both called otherwise, and the child's alias is seen from its parent now", () => {
        const old = component("shop");
        const now = component("store", [old.urn]);
        const child = inside(now, "tasks", [inside(now, "jobs").urn]);
        assert.equal(matchResources([old, inside(old, "jobs")], [now, child]).get(child.urn), inside(old, "jobs").urn);
    });

    it("also where the component has another type", () => {
        const old = component("shop", [], "house:index:Safe");
        const now = component("shop", [old.urn]);
        assert.equal(
            matchResources([old, inside(old, "a")], [now, inside(now, "a")]).get(inside(now, "a").urn),
            inside(old, "a").urn,
        );
    });

    it("are two without an alias", () => {
        assert.deepEqual(matched([queue("a")], [queue("b")]), {});
        assert.notEqual(STACK_URN, queue("a").urn);
    });
});
