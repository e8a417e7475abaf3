import assert from "node:assert/strict";
import type { SourceLocation } from "../../../offline-preview/model";
import { placesOf, type Whereabouts } from "../../../offline-preview/report/places";
import { at, finding } from "./build";

const MONOREPO: Whereabouts = { repository: "/repo", projectFile: "/repo/infra/Pulumi.yml" };

describe("the place of a finding in a repository", () => {
    const cases: Record<
        string,
        { source?: SourceLocation; component?: SourceLocation; where?: Whereabouts; primary: string; related?: string }
    > = {
        "is where the resource is declared": { source: at("index.ts", 3), primary: "index.ts:3" },
        "is the program's own component, and the place in it comes second": {
            source: at("lib/vault.ts", 31),
            component: at("index.ts", 5),
            primary: "lib/vault.ts:31",
            related: "index.ts:5",
        },
        "is where the program makes a component that is installed": {
            source: at("node_modules/palisade-aws/bin/vault.js", 31),
            component: at("index.ts", 5),
            primary: "index.ts:5",
        },
        "is the project where there is none": { primary: "Pulumi.yaml:1" },
        "is the project where all is outside": {
            source: at("/usr/lib/x.ts", 3),
            component: at("node_modules/a/b.js", 4),
            primary: "Pulumi.yaml:1",
        },
        "is seen from the repository's root": { source: at("a.ts", 3), where: MONOREPO, primary: "infra/a.ts:3" },
        "is found beside the project": { source: at("/repo/lib/a.ts", 3), where: MONOREPO, primary: "lib/a.ts:3" },
        "is not outside of the repository": {
            source: at("/other/lib/a.ts", 3),
            component: at("index.ts", 2),
            where: MONOREPO,
            primary: "infra/index.ts:2",
        },
        "is the project's file by its name": { where: MONOREPO, primary: "infra/Pulumi.yml:1" },
        "has a line, whatever the program says": { source: at("index.ts", 0), primary: "index.ts:1" },
        "may have a name that looks like it": {
            source: at("my_node_modules/..a.ts", 1),
            primary: "my_node_modules/..a.ts:1",
        },
    };
    for (const [name, { source, component, where, primary, related }] of Object.entries(cases)) {
        it(name, () => {
            const found = finding("p", undefined, {
                ...(source && { source }),
                ...(component && { component: { urn: "urn:component", source: component } }),
            });
            const places = placesOf(found, where);
            assert.equal(`${places.primary.path}:${places.primary.line}`, primary);
            assert.equal(places.related && `${places.related.path}:${places.related.line}`, related);
        });
    }
});
