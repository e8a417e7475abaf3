import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RegisteredResource } from "../../offline-preview/model";
import { deploy, stackConfig } from "../program/support/deploy";

const ROOT = join(__dirname, "../..");
/** The table in README, between its marks. */
const TABLE = /(?<=<!-- costs -->\n<!-- prettier-ignore -->\n)[^]*?(?=\n\n<!-- end of costs -->)/;

/** What costs something each month, however little it is used: by type, with the words of the component's cost note. */
const PRICES: Readonly<Record<string, { note: string; what: string; dollars: (one: RegisteredResource) => number }>> = {
    "aws:kms/key:Key": { note: "1 USD", what: "keys", dollars: () => 1 },
    "aws:secretsmanager/secret:Secret": { note: "0.40 USD a month", what: "secrets", dollars: () => 0.4 },
    "aws:wafv2/webAcl:WebAcl": {
        note: "5 USD, 1 USD per rule or group",
        what: "firewalls",
        dollars: ({ inputs }) => 5 + (inputs.rules as unknown[]).length,
    },
    "aws:ec2/vpcEndpoint:VpcEndpoint": {
        note: "7.30 USD a month",
        what: "endpoints",
        dollars: ({ inputs }) =>
            inputs.vpcEndpointType === "Interface" ? 7.3 * (inputs.subnetIds as unknown[]).length : 0,
    },
    "awsx:ec2:Vpc": {
        note: "33 USD for each NAT gateway",
        what: "NAT",
        dollars: ({ inputs }) => {
            const { strategy } = inputs.natGateways as { strategy: "None" | "Single" | "OnePerAz" };
            return 33 * { None: 0, Single: 1, OnePerAz: Number(inputs.numberOfAvailabilityZones) }[strategy];
        },
    },
    "aws:cloudwatch/metricAlarm:MetricAlarm": { note: "0.10 USD each", what: "alarms", dollars: () => 0.1 },
    "aws:lb/loadBalancer:LoadBalancer": { note: "16 USD", what: "balancer", dollars: () => 16 },
};

/** A figure that was measured, as README has it: the note below the table says when and how. */
function secondsOf(stack: string, table: string): string {
    const [, seconds = ""] = new RegExp(`^\\| \`${stack}\` \\| \\d+ \\| ([^|]*) \\|`, "m").exec(table) ?? [];
    return seconds;
}

async function rowOf(stack: string, seconds: string): Promise<string> {
    const { resources } = (await deploy(stackConfig(stack))).succeeded();
    const parts = Object.entries(PRICES).flatMap(([type, { what, dollars }]) => {
        const sum = resources.filter((one) => one.type === type).reduce((total, one) => total + dollars(one), 0);
        return sum === 0 ? [] : [{ what, sum }];
    });
    const total = parts.reduce((all, { sum }) => all + sum, 0);
    const made = resources.filter(({ kind }) => kind === "custom").length;
    const detail = parts.map(({ what, sum }) => `${what} ${sum.toFixed(2)}`).join(", ");
    return `| \`${stack}\` | ${made} | ${seconds} | ${total.toFixed(2)} USD | ${detail} |`;
}

describe("what the stacks cost when nobody uses them", function () {
    this.timeout(120_000);

    it("is counted by prices that the components name", () => {
        const folder = join(ROOT, "components");
        const documents = readdirSync(folder, { recursive: true, encoding: "utf8" })
            .filter((path) => path.endsWith(".ts") && !/^(bin|node_modules)/.test(path))
            .map((path) => readFileSync(join(folder, path), "utf8"));
        for (const { note } of Object.values(PRICES)) {
            assert.ok(
                documents.some((text) => text.includes(note)),
                note,
            );
        }
    });

    it("README says it", async () => {
        const path = join(ROOT, "README.md");
        const text = readFileSync(path, "utf8");
        const [written = ""] = TABLE.exec(text) ?? [];
        const rows = [];
        for (const stack of ["dev", "oidc", "prod"]) {
            const seconds = secondsOf(stack, written);
            assert.match(
                seconds,
                /^\d+\.\d$/,
                `the seconds of ${stack}: measure them, as the note below the table says`,
            );
            rows.push(await rowOf(stack, seconds));
        }
        const head = ["| stack | resources | seconds | a month | for |", "| --- | --- | --- | --- | --- |"];
        const table = [...head, ...rows].join("\n");
        if (process.env.UPDATE_README === "1") {
            writeFileSync(path, text.replace(TABLE, table));
        } else {
            assert.equal(written, table, "run UPDATE_README=1 npx mocha tests/docs/costs.test.ts");
        }
    });
});
