import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { EncryptionKey, SecureFunction, SecureSecret, type SecureSecretArgs } from "palisade-aws";
import { readGrant, rotateGrant } from "../../../components/secrets/policy/secretGrants";
import { Signature, signatureOf } from "../../../offline-preview/values";
import { places, says } from "../support/meaning";
import { needed } from "../support/needed";
import { document, iam, kms, lambda, refusal, run, secretsmanager, text } from "../support/run";

const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const make =
    (args: SecureSecretArgs = {}) =>
    (): SecureSecret =>
        new SecureSecret("token", args);
const random = (token: string) =>
    token === "aws:secretsmanager/getRandomPassword:getRandomPassword" ? { randomPassword: "hunter2" } : undefined;

describe("SecureSecret", () => {
    it("is encrypted with its key, deleted after 30 days, and without a value", async () => {
        const result = await run(make());
        const { inputs } = result.one(secretsmanager("Secret"));
        assert.equal(inputs.kmsKeyId, result.one(kms("Key")).outputs.arn);
        assert.deepEqual([inputs.recoveryWindowInDays, inputs.description], [30, "token: secret"]);
        assert.equal("policy" in inputs, false);
        assert.deepEqual(result.all(secretsmanager("SecretVersion")), []);
        const told = await run(make({ description: "signs page tokens" }));
        assert.equal(told.one(secretsmanager("Secret")).inputs.description, "signs page tokens");
    });

    it("a first value is made by AWS, stays secret, and is made once", async () => {
        const asked: unknown[] = [];
        const result = await run(make({ generatedCharacters: 64 }), {
            functions: (token, args) => {
                const answer = random(token);
                asked.push(...(answer === undefined ? [] : [args]));
                return answer;
            },
        });
        assert.deepEqual(asked, [{ passwordLength: 64, excludePunctuation: true }]);
        const { inputs, options } = result.one(secretsmanager("SecretVersion"), "token-value");
        assert.equal(signatureOf(inputs.secretStringWo ?? null), Signature.secret);
        assert.equal(inputs.secretStringWoVersion, 1);
        assert.deepEqual(options.ignoreChanges, ["secretStringWo"]);
        assert.equal(JSON.stringify(result.one("palisade-aws:index:SecureSecret").outputs).includes("hunter2"), false);
    });

    for (const place of places) {
        const { partition, region, accountId } = place;
        const arn = `arn:${partition}:secretsmanager:${region}:${accountId}:secret:token-a1b2c3`;
        const key = `arn:${partition}:kms:${region}:${accountId}:key/1234`;
        const via = { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` };

        it(`${partition}: a reader changes nothing, a rotator opens it to nobody`, () => {
            const ask = (grant: typeof readGrant, action: string, on = arn, context = {}): string =>
                says(grant.statements({ arn, keyArn: key, place }), "the role", action, on, context);
            for (const grant of [readGrant, rotateGrant]) {
                assert.equal(ask(grant, "secretsmanager:GetSecretValue"), "allowed");
                assert.equal(ask(grant, "secretsmanager:GetSecretValue", `${arn}d`), "not-covered");
                for (const action of ["PutResourcePolicy", "UpdateSecret", "DeleteSecret"]) {
                    assert.equal(ask(grant, `secretsmanager:${action}`), "not-covered", action);
                }
                assert.equal(ask(grant, "kms:Decrypt", key, via), "allowed");
                assert.equal(ask(grant, "kms:Decrypt", key), "not-covered");
            }
            for (const action of ["DescribeSecret", "PutSecretValue", "UpdateSecretVersionStage"]) {
                assert.equal(ask(readGrant, `secretsmanager:${action}`), "not-covered", action);
                assert.equal(ask(rotateGrant, `secretsmanager:${action}`), "allowed", action);
            }
            assert.equal(ask(readGrant, "kms:GenerateDataKey", key, via), "not-covered");
            assert.equal(ask(rotateGrant, "kms:GenerateDataKey", key, via), "allowed");
        });
    }

    it("a function rotates it: granted, allowed to be called for this secret alone, and only then called", async () => {
        const result = await run(() => {
            const fn = new SecureFunction("rotator", needed.SecureFunction as { code: string; handler: string });
            make()().rotateWith(fn, { everyDays: 7 });
        });
        const arn = text(result.one(secretsmanager("Secret")).outputs.arn);
        const { name, inputs, dependencies } = result.one(secretsmanager("SecretRotation"));
        assert.equal(name, "token-rotation");
        assert.equal(inputs.rotationLambdaArn, result.one(lambda("Alias")).outputs.arn);
        assert.deepEqual(inputs.rotationRules, { automaticallyAfterDays: 7 });
        const granted = result.one(iam("RolePolicy"), "token-rotate-rotator-role");
        const allowed = result.one(lambda("Permission"), "rotator-invoke-token");
        assert.ok(dependencies.includes(granted.urn) && dependencies.includes(allowed.urn));
        assert.deepEqual([allowed.inputs.principal, allowed.inputs.sourceArn], ["secretsmanager.amazonaws.com", arn]);
        assert.equal(says(document(granted), "the role", "secretsmanager:PutSecretValue", arn), "allowed");
    });

    it("a grant names the secret and its key; secrets share one", async () => {
        const result = await run(() => {
            const assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" });
            const key = new EncryptionKey("all");
            new SecureSecret("other", { key });
            make({ key })().grantRead(new aws.iam.Role("app", { assumeRolePolicy }));
        });
        assert.equal(result.all(kms("Key")).length, 1);
        const policy = document(result.one(iam("RolePolicy"), "token-read-app"));
        const arn = text(result.one(secretsmanager("Secret"), "token").outputs.arn);
        assert.equal(says(policy, "the role", "secretsmanager:GetSecretValue", arn), "allowed");
    });

    it("of another key it tells what its owner must add", async () => {
        const { outputs } = (await run(make({ key: keyArn }))).one("palisade-aws:index:SecureSecret");
        const [statement] = JSON.parse(text(outputs.requiredKeyStatements)) as { Sid: string }[];
        assert.equal(statement?.Sid, "AccountUsesKeyThroughSECRETSMANAGER");
    });

    it("refused: a short value, an alias for a key, days that are none", async () => {
        const { faults } = await refusal(make({ generatedCharacters: 31, key: "alias/aws/secretsmanager" }));
        assert.deepEqual(
            faults.map(({ argument, fault }) => `${argument}: ${fault}`),
            [
                "generatedCharacters: 31 is not a whole number of characters from 32 to 4096",
                `key: "alias/aws/secretsmanager" is an alias`,
            ],
        );
        const { message } = await refusal(() => {
            const fn = new SecureFunction("rotator", needed.SecureFunction as { code: string; handler: string });
            make()().rotateWith(fn, { everyDays: 0 });
        });
        assert.match(message, /SecureSecret "token".*\n.*everyDays: 0 is not a whole number of days/);
    });

    it("a name that no secret can have becomes a prefix", async () => {
        const { inputs } = (await run(() => new SecureSecret("my token"))).one(secretsmanager("Secret"));
        assert.equal(inputs.namePrefix, "my-token-");
    });
});
