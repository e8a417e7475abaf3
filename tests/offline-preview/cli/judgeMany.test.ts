import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert";
import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { REPORT_FORMATS } from "../../../offline-preview/report/renderers";
import type { JsonStatesReport } from "../../../offline-preview/report/states/json";
import { readSarif } from "../report/sarif";
import { readXml } from "../report/xml";
import { pack, runCli, TestProject, type CliRun } from "./project";

const TYPE = "test:index:Thing";

function state(stack: string, ...things: { name: string; open?: boolean; blob?: string }[]): string {
    const urn = (type: string, name: string): string => `urn:pulumi:${stack}::shop::${type}::${name}`;
    const resources = things.map(({ name, ...inputs }) => ({
        urn: urn(TYPE, name),
        type: TYPE,
        custom: true,
        id: name,
        inputs,
    }));
    const root = { urn: urn("pulumi:pulumi:Stack", `shop-${stack}`), type: "pulumi:pulumi:Stack" };
    return JSON.stringify({ version: 3, deployment: { resources: [root, ...resources] } });
}

/** Each knows what only its own stack may tell it. */
const POLICIES = `[{
    name: "closed", description: "Things are closed.", enforcementLevel: "mandatory", severity: "high",
    validateResource: (args, report) => { if (args.props.open) { report(args.name + " is open."); } },
}, {
    name: "own", description: "Things are of one stack.", enforcementLevel: "mandatory",
    validateResource: (args, report) => {
        const stack = args.urn.split(":")[2];
        globalThis.seen ??= stack;
        if (globalThis.seen !== stack || process.env.PULUMI_NODEJS_STACK !== stack) {
            report(stack + " after " + globalThis.seen + " in a process of '" + process.env.PULUMI_NODEJS_STACK + "'");
        }
    },
}]`;

describe("offline preview command: judge many", function () {
    this.timeout(180_000);
    let project: TestProject;
    const run = (...args: string[]): Promise<CliRun> =>
        runCli(project, ["judge", ...args, "--policy-pack", "pack", "--non-interactive"]);
    const read = (name: string): string => readFileSync(join(project.dir, name), "utf8");

    before(() => {
        project = new TestProject({
            "Pulumi.yaml": "",
            "Pulumi.dev.yaml": "",
            "good/a.json": state("a", { name: "x" }),
            "good/b.json": state("b", { name: "x", open: true }, { name: "y", open: true }),
            "good/c.json": state("c", { name: "x", open: true }),
            "good/d.json": state("d", { name: "z" }),
            "same/b.json": state("b", { name: "w", open: true }),
            "bad/cut.json": state("cut", { name: "x" }).slice(0, 60),
            "bad/old.json": '{"version":1,"deployment":{}}',
            "bad/other.json": '{"hunter2":true}',
            "bad/ok.json": state("ok", { name: "x", open: true }),
            ...pack("pack", POLICIES),
        });
    });
    after(() => project.remove());

    it("names the files of states whose stacks are called the same", async () => {
        const { stdout } = await run("good/b.json", "good/c.json", "same", "--report", "sarif=same.sarif");
        match(stdout, /\n ✗ shop\/b \(good\/b\.json\) {2}.*\n ✗ shop\/c {4,}.*\n ✗ shop\/b \(same\/b\.json\) {2}/);
        match(stdout, /\n {8}shop\/b \(same\/b\.json\) {2}test:index:Thing w: w is open\./);
        const texts = readSarif(read("same.sarif")).results.map(({ message }) => message.text.split(":")[2]);
        deepStrictEqual(texts.map((text) => text?.replace(/^Thing /, "")).sort(), [
            "w of shop/b (same/b.json)",
            "x of shop/b (good/b.json)",
            "x of shop/c",
            "y of shop/b (good/b.json)",
        ]);
    });

    it("judges a folder at once, each stack by packs of its own, in one report of every format", async () => {
        const files = REPORT_FORMATS.filter((format) => format !== "text").map((format) => `${format}=out/${format}`);
        mkdirSync(join(project.dir, "out"), { recursive: true });
        const { code, stdout, stderr } = await run("good", "-p", "3", ...files.flatMap((file) => ["--report", file]));
        strictEqual(code, 1, stderr);
        match(
            stdout,
            /^4 states, judged offline\n\n ✓ shop\/a {2}2 resources\n ✗ shop\/b {2}3 resources, 2 mandatory\n/,
        );
        match(
            stdout,
            /✗ {2}high {2}closed {2}3 violations in 2 stacks\n {6}Things are closed\.\n {8}shop\/b {2}test:index:Thing x: x is open\.\n/,
        );
        match(stdout, /\nResources: {3}9 in the state\nFindings: {4}3 mandatory \(3 high\)\n/);
        match(stdout, /\nFailed: 3 mandatory violations in 3 resources in 2 of 4 stacks\.\n$/);

        const json = JSON.parse(read("out/json")) as JsonStatesReport;
        deepStrictEqual(
            json.stacks.map(({ file, stack, verdict, findings }) => [file, stack, verdict, findings.length]),
            [
                ["good/a.json", "a", "passed", 0],
                ["good/b.json", "b", "policy-failed", 2],
                ["good/c.json", "c", "policy-failed", 1],
                ["good/d.json", "d", "passed", 0],
            ],
        );
        deepStrictEqual(
            [json.format, json.verdict, json.summary.stacks],
            ["pulumi-offline-preview-states/1", "policy-failed", { passed: 2, "policy-failed": 2 }],
        );
        strictEqual(json.packs.length, 1);

        const { results, automationDetails } = readSarif(read("out/sarif"));
        strictEqual(automationDetails.id, "pulumi-offline-preview/states/");
        const prints = results.map((result) => result.partialFingerprints.primaryLocationLineHash);
        strictEqual(new Set(prints).size, 3);
        match(results[0]?.message.text ?? "", /^test:index:Thing x of shop\/b: Things are closed\.\nx is open\.$/);

        const suites = [...readXml(read("out/junit")).getElementsByTagName("testsuite")];
        deepStrictEqual(
            suites.map((suite) => ["name", "tests", "failures", "errors"].map((name) => suite.getAttribute(name))),
            [
                ["shop/a", "1", "0", "0"],
                ["shop/b", "2", "1", "0"],
                ["shop/c", "2", "1", "0"],
                ["shop/d", "1", "0", "0"],
            ],
        );
        const issues = JSON.parse(read("out/gitlab")) as { description: string; fingerprint: string }[];
        strictEqual(new Set(issues.map(({ fingerprint }) => fingerprint)).size, 3);
        match(issues[2]?.description ?? "", /Thing x of shop\/c/);
        match(read("out/md"), /\| shop\/b \| 2 \| 0 \|\n\| shop\/c \| 1 \| 0 \|/);
        match(read("out/md"), /test:index:Thing x of shop\/c/);
        match(read("out/html"), /<h1>4 states<\/h1>/);
        match(
            read("out/html"),
            /<th scope="row">shop\/b<\/th><td class="violated">policy-failed<\/td><td class="number">3<\/td>/,
        );
        doesNotMatch(["md", "html", "junit"].map((format) => read(`out/${format}`)).join(), /Pulumi\.yaml:/);
        match(read("out/csv"), /^framework,control,/);
    });

    it("lets packs be shared, which are told of each stack anew and know no name of it", async () => {
        const { stdout } = await run("good", "--share-packs", "--parallel", "1", "--json");
        const { stacks } = JSON.parse(stdout) as JsonStatesReport;
        const said = stacks.flatMap(({ findings }) => findings.filter(({ policy }) => policy === "own"));
        deepStrictEqual(
            [...new Set(said.map(({ message }) => message))],
            ["a", "b", "c", "d"].map((stack) => `${stack} after a in a process of ''`),
        );
        strictEqual(stacks.flatMap(({ findings }) => findings.filter(({ policy }) => policy === "closed")).length, 3);
    });

    it("judges the others where some are no states, and ends with 2", async () => {
        const { code, stdout, stderr } = await run("bad", "--report", "junit=bad.xml");
        strictEqual(code, 2, stderr);
        match(stdout, / ! bad\/cut\.json +not judged\n/);
        match(stdout, / ✗ shop\/ok +2 resources, \d mandatory\n/);
        match(stdout, /error: state bad\/cut\.json: it is no JSON; was it cut off\?/);
        match(stdout, /error: state bad\/old\.json: it is of a version that is not known here/);
        match(stdout, /error: state bad\/other\.json: it holds no deployment/);
        match(
            stdout,
            /3 of 4 states could not be read and judged \(\d mandatory violations? in 1 resource.* so far\)\.\n$/,
        );
        doesNotMatch(stdout, /hunter2/);
        match(read("bad.xml"), /<error message="Not everything was judged\.">state bad\/cut\.json: /);
    });

    it("keeps no state that it has judged", async () => {
        mkdirSync(join(project.dir, "many"));
        for (let index = 0; index < 24; index++) {
            const text = state(`s${index}`, { name: "x", open: true, blob: "x".repeat(1_000_000) });
            writeFileSync(join(project.dir, `many/${index}.json`), text);
        }
        process.env.NODE_OPTIONS = "--max-old-space-size=40";
        try {
            const { code, stdout, stderr } = await run("many", "--share-packs", "--parallel", "1");
            strictEqual(code, 1, stderr);
            match(stdout, /in 24 of 24 stacks\.\n$/);
        } finally {
            delete process.env.NODE_OPTIONS;
        }
    });

    it("tells all that is wrong with paths before anything is judged, and writes nothing", async () => {
        mkdirSync(join(project.dir, "large"));
        writeFileSync(join(project.dir, "large/huge.json"), "");
        truncateSync(join(project.dir, "large/huge.json"), 500_000_001);
        const { code, stdout, stderr } = await run("good", "large", "gone.json", "--report", "md=never.md");
        deepStrictEqual([code, stdout], [2, ""]);
        match(stderr, /state large\/huge\.json: it is larger than 500 MB/);
        match(stderr, /state gone\.json: there is no such file/);
        ok(!readdirSync(project.dir).includes("never.md"));
    });
});
