import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert";
import { renameSync } from "node:fs";
import { join } from "node:path";
import type { JsonReport } from "../../../offline-preview/report/json";
import { pack, runCli, TestProject, type CliRun } from "./project";

const CANARY = "c4n4ry-in-a-coal-mine";

/** A pack that repeats every string it is given, as a careless one would. */
const CHATTY = `[{
    name: "chatty", description: "Tells all.", enforcementLevel: "advisory",
    validateResource: (args, report) => report("inputs are " + JSON.stringify(args.props)),
}]`;

const DOCUMENTS = `[{
    name: "documents", description: "Documents are read.", enforcementLevel: "mandatory", severity: "high",
    validateResource: (args, report) => {
        if (args.type === "aws:s3/bucketPolicy:BucketPolicy" && args.props.policy.includes("everyone")) {
            report("the policy lets everyone in");
        }
    },
}, {
    name: "stacks", description: "Stacks have buckets.", enforcementLevel: "advisory",
    validateStack: (args, report) => report("seen " + args.resources.filter((r) => r.type.includes(":Bucket")).length),
}]`;

const HELD = `
    import * as aws from "@pulumi/aws";
    import * as pulumi from "@pulumi/pulumi";
    class Held extends pulumi.ComponentResource {
        constructor(name: string) {
            super("test:index:Held", name);
            const bucket = new aws.s3.Bucket(name, { forceDestroy: true }, { parent: this });
            new aws.s3.BucketPolicy(
                name, { bucket: bucket.id, policy: pulumi.interpolate\`everyone \${bucket.arn}\` }, { parent: this },
            );
        }
    }
    new Held("one");
    new aws.s3.Bucket("two");
`;

const SUBNETS = `[{
    name: "subnets", description: "Subnets are not used.", enforcementLevel: "mandatory",
    validateResource: (args, report) => { if (args.props.subnetId?.startsWith("subnet-")) { report("it is"); } },
}, {
    name: "stack", description: "Stacks are empty.", enforcementLevel: "advisory",
    validateStack: (args, report) => report("has " + args.resources.length),
}]`;

const REMEDIATES = `[{
    name: "no-force", description: "Data stays.", enforcementLevel: "advisory",
    remediateResource: (args) => {
        if (args.type === "aws:s3/bucket:Bucket" && args.props.forceDestroy) {
            args.props.forceDestroy = false;
            return args.props;
        }
    },
    validateResource: (args, report) => { if (args.props.forceDestroy) { report("destroys data"); } },
}]`;

describe("offline-preview command: what it is for", function () {
    this.timeout(300_000);

    async function run(files: Record<string, string>, ...args: string[]): Promise<CliRun> {
        const project = new TestProject(files);
        try {
            return await runCli(project, args);
        } finally {
            project.remove();
        }
    }

    it("prints no secret: not in the tree, not as JSON, not from the program, not from a pack", async () => {
        const files = {
            "index.ts": `
                import * as pulumi from "@pulumi/pulumi";
                import { Thing } from "./thing";
                const secret = pulumi.secret("${CANARY}");
                new Thing("a", { password: secret, deep: { list: [secret] }, said: pulumi.interpolate\`x \${secret} y\` });
                secret.apply((text) => console.log("the program says " + text));
                secret.apply((text) => pulumi.log.warn("and logs " + text));
                export const open = secret;
            `,
            ...pack("pack", CHATTY),
        };
        for (const format of [[], ["--json"]]) {
            const { all, code } = await run(files, "--policy-pack", "pack", ...format);
            strictEqual(code, 0, all);
            match(all, /inputs are .*password.*\[secret\]/s);
            match(all, /the program says \[secret\]/);
            match(all, /and logs \[secret\]/);
            doesNotMatch(all, new RegExp(CANARY));
        }
    });

    it("decides with made-up ids what is unknown, and says where: the resource, and the component in the program", async () => {
        const { stdout, code } = await run(
            { "index.ts": HELD, ...pack("pack", DOCUMENTS) },
            "--policy-pack",
            "pack",
            "--json",
        );
        strictEqual(code, 1);
        const report = JSON.parse(stdout) as JsonReport;
        const [found] = report.findings.filter(({ policy }) => policy === "documents");
        deepStrictEqual(
            [found?.kind, found?.decidedBy, found?.message, found?.severity],
            ["violation", "made-up-ids", "the policy lets everyone in", "high"],
        );
        deepStrictEqual([found?.source?.file, found?.source?.line], ["index.ts", 8]);
        deepStrictEqual([found?.component?.source?.file, found?.component?.source?.line], ["index.ts", 13]);
        const [stack] = report.findings.filter(({ policy }) => policy === "stacks");
        deepStrictEqual([stack?.message, stack?.decidedBy], ["seen 3", "both"]);
    });

    it("previews a program that goes on only with results of functions, and tells how it failed without", async () => {
        const program = (use: string): Record<string, string> => ({
            "index.ts": `
                import * as pulumi from "@pulumi/pulumi";
                import { Thing } from "./thing";
                const ask = (of: string, args = {}): Promise<any> => pulumi.runtime.invoke(of, args);
                const vpc = ask("aws:ec2/getVpc:getVpc", { default: true });
                new Thing("first", { vpcId: vpc.then(({ id }) => id) });
                ${use}
            `,
            ...pack("pack", SUBNETS),
        });
        const uses = {
            "it takes apart what it asks with one result for another": `
                const ids = vpc.then(({ id }) => ask("aws:ec2/getSubnets:getSubnets", { filters: [{ values: [id] }] }));
                new Thing("second", { subnetId: ids.then(({ ids }) => ids[0].trim()) });`,
            "it takes a text apart": `
                new Thing("second", { subnetId: vpc.then(({ id }) => id.replace("vpc-", "subnet-")) });`,
        };
        for (const [use, text] of Object.entries(uses)) {
            const { stdout, code } = await run(program(text), "--policy-pack", "pack", "--json");
            const report = JSON.parse(stdout) as JsonReport;
            deepStrictEqual([report.verdict, code], ["policy-failed", 1], `${use}: ${stdout}`);
            const things = report.resources.filter(({ type }) => type === "test:index:Thing");
            deepStrictEqual(
                things.map(({ name, onlyWithIds }) => [name, onlyWithIds]),
                [
                    ["first", false],
                    ["second", true],
                ],
            );
            match(JSON.stringify(things[1]?.inputs), /^\{"subnetId":"subnet-0[0-9a-f]{16}"\}$/);
            deepStrictEqual(
                report.findings.map(({ policy, decidedBy }) => [policy, decidedBy]),
                [
                    ["subnets", "made-up-ids"],
                    ["stack", "made-up-ids"],
                ],
            );
            const said = report.diagnostics.map(({ severity, message }) => `${severity}: ${message}`);
            ok(
                said.some((one) => /^warning: the program failed when .*(Cannot read|is not a function)/s.test(one)),
                said.join(),
            );
            ok(!said.some((one) => one.startsWith("error")));
        }

        const { stdout, code } = await run(program('throw new Error("boom");'), "--json");
        const report = JSON.parse(stdout) as JsonReport;
        deepStrictEqual([report.verdict, code], ["program-failed", 2]);
        strictEqual(report.diagnostics.filter(({ message }) => message.includes("boom")).length, 1);
    });

    it("leaves open what one function's result gives another's, which the engine knows, and facts can", async () => {
        const LISTS = `[{
            name: "lists", description: "Lists are given.", enforcementLevel: "mandatory",
            validateResource: (args, report) => {
                const list = args.props.subnets ?? args.props.subnetIds;
                if (args.type.startsWith("aws:") && list === undefined) { report("none of " + args.name); }
                if (list?.length === 1) { report("one of " + args.name); }
            },
        }]`;
        const compilerOptions = { module: "nodenext", moduleResolution: "nodenext", target: "es2022" };
        const asModule = {
            "package.json": JSON.stringify({ main: "index.ts", type: "module" }),
            "tsconfig.json": JSON.stringify({ compilerOptions }),
        };
        for (const kind of [{}, asModule]) {
            const files: Record<string, string> = {
                ...kind,
                "index.ts": `
                    import * as aws from "@pulumi/aws";
                    const main = async () => {
                        const vpc = await aws.ec2.getVpc({ default: true });
                        const { ids } = await aws.ec2.getSubnets({ filters: [{ name: "vpc-id", values: [vpc.id] }] });
                        new aws.lb.LoadBalancer("balancer", { subnets: ids });
                        new aws.rds.SubnetGroup("group", { subnetIds: ids });
                        new aws.lb.LoadBalancer("nothing");
                    };
                    void main();
                `,
                "facts.json": JSON.stringify({ functions: { "aws:ec2/getSubnets:getSubnets": { ids: ["subnet-1"] } } }),
                ...pack("pack", LISTS),
            };
            const found = async (...more: string[]): Promise<string[][]> => {
                const { stdout } = await run(files, "--policy-pack", "pack", "--json", ...more);
                const { findings } = JSON.parse(stdout) as JsonReport;
                return findings.map(({ kind, message }) => [kind, message]).sort();
            };
            deepStrictEqual(await found(), [["violation", "none of nothing"]], JSON.stringify(kind));
            deepStrictEqual(await found("--facts", "facts.json"), [
                ["violation", "none of nothing"],
                ["violation", "one of balancer"],
                ["violation", "one of group"],
            ]);
        }
    });

    it("takes a program for failed that fails while ids are unknown, as it would in the engine", async () => {
        const { all, code } = await run({
            "index.ts": `
                import * as aws from "@pulumi/aws";
                const { id } = new aws.s3.Bucket("a") as any;
                id.isKnown.then((isKnown: boolean) => { if (!isKnown) { throw new Error("no id"); } });
            `,
        });
        strictEqual(code, 2, all);
        match(all, /error: .*no id/s);
    });

    it("says of the stack itself where the program begins", async () => {
        const judge = `[{
            name: "stacks", description: "Stacks are tagged.", enforcementLevel: "advisory",
            validateResource: (args, report) => { if (args.type === "pulumi:pulumi:Stack") { report("no tags"); } },
        }, {
            name: "whole", description: "Of the whole.", enforcementLevel: "advisory",
            validateStack: (args, report) => report("all of it"),
        }]`;
        const files = { "package.json": '{ "name": "shop", "main": "src/main.ts" }', "src/main.ts": HELD };
        const { stdout } = await run({ ...files, ...pack("pack", judge) }, "--policy-pack", "pack", "--json");
        const report = JSON.parse(stdout) as JsonReport;
        deepStrictEqual(report.resources.find(({ kind }) => kind === "stack")?.source, {
            file: "src/main.ts",
            line: 1,
            column: 1,
        });
        deepStrictEqual(report.findings.map(({ message, source }) => [message, source?.file]).sort(), [
            ["all of it", "src/main.ts"],
            ["no tags", "src/main.ts"],
        ]);
    });

    it("previews functions that are made of the program's own, and loads npm's resolver for those alone", async () => {
        const program = (last: string): string => `
            import * as aws from "@pulumi/aws";
            import { join, sep } from "node:path";
            const isResolver = (file: string) => file.includes(join("@npmcli", "arborist") + sep);
            const role = new aws.iam.Role("role", { assumeRolePolicy: "{}" });
            const tell = (when: string) => console.log(when, Object.keys(require.cache).some(isResolver));
            tell("at first");
            ${last}
        `;
        const own = `
            const greet = new aws.lambda.CallbackFunction("greet", { role, callback: async () => "hello" });
            greet.code.apply(async (code: any) => {
                tell("with a function");
                console.log(Object.keys(await code.assets).includes("__index.js"));
            });
        `;
        const plain = await run({ "index.ts": program("") });
        match(plain.all, /at first false/);
        strictEqual(plain.code, 0, plain.all);
        const made = await run({ "index.ts": program(own) });
        match(made.all, /at first false[^]*with a function true\n.*true/);
        strictEqual(made.code, 0, made.all);
    });

    it("runs a program with the SDK of its own folder", async () => {
        const project = new TestProject({
            "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: program\n",
            "package.json": "",
            "program/package.json": '{ "name": "program" }',
            "program/index.ts": 'export const done = "yes";',
        });
        renameSync(join(project.dir, "node_modules"), join(project.dir, "program", "node_modules"));
        const { stdout, code, all } = await runCli(project, []);
        project.remove();
        strictEqual(code, 0, all);
        match(stdout, /done: "yes"/);
    });

    const FORCE_DESTROY = `{
        name: "no-force", description: "Data stays.", enforcementLevel: "mandatory",
        validateResource: (args, report) => { if (args.props.forceDestroy) { report("destroys data"); } },
    }`;
    const WHOLE_STACK = `{
        name: "whole", description: "Stacks are small.", enforcementLevel: "mandatory",
        validateStack: (args, report) => report("seen " + args.resources.filter((r) => r.type.includes(":Bucket")).length),
    }`;
    const seen = ({ findings }: JsonReport): unknown => findings.map(({ policy, message }) => [policy, message]);

    it("as an update: ends at the refused resource, and tells only what an update would", async () => {
        const files = {
            "index.ts": `${HELD}
                const late = new Promise<boolean>((done) => setTimeout(() => done(true), 1000));
                new aws.s3.Bucket("three", { forceDestroy: pulumi.output(late) });
            `,
            ...pack("pack", `[${FORCE_DESTROY}, ${WHOLE_STACK}]`),
        };
        const preview = JSON.parse((await run(files, "--policy-pack", "pack", "--json")).stdout) as JsonReport;
        deepStrictEqual(seen(preview), [
            ["no-force", "destroys data"],
            ["no-force", "destroys data"],
            ["whole", "seen 4"],
        ]);
        const { stdout, code } = await run(files, "--policy-pack", "pack", "--as-update", "--json");
        strictEqual(code, 1);
        const update = JSON.parse(stdout) as JsonReport;
        deepStrictEqual(
            seen(update),
            [["no-force", "destroys data"]],
            "no stack policy, no resource behind the refusal",
        );
        const named = (which: (one: JsonReport["resources"][number]) => boolean): string[] =>
            update.resources.filter(which).map(({ name }) => name);
        deepStrictEqual(
            named(({ refused }) => refused),
            ["one"],
        );
        ok(named(({ notReached }) => notReached).includes("three"));
        strictEqual(update.verdict, "policy-failed");
        deepStrictEqual(
            update.diagnostics.filter(({ severity }) => severity === "error"),
            [],
            "that the program fails then is not its fault",
        );
        const { create, refused, notReached } = update.summary.resources;
        deepStrictEqual([refused, create + notReached], [1, preview.summary.resources.create - 1]);
    });

    it("as an update: stack policies judge what is made already", async () => {
        const files = { "index.ts": HELD, ...pack("pack", `[${WHOLE_STACK}]`) };
        const { stdout, code } = await run(files, "--policy-pack", "pack", "--as-update");
        strictEqual(code, 1);
        match(stdout, /Stacks are small\.\n.*seen 3/);
        doesNotMatch(stdout, /made-up ids/);
        match(stdout, /An update would fail at its end, with all 5 resources made\. Nothing was deployed\./);
    });

    it("remediates where the level says so, and tells what it changed", async () => {
        const files = {
            "index.ts": HELD,
            ...pack("pack", REMEDIATES),
            "config.json": '{ "no-force": "remediate" }',
        };
        const plain = await run(files, "--policy-pack", "pack");
        match(plain.stdout, /destroys data/);
        const { stdout, code } = await run(files, "--policy-pack", "pack", "--policy-pack-config", "config.json");
        strictEqual(code, 0);
        doesNotMatch(stdout, /destroys data/);
        match(stdout, /no-force.*forceDestroy|forceDestroy.*no-force/s);
    });

    it("tells in the JSON what the pack says of each policy, and how it is configured", async () => {
        const told = {
            name: "told",
            description: "Things are told.",
            displayName: "Tell things",
            severity: "critical",
            remediationSteps: "Because.\n\nTell it.",
            url: "https://example.com/told",
            tags: ["a:1", "b:2"],
            framework: { name: "CIS", version: "5.0", reference: "2.1", specification: "https://example.com/cis" },
        };
        const common = { remediationSteps: null, url: null, tags: [], framework: null, severity: null, title: null };
        const files = {
            "index.ts": HELD,
            ...pack(
                "pack",
                `[{ ...${JSON.stringify(told)}, enforcementLevel: "advisory",
                    validateResource: (args, report) => args.type === "aws:s3/bucket:Bucket" && report("told") },
                  { name: "bare", description: "Bare.", enforcementLevel: "mandatory", validateStack: () => undefined },
                  { name: "off", description: "Off.", enforcementLevel: "mandatory", validateResource: () => undefined }]`,
            ),
            "config.json": '{ "bare": "advisory", "off": "disabled" }',
        };
        const args = ["--policy-pack", "pack", "--policy-pack-config", "config.json"];
        const { stdout } = await run(files, ...args, "--json");
        const { packs, findings } = JSON.parse(stdout) as JsonReport;
        const { displayName: title, ...rest } = told;
        deepStrictEqual(packs[0]?.policies, [
            { ...rest, title, kind: "resource", level: "advisory" },
            { ...common, name: "bare", kind: "stack", level: "advisory", description: "Bare." },
            { ...common, name: "off", kind: "resource", level: "disabled", description: "Off." },
        ]);
        deepStrictEqual(
            findings.map(({ policy, severity, message }) => [policy, severity, message]),
            [
                ["told", "critical", "told"],
                ["told", "critical", "told"],
            ],
        );
        match((await run(files, ...args)).stdout, /✓ pack@1\.2\.3 {2}2 policies \(1 disabled\), 2 advisory/);
    });

    it("takes whatever ports are free: previews at the same time do not get in each other's way", async () => {
        const files = { "index.ts": HELD, ...pack("pack", DOCUMENTS) };
        const runs = await Promise.all([1, 2].map(() => run(files, "--policy-pack", "pack")));
        runs.forEach(({ code, stdout }) => {
            strictEqual(code, 1, stdout);
            match(stdout, /the policy lets everyone in/);
        });
    });

    it("has no terminal codes in JSON, whoever speaks: the program, its errors, a policy, a policy that breaks", async () => {
        const red = (text: string): string => `\\u001b[31m${text}\\u001b[39m`;
        const files = {
            "index.ts": `
                import * as pulumi from "@pulumi/pulumi";
                import { Thing } from "./thing";
                new Thing("a");
                console.log("${red("printed")}");
                pulumi.log.warn("${red("logged")}");
                pulumi.output(1).apply(() => { throw new Error("${red("thrown")}"); });
            `,
            ...pack(
                "says",
                `[{
                name: "says", description: "Says it.", enforcementLevel: "advisory",
                validateResource: (args, report) => report("${red("reported")}"),
            }]`,
            ),
            ...pack(
                "breaks",
                `[{
                name: "breaks", description: "Breaks.", enforcementLevel: "advisory",
                validateResource: () => { throw new Error("${red("broken")}"); },
            }]`,
            ),
        };
        const { stdout } = await run(files, "--policy-pack", "says", "--policy-pack", "breaks", "--json");
        ["printed", "logged", "thrown", "reported", "broken"].forEach((said) => match(stdout, new RegExp(said)));
        doesNotMatch(stdout, /\\u001b|\u001b/);
    });

    it("has no colour and no progress where nobody looks on", async () => {
        const { all } = await run({ "index.ts": HELD });
        doesNotMatch(all, /\u001b/);
    });
});
