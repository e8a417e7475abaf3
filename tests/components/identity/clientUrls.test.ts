import assert from "node:assert/strict";
import { clientUrls, loopbackFaults, rootsOf } from "../../../components/identity/policy/clientUrls";

describe("addresses to come back to", () => {
    for (const url of [
        "https://a.example.com",
        "https://a.example.com:8443/in?x=1",
        "http://localhost:5173/",
        "http://[::1]/",
    ]) {
        it(`may be ${url}`, () => {
            assert.deepEqual(clientUrls([url], "urls"), []);
        });
    }

    const wrong: [string, RegExp][] = [
        ["", /is not an address of the web/],
        ["console.example.com", /is not an address of the web/],
        ["myapp://signed-in", /is not an address of the web/],
        ["javascript:alert(1)", /is not an address of the web/],
        ["https:/example.com", /is not an address of the web/],
        ["http://a.example.com/", /is not https/],
        ["http://localhost.example.com/", /is not https/],
        ["http://localhost@example.com/", /is not https/],
        ["https://a:b@example.com/", /names a user/],
        ["https://*.example.com/", /has a wildcard/],
        ["https://a.example.com/#in", /has a fragment/],
    ];
    for (const [url, expected] of wrong) {
        it(`are not "${url}"`, () => {
            assert.match(clientUrls([url], "urls")[0]?.fault ?? "", expected);
        });
    }

    it("are 1 to 100", () => {
        const many = (count: number) => clientUrls(Array<string>(count).fill("https://a.example.com/"), "urls").length;
        assert.deepEqual([0, 1, 100, 101].map(many), [1, 0, 0, 1]);
    });

    it("are on the machine of whoever signs in, by whatever name and scheme", () => {
        const local = ["http://localhost/", "https://localhost:1/", "http://127.0.0.1/", "https://LOCALHOST/"];
        assert.equal(loopbackFaults([...local, "https://localhost.example.com/"], "urls").length, local.length);
    });

    it("have roots, each once", () => {
        assert.deepEqual(rootsOf(["https://A.example.com/in", "https://a.example.com:443/out"]), [
            "https://a.example.com/",
        ]);
    });
});
