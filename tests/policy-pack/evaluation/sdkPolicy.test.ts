import assert from "node:assert/strict";
import {
    any,
    integer,
    must,
    oneOf,
    resourcePolicy,
    say,
    set,
    stackPolicy,
    type Policy,
    type Requirements,
    type ResourceReader,
} from "../../../policy-pack/evaluation";
import { toSdkPolicy } from "../../../policy-pack/evaluation/sdkPolicy";
import { secret, unknown } from "../support/inputs";
import { UnknownValueError } from "../support/read";
import { SAMPLE } from "../support/sample";
import { analyze, notApplicable, type TestResource } from "../support/sdk";

const QUEUE = "aws:sqs/queue:Queue";
const TOPIC = "aws:sns/topic:Topic";
const queue: TestResource = { type: QUEUE, name: "jobs", inputs: { name: "jobs", visibilityTimeoutSeconds: 10 } };

const declaration = { ...SAMPLE, id: "sample" } as const;

function sample(check: (resource: ResourceReader) => Requirements, more: Partial<Policy> = {}): Policy {
    return { ...resourcePolicy({ ...declaration, check }), ...more } as Policy;
}

type Typed = { readonly __pulumiType?: string };

const broken = () => must(false, say`Change it.`);

describe("a policy in the SDK", () => {
    it("reports a violation at its own level, after its title", async () => {
        assert.deepEqual(await analyze([sample(broken)], [queue]), [
            {
                policy: "sample",
                resource: "jobs",
                level: "mandatory",
                severity: "POLICY_SEVERITY_HIGH",
                message: "Sample.\nChange it.",
            },
        ]);
    });

    it("reports what is undetermined as advisory, whatever its own level is", async () => {
        const policy = sample((resource) => must(resource.get("kmsMasterKeyId").isPresent(), say`Encrypt it.`));
        const [finding, ...others] = await analyze([policy], [{ ...queue, inputs: { kmsMasterKeyId: unknown() } }]);
        assert.equal(finding?.level, "advisory");
        assert.equal(finding?.severity, "POLICY_SEVERITY_HIGH");
        assert.equal(finding?.message, "undetermined: Sample. Not known before the update: `kmsMasterKeyId`.");
        assert.deepEqual(others, []);
    });

    it("blocks what it cannot tell only if it is configured so", async () => {
        const check = (queue: ResourceReader) => must(queue.get("kmsMasterKeyId").isPresent(), say`Encrypt it.`);
        const inputs = { kmsMasterKeyId: unknown() };
        for (const policy of [sample(check), stackPolicy({ ...declaration, check })]) {
            const levels = async (onUndetermined: string, given: object) =>
                (
                    await analyze([policy], [{ ...queue, inputs: { ...given } }], {
                        config: { sample: { onUndetermined } },
                    })
                ).map(({ level, message }) => `${level} ${message}`);
            const untold = "undetermined: Sample. Not known before the update: `kmsMasterKeyId`.";
            assert.deepEqual(await levels("mandatory", inputs), [`mandatory ${untold}`], policy.kind);
            assert.deepEqual(await levels("advisory", inputs), [`advisory ${untold}`], policy.kind);
            assert.deepEqual(await levels("mandatory", { kmsMasterKeyId: "a" }), [], policy.kind);
        }
    });

    it("looks at the types it is for only", async () => {
        const several = sample(broken, { types: [QUEUE, TOPIC] });
        const resources = [QUEUE, TOPIC, "aws:s3/bucket:Bucket"].map((type, index) => ({
            type,
            name: `r${index}`,
            inputs: {},
        }));
        const resourcesOf = async (policy: Policy) =>
            (await analyze([policy], resources)).map(({ resource }) => resource);
        assert.deepEqual(await resourcesOf(several), ["r0", "r1"]);
        assert.deepEqual(await resourcesOf(sample(broken)), ["r0"]);
    });

    it("tells the engine where it has nothing to judge", async () => {
        const types = [TOPIC, "aws:s3/bucket:Bucket"] as const;
        const several = [
            sample(broken, { types: [...types] }),
            stackPolicy({ ...declaration, types: [...types], check: broken }),
        ];
        const reason = `sample: Policy only applies to resources of type ${types.join(", ")}`;
        assert.deepEqual(await notApplicable(several, [queue]), [reason, reason]);
        assert.deepEqual(await notApplicable(several, [{ type: TOPIC, inputs: {} }]), []);
    });

    it("tells the SDK its type if it has one only, so that the SDK need not unpack others", () => {
        const typeOf = (policy: Policy) => {
            const { validateResource, remediateResource } = toSdkPolicy(policy) as {
                validateResource?: Typed;
                remediateResource?: Typed;
            };
            return [validateResource?.__pulumiType, remediateResource?.__pulumiType];
        };
        const remediation = () => [set(["name"], "x")];
        assert.deepEqual(typeOf(sample(broken, { remediation })), [QUEUE, QUEUE]);
        assert.deepEqual(typeOf(sample(broken, { remediation, types: [QUEUE, TOPIC] })), [undefined, undefined]);
        assert.deepEqual(typeOf(sample(broken, { remediation, types: ["aws:*"] })), [undefined, undefined]);
        const stack = toSdkPolicy(stackPolicy({ ...declaration, check: broken })) as { validateStack?: object };
        assert.deepEqual({ ...stack.validateStack }, { __pulumiType: QUEUE });
    });

    it("has a remediation only where it was given one", () => {
        assert.ok("remediateResource" in toSdkPolicy(sample(broken, { remediation: () => [] })));
        assert.ok(!("remediateResource" in toSdkPolicy(sample(broken))));
    });

    it("gives a check its options, with the defaults for those not given", async () => {
        const policy = resourcePolicy({
            ...declaration,
            options: {
                seconds: integer({ default: 30, minimum: 0, maximum: 60, description: "s" }),
                mode: oneOf(["strict", "lax"], { default: "strict", description: "m" }),
            },
            check: (resource, { seconds, mode }) =>
                must(
                    any([mode === "lax", resource.get("visibilityTimeoutSeconds").atLeast(seconds)]),
                    say`At least ${seconds}.`,
                ),
        });
        const messages = async (options: Record<string, unknown>) =>
            (await analyze([policy], [queue], { config: { sample: options } })).map(({ message }) => message);
        assert.deepEqual(await messages({}), ["Sample.\nAt least 30."]);
        assert.deepEqual(await messages({ seconds: 20 }), ["Sample.\nAt least 20."]);
        assert.deepEqual(await messages({ seconds: 10 }), []);
        assert.deepEqual(await messages({ mode: "lax" }), []);
    });

    it("says what is wrong with its options, and checks nothing", async () => {
        const policy = sample(broken, { severity: "low" });
        const config = { sample: { onFault: "ignore", color: "hunter2" } };
        const findings = await analyze([policy], [queue], { config });
        assert.deepEqual(
            findings.map(({ level, message }) => [level, message]),
            [
                [
                    "mandatory",
                    'Not checked, because the configuration of sample is wrong: `onFault` must be one of "mandatory", "advisory"; there are options it does not have; it has `onFault`, `onUndetermined`.',
                ],
            ],
        );
    });

    it("says it once for a whole stack", async () => {
        const policy = stackPolicy({ ...declaration, check: broken });
        const findings = await analyze([policy], [queue, { ...queue, name: "more" }], {
            config: { sample: { onFault: 1 } },
        });
        assert.deepEqual(
            findings.map(({ level, resource }) => [level, resource]),
            [["mandatory", ""]],
        );
    });

    describe("that fails", () => {
        const throwing = (error: unknown) =>
            sample(() => {
                throw error;
            });

        it("blocks with a finding of its own, and loses no other", async () => {
            const other = { ...sample(broken), id: "other" };
            const findings = await analyze([throwing(new TypeError("hunter2")), other], [queue]);
            assert.deepEqual(
                findings.map(({ policy, level }) => [policy, level]),
                [
                    ["sample", "mandatory"],
                    ["other", "mandatory"],
                ],
            );
            assert.match(
                findings[0]?.message ?? "",
                /^Sample: the policy itself failed \(TypeError at sdkPolicy\.test\.ts:\d+\)\. This is a bug of the policy: please report it\.$/,
            );
        });

        it("only advises if it is configured so", async () => {
            const config = { sample: { onFault: "advisory" } };
            const findings = await analyze([throwing(new Error("x"))], [queue], { config });
            assert.deepEqual(
                findings.map(({ level }) => level),
                ["advisory"],
            );
        });

        it("does so for one resource of a stack, and judges the others", async () => {
            const policy = stackPolicy({
                ...declaration,
                check(resource) {
                    if (resource.name === "jobs") {
                        throw new RangeError("hunter2");
                    }
                    return broken();
                },
            });
            const findings = await analyze([policy], [queue, { ...queue, name: "more" }]);
            assert.deepEqual(
                findings.map(({ resource }) => resource),
                ["jobs", "more"],
            );
            assert.match(findings[0]?.message ?? "", /itself failed \(RangeError/);
            assert.equal(findings[1]?.message, "Sample.\nChange it.");
        });

        it("is undetermined if it read an unknown value past the reader", async () => {
            const policy = sample(() => {
                throw new UnknownValueError("04da6b54-80e4-46f7-96ec-b56ff0331ba9", ["tags", "hunter2"]);
            });
            const findings = await analyze([policy], [queue]);
            assert.deepEqual(
                findings.map(({ level, message }) => [level, message]),
                [["advisory", "undetermined: Sample. A value it depends on is not known yet."]],
            );
        });

        const errors: Record<string, [error: unknown, told: RegExp]> = {
            "a text": ["hunter2", /\(Error\)/],
            nothing: [undefined, /\(Error\)/],
            "an object": [{ toString: () => "hunter2", stack: "hunter2" }, /\(Error\)/],
            "an error without a stack": [Object.assign(new Error("hunter2"), { stack: undefined }), /\(Error\)/],
            "an error whose stack is odd": [
                Object.assign(new Error("x"), { stack: "hunter2\n    at f (hunter2.ts:1:1)" }),
                /\(Error\)/,
            ],
            "an error whose message looks like a stack": [
                new Error("hunter2\n    at f (hunter2.ts:1:1)"),
                /\(Error at sdkPolicy\.test\.ts:\d+\)/,
            ],
            "an error with a name of its own": [Object.assign(new Error("x"), { name: "hunter2" }), /\(Error[) ]/],
            "an error made of nothing but its name": [
                Object.assign(new Error(), { stack: "Error: \n    at x (y.html:1:1)" }),
                /\(Error\)/,
            ],
            ...Object.fromEntries(
                [TypeError, RangeError, ReferenceError, SyntaxError, URIError, EvalError].map((Kind) => [
                    Kind.name,
                    [new Kind("hunter2"), new RegExp(`\\(${Kind.name} at sdkPolicy\\.test\\.ts:\\d+\\)`)],
                ]),
            ),
        };
        for (const [name, [error, told]] of Object.entries(errors)) {
            it(`does not tell what it stumbled over: ${name}`, async () => {
                const [finding] = await analyze([throwing(error)], [{ ...queue, inputs: { a: secret("hunter2") } }]);
                assert.match(finding?.message ?? "", told);
                assert.ok(!finding?.message.includes("hunter2"));
            });
        }
    });

    it("lists the resources of the stack by type", async () => {
        const resources = [queue, { ...queue, name: "more" }, { type: TOPIC, name: "news", inputs: {} }];
        const policy = stackPolicy({
            ...declaration,
            check: (resource, stack) =>
                stack.ofTypes(TOPIC, QUEUE).map((other) => must(resource.name !== "jobs", say`${other}`)),
        });
        const findings = await analyze([policy], resources);
        assert.deepEqual(
            findings.map(({ message }) => message.replace("Sample.\n", "")),
            ['"news"', '"jobs"', '"more"'],
        );
    });
});
