import { preTokenHandler } from "../../../../console/api/lambda/preToken";
import { tryAll, World, type Attempts } from "../support/attempts";

/**
 * Named attempts by the OWASP API Security Top 10 of 2023. Whatever is not said to be changed or asked must not be.
 * @see https://owasp.org/API-Security/editions/2023/en/0x11-t10/
 */

const SIGN_IN = /^Sign in: the request has no valid access token\.$/;
const NO_PATH = /^There is no such path\.$/;
const FORBIDDEN = /^Your groups do not allow this\.$/;
const UNVERIFIED = /^Your address is not verified/;

const token = async (world: World): Promise<string> => `Bearer ${await world.token("admin")}`;
/** The token of an admin, sent in another way. */
const AUTHENTICATION: Attempts = {
    "a token in the query": {
        as: "nobody",
        send: async (world) => `GET /patterns?access_token=${await world.token("admin")}`,
        status: 401,
        answer: SIGN_IN,
    },
    "a token in a cookie": {
        as: "nobody",
        send: "GET /patterns",
        headers: async (world) => ({ Cookie: `access_token=${await world.token("admin")}` }),
        status: 401,
        answer: SIGN_IN,
    },
    "a token in the body": {
        as: "nobody",
        send: "POST /patterns",
        body: { access_token: "a.b.c" },
        status: 401,
        answer: SIGN_IN,
    },
    "a token in headers of others": {
        as: "nobody",
        send: "GET /patterns",
        headers: async (world) => ({
            "Proxy-Authorization": await token(world),
            "X-Authorization": await token(world),
            "X-Amzn-Oidc-Accesstoken": await world.token("admin"),
        }),
        status: 401,
        answer: SIGN_IN,
    },
    "claims in headers that a load balancer would write": {
        as: "nobody",
        send: "GET /patterns",
        headers: { "X-Amzn-Oidc-Data": "e30.e30.e30", "X-Amzn-Oidc-Identity": "admin" },
        status: 401,
        answer: SIGN_IN,
    },
    "a name and a password": {
        as: "nobody",
        send: "GET /patterns",
        headers: { Authorization: `Basic ${Buffer.from("admin:admin").toString("base64")}` },
        status: 401,
        answer: SIGN_IN,
    },
    "a good token behind a bad one": {
        as: "nobody",
        send: "GET /patterns",
        headers: async (world) => ({ Authorization: `Bearer a.b.c, ${await token(world)}` }),
        status: 401,
        answer: SIGN_IN,
    },
    "a bad token behind a good one": {
        as: "nobody",
        send: "GET /patterns",
        headers: async (world) => ({ Authorization: `${await token(world)}, Bearer a.b.c` }),
        status: 401,
        answer: SIGN_IN,
    },
    "a token with a fourth part": {
        as: "nobody",
        send: "GET /patterns",
        headers: async (world) => ({ Authorization: `${await token(world)}.e30` }),
        status: 401,
        answer: SIGN_IN,
    },
    "a token with an equals sign behind it": {
        as: "nobody",
        send: "GET /patterns",
        headers: async (world) => ({ Authorization: `${await token(world)}=` }),
        status: 401,
        answer: SIGN_IN,
    },
    "a token in quotes": {
        as: "nobody",
        send: "GET /patterns",
        headers: async (world) => ({ Authorization: `Bearer "${await world.token("admin")}"` }),
        status: 401,
        answer: SIGN_IN,
    },
    "a token with a comment behind it": {
        as: "nobody",
        send: "GET /patterns",
        headers: async (world) => ({ Authorization: `${await token(world)} admin` }),
        status: 401,
        answer: SIGN_IN,
    },
    // Schemes are read without regard to case: RFC 9110, 11.1.
    "a scheme in small letters, which is the same": {
        as: "nobody",
        send: "GET /patterns/NONE",
        headers: async (world) => ({ Authorization: `bearer ${await world.token("admin")}` }),
        status: 404,
    },
    "an address that the user wrote and nobody has verified": {
        as: "nobody",
        send: "DELETE /subscriptions?patternId=WEB",
        headers: async (world) => ({ Authorization: `Bearer ${await tokenOfUnverified(world)}` }),
        status: 403,
        answer: UNVERIFIED,
    },
    "many guesses of a token": {
        as: "nobody",
        send: "GET /patterns",
        headers: { Authorization: `Bearer ${"a".repeat(5000)}.${"a".repeat(5000)}.${"a".repeat(5000)}` },
        status: 401,
        answer: SIGN_IN,
    },
};

/** A token as the trigger makes it, for a user of the pool who has given himself Kim's address and a group. */
async function tokenOfUnverified(world: World): Promise<string> {
    const mapping = { provider: "Okta", groups: { admins: "SYSTEM_ADMIN" } } as const;
    const trigger = preTokenHandler(mapping, { warn: () => undefined });
    const { response } = await trigger({
        version: "2",
        triggerSource: "TokenGeneration_HostedAuth",
        region: "eu-west-1",
        userPoolId: "eu-west-1_abc",
        userName: "mallory",
        callerContext: { awsSdkVersion: "1", clientId: "console-client" },
        request: {
            userAttributes: {
                sub: "mallory",
                email: "kim@example.com",
                email_verified: "false",
                "cognito:user_status": "CONFIRMED",
                "custom:groups": "admins",
            },
            groupConfiguration: {},
            scopes: [],
        },
        response: { claimsAndScopeOverrideDetails: {} },
    });
    const { accessTokenGeneration, groupOverrideDetails } = response.claimsAndScopeOverrideDetails ?? {};
    return world.token({
        sub: "mallory",
        ...accessTokenGeneration?.claimsToAddOrOverride,
        "cognito:groups": groupOverrideDetails?.groupsToOverride ?? [],
    });
}

const functionLevel = (
    attempts: Readonly<Record<string, readonly [string, number, RegExp, Record<string, string>?]>>,
) =>
    Object.fromEntries(
        Object.entries(attempts).map(([name, [send, status, answer, headers = {}]]) => [
            name,
            { send, status, answer, headers, body: { description: "", attributes: {}, version: 1 } },
        ]),
    );
const NO_ATTRIBUTE = /^There is no such attribute\.$/;
/** Changes, by a reader. */
const FUNCTIONS: Attempts = {
    ...functionLevel({
        "a change by a reader": ["PUT /patterns/WEB", 403, FORBIDDEN],
        "another method by a header": [
            "POST /subscriptions",
            400,
            /patternId/,
            { "X-HTTP-Method-Override": "DELETE", "X-HTTP-Method": "DELETE", "X-Method-Override": "DELETE" },
        ],
        "a deletion in the clothes of a reading": [
            "GET /attributes/TIER:NONE",
            404,
            NO_ATTRIBUTE,
            { "X-HTTP-Method-Override": "DELETE" },
        ],
        "another method by the query": ["GET /subscriptions?patternId=WEB&_method=DELETE", 400, /_method/],
        "another path by a header": [
            "GET /patterns/NONE",
            404,
            /^There is no such pattern\.$/,
            { "X-Original-URL": "/patterns/WEB", "X-Rewrite-URL": "/patterns/WEB", "X-Forwarded-Prefix": "/patterns" },
        ],
        "a role by headers": [
            "PUT /patterns/WEB",
            403,
            FORBIDDEN,
            { "X-Role": "SYSTEM_ADMIN", Groups: "SYSTEM_ADMIN", "X-Forwarded-For": "127.0.0.1" },
        ],
        "a role by the query": ["PUT /patterns/WEB?groups=SYSTEM_ADMIN&admin=true", 403, FORBIDDEN],
        "a method that the path does not have": ["DELETE /patterns/WEB", 404, NO_PATH],
        PATCH: ["PATCH /patterns/WEB", 404, NO_PATH],
        PROPFIND: ["PROPFIND /patterns", 404, NO_PATH],
        "a method in small letters": ["put /patterns/WEB", 403, FORBIDDEN],
        "a method that nobody knows": ["ADMIN /patterns", 404, NO_PATH],
        OPTIONS: ["OPTIONS /patterns/WEB", 404, NO_PATH],
        "a path in capitals": ["PUT /PATTERNS/WEB", 404, NO_PATH],
        "a slash behind the path": ["PUT /patterns/WEB/", 404, NO_PATH],
        "two slashes": ["PUT /patterns//WEB", 404, NO_PATH],
        "two slashes at the beginning": ["PUT //patterns/WEB", 404, NO_PATH],
        "a parameter in the path": ["PUT /patterns;admin=1/WEB", 404, NO_PATH],
        "a parameter behind the path": ["PUT /patterns/WEB;admin=1", 403, FORBIDDEN],
        "letters of the path encoded": ["PUT /%70atterns/%57EB", 403, FORBIDDEN],
        "an ending behind the id": ["PUT /patterns/WEB.json", 403, FORBIDDEN],
        "an id that is the name of another route": ["PUT /patterns/pipeline/WEB", 403, FORBIDDEN],
        "a step up to another route": ["PUT /subscriptions/../patterns/WEB", 403, FORBIDDEN],
        "an address in place of the path": ["PUT /http://console.example/patterns/WEB", 404, NO_PATH],
        "a deletion by a reader": ["DELETE /attributes/TIER:DATA", 403, FORBIDDEN],
    }),
    "a slash encoded": { send: "PUT /patterns%2FWEB", status: 404, decoded: 403 },
    "a deletion by a publisher": {
        as: "publisher",
        send: "DELETE /attributes/TIER:DATA",
        status: 403,
        answer: FORBIDDEN,
    },
    "an attribute by a publisher": {
        as: "publisher",
        send: "POST /attributes",
        body: { key: "a", value: "b" },
        status: 403,
        answer: FORBIDDEN,
    },
    "a group that the user wrote": {
        as: { sub: "own", "custom:groups": ["SYSTEM_ADMIN"], groups: ["SYSTEM_ADMIN"], scope: "admin" },
        send: "DELETE /attributes/TIER:DATA",
        status: 403,
        answer: FORBIDDEN,
    },
    "a group in other letters": {
        as: { sub: "own", "cognito:groups": ["system_admin", " SYSTEM_ADMIN", "SYSTEM_ADMIN\n", "SYSTEM_ADMINS"] },
        send: "DELETE /attributes/TIER:DATA",
        status: 403,
        answer: FORBIDDEN,
    },
    "the head of a change": { send: "HEAD /patterns/pipeline/DB", status: 404 },
    "the head of a reading, which is the same without its body": { send: "HEAD /patterns/WEB", status: 200 },
};

describe("OWASP API Security Top 10: who calls, and what he may", () => {
    let world: World;
    before(async () => (world = await World.start()));
    after(() => world.stop());

    tryAll(
        {
            "API2, broken authentication": AUTHENTICATION,
            "API5, broken function level authorization": FUNCTIONS,
        },
        () => world,
    );
});
