import assert from "node:assert/strict";
import { privateApiStatements, privateDomainStatements } from "../../../components/api/policy/apiStatements";
import { otherAccount, places, says } from "../support/meaning";

const own = "vpce-0a";

describe("the policy of a private API", () => {
    for (const place of places) {
        const { partition, region, accountId } = place;
        const api = `arn:${partition}:execute-api:${region}:${accountId}:a1b2c3`;
        const role = (account: string): string => `arn:${partition}:iam::${account}:role/admin`;
        const ask = (principal: string, resource: string, endpoint?: string, action = "execute-api:Invoke"): string =>
            says(
                privateApiStatements(place, [own, "vpce-0b"]),
                principal,
                action,
                resource,
                endpoint === undefined ? {} : { "aws:SourceVpce": endpoint },
            );

        it(`${partition}: lets in what comes through its endpoints, whoever it is`, () => {
            for (const endpoint of [own, "vpce-0b"]) {
                assert.equal(ask("anonymous", `${api}/live/GET/patterns`, endpoint), "allowed");
            }
        });

        it(`${partition}: denies every other way, also to the account's own administrators`, () => {
            for (const principal of ["anonymous", role(accountId), role(otherAccount)]) {
                assert.equal(ask(principal, `${api}/live/GET/patterns`), "denied", principal);
                assert.equal(ask(principal, `${api}/live/GET/patterns`, "vpce-0c"), "denied", principal);
            }
        });

        it(`${partition}: has no other stage, and allows nothing but calls`, () => {
            assert.equal(ask("anonymous", `${api}/test-invoke-stage/GET/patterns`, own), "not-covered");
            assert.equal(
                ask("anonymous", `${api}/live/GET/patterns`, own, "execute-api:ManageConnections"),
                "not-covered",
            );
        });
    }
});

describe("the policy of a private API's own domain", () => {
    for (const place of places) {
        const { partition, region, accountId } = place;
        const domain = (name: string): string =>
            `arn:${partition}:execute-api:${region}:${accountId}:/domainnames/${name}`;
        const ask = (resource: string, endpoint?: string): string =>
            says(
                privateDomainStatements(place, "api.example.com", [own]),
                "anonymous",
                "execute-api:Invoke",
                resource,
                endpoint === undefined ? {} : { "aws:SourceVpce": endpoint },
            );

        it(`${partition}: lets in what comes through its endpoints, to this domain and to no other`, () => {
            assert.equal(ask(domain("api.example.com+f4g5h6"), own), "allowed");
            assert.equal(ask(domain("api.example.com+f4g5h6"), "vpce-0c"), "denied");
            assert.equal(ask(domain("api.example.com+f4g5h6")), "denied");
            assert.equal(ask(domain("other.example.com+f4g5h6"), own), "not-covered");
        });
    }
});
