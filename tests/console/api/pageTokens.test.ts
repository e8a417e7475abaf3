import assert from "node:assert/strict";
import { PageTokens } from "../../../console/api/http/pageTokens";

describe("page tokens", () => {
    const tokens = new PageTokens("s".repeat(32));
    const position = { patternId: "WÖB", sort: "\u{1F980}" };

    it("give back the position to the list that gave them, and tell nothing of it", () => {
        const token = tokens.seal(position, "patterns of me");
        assert.deepEqual(tokens.open(token, "patterns of me"), position);
        assert.doesNotMatch(Buffer.from(token, "base64url").toString("latin1"), /patternId/);
        assert.notEqual(tokens.seal(position, "patterns of me"), token);
    });

    const refused: readonly [string, (token: string) => string, PageTokens?, string?][] = [
        ["another list", (token) => token, tokens, "patterns of you"],
        ["another secret", (token) => token, new PageTokens("t".repeat(32))],
        ["a cut one", (token) => token.slice(0, -4)],
        ["the beginning of one", (token) => token.slice(0, 22)],
        ["none", () => ""],
        ["one with a changed bit", (token) => `${token.startsWith("A") ? "B" : "A"}${token.slice(1)}`],
        ["a position in plain text", () => Buffer.from(JSON.stringify(position)).toString("base64url")],
    ];
    for (const [name, change, by = tokens, list = "patterns of me"] of refused) {
        it(`are refused: ${name}`, () => {
            const token = change(tokens.seal(position, "patterns of me"));
            assert.throws(() => by.open(token, list), {
                status: 400,
                message: "nextToken is not one that this list gave: start from the first page.",
            });
        });
    }

    it("are good for a day, by the clock of the API", () => {
        let now = new Date("2026-03-01T12:00:00.000Z");
        const clocked = new PageTokens("s".repeat(32), () => now);
        const token = clocked.seal(position, "patterns of me");
        now = new Date("2026-03-02T11:59:59.999Z");
        assert.deepEqual(clocked.open(token, "patterns of me"), position);
        now = new Date("2026-03-02T12:00:00.000Z");
        assert.throws(() => clocked.open(token, "patterns of me"), {
            status: 400,
            message: "nextToken is not one that this list gave: start from the first page.",
        });
    });

    it("need a secret that cannot be guessed", () => {
        assert.throws(() => new PageTokens("s".repeat(31)), /fewer than 32 characters: use a random one$/);
    });
});
