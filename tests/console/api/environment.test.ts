import assert from "node:assert/strict";
import {
    ApiVariables,
    ConsumerVariables,
    readEnvironment,
    SiteVariables,
    SynchroniserVariables,
} from "../../../console/api/lambda/environment";
import { REGISTRY, VARIABLES } from "./support/variables";

describe("the environment of a function", () => {
    it("is read, without what is no part of it", () => {
        assert.deepEqual(readEnvironment(ApiVariables, { ...VARIABLES, AWS_SESSION_TOKEN: "1" }), VARIABLES);
    });

    it("is refused by one message that names everything that is missing", () => {
        // Where nothing makes pipelines, none is named.
        const message = Object.keys(VARIABLES)
            .filter((name) => name !== "PIPELINE_BUILDER")
            .sort()
            .map((name) => `${name} is missing`);
        for (const nothing of [
            {},
            Object.fromEntries(
                Object.keys(VARIABLES).flatMap((name) => (name === "PIPELINE_BUILDER" ? [] : [[name, ""]])),
            ),
        ]) {
            assert.throws(
                () => readEnvironment(ApiVariables, nothing),
                (error: Error) => {
                    const [start = "", names = ""] = error.message.split(": ");
                    assert.equal(start, "the function's environment variables are wrong");
                    assert.deepEqual(names.split("; ").sort(), message);
                    return true;
                },
            );
        }
    });

    const wrong: Readonly<Record<string, readonly [value: string, fault: string]>> = {
        ISSUER: ["http://hunter2.example", "is no address of https"],
        CHANGES_QUEUE_URL: ["hunter2", "is no address of https"],
        TOPIC_PREFIX: ["arn:aws:sqs:eu-west-1:111122223333:hunter2", "is no ARN of sns"],
        PAGE_TOKEN_SECRET: ["hunter2", "is no ARN of secretsmanager"],
    };
    for (const [name, [value, fault]] of Object.entries(wrong)) {
        it(`is refused without the value of ${name}, which ${fault}`, () => {
            assert.throws(() => readEnvironment(ApiVariables, { ...VARIABLES, [name]: value }), {
                message: `the function's environment variables are wrong: ${name} ${fault}`,
            });
        });
    }

    const TABLES = ["PATTERNS_TABLE", "PUBLISH_DATA_TABLE", "ATTRIBUTES_TABLE", "SUBSCRIPTIONS_TABLE"];
    const others = {
        "the consumer": [ConsumerVariables, [...TABLES, "REGISTRY_PREFIX"]],
        "the synchroniser": [
            SynchroniserVariables,
            [...TABLES, "REGISTRY_PREFIX", "PIPELINE_BUILDER", "PIPELINE_PREFIX"],
        ],
    } as const;
    for (const [whose, [variables, names]] of Object.entries(others)) {
        it(`has what is ${whose}'s`, () => {
            assert.deepEqual(
                Object.keys(readEnvironment(variables, { ...VARIABLES, ...REGISTRY })).sort(),
                [...names].sort(),
            );
        });
    }

    it("has a builder of pipelines only where it is told of one", () => {
        const { PIPELINE_BUILDER: _, ...none } = VARIABLES;
        assert.equal(readEnvironment(ApiVariables, none).PIPELINE_BUILDER, undefined);
        assert.equal(readEnvironment(SynchroniserVariables, { ...none, ...REGISTRY }).PIPELINE_BUILDER, undefined);
        assert.equal(readEnvironment(ApiVariables, VARIABLES).PIPELINE_BUILDER, "make-pipelines");
        assert.throws(() => readEnvironment(ApiVariables, { ...VARIABLES, PIPELINE_BUILDER: "" }), /PIPELINE_BUILDER/);
    });

    for (const [prefix, isOne] of Object.entries({
        A: true,
        "a_b-14-letters": true,
        "a_b-15--letters": false,
        "A.B": false,
        "A B": false,
    })) {
        it(`${isOne ? "takes" : "refuses"} "${prefix}" before names in the registry`, () => {
            const read = () => readEnvironment(ConsumerVariables, { ...VARIABLES, REGISTRY_PREFIX: prefix });
            if (isOne) {
                assert.equal(read().REGISTRY_PREFIX, prefix);
            } else {
                assert.throws(read, /wrong: REGISTRY_PREFIX is no prefix of up to 14 letters, digits, _ and -$/);
            }
        });
    }

    describe("of the site", () => {
        const config = { api: "/api", authority: "https://login.example.com", clientId: "a", scopes: ["openid"] };
        const right = {
            RUNTIME_CONFIG: JSON.stringify(config),
            CONNECT_ORIGINS: "https://login.example.com https://pool.example.com:8443",
        };

        it("is read as what it says", () => {
            assert.deepEqual(readEnvironment(SiteVariables, right), {
                RUNTIME_CONFIG: config,
                CONNECT_ORIGINS: ["https://login.example.com", "https://pool.example.com:8443"],
            });
        });

        const wrongs: readonly [name: keyof typeof right, value: string, fault: string][] = [
            ["RUNTIME_CONFIG", "hunter2", "is no configuration of the pages"],
            ["RUNTIME_CONFIG", JSON.stringify({ ...config, secret: "hunter2" }), "is no configuration of the pages"],
            ["RUNTIME_CONFIG", "", "is missing"],
            ["CONNECT_ORIGINS", "https://hunter2.example.com/path", "is no list of origins of https"],
            ["CONNECT_ORIGINS", "https://a.example.com; script-src *", "is no list of origins of https"],
            ["CONNECT_ORIGINS", "http://127.0.0.1", "is no list of origins of https"],
            ["CONNECT_ORIGINS", "", "is missing"],
        ];
        for (const [name, value, fault] of wrongs) {
            it(`is refused: ${name} ${fault}, as ${JSON.stringify(value)}`, () => {
                assert.throws(() => readEnvironment(SiteVariables, { ...right, [name]: value }), {
                    message: `the function's environment variables are wrong: ${name} ${fault}`,
                });
            });
        }
    });
});
