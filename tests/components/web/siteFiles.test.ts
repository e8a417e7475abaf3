import assert from "node:assert/strict";
import { cacheControlOf, contentTypeOf, siteFaults } from "../../../components/web/policy/siteFiles";

const facts = { contentTypes: {}, configured: false, apiPath: "/api" };

describe("the files of a site", () => {
    const types: [string, string | undefined][] = [
        ["index.html", "text/html; charset=utf-8"],
        ["assets/app-3f2a1b.js", "text/javascript; charset=utf-8"],
        ["assets/app.min.css", "text/css; charset=utf-8"],
        ["PHOTO.JPG", "image/jpeg"],
        ["font.woff2", "font/woff2"],
        [".well-known/security.txt", "text/plain; charset=utf-8"],
        ["app.js.map", undefined],
        [".env", undefined],
        ["LICENSE", undefined],
        ["js/LICENSE", undefined],
        ["v1.html/LICENSE", undefined],
        ["x.constructor", undefined],
    ];
    for (const [path, type] of types) {
        it(`${path}: ${type ?? "not known"}`, () => {
            assert.equal(contentTypeOf(path, {}), type);
        });
    }

    it("are what the user says, where they say something", () => {
        const more = { map: "application/json", js: "text/plain" };
        assert.equal(contentTypeOf("app.js.map", more), "application/json");
        assert.equal(contentTypeOf("app.js", more), "text/plain");
    });

    it("are kept for a year where their names change with them, and else not at all", () => {
        assert.equal(cacheControlOf(true), "public, max-age=31536000, immutable");
        assert.equal(cacheControlOf(false), "no-cache");
    });

    const refusals: [string[], Partial<typeof facts>, RegExp[]][] = [
        [["index.html"], {}, []],
        [["a.html", "sub/index.html"], {}, [/no index\.html/]],
        [["index.html", "a.map", ".env"], {}, [/"a\.map" \(and 1 more\)/]],
        [["index.html", "a.map"], { contentTypes: { map: "application/json" } }, []],
        [["index.html", "config.json"], {}, []],
        [["index.html", "config.json"], { configured: true }, [/a config\.json, and runtimeConfig/]],
        [["index.html", "api/index.html", "apis.html"], {}, [/"api\/index\.html" is where the API is/]],
        [["index.html", "api/index.html"], { apiPath: undefined }, []],
        [["x", "api/x.html"], {}, [/no index/, /"x"/, /where the API is/]],
    ];
    for (const [paths, more, faults] of refusals) {
        it(`${paths.join(", ")} with ${JSON.stringify(more)}: ${faults.length} faults`, () => {
            const found = siteFaults(paths, { ...facts, ...more }, "pagesFolder");
            assert.equal(found.length, faults.length);
            for (const [index, fault] of faults.entries()) {
                assert.equal(found[index]?.argument, "pagesFolder");
                assert.match(found[index]?.fault ?? "", fault);
            }
        });
    }
});
