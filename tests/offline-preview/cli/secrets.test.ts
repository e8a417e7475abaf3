import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expectNoViolations } from "../../../offline-preview/library/expectNoViolations";
import type { Preview } from "../../../offline-preview/model";
import { preview } from "../../../offline-preview/preview";
import type { PreviewOptions } from "../../../offline-preview/previewOptions";
import type { JsonReport } from "../../../offline-preview/report/json";
import { REPORT_FORMATS } from "../../../offline-preview/report/renderers";
import { encryptionSalt } from "../configuration/encryption";
import { pack, runCli, TestProject, type CliRun } from "./project";

const SECRETS = {
    token: "t0ken-c4n4ry",
    element: "el3ment c4n4ry & more",
    password: 'p4ssword "c4n4ry"',
    inJson: "1nner-c4n4ry",
    line: "k3y-line-c4n4ry-0123456789",
    pin: "80123",
    /** Too short, or a truth value: nothing may be made of them. */
    short: "1",
    yes: "true",
};
const CANARIES = [...Object.values(SECRETS).filter((text) => text.length > 4), "c4n4ry"];

/** Every form in which the configuration can hold a secret, and one value that is none. */
function stackFile(): string {
    const salt = encryptionSalt("");
    const secure = (text: string): string => `{ secure: "${salt.encrypt(text)}" }`;
    return `
encryptionsalt: ${salt.text}
config:
  shop:token: ${secure(SECRETS.token)}
  shop:list: ["plain element", ${secure(SECRETS.element)}]
  shop:service: { url: "https://plain.example.com", password: ${secure(SECRETS.password)} }
  shop:document: ${secure(JSON.stringify({ inner: SECRETS.inJson }))}
  shop:key: ${secure(`-----BEGIN-----\n${SECRETS.line}\n-----END-----`)}
  shop:pin: ${secure(SECRETS.pin)}
  shop:short: ${secure(SECRETS.short)}
  shop:yes: ${secure(SECRETS.yes)}
`;
}

const READ = `
    import * as pulumi from "@pulumi/pulumi";
    import { Thing } from "./thing";
    const config = new pulumi.Config();
    const token = config.require("token");
    const [plain, element] = config.requireObject<string[]>("list");
    const { url, password } = config.requireObject<{ url: string; password: string }>("service");
    const { inner } = config.requireObject<{ inner: string }>("document");
    const key = config.require("key");
    const pin = config.requireNumber("pin");
    const all = { token, plain, element, url, password, inner, key, pin };
`;

const PROGRAM = `${READ}
    console.log("prints " + token, all);
    console.error(JSON.stringify({ nested: JSON.stringify(all) }));
    pulumi.log.warn("logs " + password + "\\n" + key);
    pulumi.runtime.invoke(\`test:index:\${token}\`, all);
    const vault = new pulumi.ComponentResource("test:index:Vault", \`vault-\${token}\`, {}, {});
    new Thing(\`thing-\${token}\`, {
        displayName: token, text: \`x\${element}y\`, list: [password, { [token]: inner }], key, pin, url, plain,
        short: config.require("short"), yes: config.require("yes"), marked: config.requireSecret("token"),
    }, { parent: vault, ignoreChanges: [token], import: token });
    export const exported = token;
    export const parts = [all, \`https://user:\${encodeURIComponent(element)}@host\`];
`;

/** Tells all that it is given, with its own words around it. */
const POLICIES = `[{
    name: "chatty", description: "Tells all.", enforcementLevel: "mandatory",
    validateResource: (args, report) => report(JSON.stringify(args.props) + " " + args.urn + ". Set 'x' to true, 1."),
}, {
    name: "fixes", description: "Fixes.", enforcementLevel: "remediate",
    remediateResource: (args) => args.type === "test:index:Thing" && !args.props.fixed
        ? { ...args.props, fixed: args.props.displayName, [args.props.displayName]: 1 }
        : undefined,
    validateResource: () => undefined,
}, {
    name: "waives", description: "Lets it be.", enforcementLevel: "advisory",
    validateResource: (args, report) => args.type === "test:index:Vault" &&
        report("waived: [W-1 for " + args.name + "] " + args.name),
}, {
    name: "throws", description: "Throws.", enforcementLevel: "advisory",
    validateResource: (args) => { if (args.type === "test:index:Thing") { throw new Error(args.props.text); } },
}]`;

const BROKEN = `(() => { throw new Error("cannot start with " + process.env.PULUMI_CONFIG); })()`;
const FAILS = `${READ}
    new Thing(token, { password });
    throw new Error("failed with " + password + key);
`;

describe("offline preview command: no text of an encrypted configuration value", function () {
    this.timeout(300_000);

    /** `reports`: the texts of the files `report.<format>` that the run wrote. */
    async function run(files: Record<string, string>, ...args: string[]): Promise<CliRun & { reports: string[] }> {
        const project = new TestProject({ "Pulumi.dev.yaml": stackFile(), ...files });
        try {
            const ran = await runCli(project, args);
            const written = readdirSync(project.dir).filter((name) => name.startsWith("report."));
            const reports = written.map((name) => readFileSync(join(project.dir, name), "utf8"));
            const all = [ran.all, ...reports].join("\n");
            const told = CANARIES.filter((text) => all.includes(text));
            deepStrictEqual(told, [], all);
            return { ...ran, reports };
        } finally {
            project.remove();
        }
    }

    it("is in the tree or in the JSON, however the program and the packs tell it", async () => {
        const files = { "index.ts": PROGRAM, ...pack("pack", POLICIES) };
        const tree = await run(files, "--policy-pack", "pack", "--show-undetermined", "--show-waived");
        match(tree.stdout, /waived by W-1 for .*\[secret\]/);
        match(tree.stdout, /prints \[secret\]/);
        match(tree.stdout, /Set 'x' to true, 1\./);
        const { stdout } = await run(files, "--policy-pack", "pack", "--json", "--as-update");
        ok(stdout.split("[secret]").length > 20, stdout);
    });

    it("is in a report, whatever its format", async () => {
        const files = { "index.ts": PROGRAM, ...pack("pack", POLICIES) };
        const asked = REPORT_FORMATS.flatMap((format) => ["--report", `${format}=report.${format}`]);
        const { reports } = await run(files, "--policy-pack", "pack", ...asked);
        strictEqual(reports.length, REPORT_FORMATS.length);
        // CSV names controls and policies, and nothing of the program.
        const others = reports.filter((text) => !text.startsWith("framework,"));
        strictEqual(others.length, REPORT_FORMATS.length - 1);
        others.forEach((text) => ok(text.includes("[secret]") || text.includes("\\[secret\\]"), text));
    });

    it("is in what the resources and outputs show, part by part, as in the engine", async () => {
        const { stdout } = await run({ "index.ts": PROGRAM }, "--json");
        const report = JSON.parse(stdout) as JsonReport;
        const [thing] = report.resources.filter(({ type }) => type === "test:index:Thing");
        strictEqual(thing?.name, "thing-[secret]");
        deepStrictEqual(thing.inputs, {
            displayName: "[secret]",
            text: "x[secret]y",
            list: ["[secret]", { "[secret]": "[secret]" }],
            key: "[secret]",
            pin: "[secret]",
            url: "https://plain.example.com",
            plain: "plain element",
            short: "1",
            yes: "true",
            marked: "[secret]",
        });
        strictEqual(report.outputs.exported, "[secret]");
        deepStrictEqual((report.outputs.parts as unknown[])[1], "https://user:[secret]@host");
    });

    it("is in what is said of a program that fails, and of a pack that does not start", async () => {
        const failed = await run({ "index.ts": FAILS, ...pack("pack", POLICIES) }, "--policy-pack", "pack");
        strictEqual(failed.code, 2);
        match(failed.stdout, /failed with \[secret\]/);
        const broken = await run({ "index.ts": PROGRAM, ...pack("pack", BROKEN) }, "--policy-pack", "pack");
        strictEqual(broken.code, 2);
        match(broken.stderr, /cannot start with .*shop:token.*\[secret\]/);
    });

    /** In code, as a test of a user's own has it. */
    async function previewed(files: Record<string, string>, options: Partial<PreviewOptions>): Promise<Preview> {
        const project = new TestProject({ "Pulumi.dev.yaml": stackFile(), "index.ts": PROGRAM, ...files });
        try {
            process.env.PULUMI_CONFIG_PASSPHRASE = "";
            return await preview({ cwd: project.dir, policyPacks: [], ...options });
        } finally {
            delete process.env.PULUMI_CONFIG_PASSPHRASE;
            project.remove();
        }
    }

    it("is in what a failed test says", async () => {
        const result = await previewed(pack("pack", POLICIES), { policyPacks: [{ path: "pack" }] });
        throws(
            () => expectNoViolations(result, { level: "advisory", undetermined: "fail" }),
            ({ message }: Error) => {
                match(message, /\[secret\]/);
                deepStrictEqual(
                    CANARIES.filter((text) => message.includes(text)),
                    [],
                );
                return true;
            },
        );
    });

    it("is in what is told while it runs", async () => {
        const told: string[] = [];
        await previewed({}, { onProgress: ({ phase }) => told.push(phase) });
        ok(told.includes("Registered thing-[secret]"), told.join("\n"));
        deepStrictEqual(
            told.filter((phase) => CANARIES.some((text) => phase.includes(text))),
            [],
        );
    });
});
