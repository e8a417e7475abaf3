import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import {
    EncryptionKey,
    PatternStore,
    type PatternStoreArgs,
    SecureBucket,
    SecureQueue,
    SecureTable,
} from "palisade-aws";
import { throughServiceStatement } from "../../../components/encryption/policy/keyStatements";
import {
    announceGrant,
    type PatternParts,
    publishGrant,
    readGrant,
    subscribeGrant,
} from "../../../components/patterns/policy/patternGrants";
import {
    domainStatements,
    launchStatements,
    publicationPattern,
    repositoryStatements,
} from "../../../components/patterns/policy/storeStatements";
import type { ThroughService } from "../../../components/shared/arn";
import { otherAccount, places, says, trusts } from "../support/meaning";
import {
    codeartifact,
    document,
    events,
    iam,
    kms,
    refusal,
    run,
    s3,
    servicecatalog,
    sns,
    sqs,
    text,
} from "../support/run";

const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const make =
    (args: PatternStoreArgs = {}) =>
    (): PatternStore =>
        new PatternStore("patterns", args);
const role = (name: string): aws.iam.Role =>
    new aws.iam.Role(name, {
        assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "codebuild.amazonaws.com" }),
    });
const product = (name: string): aws.servicecatalog.Product =>
    new aws.servicecatalog.Product(name, {
        owner: "Network",
        type: "CLOUD_FORMATION_TEMPLATE",
        provisioningArtifactParameters: { type: "CLOUD_FORMATION_TEMPLATE", templateUrl: "https://example.com/t.yaml" },
    });
const table = (): SecureTable =>
    new SecureTable("published", { partitionKey: { name: "patternId" }, sortKey: { name: "published" } });

describe("PatternStore", () => {
    it("everything that it stores is encrypted with one key", async () => {
        const result = await run(make());
        const [key, more] = result.all(kms("Key"));
        assert.equal(more, undefined);
        const arn = key?.outputs.arn;
        assert.equal(result.one(codeartifact("Domain")).inputs.encryptionKey, arn);
        assert.deepEqual(
            [...result.all(sqs("Queue")), ...result.all(sns("Topic"))].map(({ inputs }) => inputs.kmsMasterKeyId),
            [arn, arn, arn],
        );
        const [rule] = result.one(s3("BucketServerSideEncryptionConfiguration"), "patterns-artifacts-encryption").inputs
            .rules as { applyServerSideEncryptionByDefault: { kmsMasterKeyId: string } }[];
        assert.equal(rule?.applyServerSideEncryptionByDefault.kmsMasterKeyId, arn);
    });

    it("the domain cannot be replaced, as a change of its key would; what goes with the stack keeps its name", async () => {
        const result = await run(make());
        for (const one of [codeartifact("Domain"), codeartifact("Repository"), servicecatalog("Portfolio")]) {
            assert.deepEqual(
                [result.one(one).options.protect, result.one(one).options.retainOnDelete],
                [true, true],
                one,
            );
        }
        const removable = (await run(make({ removable: true }))).one(codeartifact("Domain"));
        assert.notEqual(removable.options.protect, true);
        // A second domain of the name is refused before the first is deleted, unless it is deleted first.
        assert.equal(removable.inputs.domain, "patterns");
        assert.notEqual(removable.options.deleteBeforeReplace, true);
        assert.deepEqual(removable.options.ignoreChanges ?? [], []);
    });

    it("changes are told in their order, and dead letters come from this queue alone", async () => {
        const result = await run(make());
        const [live, dead] = ["patterns-changes", "patterns-changes-dead"].map((name) =>
            result.one(sqs("Queue"), name),
        );
        assert.deepEqual([live?.inputs.fifoQueue, dead?.inputs.fifoQueue], [true, true]);
        const { redriveAllowPolicy, queueUrl } = result.one(sqs("RedriveAllowPolicy")).inputs;
        assert.equal(queueUrl, dead?.outputs.url);
        assert.deepEqual(JSON.parse(text(redriveAllowPolicy)), {
            redrivePermission: "byQueue",
            sourceQueueArns: [live?.outputs.arn],
        });
    });

    it("what a stack has is taken, and not made a second time", async () => {
        const result = await run(() => {
            const key = new EncryptionKey("data");
            const artifacts = new SecureBucket("artifacts", { key });
            const changes = new SecureQueue("changes", { key, fifo: true });
            const store = new PatternStore("patterns", { key, artifacts, changes });
            store.grantPublish(role("publisher"), "network");
            store.grantAnnounce(role("announcer"));
        });
        assert.deepEqual(
            result
                .all(sqs("Queue"))
                .map(({ name }) => name)
                .sort(),
            ["changes", "changes-dead"],
        );
        assert.ok(!result.resources.some(({ name }) => name.startsWith("patterns-artifacts")));
        assert.equal(result.all(kms("Key")).length, 1);
        const { bucketName, queueUrl } = result.one("palisade-aws:index:PatternStore").outputs;
        assert.equal(bucketName, result.one(s3("Bucket"), "artifacts").outputs.bucket ?? bucketName);
        assert.equal(queueUrl, result.one(sqs("Queue"), "changes").outputs.url);
        const publishes = document(result.one(iam("RolePolicy"), "patterns-publish-network-publisher"));
        const bucket = text(result.one(s3("Bucket"), "artifacts").outputs.arn);
        assert.equal(says(publishes, "the role", "s3:PutObject", `${bucket}/network/a.yaml`), "allowed");
        const announces = document(result.one(iam("RolePolicy"), "patterns-announce-announcer"));
        const queue = text(result.one(sqs("Queue"), "changes").outputs.arn);
        assert.equal(says(announces, "the role", "sqs:SendMessage", queue), "allowed");
    });

    it("a product is offered once it is in the portfolio, and launched by the launch role", async () => {
        const result = await run(() => make()().offer(product("network")));
        const association = result.one(servicecatalog("ProductPortfolioAssociation"), "patterns-offers-network");
        const constraint = result.one(servicecatalog("Constraint"), "patterns-offers-network");
        const launch = result.one(iam("Role"), "patterns-launch");
        assert.equal(constraint.inputs.type, "LAUNCH");
        assert.deepEqual(JSON.parse(text(constraint.inputs.parameters)), { RoleArn: launch.outputs.arn });
        for (const { inputs } of [association, constraint]) {
            assert.equal(inputs.portfolioId, result.one(servicecatalog("Portfolio")).id);
            assert.equal(inputs.productId, result.one(servicecatalog("Product")).id);
        }
        const waitsFor = constraint.dependencies;
        assert.ok(waitsFor.includes(association.urn), waitsFor.join());
        assert.ok(waitsFor.includes(result.one(iam("RolePolicy"), "patterns-launch").urn), waitsFor.join());
    });

    it("who launches is named, each once", async () => {
        const arn = "arn:aws:iam::123456789012:role/developer";
        const { inputs } = (await run(make({ launchers: { developers: arn } }))).one(
            servicecatalog("PrincipalPortfolioAssociation"),
            "patterns-launched-by-developers",
        );
        assert.deepEqual([inputs.principalArn, inputs.principalType], [arn, "IAM"]);
    });

    it("the launch role is Service Catalog's, and does what is said beside stacks", async () => {
        const bucket = "arn:aws:s3:::made-by-products";
        const launchStatements = [{ sid: "Buckets", actions: ["s3:CreateBucket"], resources: [bucket] }];
        const result = await run(make({ launchStatements }));
        const trust = text(result.one(iam("Role"), "patterns-launch").inputs.assumeRolePolicy);
        assert.equal(trusts(trust, "servicecatalog.amazonaws.com", "sts:AssumeRole"), "allowed");
        assert.equal(trusts(trust, "cloudformation.amazonaws.com", "sts:AssumeRole"), "not-covered");
        const policy = document(result.one(iam("RolePolicy"), "patterns-launch"));
        assert.equal(says(policy, "the role", "s3:CreateBucket", bucket), "allowed");
        assert.equal(says(policy, "the role", "s3:CreateBucket", "arn:aws:s3:::other"), "not-covered");
    });

    it("the topic is told of this repository's packages, by a role of EventBridge for rules of this account", async () => {
        const result = await run(make());
        const [rule, target] = [result.one(events("EventRule")), result.one(events("EventTarget"))];
        assert.deepEqual(JSON.parse(text(rule.inputs.eventPattern)), publicationPattern("patterns", "patterns"));
        const topic = result.one(sns("Topic")).outputs.arn;
        assert.deepEqual(
            [target.inputs.arn, target.inputs.roleArn],
            [topic, result.one(iam("Role"), "patterns-tell").outputs.arn],
        );
        const policy = document(result.one(iam("RolePolicy"), "patterns-tell"));
        assert.equal(says(policy, "the role", "sns:Publish", text(topic)), "allowed");
        const trust = text(result.one(iam("Role"), "patterns-tell").inputs.assumeRolePolicy);
        const of = (account: string): Record<string, string> => ({
            "aws:SourceAccount": account,
            "aws:SourceArn": `arn:aws:events:eu-west-1:${account}:rule/tell`,
        });
        assert.equal(trusts(trust, "events.amazonaws.com", "sts:AssumeRole", of("123456789012")), "allowed");
        assert.equal(trusts(trust, "events.amazonaws.com", "sts:AssumeRole", of(otherAccount)), "not-covered");
    });

    it("of a key of yours it tells what its owner must add: for all that it made, and no more", async () => {
        const services = async (args: PatternStoreArgs | (() => PatternStoreArgs)): Promise<string[]> => {
            const result = await run(() => make(typeof args === "function" ? args() : args)());
            const { outputs } = result.one("palisade-aws:index:PatternStore");
            const statements = JSON.parse(text(outputs.requiredKeyStatements)) as { Sid: string; Principal: unknown }[];
            assert.deepEqual(
                [...new Set(statements.map(({ Principal }) => JSON.stringify(Principal)))],
                statements.length === 0 ? [] : [JSON.stringify({ AWS: ["arn:aws:iam::123456789012:root"] })],
            );
            return statements.map(({ Sid }) => Sid.replace("AccountUsesKeyThrough", ""));
        };
        assert.deepEqual(await services({ key: keyArn }), ["CODEARTIFACT", "S3", "SNS", "SQS"]);
        const own = (): PatternStoreArgs => ({
            key: keyArn,
            artifacts: new SecureBucket("artifacts"),
            changes: new SecureQueue("changes", { fifo: true }),
        });
        assert.deepEqual(await services(own), ["CODEARTIFACT", "SNS"]);
        assert.deepEqual(await services({}), []);
    });

    it("two patterns of one role are two policies; the same pattern twice is one", async () => {
        const result = await run(() => {
            const [store, publisher] = [make({ publications: table() })(), role("publisher")];
            store.grantPublish(publisher, "net");
            store.grantPublish(publisher, "net");
            store.grantPublish(publisher, "network", { productIds: ["prod-a1b2c3"] });
            store.grantRead(publisher);
            store.grantSubscribe(publisher);
        });
        const names = result.all(iam("RolePolicy")).map(({ name }) => name);
        for (const name of [
            "publish-net-publisher",
            "publish-network-publisher",
            "read-publisher",
            "subscribe-publisher",
        ]) {
            assert.equal(names.filter((one) => one === `patterns-${name}`).length, 1, name);
        }
        const policy = document(result.one(iam("RolePolicy"), "patterns-publish-net-publisher"));
        const published = text(result.one("aws:dynamodb/table:Table").outputs.arn);
        const item = (id: string): Record<string, string[]> => ({ "dynamodb:LeadingKeys": [id] });
        assert.equal(says(policy, "the role", "dynamodb:PutItem", published, item("net")), "allowed");
        assert.equal(says(policy, "the role", "dynamodb:PutItem", published, item("network")), "not-covered");
        assert.equal(says(policy, "the role", "dynamodb:Query", published, item("net")), "not-covered");
        const products = document(result.one(iam("RolePolicy"), "patterns-publish-network-publisher"));
        const arn = (id: string): string => `arn:aws:catalog:eu-west-1:123456789012:product/${id}`;
        const newVersion = "servicecatalog:CreateProvisioningArtifact";
        assert.equal(says(products, "the role", newVersion, arn("prod-a1b2c3")), "allowed");
        assert.equal(says(products, "the role", newVersion, arn("prod-z9")), "not-covered");
        assert.equal(says(policy, "the role", newVersion, arn("prod-a1b2c3")), "not-covered");
    });

    for (const place of places) {
        const { partition, region, accountId } = place;
        const arn = (service: string, rest: string): string =>
            `arn:${partition}:${service}:${region}:${accountId}:${rest}`;
        const bucketArn = `arn:${partition}:s3:::artifacts`;
        const parts: PatternParts = {
            bucketArn,
            bucketKeyArn: arn("kms", "key/bucket"),
            domainArn: arn("codeartifact", "domain/patterns"),
            repositoryArn: arn("codeartifact", "repository/patterns/patterns"),
            packageScope: "patterns",
            queueArn: arn("sqs", "changes.fifo"),
            queueKeyArn: arn("kms", "key/queue"),
            topicArn: arn("sns", "publications"),
            publicationsArn: undefined,
            publicationsKeyArn: undefined,
            productIds: [],
        };
        const target = { arn: parts, keyArn: arn("kms", "key/store"), place };
        const grants = {
            publish: publishGrant("network").statements(target),
            read: readGrant.statements(target),
            announce: announceGrant.statements(target),
            subscribe: subscribeGrant.statements(target),
        };
        const may = (grant: keyof typeof grants, action: string, on: string, context = {}): boolean =>
            says(grants[grant], "the role", action, on, context) === "allowed";
        const packageOf = (id: string): string => arn("codeartifact", `package/patterns/patterns/npm/patterns/${id}`);

        it(`${partition}: who publishes one pattern neither reads nor writes another one's`, () => {
            for (const action of ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]) {
                assert.ok(may("publish", action, `${bucketArn}/network/v1/template.yaml`), action);
                for (const other of ["database/a.yaml", "network-2/a.yaml", "networ/a.yaml", "a.yaml"]) {
                    assert.ok(!may("publish", action, `${bucketArn}/${other}`), `${action} ${other}`);
                }
            }
            assert.ok(!may("publish", "s3:DeleteObject", `${bucketArn}/network/v1/template.yaml`));
            assert.ok(may("publish", "s3:ListBucket", bucketArn, { "s3:prefix": "network/v1" }));
            for (const prefix of ["", "database/", "network-2/"]) {
                assert.ok(!may("publish", "s3:ListBucket", bucketArn, { "s3:prefix": prefix }), prefix);
            }
            assert.ok(!may("publish", "s3:ListBucket", bucketArn));
            assert.ok(may("publish", "codeartifact:PublishPackageVersion", packageOf("network")));
            for (const other of ["database", "network-2"]) {
                assert.ok(!may("publish", "codeartifact:PublishPackageVersion", packageOf(other)), other);
            }
            assert.ok(!may("publish", "codeartifact:ReadFromRepository", parts.repositoryArn));
            assert.ok(!may("publish", "codeartifact:DeletePackageVersions", packageOf("network")));
            assert.ok(!may("publish", "sns:Publish", parts.topicArn));
        });

        it(`${partition}: who reads writes nothing; who announces and who subscribes reads nothing`, () => {
            assert.ok(may("read", "s3:GetObject", `${bucketArn}/database/a.yaml`));
            assert.ok(may("read", "codeartifact:ReadFromRepository", parts.repositoryArn));
            assert.ok(!may("read", "s3:PutObject", `${bucketArn}/database/a.yaml`));
            assert.ok(!may("read", "codeartifact:PublishPackageVersion", packageOf("network")));
            assert.ok(may("announce", "sqs:SendMessage", parts.queueArn));
            assert.ok(may("announce", "sns:Publish", parts.topicArn));
            assert.ok(!may("announce", "sqs:ReceiveMessage", parts.queueArn));
            assert.ok(!may("announce", "sns:Subscribe", parts.topicArn, { "sns:Protocol": "https" }));
            assert.ok(may("subscribe", "sns:Subscribe", parts.topicArn, { "sns:Protocol": "email" }));
            assert.ok(!may("subscribe", "sns:Subscribe", parts.topicArn, { "sns:Protocol": "http" }));
            assert.ok(!may("subscribe", "sns:Subscribe", `${parts.topicArn}2`, { "sns:Protocol": "email" }));
            // IAM is asked about the topic that is left.
            assert.ok(may("subscribe", "sns:Unsubscribe", parts.topicArn));
            assert.ok(!may("subscribe", "sns:Unsubscribe", `${parts.topicArn}2`));
            assert.ok(!may("subscribe", "sns:Publish", parts.topicArn));
            for (const grant of ["announce", "subscribe"] as const) {
                assert.ok(!may(grant, "s3:GetObject", `${bucketArn}/network/a.yaml`), grant);
            }
        });

        it(`${partition}: keys are used through their services, and tokens are CodeArtifact's`, () => {
            const via = (service: ThroughService): object => ({
                "kms:ViaService": `${service}.${region}.amazonaws.com`,
            });
            assert.ok(may("publish", "kms:GenerateDataKey", parts.bucketKeyArn, via("s3")));
            assert.ok(!may("publish", "kms:GenerateDataKey", parts.bucketKeyArn, via("sqs")));
            assert.ok(!may("publish", "kms:Decrypt", parts.queueKeyArn, via("sqs")));
            assert.ok(may("read", "kms:Decrypt", parts.bucketKeyArn, via("s3")));
            assert.ok(!may("read", "kms:GenerateDataKey", parts.bucketKeyArn, via("s3")));
            assert.ok(may("announce", "kms:GenerateDataKey", parts.queueKeyArn, via("sqs")));
            assert.ok(may("announce", "kms:GenerateDataKey", target.keyArn, via("sns")));
            assert.ok(!may("announce", "kms:GenerateDataKey", target.keyArn));
            const token = "sts:GetServiceBearerToken";
            for (const grant of ["publish", "read"] as const) {
                assert.ok(may(grant, "codeartifact:GetAuthorizationToken", parts.domainArn));
                assert.ok(may(grant, token, "*", { "sts:AWSServiceName": "codeartifact.amazonaws.com" }));
                assert.ok(!may(grant, token, "*", { "sts:AWSServiceName": "ecr-public.amazonaws.com" }));
            }
            const key = [throughServiceStatement("codeartifact", place)];
            const account = `arn:${partition}:iam::${accountId}:root`;
            assert.equal(
                says(key, account, "kms:CreateGrant", "*", via("codeartifact") as Record<string, string>),
                "allowed",
            );
            assert.equal(says(key, account, "kms:CreateGrant", "*"), "not-covered");
        });

        it(`${partition}: outsiders get no token, read and publish nothing; the organization reads`, () => {
            const [here, there] = [accountId, otherAccount].map((account) => `arn:${partition}:iam::${account}:role/a`);
            const caller = (account: string, organization?: string): Record<string, string> => ({
                "aws:PrincipalAccount": account,
                "aws:PrincipalIsAWSService": "false",
                ...(organization === undefined ? {} : { "aws:PrincipalOrgID": organization }),
            });
            const alone = { place, organizationId: undefined };
            const together = { place, organizationId: "o-a1b2c3d4e5" };
            const [token, read, write] = ["GetAuthorizationToken", "ReadFromRepository", "PublishPackageVersion"].map(
                (action) => `codeartifact:${action}`,
            ) as [string, string, string];
            for (const [statements, action] of [
                [domainStatements(alone), token],
                [repositoryStatements(alone), read],
                [repositoryStatements(alone), "codeartifact:GetPackageVersionAsset"],
                [repositoryStatements(together), "codeartifact:DeletePackage"],
                [repositoryStatements(together), write],
                [domainStatements(together), "codeartifact:CreateRepository"],
            ] as const) {
                assert.equal(
                    says(statements, there ?? "", action, "*", caller(otherAccount, "o-a1b2c3d4e5")),
                    "denied",
                    action,
                );
                // IAM decides for the own account.
                assert.notEqual(says(statements, here ?? "", action, "*", caller(accountId)), "denied", action);
            }
            for (const [statements, action] of [
                [domainStatements(together), token],
                [repositoryStatements(together), read],
            ] as const) {
                assert.equal(
                    says(statements, there ?? "", action, "*", caller(otherAccount, "o-a1b2c3d4e5")),
                    "allowed",
                );
                assert.equal(
                    says(statements, there ?? "", action, "*", caller(otherAccount, "o-zzzzzzzzzz")),
                    "denied",
                );
            }
        });

        it(`${partition}: a launch makes stacks of Service Catalog, and reads templates that are tagged as its own`, () => {
            const launch = launchStatements(place);
            const ask = (action: string, on: string, context = {}): string =>
                says(launch, "the role", action, on, context);
            assert.equal(ask("cloudformation:CreateStack", arn("cloudformation", "stack/SC-1-pp-2/3")), "allowed");
            assert.equal(ask("cloudformation:DeleteStack", arn("cloudformation", "stack/production/3")), "not-covered");
            assert.equal(ask("cloudformation:TagResource", arn("cloudformation", "stack/SC-1-pp-2/3")), "allowed");
            assert.equal(ask("cloudformation:TagResource", arn("cloudformation", "stack/production/3")), "not-covered");
            const [template, tag] = [
                `arn:${partition}:s3:::sc-templates/a`,
                "s3:ExistingObjectTag/servicecatalog:provisioning",
            ];
            assert.equal(ask("s3:GetObject", template, { [tag]: "true" }), "allowed");
            assert.equal(ask("s3:GetObject", template), "not-covered");
            assert.equal(ask("iam:CreateRole", `arn:${partition}:iam::${accountId}:role/a`), "not-covered");
        });
    }

    it("as many tags as a portfolio takes, with the component's own", async () => {
        const tags = Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`t${index}`, "a"]));
        const { inputs } = (await run(() => new PatternStore("patterns", { tags }))).one(
            "aws:servicecatalog/portfolio:Portfolio",
        );
        assert.equal(Object.keys(inputs.tags as object).length, 19);
    });

    const refused: [string, PatternStoreArgs, RegExp][] = [
        ["a domain with a dot", { domainName: "my.domain" }, /domainName: "my\.domain" is no domain's name/],
        ["a scope with its @", { packageScope: "@patterns" }, /packageScope: "@patterns" is no scope/],
        [
            "an organization's ARN",
            { organizationId: "arn:aws:organizations" },
            /organizationId: .* is not an organization/,
        ],
        [
            "more tags than a portfolio takes",
            { tags: Object.fromEntries(Array.from({ length: 18 }, (_, index) => [`t${index}`, "a"])) },
            /tags: 18 tags are too many for a portfolio of Service Catalog. Fix: use at most 17/,
        ],
        ["a tag without a value", { tags: { team: "" } }, /tags: "team" has no value, which Service Catalog asks for/],
        ["everybody who launches", { launchers: { all: "*" } }, /launchers\.all: "\*" is not one's ARN/],
        ["an owner that Service Catalog has no room for", { owner: "a".repeat(51) }, /owner: it has 51 letters/],
        [
            "a queue that keeps no order",
            { changes: { arn: "arn:aws:sqs:eu-west-1:123456789012:changes", url: "https://a", keyArn } },
            /changes\.arn: it is not the ARN of one\. Fix: pass a SecureQueue with fifo: true/,
        ],
        ["an alias for a key", { key: "alias/patterns" }, /key: "alias\/patterns" is an alias/],
        [
            "all rights for a launch",
            { launchStatements: [{ sid: "All", actions: ["*"], resources: ["*"] }] },
            /launchStatements\[0\]\.actions: "\*" has a wildcard/,
        ],
        [
            "objects for a bucket",
            { artifacts: { arn: "arn:aws:s3:::artifacts/*", bucketName: "", keyArn } },
            /artifacts\.arn: it is not the ARN of one[^]*artifacts\.bucketName: it is empty/,
        ],
        [
            "a table's index for a table",
            { publications: { arn: "arn:aws:dynamodb:eu-west-1:123456789012:table/a/index/b", keyArn } },
            /publications\.arn: it is not the ARN of one/,
        ],
    ];
    for (const [what, args, expected] of refused) {
        it(`refused: ${what}`, async () => assert.match((await refusal(make(args))).message, expected));
    }

    it("refused: access logs of a bucket that is another's, and a name that no domain can have", async () => {
        const program = (): PatternStore =>
            new PatternStore("My.Patterns", { artifacts: new SecureBucket("artifacts"), accessLogBucketName: "logs" });
        const { message } = await refusal(program);
        assert.match(message, /2 invalid arguments/);
        assert.match(message, /name: no domain can be named after it/);
        assert.match(message, /accessLogBucketName: it is about a bucket of the store's own/);
    });

    it("refused: what is no pattern's id, since a wildcard or a slash would be the artifacts of others", async () => {
        await run(() => {
            const [store, publisher] = [make()(), role("publisher")];
            for (const id of ["*", "", "net/../other", "net/", "net?", "Network", "a".repeat(41)]) {
                const expected = { name: "ArgumentError", message: /grantPublish: ".*" is not the id of a pattern/ };
                assert.throws(() => store.grantPublish(publisher, id), expected, id);
            }
        });
    });

    it("refused: other products for a role that publishes the pattern already, as it would not get them", async () => {
        await run(() => {
            const [store, publisher] = [make()(), role("publisher")];
            const productIds = [product("network").id];
            const granted = store.grantPublish(publisher, "network", { productIds });
            assert.equal(store.grantPublish(publisher, "network", { productIds }), granted);
            for (const others of [[], ["prod-a1b2c3"], [...productIds, "prod-a1b2c3"]]) {
                assert.throws(() => store.grantPublish(publisher, "network", { productIds: others }), {
                    name: "ArgumentError",
                    message: /grantPublish\.productIds: this role was granted network with others/,
                });
            }
        });
    });

    it("refused: a queue that keeps no order, once it is known", async () => {
        const program = (): PatternStore => new PatternStore("patterns", { changes: new SecureQueue("changes") });
        assert.match((await refusal(program)).message, /changes\.arn: it is not the ARN of one/);
    });

    it("refused: a product that is a wildcard", async () => {
        const program = (): void => void make()().grantPublish(role("publisher"), "network", { productIds: ["*"] });
        assert.match((await refusal(program)).message, /grantPublish\.productIds: "\*" is not the id of a product/);
    });
});
