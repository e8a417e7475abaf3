import assert from "node:assert/strict";
import { ApiVariables, readEnvironment } from "../../../console/api/lambda/environment";
import { VARIABLES } from "./support/variables";

describe("the environment of a function", () => {
    it("is read, without what is no part of it", () => {
        assert.deepEqual(readEnvironment(ApiVariables, { ...VARIABLES, AWS_SESSION_TOKEN: "1" }), VARIABLES);
    });

    it("is refused by one message that names everything that is missing", () => {
        const message = Object.keys(VARIABLES)
            .sort()
            .map((name) => `${name} is missing`);
        for (const nothing of [{}, Object.fromEntries(Object.keys(VARIABLES).map((name) => [name, ""]))]) {
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
});
