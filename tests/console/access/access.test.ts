import assert from "node:assert/strict";
import fc from "fast-check";
import { groupsOf, GROUPS, mappedGroups, mayCall, ROUTES, type Group, type RouteName } from "../../../console/access";

/** Written by hand from the security page of the original, once per role. */
const READ: readonly RouteName[] = [
    "listPatterns",
    "getPattern",
    "listAttributes",
    "getAttribute",
    "getSubscription",
    "subscribe",
    "unsubscribe",
    "getArtifact",
];
const PUBLISH: readonly RouteName[] = [...READ, "createPattern", "updatePattern", "restartPipeline"];
const ADMINISTER: readonly RouteName[] = [...PUBLISH, "createAttribute", "updateAttribute", "deleteAttribute"];

const NAMES = Object.keys(ROUTES) as RouteName[];

describe("who may call which route", () => {
    const roles: readonly [string, readonly Group[], readonly RouteName[]][] = [
        ["signed in without a group", [], READ],
        ["PATTERN_PUBLISHER", ["PATTERN_PUBLISHER"], PUBLISH],
        ["SYSTEM_ADMIN", ["SYSTEM_ADMIN"], ADMINISTER],
        ["both groups", ["PATTERN_PUBLISHER", "SYSTEM_ADMIN"], ADMINISTER],
    ];
    for (const [role, groups, expected] of roles) {
        it(role, () => {
            assert.deepEqual(new Set(NAMES.filter((name) => mayCall(name, groups))), new Set(expected));
        });
    }

    it("there are the original's 14 methods, each once", () => {
        const methods = Object.values(ROUTES).map(({ method, path }) => `${method} ${path}`);
        assert.equal(new Set(methods).size, 14);
        assert.equal(methods.length, 14);
    });

    it("what is no route may nobody, whatever its name", () => {
        for (const name of ["", "deletePattern", "constructor", "toString", "__proto__"]) {
            assert.equal(mayCall(name as RouteName, GROUPS), false, name);
        }
    });

    it("a further group never takes a right away", () => {
        fc.assert(
            fc.property(
                fc.constantFrom(...NAMES),
                fc.subarray([...GROUPS]),
                fc.constantFrom(...GROUPS),
                (name, some, one) => (mayCall(name, some) ? mayCall(name, [...some, one]) : true),
            ),
        );
    });
});

describe("the groups of an access token", () => {
    const cases: readonly [string, Readonly<Record<string, unknown>>, readonly Group[]][] = [
        ["one", { "cognito:groups": ["SYSTEM_ADMIN"] }, ["SYSTEM_ADMIN"]],
        [
            "both, each once",
            { "cognito:groups": ["PATTERN_PUBLISHER", "SYSTEM_ADMIN", "PATTERN_PUBLISHER"] },
            ["PATTERN_PUBLISHER", "SYSTEM_ADMIN"],
        ],
        [
            "unknown ones do not count",
            { "cognito:groups": ["system_admin", "SYSTEM_ADMIN ", "eu-west-1_x_Okta", 1, null] },
            [],
        ],
        ["none", {}, []],
        ["a text is no list", { "cognito:groups": "SYSTEM_ADMIN" }, []],
        ["a text that holds a list is none either", { "cognito:groups": '["SYSTEM_ADMIN"]' }, []],
        ["an object is no list", { "cognito:groups": { 0: "SYSTEM_ADMIN", length: 1 } }, []],
        ["lists within lists", { "cognito:groups": [["SYSTEM_ADMIN"]] }, []],
        ["an attribute that users can write", { "custom:groups": ["SYSTEM_ADMIN"], groups: ["SYSTEM_ADMIN"] }, []],
        ["an inherited claim", Object.create({ "cognito:groups": ["SYSTEM_ADMIN"] }) as Record<string, unknown>, []],
    ];
    for (const [name, claims, expected] of cases) {
        it(name, () => assert.deepEqual(groupsOf(claims), expected));
    }
});

describe("the groups that an identity provider gives", () => {
    const mapping = {
        provider: "Okta",
        groups: { "platform-admins": "SYSTEM_ADMIN", devs: "PATTERN_PUBLISHER" },
    } as const;
    const identity = (providerName: unknown) => ({ providerName, providerType: "OIDC", userId: "1" });
    const status = "EXTERNAL_PROVIDER";
    const okta = JSON.stringify([identity("Okta")]);
    const cases: readonly [string, string | undefined, string | undefined, readonly Group[]][] = [
        ["a JSON list", okta, '["devs","others"]', ["PATTERN_PUBLISHER"]],
        ["the pool's form of a list", okta, "[devs, platform-admins]", ["PATTERN_PUBLISHER", "SYSTEM_ADMIN"]],
        ["the pool's form with blanks around it", okta, " [devs] ", ["PATTERN_PUBLISHER"]],
        ["one name", okta, "devs", ["PATTERN_PUBLISHER"]],
        ["one name with blanks around it", okta, " devs ", ["PATTERN_PUBLISHER"]],
        ["a list within the list", okta, '[["devs"]]', []],
        ["text before the pool's form", okta, "x[devs]", []],
        ["text after the pool's form", okta, "[devs]x", []],
        ["two names that give the same group give it once", okta, "[devs, devs]", ["PATTERN_PUBLISHER"]],
        ["names are compared to the letter", okta, '["Devs","dev","devs "]', []],
        ["our own group names are not the provider's", okta, '["SYSTEM_ADMIN"]', []],
        ["names of the language", okta, '["constructor","__proto__"]', []],
        ["no groups", okta, undefined, []],
        ["an empty text", okta, "", []],
        ["a JSON object", okta, '{"devs":true}', []],
        ["a user of the pool, who wrote the attribute himself", undefined, '["devs"]', []],
        ["an empty list of identities", "[]", '["devs"]', []],
        ["another provider", JSON.stringify([identity("Google")]), '["devs"]', []],
        ["a second provider beside it", JSON.stringify([identity("Okta"), identity("Google")]), '["devs"]', []],
        ["identities that cannot be read", "[{", '["devs"]', []],
        ["identities that are no list", JSON.stringify(identity("Okta")), '["devs"]', []],
        ["an identity without a provider", "[{}]", '["devs"]', []],
        ["an identity that is null", "[null]", '["devs"]', []],
    ];
    for (const [name, identities, providerGroups, expected] of cases) {
        it(name, () => assert.deepEqual(mappedGroups({ identities, status, providerGroups }, mapping), expected));
    }

    for (const other of [undefined, "", "CONFIRMED", "external_provider"]) {
        it(`gives none to a user with the status ${String(other)}, who may have a password here`, () => {
            assert.deepEqual(mappedGroups({ identities: okta, status: other, providerGroups: "devs" }, mapping), []);
        });
    }

    it("never gives a group that the table does not hold, nor throws", () => {
        fc.assert(
            fc.property(fc.string(), fc.string(), (identities, providerGroups) => {
                assert.deepEqual(mappedGroups({ identities, status, providerGroups: "devs" }, mapping), []);
                const none = { provider: "Okta", groups: {} };
                assert.deepEqual(mappedGroups({ identities: okta, status, providerGroups }, none), []);
            }),
        );
    });
});
