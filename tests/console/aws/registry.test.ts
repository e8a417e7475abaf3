import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import {
    ConflictException,
    ResourceNotFoundException,
    ServiceCatalogAppRegistryClient,
    ValidationException,
} from "@aws-sdk/client-service-catalog-appregistry";
import { ConfiguredRetryStrategy } from "@smithy/core/retry";
import { AppRegistry } from "../../../console/aws/registry";
import { queueConsumer } from "../../../console/registry/consumer";
import { groupOf } from "../../../console/registry/group";
import type { Registry } from "../../../console/registry/ports";
import { attribute, enough, eventOf, World } from "../registry/support/world";
import { record } from "./support/recorder";

const AWS = { region: "eu-west-1", credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" } };
const NAME = "APO.TIER.A";
const GROUP = groupOf(attribute("TIER:A", 2, '{"owner":"hunter2"}'));
const fault = { message: "refused: 'hunter2'", $metadata: {} };

function registry(answer: (command: string) => object = () => ({})) {
    const client = new ServiceCatalogAppRegistryClient(AWS);
    return { calls: record(client, answer), port: new AppRegistry(client, "APO") };
}

function refusing(error: Error): AppRegistry {
    return registry(() => {
        throw error;
    }).port;
}

describe("attribute groups of AppRegistry", () => {
    it("are found by their name, and are the console's by their tag", async () => {
        const { description, content: attributes } = GROUP;
        const rows = [
            [{ "palisade:console": "APO", else: "1" }, GROUP],
            [{ "palisade:console": "ANOTHER" }, "foreign"],
            [{ managedBy: "APO" }, "foreign"],
            [undefined, "foreign"],
        ] as const;
        for (const [tags, found] of rows) {
            const { calls, port } = registry(() => ({ description, attributes, tags }));
            assert.deepEqual(await port.find("TIER:A"), found);
            assert.deepEqual(calls, [["GetAttributeGroupCommand", { attributeGroup: NAME }]]);
        }
    });

    it("without a description have an empty one", async () => {
        const { port } = registry(() => ({ attributes: "{}", tags: { "palisade:console": "APO" } }));
        assert.deepEqual(await port.find("TIER:A"), { id: "TIER:A", description: "", content: "{}" });
    });

    it("are made with the console's tag, and changed under their name", async () => {
        const { calls, port } = registry();
        await port.create(GROUP);
        await port.update(GROUP);
        const { description, content: attributes } = GROUP;
        const [[made, { clientToken: _token, ...input }], changed] = calls as [
            [string, Record<string, unknown>],
            [string, object],
        ];
        assert.deepEqual(
            [made, input],
            [
                "CreateAttributeGroupCommand",
                { name: NAME, description, attributes, tags: { "palisade:console": "APO" } },
            ],
        );
        assert.deepEqual(changed, ["UpdateAttributeGroupCommand", { attributeGroup: NAME, description, attributes }]);
    });

    it("are removed by their name, and from no application", async () => {
        const { calls, port } = registry();
        await port.remove("TIER:A");
        assert.deepEqual(calls, [["DeleteAttributeGroupCommand", { attributeGroup: NAME }]]);
    });

    it("are listed by the console's names, of all pages", async () => {
        const pages = [
            ["APO.TIER.A", "APO.STAGE.LONG-NAME_2", "APOTIER.B"],
            [],
            ["APO", "APO.TIER", "APO.TIER.A.B", "APO..A", "OTHER.TIER.A", "XAPO.TIER.A", undefined, "APO.TIER.Z"],
        ];
        let page = 0;
        const { calls, port } = registry(() => ({
            attributeGroups: pages[page]?.map((name) => ({ name })),
            ...(++page < pages.length && { nextToken: `page ${page}` }),
        }));
        const ids: string[] = [];
        for await (const id of port.list()) {
            ids.push(id);
        }
        assert.deepEqual(ids, ["TIER:A", "STAGE:LONG-NAME_2", "TIER:Z"]);
        assert.equal(calls.length, 3);
    });

    it("have names that the registry takes, however long an id is", async () => {
        const client = new ServiceCatalogAppRegistryClient(AWS);
        const calls = record(client);
        const word = "A".repeat(120);
        await new AppRegistry(client, "P".repeat(14)).remove(`${word}:${word}`);
        const [[, input]] = calls as [[string, { attributeGroup: string }]];
        assert.match(input.attributeGroup, /^[-.\w]{256}$/);
    });

    it("that are not there are found missing, and removed already; another fault is one", async () => {
        const missing = new ResourceNotFoundException(fault);
        assert.equal(await refusing(missing).find("TIER:A"), undefined);
        await refusing(missing).remove("TIER:A");
        await assert.rejects(refusing(missing).update(GROUP), missing);
        const other = new ConflictException(fault);
        await assert.rejects(refusing(other).find("TIER:A"), other);
        await assert.rejects(refusing(other).remove("TIER:A"), other);
        await assert.rejects(refusing(other).create(GROUP), other);
    });

    it("that are not taken are told without what they say", async () => {
        const message = "the registry does not take what TIER:A says";
        await assert.rejects(refusing(new ValidationException(fault)).create(GROUP), { message });
        await assert.rejects(refusing(new ValidationException(fault)).update(GROUP), { message });
    });
});

describe("a registry that fails", () => {
    type Answer = "ok" | "throttled" | "broken" | "lost";
    interface Request {
        readonly method: string;
        readonly path: string;
        readonly body: Readonly<Record<string, string>>;
    }
    let server: Server;
    let requests: Request[];
    /** What comes of the requests, one by one; `lost` is done, and the connection breaks before the answer. */
    let answers: Answer[];
    let groups: Map<string, Readonly<Record<string, unknown>>>;

    before(async () => {
        server = createServer((incoming, response) => {
            void requestOf(incoming).then((request) => {
                requests.push(request);
                const answer = answers.shift() ?? "ok";
                const headers = { "content-type": "application/json" };
                if (answer === "throttled" || answer === "broken") {
                    const [status, name] =
                        answer === "throttled" ? [429, "ThrottlingException"] : [500, "InternalServerException"];
                    response.writeHead(status, { ...headers, "x-amzn-errortype": name }).end('{"message":"later"}');
                    return;
                }
                const [status, body] = serve(request);
                if (answer === "lost") {
                    incoming.socket.destroy();
                    return;
                }
                response.writeHead(status, headers).end(JSON.stringify(body));
            });
        });
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
    });
    after(() => {
        server.closeAllConnections();
        server.close();
    });
    beforeEach(() => {
        requests = [];
        answers = [];
        groups = new Map();
    });

    async function requestOf(incoming: IncomingMessage): Promise<Request> {
        const { method = "", url = "" } = incoming;
        return {
            method,
            path: decodeURIComponent(url),
            body: JSON.parse((await text(incoming)) || "{}") as Request["body"],
        };
    }

    /** As the service does: of requests to make with one token, only the first one does it. */
    function serve({ method, path, body }: Request): readonly [status: number, body: object] {
        const name = path.replace(/^\/attribute-groups\/?/, "") || (body["name"] ?? "");
        const present = groups.get(name);
        const missing = [404, { __type: "ResourceNotFoundException", message: "none" }] as const;
        switch (method) {
            case "POST":
                if (present !== undefined && present["clientToken"] !== body["clientToken"]) {
                    return [409, { __type: "ConflictException", message: "exists" }];
                }
                groups.set(name, body);
                return [201, {}];
            case "PATCH":
                groups.set(name, { ...present, ...body });
                return present === undefined ? missing : [200, {}];
            case "DELETE":
                groups.delete(name);
                return present === undefined ? missing : [200, {}];
            default:
                return present === undefined ? missing : [200, present];
        }
    }

    function port(): Registry {
        const client = new ServiceCatalogAppRegistryClient({
            ...AWS,
            endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
            // Repeats as often as the functions' own clients do, without waiting.
            retryStrategy: new ConfiguredRetryStrategy(3, 0),
        });
        return new AppRegistry(client, "APO");
    }

    const one: Readonly<Record<"create" | "update" | "remove", (world: World) => void>> = {
        create: ({ attributes }) => void attributes.set("TIER:A", attribute("TIER:A", 1)),
        update: ({ attributes }) => {
            attributes.set("TIER:A", attribute("TIER:A", 2));
            groups.set(NAME, { description: "old", attributes: "{}", tags: { "palisade:console": "APO" } });
        },
        remove: () => void groups.set(NAME, { attributes: "{}", tags: { "palisade:console": "APO" } }),
    };
    const paths: Readonly<Record<string, readonly [answers: Answer[], attempts: number]>> = {
        "is not in the way": [[], 2],
        "is throttled once": [["throttled"], 3],
        "is throttled twice at the write": [["ok", "throttled", "throttled"], 4],
        "breaks once at each call": [["broken", "ok", "broken"], 4],
        "loses an answer when it looks": [["lost"], 3],
        "has done the write, and loses the answer": [["ok", "lost"], 3],
    };
    for (const [verb, prepare] of Object.entries(one)) {
        for (const [what, [given, attempts]] of Object.entries(paths)) {
            it(`${what}: ${verb} is done once, in one message`, async () => {
                const world = new World();
                prepare(world);
                answers = [...given];
                const consume = queueConsumer({ ...world, registry: port() });
                const event = eventOf(["g", { kind: "attribute", id: "TIER:A", version: 1 }]);
                assert.deepEqual(await consume(event, enough), { batchItemFailures: [] });
                assert.equal(requests.length, attempts);
                const wanted = world.wanted().get("TIER:A");
                assert.equal(groups.get(NAME)?.["attributes"], wanted?.content);
                assert.equal(groups.get(NAME)?.["description"], wanted?.description);
                assert.deepEqual(world.faults, []);
            });
        }

        for (const kind of ["throttled", "broken", "lost"] as const) {
            it(`stays ${kind}: ${verb} goes back to the queue after three attempts, and is done the next time`, async () => {
                const world = new World();
                prepare(world);
                answers = ["ok", kind, kind, kind];
                const consume = queueConsumer({ ...world, registry: port() });
                const event = eventOf(["g", { kind: "attribute", id: "TIER:A", version: 1 }]);
                assert.deepEqual(await consume(event, enough), { batchItemFailures: [{ itemIdentifier: "m1" }] });
                assert.equal(requests.length, 4);
                assert.deepEqual(await consume(event, enough), { batchItemFailures: [] });
                assert.equal(groups.get(NAME)?.["attributes"], world.wanted().get("TIER:A")?.content);
            });
        }
    }
});
