import assert from "node:assert/strict";
import { readOptions, UsageError } from "../../../console/local/options";

describe("options of npm run console", () => {
    it("none are needed", () => {
        assert.deepEqual(readOptions([]), { port: 4400, data: undefined, pages: undefined, help: false });
    });

    it("each is taken", () => {
        assert.deepEqual(readOptions(["--port", "0", "--data", "a", "--pages=b", "--help"]), {
            port: 0,
            data: "a",
            pages: "b",
            help: true,
        });
    });

    const wrong: readonly (readonly [args: readonly string[], message: RegExp])[] = [
        [["--port", "http"], /^--port takes a number from 0 to 65534, not "http"$/],
        [["--port", "65535"], /^--port takes a number from 0 to 65534, not "65535"$/],
        [["--port", "1e3"], /^--port takes/],
        [["--port=-1"], /^--port takes/],
        [["--port=4400.5"], /^--port takes/],
        [["--port="], /^--port takes/],
        [["--port"], /'--port <value>' argument missing/],
        [["--data="], /^--data takes the path of a folder$/],
        [["--pages="], /^--pages takes the path of a folder$/],
        [["--host", "0.0.0.0"], /'--host'/],
        [["folder"], /'folder'/],
        [["--help=yes"], /'--help'/],
    ];
    for (const [args, message] of wrong) {
        it(`${args.join(" ")} is a fault of usage`, () => {
            assert.throws(
                () => readOptions(args),
                (error: unknown) => {
                    assert.ok(error instanceof UsageError);
                    assert.match(error.message, message);
                    assert.ok(!error.message.includes("\n"));
                    return true;
                },
            );
        });
    }
});
