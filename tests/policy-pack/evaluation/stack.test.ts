import assert from "node:assert/strict";
import { must, say, type Link, type ResourceReader, type StackReader } from "../../../policy-pack/evaluation";
import { unknown, type Inputs } from "../support/inputs";
import { probe } from "../support/probe";
import { analyze, type TestResource } from "../support/sdk";

const BUCKET = "aws:s3/bucket:Bucket";
const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const versioningOf: Link = { from: [VERSIONING], by: "bucket", to: [BUCKET], named: ["bucket", "id"] };

const bucket = (name: string, inputs: Inputs = {}, outputs: Inputs = {}): TestResource => ({
    type: BUCKET,
    name,
    inputs,
    outputs: { ...inputs, ...outputs },
});
const versioning = (name: string, target: Inputs[string], from: readonly string[] = []): TestResource => ({
    type: VERSIONING,
    name,
    inputs: { bucket: target, status: name },
    from: { bucket: from },
});

/** What is answered of each resource of a type, by its name, and what is said if the answer decides nothing. */
async function answers<Answer>(
    resources: readonly TestResource[],
    type: string,
    question: (resource: ResourceReader, stack: StackReader) => Answer,
): Promise<{ readonly byName: Record<string, Answer>; readonly said: readonly string[] }> {
    const byName: Record<string, Answer> = {};
    const asked = probe([type], (resource, stack) => {
        byName[resource.name] = question(resource, stack);
        return must("undetermined", say`Probe.`);
    });
    const findings = await analyze([asked], resources);
    return { byName, said: findings.map(({ message }) => message) };
}

describe("the stack", () => {
    const names = (resources: readonly ResourceReader[]): string[] => resources.map(({ name }) => name);
    const toldOf = async (resources: readonly TestResource[]) => {
        const { byName } = await answers(resources, VERSIONING, (source, stack) => [
            stack.targetOf(source, versioningOf)?.name,
            stack.pointsInside(source, versioningOf),
            ...stack.ofTypes(BUCKET).map((target) => stack.pointsAt(source, target, versioningOf)),
        ]);
        return byName;
    };

    it("tells what a resource points at", async () => {
        const a = bucket("a", { bucket: "data" });
        const b = bucket("b", {}, { id: unknown() });
        assert.deepEqual(await toldOf([a, b, versioning("v", "data"), versioning("w", unknown(), ["b"])]), {
            v: ["a", true, true, false],
            w: ["b", true, false, true],
        });
        assert.deepEqual(await toldOf([a, b, versioning("v", unknown()), versioning("w", "elsewhere")]), {
            v: [undefined, true, "undetermined", "undetermined"],
            w: [undefined, true, false, "undetermined"],
        });
        assert.deepEqual(await toldOf([a, versioning("v", "elsewhere")]), { v: [undefined, false, false] });
        assert.deepEqual(await toldOf([versioning("v", "data")]), { v: [undefined, false] });
    });

    it("says of which property it is not known what it names", async () => {
        const saidOf = async (target: Inputs[string], link: Link) => {
            const resources = [bucket("b", {}, { id: unknown() }), versioning("v", target)];
            const { said } = await answers(resources, VERSIONING, (source, stack) =>
                stack.ofTypes(BUCKET).map((one) => stack.pointsAt(source, one, link)),
            );
            return said.map((text) => /not known yet.*$/.exec(text)?.[0]);
        };
        assert.deepEqual(await saidOf(unknown(), versioningOf), ["not known yet what this names: `bucket`."]);
        assert.deepEqual(await saidOf({ name: ["x"] }, { ...versioningOf, at: ["name"] }), [
            "not known yet what this names: `bucket.name`.",
        ]);
    });

    it("lists all of some types, and who has something of one", async () => {
        const resources = [
            bucket("a"),
            bucket("b"),
            versioning("v", unknown(), ["a", "b"]),
            { type: VERSIONING, name: "w", inputs: { bucket: "x" }, from: { bucket: ["a"], status: ["a"] } },
        ];
        const { byName } = await answers(resources, BUCKET, (one, stack) => names(stack.usersOf(one)));
        assert.deepEqual(byName, { a: ["v", "w"], b: ["v"] });
        const types = await answers(resources, VERSIONING, (_, stack) => names(stack.ofTypes(VERSIONING, BUCKET)));
        assert.deepEqual(types.byName["v"], ["v", "w", "a", "b"]);
    });

    describe("what is declared of a resource", () => {
        const declared = async (resources: readonly TestResource[]) => {
            const views: string[] = [];
            const { byName } = await answers(resources, BUCKET, (one, stack) => {
                const place = one.get("versioning");
                const own = [{ place, view: "own" }];
                const found = stack.declared(one, versioningOf, (sideCar) => sideCar.name, own);
                return found.some((view) => {
                    views.push(view);
                    return false;
                });
            });
            assert.deepEqual(Object.values(byName), [false]);
            return views;
        };
        const on = { enabled: true };

        it("is its own and that of its side-cars, while it is not made", async () => {
            const side = versioning("v", unknown(), ["a"]);
            assert.deepEqual(await declared([bucket("a", { versioning: on }, { id: unknown() })]), ["own"]);
            assert.deepEqual(await declared([bucket("a", {}, { id: unknown() }), side]), ["v"]);
            assert.deepEqual(await declared([bucket("a", { versioning: on }, { id: unknown() }), side]), ["own", "v"]);
        });

        it("is that of its side-cars alone once it is made, as outputs show what those made of it", async () => {
            const made = bucket("a", { versioning: on }, { id: "data" });
            assert.deepEqual(await declared([made]), ["own"]);
            assert.deepEqual(await declared([made, versioning("v", "data")]), ["v"]);
        });

        it("is nothing of its own where that is empty", async () => {
            assert.deepEqual(await declared([bucket("a", { versioning: [] }, { id: unknown() })]), []);
            assert.deepEqual(await declared([bucket("a", { versioning: unknown() }, { id: unknown() })]), ["own"]);
        });
    });
});
