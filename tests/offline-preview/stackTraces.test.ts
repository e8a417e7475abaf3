import assert from "node:assert/strict";

// Mocha is told to load what is tested before all tests.
describe("a stack trace", () => {
    const VARIABLE = "PULUMI_DEBUG_PROMISE_LEAKS";
    /** Named as what the SDK has for each promise. */
    const debuggablePromise = (): string => String(new Error("kept").stack);
    const another = (): string => String(new Error("thrown").stack);
    let before: string | undefined;
    beforeEach(() => {
        before = process.env[VARIABLE];
        delete process.env[VARIABLE];
    });
    afterEach(() => {
        if (before !== undefined) {
            process.env[VARIABLE] = before;
        } else {
            delete process.env[VARIABLE];
        }
    });

    it("tells where, with the line of the source", () => {
        assert.match(another(), /^Error: thrown\n {4}at another \(.*stackTraces\.test\.ts:8:\d+\)\n/);
    });

    it("is not made for promises that might leak, unless one looks for those", () => {
        assert.equal(debuggablePromise(), "Error: kept");
        process.env[VARIABLE] = "1";
        assert.match(debuggablePromise(), /^Error: kept\n {4}at debuggablePromise \(.*stackTraces\.test\.ts:7:\d+\)\n/);
    });
});
