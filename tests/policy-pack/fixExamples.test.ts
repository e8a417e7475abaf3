import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import * as ts from "typescript";
import { runInProcess } from "../../offline-preview/harness";
import type { RegisteredResource } from "../../offline-preview/model";
import { isMap, isSecret, isUnknown, type PropertyValue } from "../../offline-preview/values";
import { isFor } from "../../policy-pack/evaluation/policy";
import { policies } from "../../policy-pack/policies";
import { secret, unknown, type Input, type Inputs } from "./support/inputs";
import { run } from "../../policy-pack/testing/run";
import type { TestResource } from "./support/sdk";

const ROOT = join(__dirname, "..", "..");
/** Where the program would lie: nothing is written. */
const FILE = join(__dirname, "examples-of-fixes.ts");

/** How to pass each policy, as the policies tell it, and one that shows that what is wrong is found. */
const EXAMPLES: readonly (readonly [id: string, example: string])[] = [
    ...policies.map(({ id, fix }) => [id, fix.example] as const),
    ["wrong", `new aws.kms.Key("data", { enableKeyRotation: "yes" });`],
];

/** What demands to do without something, by an example that has something else. */
const WITHOUT = [
    "elb-no-classic",
    "iam-no-inline-policy",
    "iam-no-server-certificate",
    "iam-no-users",
    "iam-user-no-access-key",
    "iam-user-no-console-login",
    "iam-user-no-direct-policy",
    "iam-user-single-access-key",
    "s3-bucket-no-website",
    "s3-no-legacy-v2-types",
    "vpc-no-default-vpc",
];

/** What an example needs that is not code. */
const OPTIONS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    "account-allowed-regions": { regions: ["eu-west-1"] },
    "account-approved-component": { components: ["aws:s3/bucket:Bucket=acme:storage:ApprovedBucket"] },
    "account-required-tags": { tags: ["owner"] },
    "ec2-ami-trusted-accounts": { trustedAccounts: ["111122223333"] },
    "ec2-snapshot-trusted-accounts": { trustedAccounts: ["111122223333"] },
    "s3-bucket-policy-access-own": { ownAccounts: ["111122223333"] },
    "s3-bucket-policy-cross-account": { ownAccounts: ["111122223333"] },
    "s3-bucket-policy-locks-own": { ownAccounts: ["111122223333"] },
    "vpc-endpoints-present": { services: ["s3"] },
};

/** Its example shows one alarm of fifteen. */
const CIS_ALARMS = "cloudwatch-cis-metric-filters";

type Example = (aws: object) => void;

/** The examples as functions of one program, among what they take as there. */
function program(): string {
    const functions = EXAMPLES.map(([id, example]) => `"${id}": (aws: typeof provider) => {\n${example}\n},\n`);
    // Of the provider only the modules in use: all of it takes many times as long.
    const modules = [...new Set([...functions.join("").matchAll(/\baws\.(\w+)\./g)].map(([, name = ""]) => name))];
    return `
        import * as pulumi from "@pulumi/pulumi";
        ${modules.map((name) => `import * as ${name}_ from "@pulumi/aws/${name}";`).join("\n")}
        export const provider = { ${modules.map((name) => `${name}: ${name}_`).join(", ")} };
        export function examples() {
            const config = new pulumi.Config();
            const bucket = new s3_.Bucket("bucket");
            const logs = new s3_.Bucket("logs");
            const key = new kms_.Key("key");
            const topic = new sns_.Topic("topic");
            const keyPolicy = pulumi.jsonStringify({ Statement: [] });
            const vpc = new ec2_.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
            const subnet = new ec2_.Subnet("subnet", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" });
            const acl = new ec2_.NetworkAcl("acl", { vpcId: vpc.id });
            const group = new ec2_.SecurityGroup("group", { vpcId: vpc.id, description: "Web servers" });
            const application = new ec2_.SecurityGroup("application", { vpcId: vpc.id });
            return {
${functions.join("")}};
        }`;
}

function faultsOf(source: string): readonly string[] {
    const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), (file) => ts.sys.readFile(file)) as {
        config: { compilerOptions: object };
    };
    const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, types: ["node"] }, ROOT);
    const host = ts.createCompilerHost(options);
    const read = host.getSourceFile.bind(host);
    host.getSourceFile = (file, ...rest) =>
        file === FILE ? ts.createSourceFile(file, source, ts.ScriptTarget.ES2022) : read(file, ...rest);
    const checked = ts.createProgram([FILE], options, host);
    const file = checked.getSourceFile(FILE);
    return ts.getPreEmitDiagnostics(checked, file).map(({ messageText, start = 0 }) => {
        const before = source.slice(0, start);
        const id = [...before.matchAll(/^"([\w-]+)": \(aws/gm)].at(-1)?.[1] ?? "";
        return `${id}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
}

/** Runs the program; what each example makes, with what it names of the rest. */
async function made(source: string): Promise<ReadonlyMap<string, readonly TestResource[]>> {
    // What they deploy is no matter here.
    const withFiles = source
        .replace(/FileArchive\("\w+"\)/g, `FileArchive("${join(__dirname, "support")}")`)
        .replace(/FileAsset\("[\w.]+"\)/g, `FileAsset("${__filename}")`);
    const { outputText } = ts.transpileModule(withFiles, {
        compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    const exported = {} as { provider: object; examples: () => Record<string, Example> };
    (compileFunction(outputText, ["require", "exports"]) as (require: NodeJS.Require, to: object) => void)(
        createRequire(FILE),
        exported,
    );
    const result = await runInProcess(
        () => Object.entries(exported.examples()).forEach(([id, run]) => run(namingAfter(id, exported.provider))),
        { config: CONFIG, timeout: 60_000 },
    );
    const { resources } = result.succeeded();
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    const withNamed = (one: RegisteredResource): RegisteredResource[] => [
        one,
        ...one.dependencies.flatMap((urn) => byUrn.get(urn) ?? []).flatMap(withNamed),
    ];
    return new Map(
        EXAMPLES.map(([id]) => {
            const own = resources.filter(({ name }) => name.startsWith(`${id} `)).flatMap(withNamed);
            return [id, [...new Set(own)].map((one) => asTest(one, byUrn))];
        }),
    );
}

const CONFIG = { "aws:region": "eu-west-1", "project:password": "p", "project:bgpAuthKey": "k", "project:mfa": "m" };

/** The provider, where the name of each resource begins with the example's: some examples have the same names. */
function namingAfter(id: string, provider: object): object {
    const inside = (of: object, get: (value: unknown) => unknown): object =>
        new Proxy({}, { get: (_, key) => get(Reflect.get(of, key)) });
    const named = (value: unknown): unknown =>
        typeof value === "function" && "__pulumiType" in value
            ? new Proxy(value, {
                  construct: (type, [name, ...rest]: [string, ...unknown[]]) =>
                      Reflect.construct(type, [`${id} ${name}`, ...rest]) as object,
              })
            : value;
    return inside(provider, (module) => inside(module as object, named));
}

function asTest(resource: RegisteredResource, byUrn: ReadonlyMap<string, RegisteredResource>): TestResource {
    const { type, name, id, urn, options, inputs, outputs, propertyDependencies } = resource;
    const from = Object.entries(propertyDependencies).map(([property, urns]) => [
        property,
        urns.flatMap((urn) => byUrn.get(urn)?.name ?? []),
    ]);
    return {
        type,
        name,
        inputs: given(inputs) as Inputs,
        outputs: { ...(given(outputs) as Inputs), id },
        from: Object.fromEntries(from) as Record<string, string[]>,
        parents: urn.split("::")[2]?.split("$").slice(0, -1) ?? [],
        isProtected: options.protect ?? false,
    };
}

function given(value: PropertyValue): Input {
    if (isUnknown(value)) {
        return unknown();
    }
    if (Array.isArray(value)) {
        return value.map(given);
    }
    if (!isMap(value)) {
        return value;
    }
    return isSecret(value)
        ? secret(given(value.value ?? null))
        : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, given(inner)]));
}

describe("the examples of the policies", function () {
    this.timeout(120_000);

    it("are TypeScript that the provider takes", () => {
        const faults = faultsOf(program());
        assert.deepEqual(
            faults.map((fault) => fault.split("\n")[0]),
            ["wrong: Type 'string' is not assignable to type 'Input<boolean | undefined>'."],
        );
    });

    it("pass their policies, which look at them", async () => {
        const resources = await made(program());
        const outcomes = policies.map((policy) => {
            const own = resources.get(policy.id) ?? [];
            const told = run(policy, { resources: own, options: OPTIONS[policy.id] ?? {} });
            return { policy, own, told };
        });
        const faults = outcomes.filter(({ policy, told }) => told.length > (policy.id === CIS_ALARMS ? 14 : 0));
        assert.deepEqual(
            faults.map(({ policy, told }) => [policy.id, ...told.map(({ resource, text }) => `${resource}: ${text}`)]),
            [],
        );
        assert.deepEqual(
            outcomes
                .filter(({ policy, own }) => !own.some(({ type }) => isFor(policy, type)))
                .map(({ policy }) => policy.id)
                .sort(),
            WITHOUT,
        );
    });
});
