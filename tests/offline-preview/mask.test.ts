import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { masked, type Secrets } from "../../offline-preview/mask";
import type { Preview } from "../../offline-preview/model";
import { renderTree } from "../../offline-preview/report/tree";
import { SecretTexts } from "../../offline-preview/secretTexts";
import { secret, UNKNOWN } from "../../offline-preview/values";
import { at, diagnostic, finding, pack, PACK, policy, preview, resource } from "./report/build";
import { renderJson } from "./report/written";

const TOKEN = "t0ken-4711";
const MARKED = "m4rked-0815";

function secrets(configuration: readonly string[] = [TOKEN], marked: readonly string[] = [MARKED]): Secrets {
    const made = { configuration: new SecretTexts(), all: new SecretTexts() };
    configuration.forEach((text) => Object.values(made).forEach((texts) => texts.learnConfiguration(text)));
    marked.forEach((text) => made.all.learn(secret(text)));
    return made;
}

/** The token in everything that a program or a pack's message can carry it in. */
function everywhere(): Preview {
    const vault = resource(`house:index:${TOKEN}`, `vault-${TOKEN}`, { kind: "component" });
    const topic = resource("aws:sns/topic:Topic", `topic-${TOKEN}`, {
        parent: vault.urn,
        id: TOKEN,
        inputs: { displayName: TOKEN, [`key ${TOKEN}`]: [{ deep: `x${TOKEN}y` }] },
        outputs: { displayName: TOKEN },
        dependencies: [vault.urn],
        propertyDependencies: { [`key ${TOKEN}`]: [vault.urn] },
        options: {
            deletedWith: vault.urn,
            replaceWith: [vault.urn],
            ignoreChanges: [TOKEN],
            replaceOnChanges: [TOKEN],
            additionalSecretOutputs: [TOKEN],
            aliases: [vault.urn],
            importId: TOKEN,
            version: TOKEN,
            pluginDownloadURL: `https://example.com/${TOKEN}`,
            provider: `${vault.urn}::${TOKEN}`,
            providers: { [TOKEN]: `${vault.urn}::${TOKEN}` },
            customTimeouts: { create: TOKEN },
            hooks: { beforeCreate: [TOKEN] },
        },
    });
    const component = { urn: vault.urn };
    return preview([vault, topic], {
        outputs: { [TOKEN]: TOKEN, list: [TOKEN] },
        findings: [
            finding("p", topic, { message: `says ${TOKEN} and ${MARKED}`, waiver: `W ${TOKEN} ${MARKED}`, component }),
        ],
        remediations: [{ pack: PACK, policy: "fix", urn: topic.urn, changed: [`key ${TOKEN}`] }],
        diagnostics: [diagnostic("info", `${TOKEN} ${MARKED}`, topic.urn)],
        onlyWithIds: [topic.urn],
        notReached: [topic.urn],
    });
}

describe("offline preview: what may be printed", () => {
    it("holds no encrypted value, whatever the road", () => {
        ok(JSON.stringify(everywhere()).split(TOKEN).length > 35, "the test has the token in it");
        const shown = masked(everywhere(), secrets());
        for (const text of [
            JSON.stringify(shown),
            renderJson(shown),
            renderTree(shown, { colour: true, width: 80, showUndetermined: true }),
        ]) {
            ok(!text.includes(TOKEN) && !text.includes(MARKED), text);
        }
    });

    it("keeps what the program marks as secret out of messages; elsewhere the marks decide, as in the engine", () => {
        const topic = resource("aws:sns/topic:Topic", "alarms", {
            inputs: { displayName: MARKED, masterKey: secret(MARKED), arn: UNKNOWN, tags: { a: [secret(1), 1] } },
        });
        const shown = masked(
            preview([topic], { findings: [finding("p", topic, { message: `says ${MARKED}` })] }),
            secrets(),
        );
        deepStrictEqual(shown.resources[1]?.inputs, {
            displayName: MARKED,
            masterKey: "[secret]",
            arn: "[unknown]",
            tags: { a: ["[secret]", 1] },
        });
        strictEqual(shown.findings[0]?.message, "says [secret]");
    });

    it("keeps numbers and truth values, but those that are encrypted", () => {
        const topic = resource("aws:sns/topic:Topic", "alarms", { inputs: { pin: 80123, port: 443, on: true } });
        const shown = masked(preview([topic]), secrets(["80123", "true", "1"]));
        deepStrictEqual(shown.resources[1]?.inputs, { pin: "[secret]", port: 443, on: true });
    });

    it("keeps what is nobody's data: policies, packs, files, project and stack", () => {
        const topic = resource("aws:sns/topic:Topic", "alarms", { source: at("index.ts", 1) });
        const words = ["shop", "dev", "house-rules", "index", "encrypt-topics", "Topics encrypt."];
        const shown = masked(
            preview([topic], {
                findings: [finding("encrypt-topics", topic, { description: "Topics encrypt.", message: "dev" })],
            }),
            secrets(words),
        );
        const [found] = shown.findings;
        deepStrictEqual(
            [found?.policy, found?.pack.name, found?.description, found?.source?.file, found?.message],
            ["encrypt-topics", "house-rules", "Topics encrypt.", "index.ts", "[secret]"],
        );
        deepStrictEqual([shown.project, shown.stack, shown.packs[0]?.name], ["shop", "dev", "house-rules"]);
        strictEqual(found?.urn, "urn:pulumi:dev::shop::aws:sns/topic:Topic::alarms");
    });

    it("leaves a policy its own words: a secret true, and words of its description and remediation steps", () => {
        const topic = resource("aws:sns/topic:Topic", "alarms");
        const found = finding("p", topic, { message: 'Set `enabled` to true, and "status" to "Enabled".' });
        const packs = [pack(0, { policies: [policy("p", { remediationSteps: 'The status is "Enabled".' })] })];
        const own = secrets(["true", "Enabled", "status"], ["true"]);
        const [kept] = masked(preview([topic], { packs, findings: [found] }), own).findings;
        strictEqual(kept?.message, found.message);
        const other = { ...found, policy: "other", message: 'It is "Enabled".' };
        const longer = { ...found, message: "It is xEnabled." };
        const shown = masked(preview([topic], { packs, findings: [other, longer] }), own);
        deepStrictEqual(
            shown.findings.map(({ message }) => message),
            ['It is "[secret]".', "It is x[secret]."],
        );
    });

    it("has resources apart that only secrets tell apart", () => {
        const named = ["first-secret", "second-secret"];
        const topics = named.map((name) => resource("aws:sns/topic:Topic", name));
        const [one, two] = topics;
        const below = resource("aws:sns/topicPolicy:TopicPolicy", "policy", {
            parent: two?.urn,
            dependencies: [one?.urn ?? "", two?.urn ?? ""],
        });
        const shown = masked(preview([...topics, below]), secrets(named));
        deepStrictEqual(
            shown.resources.slice(1, 3).map(({ urn, name }) => [urn.split("::").at(-1), name]),
            [
                ["[secret]", "[secret]"],
                ["[secret] (2)", "[secret]"],
            ],
        );
        strictEqual(shown.resources[3]?.parent, shown.resources[2]?.urn);
        deepStrictEqual(shown.resources[3]?.dependencies, [shown.resources[1]?.urn, shown.resources[2]?.urn]);
        const keys = masked(preview([], { outputs: { "first-secret": 1, "second-secret": 2 } }), secrets(named));
        deepStrictEqual(keys.outputs, { "[secret]": 1, "[secret] (2)": 2 });
    });

    it("says unknown also inside a text", () => {
        const provider = `urn:pulumi:dev::shop::pulumi:providers:aws::main::${UNKNOWN}`;
        const topic = resource("aws:sns/topic:Topic", "alarms", {
            options: { provider, providers: { aws: provider } },
        });
        const shown = masked(
            preview([topic], {
                findings: [finding("a", topic, { message: `arn ${UNKNOWN}` })],
                diagnostics: [diagnostic("info", `arn ${UNKNOWN}`)],
            }),
            secrets(),
        );
        const readable = "urn:pulumi:dev::shop::pulumi:providers:aws::main::[unknown]";
        const { options } = shown.resources[1] ?? topic;
        deepStrictEqual([options.provider, options.providers], [readable, { aws: readable }]);
        deepStrictEqual(
            [shown.findings[0]?.message, shown.diagnostics[0]?.message],
            ["arn [unknown]", "arn [unknown]"],
        );
    });

    it("has no control characters in messages, and finds secrets with and without them", () => {
        const colours = (text: string): string => `\u001b[31m${text}\u001b[39m <{%fg 1%}>x<{%reset%}>\u0007\n`;
        const shown = masked(
            preview([], {
                diagnostics: [
                    diagnostic("error", colours("red")),
                    diagnostic("info", "t0ken\u001b[1m-4711, t\tb-4711"),
                ],
            }),
            secrets([TOKEN, "t\tb-4711"]),
        );
        deepStrictEqual(
            shown.diagnostics.map(({ message }) => message),
            ["red x\n", "[secret], [secret]"],
        );
    });
});
