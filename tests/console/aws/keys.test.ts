import assert from "node:assert/strict";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { keysByFunction } from "../../../console/aws/keys";
import { tokenVerifier } from "../../../console/api/http/tokens";
import { keysHandler } from "../../../console/api/lambda/keys";
import { CLIENT, UserPool } from "../api/support/identity";
import { type Call, record } from "./support/recorder";

const FUNCTION = "arn:aws:lambda:eu-west-1:111122223333:function:keys:live";

describe("the user pool's keys, from a VPC without the internet", () => {
    let pool: UserPool;
    before(async () => void (pool = await UserPool.start()));
    after(() => pool.stop());

    /** The API's verifier, whose function of keys answers with what is given. */
    function verifier(answer: () => object) {
        const client = new LambdaClient({ region: "eu-west-1" });
        const calls: Call[] = record(client, answer);
        const settings = { issuer: pool.issuer, clientId: CLIENT, jwksUri: "https://unreachable.invalid/keys" };
        return { calls, verify: tokenVerifier({ ...settings, fetchKeys: keysByFunction(client, FUNCTION) }) };
    }

    const payload = async (): Promise<object> => ({
        Payload: Buffer.from(JSON.stringify(await keysHandler(pool.issuer)())),
    });

    it("come by the function that has the internet, once for many tokens", async () => {
        const keys = await payload();
        const { calls, verify } = verifier(() => keys);
        for (const sub of ["one", "two"]) {
            assert.equal((await verify(await pool.token({ sub }))).sub, sub);
        }
        assert.deepEqual(calls, [["InvokeCommand", { FunctionName: FUNCTION }]]);
    });

    const faults: Readonly<Record<string, object>> = {
        "the function fails": { FunctionError: "Unhandled", Payload: Buffer.from('{"errorMessage":"hunter2"}') },
        "it answers with something else": { Payload: Buffer.from("<html>") },
        "it answers nothing": {},
    };
    for (const [what, answer] of Object.entries(faults)) {
        it(`where ${what}, nobody is let in, and told to come again`, async () => {
            const { verify } = verifier(() => answer);
            await assert.rejects(verify(await pool.token({ sub: "one" })), { status: 503 });
        });
    }

    it("where the pool does not give them, the function fails, and says with what", async () => {
        const answering = (body: string, status: number) => () => Promise.resolve(new Response(body, { status }));
        const none = keysHandler(pool.issuer, answering("{}", 404));
        await assert.rejects(none, /^Error: the user pool answers 404 instead of its keys$/);
        await assert.rejects(keysHandler(pool.issuer, answering('{"keys":[]}', 200)));
        await assert.rejects(keysHandler(pool.issuer, answering("<html>", 200)));
    });
});
