import assert from "node:assert/strict";
import { ODD_FILES, tryAll, World, type Attempts } from "../support/attempts";

/**
 * Named attempts by the OWASP API Security Top 10 of 2023. Whatever is not said to be changed or asked must not be.
 * @see https://owasp.org/API-Security/editions/2023/en/0x11-t10/
 */

const NOT_SUBSCRIBED = { patternId: "WEB", subscribed: false };
const NO_ARTIFACT = /^There is no such artifact\.$/;
const NO_PATH = /^There is no such path\.$/;
const UNVERIFIED = /^Your address is not verified/;
const MINE = "mallory@example.com";

/** Kim's subscription, by others. */
const SUBSCRIPTIONS: Attempts = {
    "an address in the body": {
        send: "POST /subscriptions",
        body: { patternId: "WEB", email: "kim@example.com" },
        status: 400,
        answer: /Unrecognized key: "email"/,
    },
    "an address in the query, to see": {
        send: "GET /subscriptions?patternId=WEB&email=kim@example.com",
        status: 400,
        answer: /Unrecognized key: "email"/,
    },
    "an address in the query, to end": {
        send: "DELETE /subscriptions?patternId=WEB&email=kim@example.com",
        status: 400,
        answer: /Unrecognized key: "email"/,
    },
    "an address in headers": {
        send: "GET /subscriptions?patternId=WEB",
        headers: {
            Email: "kim@example.com",
            From: "kim@example.com",
            "X-User-Email": "kim@example.com",
            "X-Forwarded-User": "kim@example.com",
            "X-Amzn-Oidc-Identity": "kim@example.com",
        },
        status: 200,
        answer: NOT_SUBSCRIBED,
    },
    "an address in a cookie": {
        send: "DELETE /subscriptions?patternId=WEB",
        headers: { Cookie: "email=kim@example.com" },
        status: 200,
        answer: NOT_SUBSCRIBED,
        asked: [`${MINE} follows WEB no more`],
    },
    "an address in the body of a deletion": {
        send: "DELETE /subscriptions?patternId=WEB",
        body: { patternId: "WEB", email: "kim@example.com" },
        status: 200,
        answer: NOT_SUBSCRIBED,
        asked: [`${MINE} follows WEB no more`],
    },
    "an address in the path": { send: "DELETE /subscriptions/kim@example.com?patternId=WEB", status: 404 },
    "an address after the id of the pattern": {
        send: "GET /subscriptions?patternId=WEB%23kim@example.com",
        status: 400,
    },
    "two patterns in one query": { send: "DELETE /subscriptions?patternId=DB&patternId=WEB", status: 400 },
    "an address with the Kelvin sign for a k": {
        as: { sub: "kelvin", email: "\u212aim@example.com" },
        send: "DELETE /subscriptions?patternId=WEB",
        status: 403,
        answer: UNVERIFIED,
    },
    "an address with a Cyrillic letter": {
        as: { sub: "cyrillic", email: "k\u0456m@example.com" },
        send: "GET /subscriptions?patternId=WEB",
        status: 403,
        answer: UNVERIFIED,
    },
    "an address with a line break after it": {
        as: { sub: "line", email: "kim@example.com\n" },
        send: "GET /subscriptions?patternId=WEB",
        status: 403,
        answer: UNVERIFIED,
    },
    "an address with a part behind a plus": {
        as: { sub: "plus", email: "kim+1@example.com" },
        send: "DELETE /subscriptions?patternId=WEB",
        status: 200,
        answer: NOT_SUBSCRIBED,
        asked: ["kim+1@example.com follows WEB no more"],
    },
    "an address with a dot more": {
        as: { sub: "dot", email: "k.im@example.com" },
        send: "GET /subscriptions?patternId=WEB",
        status: 200,
        answer: NOT_SUBSCRIBED,
    },
    "several addresses in the token": {
        as: { sub: "list", email: ["mallory@example.com", "kim@example.com"] },
        send: "GET /subscriptions?patternId=WEB",
        status: 403,
        answer: UNVERIFIED,
    },
    "an address in claims that users write": {
        as: { sub: "own", "custom:email": "kim@example.com", username: "kim@example.com", name: "kim@example.com" },
        send: "DELETE /subscriptions?patternId=WEB",
        status: 403,
        answer: UNVERIFIED,
    },
    // The same mailbox, whose owner has verified it.
    "Kim's own address in capitals, which is Kim's": {
        as: { sub: "kim", email: "KIM@Example.COM" },
        send: "GET /subscriptions?patternId=web",
        status: 200,
        answer: { patternId: "WEB", subscribed: true },
    },
};

const unlisted = (file: string, status: number, decoded = status): Attempts => ({
    [`an artifact ${file.slice(0, 60)}`]: { send: `GET /artifacts/${file}?patternId=WEB`, status, decoded },
});
const ARTIFACTS: Attempts = {
    "an artifact of another pattern": {
        send: "GET /artifacts/db.json?patternId=WEB",
        status: 404,
        answer: NO_ARTIFACT,
    },
    "an artifact of an older publication": {
        send: "GET /artifacts/old.json?patternId=WEB",
        status: 404,
        answer: NO_ARTIFACT,
    },
    "an artifact that nothing lists": {
        send: "GET /artifacts/id_rsa?patternId=WEB",
        status: 404,
        answer: NO_ARTIFACT,
    },
    "an artifact in capitals": { send: "GET /artifacts/TEMPLATE.JSON?patternId=WEB", status: 404, answer: NO_ARTIFACT },
    "an artifact of no pattern": { send: "GET /artifacts/template.json", status: 400 },
    "an artifact of a pattern that is a path": { send: "GET /artifacts/db.json?patternId=WEB/../DB", status: 400 },
    "an artifact of two patterns": { send: "GET /artifacts/db.json?patternId=DB&patternId=WEB", status: 400 },
    "an artifact in another bucket": { send: "GET /artifacts/db.json?patternId=DB&bucket=other", status: 400 },
    "a link that lasts longer": { send: "GET /artifacts/db.json?patternId=DB&seconds=999999", status: 400 },
    "all artifacts": { send: "GET /artifacts?patternId=WEB", status: 404, answer: NO_PATH },
    ...unlisted("..%2fDB%2fdb.json", 400),
    ...unlisted("..%5cDB%5cdb.json", 400),
    ...unlisted("%252e%252e%252fDB%252fdb.json", 400),
    ...unlisted("..%252fDB%252fdb.json", 400),
    ...unlisted("template.json%00", 400),
    ...unlisted("template.json%00.png", 400),
    ...unlisted("template.json%0d%0aX:y", 400),
    ...unlisted("template.json%20", 400),
    ...unlisted("template.json.", 404),
    ...unlisted("template.json/", 404),
    ...unlisted("template.json%2f", 400, 404),
    ...unlisted("%2ftemplate.json", 400, 404),
    ...unlisted("/template.json", 404),
    ...unlisted(".%2ftemplate.json", 400),
    ...unlisted("s3:%2f%2fother%2fdb.json", 400, 404),
    ...unlisted("C:%5cdb.json", 400),
    ...unlisted("t".repeat(256), 400),
    ...Object.fromEntries(
        ODD_FILES.filter((file) => file !== "" && file !== "..").map((file) => [
            `an artifact with a name that would be an address or a header of its own: ${JSON.stringify(file)}`,
            { send: `GET /artifacts/${encodeURIComponent(file)}?patternId=WEB`, status: 400 },
        ]),
    ),
};

describe("OWASP API Security Top 10: what belongs to others", () => {
    let world: World;
    before(async () => (world = await World.start()));
    after(() => world.stop());

    it("an artifact whose name is no UTF-8, which API Gateway refuses itself", async () => {
        await world.renew();
        assert.equal((await world.get("/artifacts/%c0%ae%c0%ae%c0%afdb.json?patternId=WEB")).status, 400);
    });

    it("the link to an artifact makes a browser save it, under its name, for a minute", async () => {
        await world.renew();
        const { url } = (await (await world.get("/artifacts/db.json?patternId=DB")).json()) as { url: string };
        const { origin, pathname, searchParams } = new URL(url);
        assert.deepEqual([origin, pathname], ["https://artifacts.s3.eu-west-1.amazonaws.com", "/db/db.json"]);
        assert.equal(searchParams.get("response-content-disposition"), 'attachment; filename="db.json"');
        assert.equal(searchParams.get("response-content-type"), "application/octet-stream");
        assert.equal(searchParams.get("response-cache-control"), "no-store");
        assert.equal(searchParams.get("X-Amz-Expires"), "60");
    });

    tryAll(
        {
            "API1, broken object level authorization: subscriptions": SUBSCRIPTIONS,
            "API1, broken object level authorization: artifacts": ARTIFACTS,
        },
        () => world,
    );
});
