import { deepStrictEqual } from "node:assert";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { readPackInfo } from "../../../offline-preview/packs/messages";
import { toStruct } from "../../../offline-preview/protocol";

describe("what a pack tells of itself", () => {
    it("is read with every text as it is", () => {
        const texts = ["", "Schlüssel", "🔑 und 鍵", "a\u0000b\n", "x".repeat(200_000)];
        const info = new proto.AnalyzerInfo();
        info.setName("pack");
        info.setVersion("1.2.3");
        for (const text of texts) {
            const policy = new proto.PolicyInfo();
            policy.setName(`of ${text}`);
            policy.setDescription(text);
            policy.setTagsList([text, "second"]);
            const schema = new proto.PolicyConfigSchema();
            schema.setProperties(toStruct({ [`o${text}`]: { type: "string", default: text } }));
            schema.setRequiredList([text]);
            policy.setConfigschema(schema);
            info.addPolicies(policy);
            const config = new proto.PolicyConfig();
            config.setProperties(toStruct({ text }));
            info.getInitialconfigMap().set(`of ${text}`, config);
        }
        const { name, version, policies, initialConfig } = readPackInfo(info.serializeBinary());
        deepStrictEqual([name, version], ["pack", "1.2.3"]);
        deepStrictEqual(
            policies.map((policy) => [policy.name, policy.description, policy.tags, policy.schema]),
            texts.map((text) => [
                `of ${text}`,
                text,
                [text, "second"],
                { properties: { [`o${text}`]: { type: "string", default: text } }, required: [text] },
            ]),
        );
        deepStrictEqual(
            Object.fromEntries(Object.entries(initialConfig).map(([of, { properties }]) => [of, properties])),
            Object.fromEntries(texts.map((text) => [`of ${text}`, { text }])),
        );
    });
});
