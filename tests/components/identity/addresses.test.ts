import assert from "node:assert/strict";
import { placeFaults, signInDomain } from "../../../components/identity/policy/addresses";
import { places } from "../support/meaning";

describe("the address of sign-in", () => {
    for (const domain of ["a", "example-console", "x".repeat(63), "login.example.com", "login.example.co.uk"]) {
        it(`may be ${domain}`, () => {
            assert.deepEqual(signInDomain(domain, "domain"), []);
        });
    }

    const wrong: [string, RegExp][] = [
        ["", /is not made of/],
        ["Example", /is not made of/],
        ["-example", /is not made of/],
        ["example_console", /is not made of/],
        ["x".repeat(64), /is not made of/],
        ["mycognito", /has "cognito" in it/],
        ["amazonas", /has "amazon" in it/],
        ["laws", /has "aws" in it/],
        ["login.example.com/", /is not the name of a host/],
        ["https://login.example.com", /is not the name of a host/],
        ["Login.example.com", /is not the name of a host/],
        ["10.0.0.1", /is not the name of a host/],
    ];
    for (const [domain, expected] of wrong) {
        it(`is not "${domain}"`, () => {
            assert.match(signInDomain(domain, "domain")[0]?.fault ?? "", expected);
        });
    }

    for (const place of places) {
        const there = ["aws", "aws-us-gov"].includes(place.partition);
        it(`${place.partition}: ${there ? "a prefix" : "none"}${place.partition === "aws" ? ", or a host" : ""}`, () => {
            const faults = (domain: string) => placeFaults(place, domain).map(({ argument }) => argument);
            assert.deepEqual(faults("example"), there ? [] : ["region"]);
            const own = { aws: [], "aws-us-gov": ["domain"] }[place.partition] ?? ["region"];
            assert.deepEqual(faults("login.example.com"), own);
        });
    }
});
