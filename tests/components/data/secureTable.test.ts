import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { EncryptionKey, KeyType, SecureTable, type SecureTableArgs, TableStream } from "palisade-aws";
import { readGrant, readWriteGrant } from "../../../components/data/policy/tableGrants";
import { places, says } from "../support/meaning";
import { document, dynamodb, iam, kms, refusal, run, text } from "../support/run";

const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const make =
    (args: Partial<SecureTableArgs> = {}) =>
    (): SecureTable =>
        new SecureTable("patterns", { partitionKey: { name: "id" }, ...args });

describe("SecureTable", () => {
    it("is encrypted, brought back to any second of 35 days, protected, and paid by request", async () => {
        const result = await run(make());
        const { inputs } = result.one(dynamodb("Table"));
        assert.equal(inputs.billingMode, "PAY_PER_REQUEST");
        assert.deepEqual(inputs.pointInTimeRecovery, { enabled: true, recoveryPeriodInDays: 35 });
        assert.deepEqual(inputs.serverSideEncryption, { enabled: true, kmsKeyArn: result.one(kms("Key")).outputs.arn });
        assert.equal(inputs.deletionProtectionEnabled, true);
        for (const absent of ["rangeKey", "ttl", "streamEnabled", "streamViewType"]) {
            assert.equal(absent in inputs, false, absent);
        }
    });

    it("removable, DynamoDB lets it go as well", async () => {
        const { inputs } = (await run(make({ removable: true }))).one(dynamodb("Table"));
        assert.equal(inputs.deletionProtectionEnabled, false);
    });

    it("keys of table and indexes are told to DynamoDB once each", async () => {
        const args = {
            sortKey: { name: "version", type: KeyType.Number },
            indexes: [
                { name: "by-owner", partitionKey: { name: "owner" }, sortKey: { name: "id" } },
                { name: "by-version", partitionKey: { name: "version", type: KeyType.Number }, attributes: ["title"] },
            ],
        };
        const { inputs } = (await run(make(args))).one(dynamodb("Table"));
        assert.deepEqual([inputs.hashKey, inputs.rangeKey], ["id", "version"]);
        assert.deepEqual(inputs.attributes, [
            { name: "id", type: "S" },
            { name: "owner", type: "S" },
            { name: "version", type: "N" },
        ]);
        assert.deepEqual(inputs.globalSecondaryIndexes, [
            { name: "by-owner", hashKey: "owner", rangeKey: "id", projectionType: "ALL" },
            { name: "by-version", hashKey: "version", projectionType: "INCLUDE", nonKeyAttributes: ["title"] },
        ]);
    });

    it("items expire and changes are streamed only where it is asked for", async () => {
        const args = { expiryAttribute: "expires", stream: TableStream.Keys, recoveryDays: 7 };
        const { inputs } = (await run(make(args))).one(dynamodb("Table"));
        assert.deepEqual(inputs.ttl, { enabled: true, attributeName: "expires" });
        assert.deepEqual([inputs.streamEnabled, inputs.streamViewType], [true, "KEYS_ONLY"]);
        assert.deepEqual(inputs.pointInTimeRecovery, { enabled: true, recoveryPeriodInDays: 7 });
    });

    for (const place of places) {
        const { partition, region, accountId } = place;
        const arn = `arn:${partition}:dynamodb:${region}:${accountId}:table/patterns`;
        const key = `arn:${partition}:kms:${region}:${accountId}:key/1234`;
        const via = { "kms:ViaService": `dynamodb.${region}.amazonaws.com` };

        it(`${partition}: a reader writes nothing, a writer leaves the table as it is, and neither scans`, () => {
            const ask = (grant: typeof readGrant, action: string, on = arn, context = {}): string =>
                says(grant.statements({ arn, keyArn: key, place }), "the role", action, on, context);
            for (const grant of [readGrant, readWriteGrant]) {
                for (const action of ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"]) {
                    assert.equal(ask(grant, action), "allowed", action);
                    assert.equal(ask(grant, action, `${arn}2`), "not-covered", action);
                }
                assert.equal(ask(grant, "dynamodb:Query", `${arn}/index/by-owner`), "allowed");
                for (const action of ["dynamodb:Scan", "dynamodb:DeleteTable", "dynamodb:UpdateTable"]) {
                    assert.equal(ask(grant, action), "not-covered", action);
                }
                assert.equal(ask(grant, "dynamodb:GetRecords", `${arn}/stream/2026`), "not-covered");
                assert.equal(ask(grant, "kms:Decrypt", key, via), "allowed");
                assert.equal(ask(grant, "kms:Decrypt", key), "not-covered");
                assert.equal(ask(grant, "kms:CreateGrant", key, via), "not-covered");
            }
            for (const action of ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"]) {
                assert.equal(ask(readGrant, action), "not-covered", action);
                assert.equal(ask(readWriteGrant, action), "allowed", action);
                assert.equal(ask(readWriteGrant, action, `${arn}/index/by-owner`), "not-covered", action);
            }
            assert.equal(ask(readGrant, "kms:Encrypt", key, via), "not-covered");
            assert.equal(ask(readWriteGrant, "kms:Encrypt", key, via), "allowed");
        });
    }

    it("a grant names the table and its key", async () => {
        const result = await run(() => {
            const assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" });
            const table = make()();
            const app = new aws.iam.Role("app", { assumeRolePolicy });
            table.grantRead(app);
            table.grantReadWrite(app);
        });
        const table = text(result.one(dynamodb("Table")).outputs.arn);
        const [read, write] = ["patterns-read-app", "patterns-read-write-app"].map((name) =>
            document(result.one(iam("RolePolicy"), name)),
        );
        assert.equal(says(read ?? "", "the role", "dynamodb:PutItem", table), "not-covered");
        assert.equal(says(write ?? "", "the role", "dynamodb:PutItem", table), "allowed");
    });

    it("tables share a key; of another key it tells what its owner must add, through DynamoDB only", async () => {
        const shared = await run(() => {
            const key = new EncryptionKey("all");
            make({ key })();
            new SecureTable("other", { partitionKey: { name: "id" }, key });
        });
        assert.equal(shared.all(kms("Key")).length, 1);
        const { outputs } = (await run(make({ key: keyArn }))).one("palisade-aws:index:SecureTable");
        const Statement = JSON.parse(text(outputs.requiredKeyStatements)) as unknown;
        const required = JSON.stringify({ Version: "2012-10-17", Statement });
        const deployer = "arn:aws:iam::123456789012:role/deployer";
        const via = { "kms:ViaService": "dynamodb.eu-west-1.amazonaws.com" };
        for (const action of ["kms:CreateGrant", "kms:Encrypt", "kms:ReEncryptFrom", "kms:GenerateDataKey"]) {
            assert.equal(says(required, deployer, action, keyArn, via), "allowed", action);
            assert.equal(says(required, deployer, action, keyArn), "not-covered", action);
        }
        assert.equal(says(required, deployer, "kms:PutKeyPolicy", keyArn, via), "not-covered");
    });

    const index = { name: "by-owner", partitionKey: { name: "owner" } };
    const refused: [string, Partial<SecureTableArgs>, RegExp][] = [
        ["no key", { partitionKey: undefined }, /partitionKey: it is missing\. Fix: pass the attribute/],
        ["a key without a name", { partitionKey: { name: "" } }, /partitionKey\.name: it is no name of an attribute/],
        ["a key of no type", { sortKey: { name: "a", type: "T" as KeyType } }, /sortKey\.type: "T" is not known/],
        [
            "an index's key",
            { indexes: [{ ...index, sortKey: { name: "" } }] },
            /indexes\[0\]\.sortKey\.name: it is no name/,
        ],
        [
            "an index's name",
            { indexes: [{ ...index, name: "a b" }] },
            /indexes\[0\]\.name: "a b" is no name of an index/,
        ],
        ["an index twice", { indexes: [index, index] }, /indexes\[1\]\.name: "by-owner" is used twice/],
        [
            "21 indexes",
            { indexes: Array.from({ length: 21 }, (_, at) => ({ ...index, name: `by-${at + 100}` })) },
            /indexes: 21 are too many/,
        ],
        [
            "an attribute of two types",
            { indexes: [{ ...index, partitionKey: { name: "id", type: KeyType.Number } }] },
            /indexes: "id" is S in one key and N in another/,
        ],
        ["no name for what expires", { expiryAttribute: "" }, /expiryAttribute: it is empty/],
        ["a stream of nothing", { stream: "NOTHING" as TableStream }, /stream: "NOTHING" is not known/],
        [
            "more days than there are",
            { recoveryDays: 36 },
            /recoveryDays: 36 is not a whole number of days from 1 to 35/,
        ],
        ["an alias for a key", { key: "alias/aws/dynamodb" }, /key: "alias\/aws\/dynamodb" is an alias/],
    ];
    for (const [what, args, expected] of refused) {
        it(`refused: ${what}`, async () => assert.match((await refusal(make(args))).message, expected));
    }

    it("refused: a name that no table can have", async () => {
        const { message } = await refusal(() => new SecureTable("my patterns", { partitionKey: { name: "id" } }));
        assert.match(message, /name: no table can be named after it\. Fix: use at most 247 letters/);
    });
});
