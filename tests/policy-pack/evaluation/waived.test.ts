import assert from "node:assert/strict";
import { readWaivers, Waivers, type Waiver } from "../../../policy-pack/configuration/waivers";
import {
    must,
    resourcePolicy,
    say,
    set,
    stackPolicy,
    type Policy,
    type ResourceReader,
} from "../../../policy-pack/evaluation";
import { unknown } from "../support/inputs";
import { SAMPLE } from "../support/sample";
import { analyze, remediate, type TestResource } from "../support/sdk";

const QUEUE = "aws:sqs/queue:Queue";
const TODAY = "2026-08-15";
const queue: TestResource = { type: QUEUE, name: "jobs", inputs: { region: "eu-west-1" } };

const declaration = {
    ...SAMPLE,
    check: () => must(false, say`Change it.`),
} as const;

const WAIVER: Waiver = {
    id: "W-1",
    match: { policy: "sqs-sample", name: "jobs", region: "eu-*", stack: "test" },
    reason: "It is gone at the end of the year.",
    owner: "jobs@example.com",
    ticket: "SEC-1",
    created: "2026-06-01",
    expires: "2026-12-31",
    approver: "security@example.com",
};
const BY = "waived: [W-1 until 2026-12-31, jobs@example.com: It is gone at the end of the year.]";

describe("a finding for which there is a waiver", () => {
    const kinds: readonly Policy[] = [resourcePolicy(declaration), stackPolicy(declaration)];

    async function findings(
        policy: Policy,
        options: { today?: string; config?: object; waiver?: Waiver } = {},
        resources = [queue],
    ) {
        const { today = TODAY, config = {}, waiver = WAIVER } = options;
        const waivers = new Waivers(readWaivers([waiver], undefined, [policy], TODAY), today);
        const run = { today, waivers, config: { [policy.id]: { ...config } } };
        return (await analyze([policy], resources, run)).map(
            ({ resource, level, message }) => `${resource} ${level} ${message}`,
        );
    }

    for (const policy of kinds) {
        describe(`of a policy of a ${policy.kind}`, () => {
            it("is advisory, and tells by what it is waived", async () => {
                assert.deepEqual(await findings(policy), [`jobs advisory ${BY} Sample.\nChange it.`]);
            });

            it("is a violation after the waiver's end, and says so", async () => {
                assert.deepEqual(await findings(policy, { today: "2027-01-01" }), [
                    'jobs mandatory Sample.\nChange it.\nThe waiver "W-1" of jobs@example.com for this expired on 2026-12-31.',
                ]);
            });

            it("is the only one that is waived", async () => {
                const others = [
                    { ...queue, name: "more" },
                    { type: QUEUE, name: "jobs", inputs: { region: unknown() } },
                ];
                assert.deepEqual(await findings(policy, {}, [others[0] ?? queue]), [
                    "more mandatory Sample.\nChange it.",
                ]);
                assert.deepEqual(await findings(policy, {}, [others[1] ?? queue]), [
                    "jobs mandatory Sample.\nChange it.",
                ]);
            });

            it("is not waived where the policy itself failed", async () => {
                const failing = {
                    ...policy,
                    check: () => {
                        throw new TypeError("x");
                    },
                } as Policy;
                const [finding, ...others] = await findings(failing);
                assert.match(finding ?? "", /^jobs mandatory Sample: the policy itself failed/);
                assert.deepEqual(others, []);
            });

            it("is waived as undetermined only where it would block, and says so", async () => {
                const asking = {
                    ...policy,
                    check: (resource: ResourceReader) => must(resource.get("name").isPresent(), say`Name it.`),
                } as Policy;
                const unsure = [{ ...queue, inputs: { ...queue.inputs, name: unknown() } }];
                const untold = "undetermined: Sample. Not known before the update: `name`.";
                assert.deepEqual(await findings(asking, {}, unsure), [`jobs advisory ${untold}`]);
                const config = { onUndetermined: "mandatory" };
                assert.deepEqual(await findings(asking, { config }, unsure), [`jobs advisory ${BY} ${untold}`]);
                assert.deepEqual(await findings(asking, { config, today: "2027-01-01" }, unsure), [
                    `jobs mandatory ${untold}\nThe waiver "W-1" of jobs@example.com for this expired on 2026-12-31.`,
                ]);
            });
        });
    }

    it("is not repaired", async () => {
        const policy = resourcePolicy({ ...declaration, remediation: () => [set(["name"], "x")] });
        const waivers = (today: string) => new Waivers(readWaivers([WAIVER], undefined, [policy], TODAY), today);
        assert.equal(await remediate([policy], queue, { waivers: waivers(TODAY) }), undefined);
        assert.deepEqual(await remediate([policy], queue, { waivers: waivers("2027-01-01") }), {
            region: "eu-west-1",
            name: "x",
        });
    });

    it("is waived by the region of its provider, and by the component that it lies in", async () => {
        const [policy] = kinds;
        assert.ok(policy);
        const parent = "urn:pulumi:test::project::acme:web:Site::site";
        const inSite = { ...queue, inputs: {}, parent, provider: { region: "us-east-1" } };
        const match = { policy: "sqs-sample", region: "us-*", parent: "site" };
        for (const policy of kinds) {
            assert.match((await findings(policy, { waiver: { ...WAIVER, match } }, [inSite]))[0] ?? "", /waived/);
            const elsewhere = { ...WAIVER, match: { ...match, region: "eu-*" } };
            assert.doesNotMatch((await findings(policy, { waiver: elsewhere }, [inSite]))[0] ?? "", /waived/);
        }
    });
});
