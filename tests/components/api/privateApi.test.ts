import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
    ApiExposure,
    EncryptionKey,
    FunctionInvoker,
    KeyUser,
    PrivateApi,
    type PrivateApiArgs,
    SecureFunction,
    WebFirewall,
} from "palisade-aws";
import type { InProcessResult } from "../../../offline-preview/harness";
import { places, says } from "../support/meaning";
import { bundle } from "../support/needed";
import {
    apigateway,
    cloudwatch,
    component,
    document as policyOf,
    iam,
    identities,
    kms,
    lambda,
    refusal,
    run,
    text,
    wafv2,
} from "../support/run";

const secured = { security: [{ accessToken: [] }], responses: {} };
const document = {
    openapi: "3.0.3",
    info: { title: "Patterns", version: "1" },
    paths: { "/patterns": { get: secured } },
    components: { securitySchemes: { accessToken: { type: "http", scheme: "bearer" } } },
};
const pool = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_a1B2c3D4e";
const knownKey = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const secret = "0123456789abcdefghijklmnopqrstuv";
const signedIn = { userPoolArns: [pool], scopes: ["openid"] };
const inVpc = { exposure: ApiExposure.Vpc, vpcEndpointIds: ["vpce-0a", "vpce-0b"], ...signedIn };

const fn = (name = "fn"): SecureFunction => new SecureFunction(name, { code: bundle, handler: "index.handler" });
const make =
    (args: Partial<PrivateApiArgs> = inVpc) =>
    (): PrivateApi =>
        new PrivateApi("api", { document, function: fn(), ...args } as PrivateApiArgs);
const behindCloudFront =
    (args: Partial<PrivateApiArgs> = {}) =>
    (): PrivateApi =>
        make({
            exposure: "cloudfront",
            firewall: new WebFirewall("wall", { originSecrets: [secret] }),
            ...signedIn,
            ...args,
        })();

const bodyOf = (result: InProcessResult): Record<string, never> =>
    JSON.parse(text(result.one(apigateway("RestApi")).inputs.body)) as Record<string, never>;

describe("PrivateApi", () => {
    for (const { partition, region, dnsSuffix } of places.slice(0, 3)) {
        it(`${partition}: in a VPC it is private, and its policy lets in what comes through its endpoints`, async () => {
            let url = "";
            const program = (): void => {
                make()().url.apply((value) => (url = value));
            };
            const result = await run(program, { config: { "aws:region": region } });
            const { inputs, outputs } = result.one(apigateway("RestApi"));
            assert.deepEqual(inputs.endpointConfiguration, {
                types: "PRIVATE",
                vpcEndpointIds: ["vpce-0a", "vpce-0b"],
            });
            const call = `${text(outputs.executionArn)}/live/GET/patterns`;
            assert.ok(call.startsWith(`arn:${partition}:execute-api:${region}:`), call);
            const policy = text(inputs.policy);
            const through = (endpoint: string): string =>
                says(policy, "anonymous", "execute-api:Invoke", call, { "aws:SourceVpce": endpoint });
            assert.equal(through("vpce-0b"), "allowed");
            assert.equal(through("vpce-0c"), "denied");
            assert.ok(
                url.startsWith("https://") && url.endsWith(`-vpce-0a.execute-api.${region}.${dnsSuffix}/live`),
                url,
            );
        });
    }

    it("behind CloudFront it is regional, and its firewall lets in nothing else", async () => {
        const result = await run(behindCloudFront());
        const { inputs } = result.one(apigateway("RestApi"));
        assert.deepEqual(inputs.endpointConfiguration, { types: "REGIONAL" });
        assert.equal("policy" in inputs, false);
        const { name, inputs: association } = result.one(wafv2("WebAclAssociation"));
        assert.equal(name, "api-firewall");
        assert.equal(association.resourceArn, result.one(apigateway("Stage")).outputs.arn);
        assert.equal(association.webAclArn, result.one(wafv2("WebAcl")).outputs.arn);
        assert.deepEqual(result.one(wafv2("WebAcl")).inputs.defaultAction, { block: {} });
    });

    it("calls the function as it is live, which only its stage may", async () => {
        const result = await run(make());
        const { variables } = result.one(apigateway("Stage")).inputs as { variables: Record<string, string> };
        const uris = JSON.stringify(bodyOf(result)).match(/arn:aws:apigateway:[^"]*/g) ?? [];
        assert.equal(uris.length, 1);
        const called = uris[0]?.replace(/\$\{stageVariables\.(\w+)\}/, (_, name: string) => variables[name] ?? "");
        assert.equal(called, result.one(lambda("Alias")).outputs.invokeArn);
        const { inputs } = result.one(lambda("Permission"));
        assert.equal(inputs.qualifier, "live");
        assert.equal(inputs.sourceArn, `${text(result.one(apigateway("RestApi")).outputs.executionArn)}/live/*`);
        assert.equal(inputs.principal, "apigateway.amazonaws.com");
    });

    it("is there before the function, which may be told what depends on the API's host", async () => {
        const result = await run(() => {
            const [hostName, resolve] = pulumi.deferredOutput<string>();
            const answering = new SecureFunction("fn", {
                code: bundle,
                handler: "index.handler",
                environment: { HOST: hostName },
            });
            resolve(new PrivateApi("api", { document, function: answering, ...inVpc }).hostName);
        });
        const { environment } = result.one(lambda("Function")).inputs as { environment: { variables: object } };
        const { id } = result.one(apigateway("RestApi"));
        assert.deepEqual(environment.variables, { HOST: `${id}.execute-api.eu-west-1.amazonaws.com` });
    });

    it("an authorizer function is asked instead of a user pool, and only by the API", async () => {
        const result = await run(() =>
            make({ exposure: "vpc", vpcEndpointIds: ["vpce-0a"], authorizerFunction: fn("auth") })(),
        );
        const { inputs } = result.one(lambda("Permission"), "auth-invoke-api-authorizer");
        assert.equal(inputs.sourceArn, `${text(result.one(apigateway("RestApi")).outputs.executionArn)}/authorizers/*`);
        const { components } = bodyOf(result) as unknown as { components: { securitySchemes: object } };
        assert.match(JSON.stringify(components.securitySchemes), /"authorizerResultTtlInSeconds":0/);
    });

    it("deploys again when operations or policy change, and not for what changes nothing", async () => {
        const { info, paths, ...rest } = document;
        const same: Partial<PrivateApiArgs>[] = [
            {},
            { document: { paths, ...rest, info } },
            { burst: 5, logRetentionDays: 30, tags: { team: "a" } },
        ];
        const changes: Partial<PrivateApiArgs>[] = [
            { document: { ...document, paths: { ...paths, "/more": { get: secured } } } },
            { vpcEndpointIds: ["vpce-0a"] },
            { scopes: ["patterns/read"] },
        ];
        const result = await run(() => {
            const shared = fn();
            [...same, ...changes].forEach((args, index) => {
                new PrivateApi(`api${index}`, { document, function: shared, ...inVpc, key: knownKey, ...args });
            });
        });
        const triggers = [...same, ...changes].map((_, index) =>
            JSON.stringify(result.one(apigateway("Deployment"), `api${index}-deployment`).inputs.triggers),
        );
        assert.equal(new Set(triggers.slice(0, same.length)).size, 1);
        assert.equal(new Set(triggers).size, 1 + changes.length);
    });

    it("its stage is traced, limited, uncached, and logs errors without what was sent", async () => {
        const result = await run(make({ ...inVpc, requestsPerSecond: 7, burst: 9 }));
        const { inputs } = result.one(apigateway("Stage"));
        assert.deepEqual(
            [inputs.stageName, inputs.xrayTracingEnabled, inputs.cacheClusterEnabled],
            ["live", true, false],
        );
        const { inputs: methods } = result.one(apigateway("MethodSettings"));
        assert.equal(methods.methodPath, "*/*");
        assert.deepEqual(methods.settings, {
            throttlingRateLimit: 7,
            throttlingBurstLimit: 9,
            loggingLevel: "ERROR",
            dataTraceEnabled: false,
            metricsEnabled: true,
            cachingEnabled: false,
        });
    });

    it("its access log has neither path nor query, token, header or address of e-mail", async () => {
        const result = await run(make());
        const { accessLogSettings } = result.one(apigateway("Stage")).inputs as {
            accessLogSettings: { format: string; destinationArn: string };
        };
        const logged = Object.values(JSON.parse(accessLogSettings.format) as Record<string, string>);
        for (const variable of logged) {
            assert.match(variable, /^\$context\.[\w.]+$/);
            assert.doesNotMatch(variable, /\.path$|query|header|email|username|userAgent|apiKey|token|\.body/i);
        }
        for (const needed of ["status", "requestId", "resourcePath", "identity.sourceIp", "authorizer.claims.sub"]) {
            assert.ok(logged.includes(`$context.${needed}`), needed);
        }
        assert.equal(accessLogSettings.destinationArn, result.one(cloudwatch("LogGroup"), "api-logs").outputs.arn);
    });

    it("its logs are encrypted and kept for a year, also the one that API Gateway would make itself", async () => {
        const result = await run(make());
        const stage = result.one(apigateway("Stage"));
        for (const name of ["api-logs", "api-errors"]) {
            const { inputs, urn } = result.one(cloudwatch("LogGroup"), name);
            assert.equal(inputs.retentionInDays, 365);
            assert.equal(inputs.kmsKeyId, result.one(kms("Key"), "api-key").outputs.arn);
            assert.ok(stage.dependencies.includes(urn), name);
        }
        const { inputs } = result.one(cloudwatch("LogGroup"), "api-errors");
        assert.equal(inputs.name, `API-Gateway-Execution-Logs_${result.one(apigateway("RestApi")).id}/live`);
    });

    it("leaves the account's role for logs alone, unless it is asked to set it, and then for good", async () => {
        assert.deepEqual((await run(make())).all(apigateway("Account")), []);
        const result = await run(make({ ...inVpc, setsLoggingRoleOfAccount: true, removable: true }));
        const role = result.one(iam("Role"), "api-logging");
        const account = result.one(apigateway("Account"));
        assert.equal(account.inputs.cloudwatchRoleArn, role.outputs.arn);
        assert.equal(says(text(role.inputs.assumeRolePolicy).replaceAll('"Effect"', '"Resource":"*","Effect"'), "apigateway.amazonaws.com", "sts:AssumeRole", "*"), "allowed"); // prettier-ignore
        for (const made of [role, account, result.one(iam("RolePolicyAttachment"))]) {
            assert.equal(made.options.retainOnDelete, true, made.type);
        }
        assert.ok(result.one(apigateway("Stage")).dependencies.includes(account.urn));
    });

    it("shares a key that lets CloudWatch Logs use it", async () => {
        const result = await run(() => {
            make({ ...inVpc, key: new EncryptionKey("shared", { users: [KeyUser.CloudWatchLogs] }) })();
        });
        const shared = result.one(kms("Key"), "shared").outputs.arn;
        assert.equal(result.one(cloudwatch("LogGroup"), "api-logs").inputs.kmsKeyId, shared);
    });

    it("two APIs may share a function, and others may call it as well", async () => {
        const result = await run(() => {
            const shared = fn();
            new PrivateApi("one", { document, function: shared, ...inVpc });
            new PrivateApi("two", { document, function: shared, ...inVpc, vpcEndpointIds: [pulumi.output("vpce-0c")] });
            shared.allowInvoke(FunctionInvoker.Cognito, pool);
        });
        assert.equal(result.all(lambda("Permission")).length, 3);
        assert.ok(policyOf(result.one(apigateway("RestApi"), "two")).includes("vpce-0c"));
    });

    it("functions and firewall may be given by ARN; who may call the functions is then their owner's", async () => {
        const invokeArn =
            "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:a:live/invocations";
        const webAcl = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/a/1";
        const args = { exposure: ApiExposure.Vpc, vpcEndpointIds: ["vpce-0a"], function: invokeArn };
        const result = await run(() => {
            new PrivateApi("api", {
                document,
                ...args,
                authorizerFunction: pulumi.output(invokeArn),
                firewall: webAcl,
            });
        });
        assert.deepEqual(result.all(lambda("Permission")), []);
        assert.equal(result.one(wafv2("WebAclAssociation")).inputs.webAclArn, webAcl);
        assert.equal(text(result.one(apigateway("RestApi")).inputs.body).split(JSON.stringify(invokeArn)).length, 3);
    });

    const certificateArn = "arn:aws:acm:eu-west-1:123456789012:certificate/1234abcd";
    const domain = { name: "api.example.com", certificateArn };

    it("without a domain of one's own, API Gateway's name is its only one, and is on", async () => {
        const result = await run(make());
        assert.deepEqual(result.all(apigateway("DomainName")), []);
        assert.equal("disableExecuteApiEndpoint" in result.one(apigateway("RestApi")).inputs, false);
    });

    it("behind CloudFront it has a domain of one's own, and then no other", async () => {
        const later = { name: pulumi.output(domain.name), certificateArn: pulumi.output(certificateArn) };
        for (const given of [domain, later]) {
            const result = await run(behindCloudFront({ domain: given }));
            const made = result.one(apigateway("DomainName"));
            const { tags, ...inputs } = made.inputs;
            assert.deepEqual(inputs, {
                domainName: "api.example.com",
                regionalCertificateArn: certificateArn,
                endpointConfiguration: { types: "REGIONAL" },
                securityPolicy: "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
                endpointAccessMode: "STRICT",
            });
            assert.equal((tags as { Name: string }).Name, "api-domain");
            assert.equal(result.one(apigateway("RestApi")).inputs.disableExecuteApiEndpoint, true);
            const mapping = result.one(apigateway("BasePathMapping"));
            assert.deepEqual(mapping.inputs, {
                domainName: "api.example.com",
                restApi: result.one(apigateway("RestApi")).id,
                stageName: "live",
            });
            const { outputs } = result.one(component("PrivateApi"));
            assert.deepEqual([outputs.hostName, outputs.url], ["api.example.com", "https://api.example.com"]);
            assert.deepEqual(
                [outputs.aliasHost, outputs.aliasZoneId],
                [made.outputs.regionalDomainName, made.outputs.regionalZoneId],
            );
        }
    });

    it("its address is there once the domain leads to it and the firewall is in front", async () => {
        const result = await run(() => {
            const { url } = behindCloudFront({ domain })();
            new pulumi.ComponentResource("test:Reader", "reader", { url });
        });
        const { url } = result.one("test:Reader").propertyDependencies;
        for (const needed of [
            apigateway("BasePathMapping"),
            wafv2("WebAclAssociation"),
            apigateway("MethodSettings"),
        ]) {
            assert.ok(url?.includes(result.one(needed).urn), needed);
        }
    });

    for (const { partition, region } of places.slice(0, 3)) {
        it(`${partition}: in a VPC its domain is private too, and reached through the same endpoints`, async () => {
            const given = { ...domain, certificateArn: `arn:${partition}:acm:${region}:123456789012:certificate/a` };
            const result = await run(make({ ...inVpc, domain: given }), { config: { "aws:region": region } });
            const made = result.one(apigateway("DomainName"));
            assert.deepEqual(made.inputs.endpointConfiguration, { types: "PRIVATE" });
            assert.equal(made.inputs.certificateArn, given.certificateArn);
            assert.equal("regionalCertificateArn" in made.inputs, false);
            const invoked = `arn:${partition}:execute-api:${region}:123456789012:/domainnames/api.example.com+f4g5h6`;
            const through = (endpoint: string): string =>
                says(policyOf(made), "anonymous", "execute-api:Invoke", invoked, { "aws:SourceVpce": endpoint });
            assert.deepEqual(["vpce-0a", "vpce-0b", "vpce-0c"].map(through), ["allowed", "allowed", "denied"]);
            assert.equal(result.one(apigateway("BasePathMapping")).inputs.domainNameId, made.outputs.domainNameId);
            assert.deepEqual(
                result
                    .all(apigateway("DomainNameAccessAssociation"))
                    .map(({ name, inputs }) => [name, inputs.accessAssociationSource, inputs.domainNameArn]),
                [
                    ["api-endpoint-1", "vpce-0a", made.outputs.arn],
                    ["api-endpoint-2", "vpce-0b", made.outputs.arn],
                ],
            );
            const { outputs } = result.one(component("PrivateApi"));
            assert.deepEqual([outputs.url, outputs.aliasHost], ["https://api.example.com", ""]);
        });
    }

    it("everything that a domain adds has the name that it always had, and goes with the API", async () => {
        for (const ids of ["made-up", "unknown"] as const) {
            const result = await run(make({ ...inVpc, domain }), { ids });
            const added = identities(result).filter((line) => /omain|BasePath/.test(line));
            assert.deepEqual(added, [
                "aws:apigateway/basePathMapping:BasePathMapping api-domain < PrivateApi api",
                "aws:apigateway/domainName:DomainName api-domain < PrivateApi api",
                "aws:apigateway/domainNameAccessAssociation:DomainNameAccessAssociation api-endpoint-1 < PrivateApi api",
                "aws:apigateway/domainNameAccessAssociation:DomainNameAccessAssociation api-endpoint-2 < PrivateApi api",
            ]);
            for (const { type, options } of result.resources.filter(({ type }) => /omain|basePath/.test(type))) {
                assert.notEqual(options.retainOnDelete, true, type);
            }
        }
    });

    it("everything that a domain adds is in the API's region", async () => {
        const given = { ...domain, certificateArn: certificateArn.replace("eu-west-1", "us-east-1") };
        const result = await run(make({ ...inVpc, domain: given, region: "us-east-1" }));
        for (const { type, inputs } of result.resources.filter(({ type }) => /omain|basePath/.test(type))) {
            assert.equal(inputs.region, "us-east-1", type);
        }
    });

    it("getting a domain of one's own deploys again: only then API Gateway's name is off", async () => {
        const result = await run(() => {
            const shared = fn();
            new PrivateApi("one", { document, function: shared, ...inVpc, key: knownKey });
            new PrivateApi("two", { document, function: shared, ...inVpc, key: knownKey, domain });
        });
        const [one, two] = result.all(apigateway("Deployment")).map(({ inputs }) => JSON.stringify(inputs.triggers));
        assert.notEqual(one, two);
    });

    const refusals: [string, () => unknown, RegExp[]][] = [
        [
            "a domain that is none, and a certificate that is none",
            make({ ...inVpc, domain: { name: "https://api.example.com", certificateArn: "certificate" } }),
            [
                /domain\.name: "https:\/\/api\.example\.com" is not the name of a host/,
                /domain\.certificateArn: "certificate" is not the ARN of a certificate/,
            ],
        ],
        [
            "half a domain",
            make({ ...inVpc, domain: { name: "api.example.com" } as never }),
            [/domain\.certificateArn: it is not a text/],
        ],
        [
            "a domain that is none, later",
            make({ ...inVpc, domain: { ...domain, name: pulumi.output("*.example.com") } }),
            [/domain\.name: "\*\.example\.com" is not the name of a host/],
        ],
        [
            "CloudFront's certificate",
            behindCloudFront({
                domain: { ...domain, certificateArn: certificateArn.replace("eu-west-1", "us-east-1") },
            }),
            [/domain\.certificateArn: it is in region us-east-1, and the API in eu-west-1/],
        ],
        [
            "endpoints of which not even the number is known, with a domain",
            make({ ...inVpc, vpcEndpointIds: pulumi.output(["vpce-0a"]) as never, domain }),
            [/vpcEndpointIds: it is an output, and domain needs to know how many there are/],
        ],
        [
            "nothing",
            () => new PrivateApi("api", {} as PrivateApiArgs),
            [
                /document: it is missing/,
                /function: it is missing/,
                /exposure: it is missing/,
                /nothing decides who may call/,
            ],
        ],
        ["a private API without endpoints", make({ exposure: "vpc", ...signedIn }), [/vpcEndpointIds: none is given/]],
        [
            "what is no endpoint",
            make({ ...inVpc, vpcEndpointIds: ["vpc-1"] }),
            [/vpcEndpointIds: "vpc-1" is not an id/],
        ],
        [
            "CloudFront without a firewall",
            make({ exposure: "cloudfront", ...signedIn }),
            [/firewall: without a firewall that has originSecrets, the API is reached around CloudFront/],
        ],
        [
            "CloudFront with a firewall that lets in everybody, and endpoints",
            () => behindCloudFront({ firewall: new WebFirewall("wall"), vpcEndpointIds: ["vpce-0a"] })(),
            [/firewall: without/, /vpcEndpointIds: CloudFront does not come through endpoints/],
        ],
        [
            "CloudFront's own firewall",
            () =>
                behindCloudFront({
                    firewall: new WebFirewall("wall", { scope: "CLOUDFRONT", region: "us-east-1" }),
                })(),
            [/firewall: it is CloudFront's/],
        ],
        [
            "a private API whose firewall asks for CloudFront's secret",
            () => make({ ...inVpc, firewall: new WebFirewall("wall", { originSecrets: [secret] }) })(),
            [/firewall: its originSecrets block what comes through endpoints/],
        ],
        [
            "CloudFront with a firewall of which nothing is known",
            () => behindCloudFront({ firewall: "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/a/1" })(),
            [/firewall: without a firewall that has originSecrets/],
        ],
        [
            "functions and firewalls that are none",
            make({
                ...inVpc,
                function: "arn:aws:lambda:eu-west-1:123456789012:function:a",
                firewall: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/1",
            }),
            [/function: it is neither/, /firewall: it is neither/],
        ],
        ["a user pool without scopes", make({ ...inVpc, scopes: undefined }), [/scopes: none is given/]],
        ["scopes without a user pool", make({ ...inVpc, userPoolArns: [] }), [/userPoolArns: none is given/]],
        [
            "two authorizers",
            () => make({ ...inVpc, authorizerFunction: fn("auth") })(),
            [/authorizerFunction: it is given beside a user pool/],
        ],
        [
            "many things at once",
            make({
                ...inVpc,
                document: { openapi: "3.1.0", paths: { "/{proxy+}": { get: {} } } },
                exposure: "public" as never,
                userPoolArns: ["arn:aws:iam::123456789012:role/a"],
                scopes: ["a b"],
                requestsPerSecond: 0,
                burst: 1.5,
                firewall: {} as never,
                setsLoggingRoleOfAccount: "no" as never,
                logRetentionDays: 2,
            }),
            [
                /document: "3\.1\.0" is not OpenAPI 3\.0/,
                /document GET \/\{proxy\+\}: it is open to everybody/,
                /exposure: "public" is not known/,
                /userPoolArns: .* is not the ARN of a user pool/,
                /scopes: "a b" is no scope/,
                /requestsPerSecond: 0 is not/,
                /burst: 1\.5 is not/,
                /firewall: it is not a text/,
                /setsLoggingRoleOfAccount: it is neither true nor false/,
                /logRetentionDays: 2 days are not offered/,
            ],
        ],
        [
            "what is no endpoint, later",
            make({ ...inVpc, vpcEndpointIds: [pulumi.output("vpc-1")] }),
            [/vpcEndpointIds: "vpc-1" is not an id/],
        ],
        [
            "a key that the logs cannot use",
            () => make({ ...inVpc, key: new EncryptionKey("k") })(),
            [/key: the EncryptionKey/],
        ],
    ];
    for (const [what, program, messages] of refusals) {
        it(`refuses ${what}`, async () => {
            const { message } = await refusal(program);
            for (const expected of messages) {
                assert.match(message, expected);
            }
        });
    }
});
