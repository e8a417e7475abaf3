import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../../../offline-preview/configuration/errors";
import { deriveFacts, readFacts } from "../../../offline-preview/functions/facts";
import { elbAccounts, partitionOf, REGION_PATTERN, regionsOf } from "../../../offline-preview/functions/regions";

describe("offline preview: facts", () => {
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "facts-"))));
    afterEach(() => rmSync(folder, { recursive: true }));
    const file = (content: unknown): string => {
        const path = join(folder, "facts.json");
        writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
        return path;
    };
    const problemsOf = (content: unknown, config = {}): string[] => {
        try {
            readFacts(config, file(content));
        } catch (error) {
            assert.ok(error instanceof UsageError);
            return error.problems;
        }
        return [];
    };

    it("come from the stack's region", () => {
        const { region, partition, dnsSuffix, callerArn, accountId } = deriveFacts({ "aws:region": "cn-north-1" });
        assert.deepEqual(
            [region, partition, dnsSuffix, callerArn, accountId],
            [
                "cn-north-1",
                "aws-cn",
                "amazonaws.com.cn",
                "arn:aws-cn:iam::123456789012:user/offline-preview",
                "123456789012",
            ],
        );
        assert.equal(deriveFacts({}).region, "us-east-1");
    });

    it("are overridden by a file, and what follows from it changes too", () => {
        const facts = readFacts(
            { "aws:region": "eu-west-1" },
            file({
                accountId: "111122223333",
                region: "us-gov-west-1",
                elbAccounts: { "eu-north-9": "444455556666" },
                functions: { "aws:ec2/getAmi:getAmi": { id: "ami-1" } },
            }),
        );
        assert.equal(facts.callerArn, "arn:aws-us-gov:iam::111122223333:user/offline-preview");
        assert.equal(facts.partition, "aws-us-gov");
        assert.equal(facts.elbAccounts["eu-north-9"], "444455556666");
        assert.equal(facts.elbAccounts["us-east-1"], "127311923021", "the other regions stay");
        assert.deepEqual(facts.functions, { "aws:ec2/getAmi:getAmi": { id: "ami-1" } });
    });

    it("refuse unknown and ill-typed entries, all at once and without their values", () => {
        const problems = problemsOf({
            acountId: "x",
            accountId: 123456789012,
            callerArn: "me",
            userId: "",
            region: "Europe",
            partition: "amazon",
            dnsSuffix: "",
            availabilityZones: { "eu-west-1": [] },
            elbAccounts: { "eu-west-1": "1" },
            canonicalUserId: "abc",
            accountAlias: "-",
            organizationId: "org",
            functions: { getAmi: {} },
        });
        assert.deepEqual(problems, [
            "facts.json: unknown fact 'acountId' (did you mean 'accountId'?): accountId, callerArn, userId, region, partition, dnsSuffix, availabilityZones, elbAccounts, canonicalUserId, accountAlias, organizationId, functions are known",
            "facts.json: 'accountId' must be a text of 12 digits",
            "facts.json: 'callerArn' must be the ARN of an IAM user, a role or its session",
            "facts.json: 'userId' must be a text",
            "facts.json: 'region' must be a region like eu-central-1",
            "facts.json: 'partition' must be a partition like aws or aws-us-gov",
            "facts.json: 'dnsSuffix' must be a host name suffix like amazonaws.com",
            "facts.json: 'availabilityZones' must be lists of zone names by region",
            "facts.json: 'elbAccounts' must be texts of 12 digits by region",
            "facts.json: 'canonicalUserId' must be a text of 64 hexadecimal digits",
            "facts.json: 'accountAlias' must be an account alias",
            "facts.json: 'organizationId' must be an organization's id like o-exampleorgid",
            "facts.json: 'functions' must be results (objects) by function token like aws:ec2/getAmi:getAmi",
        ]);
    });

    it("refuse a list of zones with anything but names", () => {
        const problem = "facts.json: 'availabilityZones' must be lists of zone names by region";
        assert.deepEqual(problemsOf({ availabilityZones: { "eu-west-1": ["eu-west-1a", 1] } }), [problem]);
        assert.deepEqual(problemsOf({ availabilityZones: ["eu-west-1a"] }), [problem]);
    });

    it("accept every known entry", () => {
        assert.deepEqual(
            problemsOf({
                accountId: "111122223333",
                callerArn: "arn:aws:sts::111122223333:assumed-role/ci/session",
                userId: "AROA1:session",
                region: "eu-west-1",
                partition: "aws",
                dnsSuffix: "amazonaws.com",
                availabilityZones: { "eu-west-1": ["eu-west-1a"] },
                elbAccounts: { "eu-west-1": "156460612806" },
                canonicalUserId: "a".repeat(64),
                accountAlias: "my-alias",
                organizationId: "o-exampleorgid",
                functions: {},
            }),
            [],
        );
    });

    it("refuse a file that cannot be read or is no object, and an aws:region that is none, together", () => {
        assert.deepEqual(problemsOf("{\n  oops", { "aws:region": "euwest" }), [
            "config 'aws:region' is no AWS region: give one like eu-central-1",
            "facts.json:2: not valid YAML: unexpected end of the stream within a flow collection",
        ]);
        const [problem = ""] = problemsOf("[]");
        assert.match(problem, /^facts\.json: must be an object with any of accountId, /);
        assert.throws(() => readFacts({}, join(folder, "nowhere.json")), /nowhere\.json cannot be read: ENOENT$/);
    });
});

describe("offline preview: regions", () => {
    const table: [region: string, partition: string, dnsSuffix: string][] = [
        ["eu-central-1", "aws", "amazonaws.com"],
        ["xx-new-1", "aws", "amazonaws.com"],
        ["cn-northwest-1", "aws-cn", "amazonaws.com.cn"],
        ["us-gov-east-1", "aws-us-gov", "amazonaws.com"],
        ["us-iso-east-1", "aws-iso", "c2s.ic.gov"],
        ["us-isob-east-1", "aws-iso-b", "sc2s.sgov.gov"],
        ["us-isof-south-1", "aws-iso-f", "csp.hci.ic.gov"],
        ["eu-isoe-west-1", "aws-iso-e", "cloud.adc-e.uk"],
        ["eusc-de-east-1", "aws-eusc", "amazonaws.eu"],
    ];
    for (const [region, partition, dnsSuffix] of table) {
        it(`${region} lies in ${partition}`, () => assert.deepEqual(partitionOf(region), { partition, dnsSuffix }));
    }
    it("are all well-formed, and the load balancers' accounts have twelve digits", () => {
        for (const partition of ["aws", "aws-cn", "aws-us-gov", "aws-eusc"]) {
            const regions = regionsOf(partition, true);
            assert.ok(regions.length > 0 && regions.every((region) => REGION_PATTERN.test(region)), partition);
        }
        const accounts = Object.values(elbAccounts());
        assert.ok(accounts.every((account) => /^\d{12}$/.test(account)));
        assert.equal(new Set(accounts).size, accounts.length);
    });
    it("that every account has are the seventeen from before the opt-in", () => {
        assert.equal(regionsOf("aws", false).length, 17);
        assert.ok(!regionsOf("aws", false).includes("eu-south-1"));
    });
});
