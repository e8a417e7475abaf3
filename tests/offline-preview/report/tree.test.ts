import assert from "node:assert/strict";
import type { Finding, RegisteredResource } from "../../../offline-preview/model";
import { UNDETERMINED_IN_FULL } from "../../../offline-preview/report/tree";
import { displayWidth } from "../../../offline-preview/report/text";
import { at, diagnostic, finding, pack, PACK, preview, resource, STACK_URN, undetermined } from "./build";
import { assertInOrder, bucket, bucketFinding, component, lines, lineWith, topic } from "./shown";

describe("the tree of an offline preview", () => {
    describe("resources", () => {
        it("stand below their parent, in the order of the source", () => {
            const all = lines(preview([topic, bucket, component]));
            assert.match(all[lineWith(all, "shop-dev")] ?? "", /^ \+ pulumi:pulumi:Stack +shop-dev$/);
            assert.match(all[lineWith(all, "house:index:Vault")] ?? "", /^ \+ ├─ house:index:Vault +vault$/);
            assert.match(all[lineWith(all, "aws:s3:Bucket")] ?? "", /^ \+ │ {2}└─ aws:s3:Bucket +data$/);
            assert.match(all[lineWith(all, "alarms")] ?? "", /^ \+ └─ aws:sns:Topic +alarms$/);
            assertInOrder(all, "shop-dev", "vault", "data", "alarms");
        });

        it("with the same source stand in the order of their numbers", () => {
            const made = [10, 2, 1].map((n) =>
                resource("aws:ec2/subnet:Subnet", `subnet-${n}`, { source: at("i.ts", 3) }),
            );
            const shown = lines(preview(made)).flatMap((line) => /subnet-\d+$/.exec(line) ?? []);
            assert.deepEqual(shown, ["subnet-1", "subnet-2", "subnet-10"]);
        });

        it("without a source stand last", () => {
            const made = [
                resource("aws:sns/topic:Topic", "c-without"),
                resource("aws:sns/topic:Topic", "b-later", { source: at("index.ts", 9) }),
                resource("aws:sns/topic:Topic", "a-without"),
                resource("aws:sns/topic:Topic", "d-other-file", { source: at("a.ts", 99) }),
            ];
            assertInOrder(lines(preview(made)), "d-other-file", "b-later", "a-without", "c-without");
        });

        it("keep the CLI's signs, and their marks say what is special", () => {
            const bucketType = "aws:s3/bucket:Bucket";
            const made = [
                resource(bucketType, "one", { operation: "read", id: "one-id" }),
                resource(bucketType, "two", { operation: "import", id: "two-id" }),
                resource(bucketType, "three", { options: { protect: true, retainOnDelete: true } }),
                resource("awsx:ec2:Vpc", "four", { kind: "remote" }),
                resource(bucketType, "five", { refused: true }),
                resource(bucketType, "six"),
                resource(bucketType, "seven"),
            ];
            const urnOf = (name: string): string[] => made.flatMap((one) => (one.name === name ? [one.urn] : []));
            const all = lines(preview(made, { onlyWithIds: urnOf("six"), notReached: urnOf("seven") }));
            const row = (name: string): string => all[lineWith(all, ` ${name}`)] ?? "";
            assert.match(row("one"), /^ > .* read$/);
            assert.match(row("two"), /^ = .* import$/);
            assert.match(row("three"), /^ \+ .* protected, retained on delete$/);
            assert.match(row("four"), /^ \+ .* its plugin expands this at `pulumi preview`$/);
            assert.match(row("five"), /^ ✗ .* refused by a policy$/);
            assert.match(row("six"), /^ \+ .* only once ids are known$/);
            assert.match(row("seven"), /^ {3}.* not reached$/);
            assert.match(
                all[lineWith(all, "Resources:")] ?? "",
                /\+ 4 to create, > 1 to read, = 1 to import, ✗ 1 refused, 1 not reached$/,
            );
        });

        it("hide default providers, also from the count, and show explicit ones", () => {
            const made = [
                resource("pulumi:providers:aws", "default_7_48_0", { kind: "provider" }),
                resource("pulumi:providers:aws", "us-east-1", { kind: "provider", source: at("index.ts", 2) }),
            ];
            const all = lines(preview(made));
            assert.ok(!all.join("\n").includes("default_7_48_0"));
            lineWith(all, "us-east-1");
            assert.match(all[lineWith(all, "Resources:")] ?? "", /\+ 2 to create$/);
        });

        it("that only look like default providers are shown", () => {
            const made = [
                resource("pulumi:providers:aws", "default", { kind: "provider", source: at("index.ts", 2) }),
                resource("pulumi:providers:aws", "main", { kind: "provider" }),
                resource("aws:sns/topic:Topic", "default_topic"),
            ];
            assertInOrder(lines(preview(made)), "aws  default", "default_topic", "aws  main");
        });

        it("take as many lines as the width asks for: marks go first, then the name", () => {
            const made = [resource("aws:sns/topic:Topic", "alarms", { options: { protect: true } })];
            // " + └─ aws:sns:Topic  alarms  protected"; the shown type of the stack is longer by one.
            const column = " + pulumi:pulumi:Stack".length;
            const whole = `${" + └─ aws:sns:Topic".padEnd(column)}  alarms  protected`;
            const named = whole.slice(0, whole.indexOf("  protected"));
            const rows = (width: number): string[] => {
                const all = lines(preview(made), { width });
                return all.slice(lineWith(all, "aws:sns:Topic"), all.indexOf("", 2));
            };
            assert.deepEqual(rows(whole.length), [whole]);
            assert.deepEqual(rows(whole.length - 1), [named, "        protected"]);
        });

        it("whose parent is not known stand at the stack", () => {
            const all = lines(preview([resource("aws:sns/topic:Topic", "orphan", { parent: `${STACK_URN}-gone` })]));
            assert.match(all[lineWith(all, "orphan")] ?? "", /^ \+ └─ /);
        });

        it("are all shown, each once, in a large stack", () => {
            const many = Array.from({ length: 5000 }, (_, n) => resource("aws:sns/topic:Topic", `topic-${n}-`));
            const all = lines(preview(many, { findings: many.map((about) => finding("sns-key", about)) }));
            const shown = all.flatMap((line) => /^ \+ [├└]─ aws:sns:Topic +(topic-\d+-)$/.exec(line)?.[1] ?? []);
            assert.deepEqual(
                shown,
                many.map((one) => one.name),
            );
        });
    });

    describe("findings", () => {
        const message = "Buckets deny plain HTTP.\nAdd a statement:\n\n    Effect: Deny\n    Principal: all";

        it("stand at their resource with level, severity, policy, message and place", () => {
            const found = bucketFinding("s3-tls", { severity: "high", message });
            const all = lines(preview([component, bucket, topic], { findings: [found] }));
            const start = lineWith(all, "✗ mandatory  high  s3-tls");
            assert.equal(start, lineWith(all, "aws:s3:Bucket") + 1);
            const block = all.slice(start, lineWith(all, "alarms"));
            const indent = (block[0] ?? "").indexOf("✗");
            assert.deepEqual(
                block.map((line) => line.slice(indent)),
                [
                    "✗ mandatory  high  s3-tls",
                    "  What s3-tls asks for.",
                    "  Buckets deny plain HTTP.",
                    "  Add a statement:",
                    "",
                    "      Effect: Deny",
                    "      Principal: all",
                    "declared at lib/vault.ts:31",
                    "in house:index:Vault vault, made at index.ts:5",
                ],
            );
        });

        it("stand worst first: mandatory by severity, advisory, undetermined", () => {
            const all = lines(
                preview([component, bucket], {
                    findings: [
                        undetermined("p-undetermined", bucket, { severity: "critical" }),
                        bucketFinding("p-advisory", { level: "advisory", severity: "critical" }),
                        bucketFinding("p-plain"),
                        bucketFinding("p-low", { severity: "low" }),
                        bucketFinding("p-critical", { severity: "critical" }),
                    ],
                }),
            );
            assertInOrder(
                all,
                "✗ mandatory  critical  p-critical",
                "✗ mandatory  low  p-low",
                "✗ mandatory  p-plain",
                "! advisory  critical  p-advisory",
                "? undetermined  p-undetermined",
            );
        });

        it("say in words when only made-up ids show them", () => {
            const all = lines(
                preview([component, bucket], {
                    findings: [bucketFinding("one", { decidedBy: "made-up-ids" }), bucketFinding("two")],
                    decidedByMadeUpIds: 2,
                }),
            );
            assert.equal(lineWith(all, "(seen with made-up ids)"), lineWith(all, "✗ mandatory  one"));
            assert.match(all[lineWith(all, "Made-up ids:")] ?? "", /decided 2 checks/);
        });

        it("about the whole stack, or a resource nobody knows, stand at the stack", () => {
            const gone: RegisteredResource = resource("aws:sns/topic:Topic", "gone");
            const all = lines(preview([topic], { findings: [finding("budget", undefined), finding("lost", gone)] }));
            assertInOrder(all, "shop-dev", "✗ mandatory  budget", "✗ mandatory  lost  (aws:sns:Topic gone)", "alarms");
        });

        it("name the pack only where there are several", () => {
            const found = { findings: [bucketFinding("s3-tls")] };
            const other = pack(1, { name: "other", version: "" });
            lineWith(lines(preview([component, bucket], found)), "✗ mandatory  s3-tls");
            const packs = [...preview([]).packs, other];
            const all = lines(preview([component, bucket], { ...found, packs }));
            lineWith(all, "✗ mandatory  house-rules/s3-tls");
            assert.match(all[lineWith(all, "house-rules@1.2.0")] ?? "", /✗ .* 24 policies, 1 mandatory$/);
            assert.match(all[lineWith(all, "✓ other")] ?? "", /✓ other +1 policy$/);
        });

        it("count for the pack of that name and version only", () => {
            const older = pack(3, { version: "1.0.0" });
            const all = lines(
                preview([component, bucket], {
                    findings: [bucketFinding("s3-tls")],
                    packs: [older, ...preview([]).packs],
                }),
            );
            assert.match(all[lineWith(all, "house-rules@1.0.0")] ?? "", /✓ .* 3 policies$/);
            assert.match(all[lineWith(all, "house-rules@1.2.0")] ?? "", /✗ .* 1 mandatory$/);
        });

        it("of one policy at one resource share their first lines", () => {
            const findings = [
                bucketFinding("acl", { message: "Set a." }),
                bucketFinding("tls", { message: "Use TLS." }),
                bucketFinding("acl", { message: "Set b." }),
                bucketFinding("acl", { message: "Set c.", decidedBy: "made-up-ids" }),
            ];
            const all = lines(preview([component, bucket], { findings }));
            const start = lineWith(all, "aws:s3:Bucket") + 1;
            assert.deepEqual(
                all.slice(start, start + 9).map((line) => line.trim()),
                [
                    "✗ mandatory  acl  (2 times)",
                    "What acl asks for.",
                    "Set a.",
                    "Set b.",
                    "✗ mandatory  tls",
                    "What tls asks for.",
                    "Use TLS.",
                    "✗ mandatory  acl  (seen with made-up ids)",
                    "What acl asks for.",
                ],
            );
            assert.match(all[lineWith(all, "Findings:")] ?? "", /4 mandatory$/);
        });

        it("say what the policy asks for, with a message and without one", () => {
            for (const message of ["Do this.", ""]) {
                const all = lines(preview([component, bucket], { findings: [bucketFinding("p", { message })] }));
                const start = lineWith(all, "What p asks for.");
                const [next = ""] = all.slice(start + 1);
                assert.equal(next.trim(), message === "" ? "declared at lib/vault.ts:31" : message);
            }
        });
    });

    describe("waived findings", () => {
        const waiver = "W-12 until 2027-03-01, platform team: moves in spring";
        const findings = [
            bucketFinding("p-open"),
            bucketFinding("p-waived", { level: "advisory", message: "is public", waiver }),
            undetermined("p-unknown", bucket, { waiver }),
        ];

        it("take one line for a resource, and are counted apart", () => {
            const shown = preview([component, bucket], { findings });
            const all = lines(shown);
            assertInOrder(all, "mandatory  p-open", "~ 2 waived: p-waived, p-unknown", "declared at lib/vault.ts:31");
            assertInOrder(all, "1 mandatory, 2 waived (--show-waived shows each)", "Failed: 1 mandatory violation in");
            assert.ok(!all.join("\n").includes("is public"));
        });

        it("are shown last, with their waiver, when that is asked for", () => {
            const all = lines(preview([component, bucket], { findings }), { showWaived: true });
            const first = lineWith(all, "~ waived  p-waived");
            assert.ok(first > lineWith(all, "mandatory  p-open"));
            assert.match(all[first + 2] ?? "", /is public$/);
            assert.match(all[first + 3] ?? "", new RegExp(`waived by ${waiver}$`));
            assert.ok(!all.join("\n").includes("--show-waived"));
        });
    });

    describe("undetermined findings", () => {
        const some = (amount: number): Finding[] =>
            Array.from({ length: amount }, (_, n) => undetermined(`p-${n}`, bucket));

        it("are shown in full where they are few, without saying the word twice", () => {
            const all = lines(preview([component, bucket], { findings: some(UNDETERMINED_IN_FULL) }));
            assertInOrder(
                all,
                "? undetermined  p-0",
                "  p-0 needs a value",
                "? undetermined  p-4",
                "  p-4 needs a value",
            );
            assert.ok(!all.join("\n").includes("undetermined: "));
        });

        it("are one line per resource where they are many, and the summary tells how to see them", () => {
            const findings = [...some(UNDETERMINED_IN_FULL), undetermined("p-last", topic)];
            const all = lines(preview([component, bucket, topic], { findings }));
            assertInOrder(
                all,
                "? 5 undetermined: p-0, p-1, p-2, p-3, p-4",
                "? 1 undetermined: p-last",
                "--show-undetermined",
            );
            assert.ok(!all.join("\n").includes("needs a value"));
        });

        it("are shown in full on request", () => {
            const shown = preview([component, bucket], { findings: some(9) });
            const all = lines(shown, { showUndetermined: true });
            lineWith(all, "p-8 needs a value");
            assert.ok(!all.join("\n").includes("--show-undetermined"));
        });
    });

    describe("folded", () => {
        const parts = ["a", "b"].map((name) =>
            resource("aws:s3/bucketPolicy:BucketPolicy", name, { parent: component.urn }),
        );

        it("shows what the program makes, and counts what is in it", () => {
            const all = lines(preview([component, bucket, ...parts, topic]), { fold: true });
            assert.match(all[lineWith(all, "house:index:Vault")] ?? "", /vault +3 in it$/);
            assert.match(all[lineWith(all, "aws:sns:Topic")] ?? "", /alarms$/);
            assert.ok(!all.join("\n").includes("BucketPolicy"));
        });

        it("shows what leads to a finding, and counts what does not", () => {
            const shown = preview([component, bucket, ...parts], { findings: [bucketFinding("open")] });
            const all = lines(shown, { fold: true });
            assert.match(all[lineWith(all, "more in it")] ?? "", /house:index:Vault +vault +2 more in it$/);
            assertInOrder(all, "2 more in it", "data", "mandatory  open");
            assert.ok(!all.join("\n").includes("BucketPolicy"));
        });

        it("shows whatever is not simply made", () => {
            for (const special of [{ refused: true }, { operation: "read", id: "x" }] as const) {
                const part = resource("aws:sns/topic:Topic", "special", { ...special, parent: component.urn });
                lineWith(lines(preview([component, bucket, part]), { fold: true }), "special");
            }
            lineWith(lines(preview([component, bucket], { onlyWithIds: [bucket.urn] }), { fold: true }), "data");
        });

        it("without the request, everything is shown", () => {
            assert.ok(
                !lines(preview([component, bucket, ...parts]))
                    .join("\n")
                    .includes("in it"),
            );
        });
    });

    it("draws the line to the children past what is said of a resource, and none below a leaf", () => {
        const findings = [finding("on-component", component), bucketFinding("on-bucket"), finding("on-topic", topic)];
        const all = lines(preview([component, bucket, topic], { findings }));
        assert.match(all[lineWith(all, "  on-component")] ?? "", /^ {3}│ {2}│ ✗ /);
        assert.match(all[lineWith(all, "  on-bucket")] ?? "", /^ {3}│ {7}✗ /);
        assert.match(all[lineWith(all, "  on-topic")] ?? "", /^ {8}✗ /);
    });

    it("tells what remediations changed", () => {
        const remediations = [{ pack: PACK, policy: "s3-encrypt", urn: bucket.urn, changed: ["rules", "tags"] }];
        const all = lines(preview([component, bucket, topic], { remediations }));
        assertInOrder(all, "aws:s3:Bucket", "~ remediated  s3-encrypt  set rules, tags", "alarms");
    });

    for (const width of [40, 80, 120]) {
        it(`keeps to ${width} columns, but for words that are longer`, () => {
            const message = "The bucket gives everyone in the world the right to read what is in it. ".repeat(4);
            const longType = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
            const deep = resource(longType, "a-long-name-of-a-bucket-in-a-component", {
                parent: component.urn,
                options: { protect: true },
            });
            const shown = preview([component, bucket, deep, topic], {
                findings: [
                    bucketFinding("s3-public", { message, decidedBy: "made-up-ids", severity: "critical" }),
                    ...Array.from({ length: 30 }, (_, n) => undetermined(`policy-number-${n}`, deep)),
                ],
                diagnostics: [diagnostic("warning", message, topic.urn)],
            });
            const verdict = lines(shown, { width }).at(-2);
            const tooWide = lines(shown, { width }).filter((line) => displayWidth(line) > width && line !== verdict);
            const unbroken = /[a-zA-Z:-]{25,}|\.ts:\d+$/;
            assert.deepEqual(
                tooWide.filter((line) => width > 40 || !unbroken.test(line)),
                [],
            );
        });
    }
});
