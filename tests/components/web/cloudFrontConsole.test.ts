import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, type KeyPairKeyObjectResult } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import {
    CloudFrontConsole,
    type CloudFrontConsoleArgs,
    EncryptionKey,
    KeyUser,
    PrivateApi,
    type PrivateApiArgs,
    SecureFunction,
    WebFirewall,
} from "palisade-aws";
import type { InProcessResult } from "../../../offline-preview/harness";
import { Signature, signatureOf } from "../../../offline-preview/values";
import { places, says } from "../support/meaning";
import { bundle, needed, pages } from "../support/needed";
import { cloudfront, cloudwatch, component, document, kms, refusal, run, s3, text } from "../support/run";

const make =
    (args: Partial<CloudFrontConsoleArgs> = {}) =>
    (): CloudFrontConsole =>
        new CloudFrontConsole("site", { pagesFolder: pages, ...args });

const account = "123456789012";
const certificateArn = `arn:aws:acm:us-east-1:${account}:certificate/12345678-1234-1234-1234-123456789012`;
const firewallArn = `arn:aws:wafv2:us-east-1:${account}:global/webacl/site/a1b2c3d4`;
const secret = "0123456789abcdefghijklmnopqrstuv";
const elsewhere: Partial<CloudFrontConsoleArgs> = {
    api: "https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/live",
    originSecret: secret,
};
const otherDistribution = `arn:aws:cloudfront::${account}:distribution/E0000000000000`;

const api = (exposure: "cloudfront" | "vpc", more: Partial<PrivateApiArgs> = {}): PrivateApi =>
    new PrivateApi("api", {
        ...needed.PrivateApi,
        function: new SecureFunction("fn", { code: bundle, handler: "index.handler" }),
        exposure,
        ...(exposure === "vpc"
            ? { vpcEndpointIds: ["vpce-0a"] }
            : { firewall: new WebFirewall("wall", { originSecrets: [secret] }) }),
        userPoolArns: [`arn:aws:cognito-idp:eu-west-1:${account}:userpool/eu-west-1_a1B2c3D4e`],
        scopes: ["openid"],
        ...more,
    } as PrivateApiArgs);

type Pair = KeyPairKeyObjectResult;
interface Behaviour {
    pathPattern: string;
    targetOriginId: string;
    viewerProtocolPolicy: string;
    allowedMethods: string[];
    cachePolicyId: string;
    originRequestPolicyId?: string;
    responseHeadersPolicyId: string;
    trustedKeyGroups?: string[];
    functionAssociations?: { eventType: string; functionArn: string }[];
}
interface Distribution {
    origins: {
        originId: string;
        domainName: string;
        originPath?: string;
        originAccessControlId?: string;
        customOriginConfig?: object;
        customHeaders?: { name: string; value: unknown }[];
    }[];
    defaultCacheBehavior: Behaviour;
    orderedCacheBehaviors: Behaviour[];
}
const made = (result: InProcessResult): Distribution =>
    result.one(cloudfront("Distribution")).inputs as unknown as Distribution;
const CACHED_BY_FILE = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const NOT_CACHED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

/** A site of these files. */
function site(files: Record<string, string>): string {
    const folder = mkdtempSync(join(tmpdir(), "site-"));
    for (const [path, content] of Object.entries(files)) {
        mkdirSync(join(folder, path, ".."), { recursive: true });
        writeFileSync(join(folder, path), content);
    }
    folders.push(folder);
    return folder;
}
const folders: string[] = [];

describe("CloudFrontConsole", () => {
    after(() => {
        for (const folder of folders) {
            rmSync(folder, { recursive: true });
        }
    });

    describe("who reads", () => {
        it("the bucket and with the key: this distribution, and no other", async () => {
            const result = await run(make());
            const distribution = text(result.one(cloudfront("Distribution")).outputs.arn);
            const file = `${text(result.one(s3("Bucket"), "site-pages").outputs.arn)}/index.html`;
            const bucket = document(result.one(s3("BucketPolicy"), "site-pages-policy"));
            const key = document(result.one(kms("KeyPolicy")));
            const asks = (policy: string, action: string, resource: string, source: string): string =>
                says(policy, "cloudfront.amazonaws.com", action, resource, {
                    "aws:SourceArn": source,
                    "aws:SecureTransport": "true",
                    "s3:TlsVersion": "1.3",
                });
            assert.equal(asks(bucket, "s3:GetObject", file, distribution), "allowed");
            assert.equal(asks(bucket, "s3:GetObject", file, otherDistribution), "not-covered");
            assert.equal(asks(bucket, "s3:PutObject", file, distribution), "not-covered");
            assert.equal(says(bucket, "anonymous", "s3:GetObject", file), "not-covered");
            assert.equal(asks(key, "kms:Decrypt", "*", distribution), "allowed");
            assert.equal(asks(key, "kms:Decrypt", "*", otherDistribution), "not-covered");
            assert.equal(asks(key, "kms:GenerateDataKey", "*", distribution), "not-covered");
        });

        it("the origin is the bucket's regional address, asked with a signature", async () => {
            const result = await run(make());
            const access = result.one(cloudfront("OriginAccessControl"));
            assert.deepEqual(access.inputs, {
                originAccessControlOriginType: "s3",
                signingBehavior: "always",
                signingProtocol: "sigv4",
            });
            assert.deepEqual(made(result).origins, [
                {
                    originId: "pages",
                    domainName: result.one(s3("Bucket"), "site-pages").outputs.bucketRegionalDomainName,
                    originAccessControlId: access.id,
                },
            ]);
        });
    });

    it("is read only, by https, not cached but for files whose names change; deep links lead to the index", async () => {
        const result = await run(make());
        const { defaultCacheBehavior, orderedCacheBehaviors } = made(result);
        const common = {
            targetOriginId: "pages",
            viewerProtocolPolicy: "redirect-to-https",
            allowedMethods: ["GET", "HEAD"],
            cachedMethods: ["GET", "HEAD"],
            compress: true,
            responseHeadersPolicyId: result.one(cloudfront("ResponseHeadersPolicy")).id,
            trustedKeyGroups: [],
        };
        const links = result.one(cloudfront("Function"));
        assert.deepEqual(defaultCacheBehavior, {
            ...common,
            cachePolicyId: NOT_CACHED,
            functionAssociations: [{ eventType: "viewer-request", functionArn: links.outputs.arn }],
        });
        assert.deepEqual(orderedCacheBehaviors, [
            { ...common, pathPattern: "/assets/*", cachePolicyId: CACHED_BY_FILE },
        ]);
        assert.match(text(links.inputs.code), /"\/index\.html"/);
        assert.equal(links.inputs.runtime, "cloudfront-js-2.0");
        const { defaultRootObject, httpVersion, isIpv6Enabled, enabled, restrictions, priceClass, viewerCertificate } =
            result.one(cloudfront("Distribution")).inputs;
        assert.deepEqual(
            { defaultRootObject, httpVersion, isIpv6Enabled, enabled, restrictions, priceClass, viewerCertificate },
            {
                defaultRootObject: "index.html",
                httpVersion: "http2and3",
                isIpv6Enabled: true,
                enabled: true,
                restrictions: { geoRestriction: { restrictionType: "none" } },
                priceClass: "PriceClass_All",
                viewerCertificate: { cloudfrontDefaultCertificate: true },
            },
        );
    });

    describe("the pages", () => {
        const files = { "index.html": "<!doctype html>", "assets/app-1.js": "1", "a/b.txt": "b", "hash/x.css": "x{}" };

        it("are uploaded with type, hash, and how long they are kept", async () => {
            const pagesFolder = site(files);
            const result = await run(make({ pagesFolder, immutableFolder: "hash/" }));
            const objects = result.all(s3("BucketObjectv2")).map(({ name, inputs }) => ({ name, ...inputs }));
            const object = (path: keyof typeof files, contentType: string, cacheControl: string): object => ({
                name: `site-pages/${path}`,
                bucket: result.one(s3("Bucket"), "site-pages").outputs.bucket,
                key: path,
                sourceHash: createHash("sha256").update(files[path]).digest("hex"),
                contentType,
                cacheControl,
            });
            assert.deepEqual(
                objects.map(({ source: _, ...rest }: Record<string, unknown>) => rest),
                [
                    object("a/b.txt", "text/plain; charset=utf-8", "no-cache"),
                    object("assets/app-1.js", "text/javascript; charset=utf-8", "no-cache"),
                    object("hash/x.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable"),
                    object("index.html", "text/html; charset=utf-8", "no-cache"),
                ],
            );
            assert.equal(made(result).orderedCacheBehaviors[0]?.pathPattern, "/hash/*");
        });

        it("stay where their names change with them, and go where they do not", async () => {
            const result = await run(make({ pagesFolder: site(files), removable: true }));
            const stay = result.all(s3("BucketObjectv2")).filter(({ options }) => options.retainOnDelete === true);
            assert.deepEqual(
                stay.map(({ name }) => name),
                ["site-pages/assets/app-1.js"],
            );
        });

        it("come before the index that names them, and only once the bucket encrypts them", async () => {
            const result = await run(make({ runtimeConfig: { api: "/api" } }));
            const before = (name: string): string[] =>
                result.names(result.one(s3("BucketObjectv2"), `site-pages/${name}`).dependencies);
            for (const file of ["assets/app-3f2a1b.js", "icon.svg", "config.json"]) {
                assert.ok(before("index.html").includes(`site-pages/${file}`), file);
                assert.ok(before(file).includes("site-pages-encryption"), file);
            }
        });

        it("learn where they are from a file that is made of the program's values", async () => {
            const runtimeConfig = { b: pulumi.output({ d: 1, c: ["x"] }), a: pulumi.output("https://issuer.example") };
            const { inputs } = (await run(make({ runtimeConfig }))).one(s3("BucketObjectv2"), "site-pages/config.json");
            assert.equal(inputs.content, '{"a":"https://issuer.example","b":{"c":["x"],"d":1}}');
            assert.equal(inputs.contentType, "application/json");
            assert.equal(inputs.cacheControl, "no-cache");
        });

        it("may learn the distribution's own address", async () => {
            const [url, resolveUrl] = pulumi.deferredOutput<string>();
            const result = await run(() => resolveUrl(make({ runtimeConfig: { at: url } })().domainName));
            const { domainName } = result.one(cloudfront("Distribution")).outputs;
            const { inputs } = result.one(s3("BucketObjectv2"), "site-pages/config.json");
            assert.deepEqual(JSON.parse(text(inputs.content)), { at: domainName });
        });

        it("hold no secret", async () => {
            for (const at of [pulumi.secret("hunter2"), { deep: [pulumi.secret("hunter2")] }]) {
                const { message } = await refusal(make({ runtimeConfig: { at } }));
                assert.match(message, /runtimeConfig: there is a secret in it/);
                assert.equal(message.includes("hunter2"), false);
            }
        });
    });

    it("answers with the default headers, and with those that are given", async () => {
        const csp = pulumi.output("default-src 'none'");
        const result = await run(make({ headers: { "Content-Security-Policy": csp, "X-Robots-Tag": "noindex" } }));
        const { securityHeadersConfig, customHeadersConfig } = result.one(cloudfront("ResponseHeadersPolicy")).inputs;
        assert.deepEqual(securityHeadersConfig, {
            contentSecurityPolicy: { contentSecurityPolicy: "default-src 'none'", override: true },
            contentTypeOptions: { override: true },
            frameOptions: { frameOption: "DENY", override: true },
            referrerPolicy: { referrerPolicy: "no-referrer", override: true },
            strictTransportSecurity: {
                accessControlMaxAgeSec: 63072000,
                includeSubdomains: true,
                preload: false,
                override: true,
            },
        });
        assert.deepEqual(customHeadersConfig, {
            items: [
                { header: "Cross-Origin-Opener-Policy", value: "same-origin", override: true },
                { header: "Cross-Origin-Resource-Policy", value: "same-origin", override: true },
                { header: "X-Robots-Tag", value: "noindex", override: true },
            ],
        });
    });

    describe("an API", () => {
        it("is asked without its path, by TLS 1.2, with everything but the host, and never cached", async () => {
            const result = await run(make(elsewhere));
            const { origins, orderedCacheBehaviors } = made(result);
            const { customHeaders, ...origin } = origins[1] ?? {};
            assert.deepEqual(origin, {
                originId: "api",
                domainName: "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com",
                originPath: "/live",
                customOriginConfig: {
                    httpPort: 80,
                    httpsPort: 443,
                    originProtocolPolicy: "https-only",
                    originSslProtocols: ["TLSv1.2"],
                },
            });
            const own = result.one(cloudfront("Function"), "site-api");
            // In front of the pages' own.
            assert.deepEqual(orderedCacheBehaviors[0], {
                pathPattern: "/api/*",
                targetOriginId: "api",
                viewerProtocolPolicy: "https-only",
                allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
                cachedMethods: ["GET", "HEAD"],
                cachePolicyId: NOT_CACHED,
                originRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
                responseHeadersPolicyId: result.one(cloudfront("ResponseHeadersPolicy"), "site-api").id,
                functionAssociations: [{ eventType: "viewer-request", functionArn: own.outputs.arn }],
            });
            assert.match(text(own.inputs.code), /"\/api\/"/);
            assert.equal(customHeaders?.[0]?.name, "x-origin-verify");
        });

        it("of ours is asked by its host, without waiting for its function, which may be told where the pages are", async () => {
            const result = await run(() => make({ api: api("cloudfront"), originSecret: secret })());
            const { domainName, originPath } = made(result).origins[1] ?? {};
            assert.match(text(domainName), /^[a-z0-9]+\.execute-api\.eu-west-1\.amazonaws\.com$/);
            assert.equal(originPath, "/live");
            const { dependencies } = result.one(cloudfront("Distribution"));
            const ofApi = result.names(dependencies).filter((name) => /^(api|fn)/.test(name));
            assert.deepEqual(ofApi, ["api"]);
        });

        it("of ours with a domain is asked by that, without its stage", async () => {
            const domain = {
                name: "api.example.com",
                certificateArn: certificateArn.replace("us-east-1", "eu-west-1"),
            };
            const result = await run(() => make({ api: api("cloudfront", { domain }), originSecret: secret })());
            const { domainName, originPath } = made(result).origins[1] ?? {};
            assert.deepEqual([domainName, originPath], ["api.example.com", ""]);
        });

        it("its secret is a secret, also when it is given as it is", async () => {
            for (const originSecret of [secret, pulumi.output(secret), pulumi.secret(secret)]) {
                const result = await run(make({ ...elsewhere, originSecret }));
                const [header] = made(result).origins[1]?.customHeaders ?? [];
                assert.equal(signatureOf(header?.value as never), Signature.secret);
                assert.equal(JSON.stringify(result.one(component("CloudFrontConsole")).inputs).includes(secret), false);
                assert.equal(
                    JSON.stringify(result.one(component("CloudFrontConsole")).outputs).includes(secret),
                    false,
                );
            }
        });

        it("without a stage, and below another path", async () => {
            const result = await run(make({ ...elsewhere, api: "https://api.example.com", apiPath: "/v1/api" }));
            const { origins, orderedCacheBehaviors } = made(result);
            assert.deepEqual([origins[1]?.domainName, origins[1]?.originPath], ["api.example.com", ""]);
            assert.equal(orderedCacheBehaviors[0]?.pathPattern, "/v1/api/*");
        });
    });

    it("has names of yours with TLS 1.2 at least, by SNI", async () => {
        let url = "";
        const result = await run(() => {
            const domainNames = [pulumi.output("console.example.com"), "www.example.com"];
            make({ domainNames, certificateArn })().url.apply((value) => (url = value));
        });
        const { aliases, viewerCertificate } = result.one(cloudfront("Distribution")).inputs;
        assert.deepEqual(aliases, ["console.example.com", "www.example.com"]);
        assert.deepEqual(viewerCertificate, {
            acmCertificateArn: certificateArn,
            sslSupportMethod: "sni-only",
            minimumProtocolVersion: "TLSv1.2_2025",
        });
        assert.equal(url, "https://console.example.com/");
    });

    it("has an address that is there once it can be read", async () => {
        const result = await run(() => {
            const { url } = make()();
            new EncryptionKey("after", { description: url });
        });
        const { inputs, dependencies } = result.one(kms("Key"), "after");
        assert.equal(inputs.description, `https://${text(result.one(cloudfront("Distribution")).outputs.domainName)}/`);
        for (const name of ["site-pages-policy", "site-pages/index.html", "site-key"]) {
            assert.ok(result.names(dependencies).includes(name), name);
        }
    });

    it("has a firewall, ours or any for CloudFront", async () => {
        const result = await run(() =>
            make({ firewall: new WebFirewall("wall", { scope: "CLOUDFRONT", region: "us-east-1" }) })(),
        );
        const wall = text(result.one("aws:wafv2/webAcl:WebAcl").outputs.arn);
        assert.equal(result.one(cloudfront("Distribution")).inputs.webAclId, wall);
        const given = await run(make({ firewall: pulumi.output(firewallArn) }));
        assert.equal(given.one(cloudfront("Distribution")).inputs.webAclId, firewallArn);
    });

    it("lets in countries, or all but some", async () => {
        const of = async (args: Partial<CloudFrontConsoleArgs>): Promise<unknown> =>
            (await run(make(args))).one(cloudfront("Distribution")).inputs.restrictions;
        assert.deepEqual(await of({ allowedCountries: ["DE", "CH"] }), {
            geoRestriction: { restrictionType: "whitelist", locations: ["DE", "CH"] },
        });
        assert.deepEqual(await of({ blockedCountries: ["XX"] }), {
            geoRestriction: { restrictionType: "blacklist", locations: ["XX"] },
        });
    });

    describe("signatures", () => {
        const rsa = (modulusLength = 2048): Pair => generateKeyPairSync("rsa", { modulusLength });
        const ec = (namedCurve = "prime256v1"): Pair => generateKeyPairSync("ec", { namedCurve });
        const pem = ({ publicKey }: Pair): string => text(publicKey.export({ type: "spki", format: "pem" }));

        it("are asked for where pages are, and nowhere else, by one of the keys", async () => {
            const [old, next] = [pem(rsa()), pem(ec()).trim()];
            let ids: Record<string, string> = {};
            const result = await run(() => {
                const signingKeys = { old, next: pulumi.output(next) };
                make({ ...elsewhere, signingKeys })().signingKeyIds?.apply((known) => (ids = known));
            });
            const keys = result.all(cloudfront("PublicKey"));
            assert.deepEqual(
                keys.map(({ name, inputs }) => [name, inputs.encodedKey]),
                [
                    ["site-signs-old", old],
                    ["site-signs-next", `${next}\n`],
                ],
            );
            assert.deepEqual(ids, { old: keys[0]?.id, next: keys[1]?.id });
            const group = result.one(cloudfront("KeyGroup"));
            assert.deepEqual(group.inputs.items, [keys[0]?.id, keys[1]?.id]);
            const { defaultCacheBehavior, orderedCacheBehaviors } = made(result);
            assert.deepEqual(
                [...orderedCacheBehaviors, defaultCacheBehavior].map(({ pathPattern, trustedKeyGroups }) => [
                    pathPattern,
                    trustedKeyGroups,
                ]),
                [
                    ["/api/*", undefined],
                    ["/assets/*", [group.id]],
                    [undefined, [group.id]],
                ],
            );
        });

        const privateKey = text(rsa().privateKey.export({ type: "pkcs8", format: "pem" }));
        const bad: [string, Record<string, pulumi.Input<string>>, RegExp][] = [
            ["no key", {}, /there are 0\. Fix: pass 1 to 5/],
            ["six keys", Object.fromEntries(Array.from("abcdef", (name) => [name, pem(ec())])), /there are 6/],
            ["a private key", { a: privateKey }, /one is no public key/],
            ["a private key, later", { a: pulumi.output(privateKey) }, /one is no public key/],
            ["a short key", { a: pem(rsa(1024)) }, /neither RSA with 2048 bits nor ECDSA on P-256/],
            ["a key on another curve", { a: pem(ec("secp384r1")) }, /neither RSA/],
            ["half a key", { a: pem(rsa()).slice(0, 200) }, /neither RSA/],
            ["a name that is none", { "A key": pem(ec()) }, /"A key" is not a name/],
        ];
        for (const [what, signingKeys, fault] of bad) {
            it(`refuses ${what}, and tells nothing of it`, async () => {
                const { message } = await refusal(make({ signingKeys }));
                assert.match(message, fault);
                assert.match(message, /signingKeys: /);
                assert.equal(/MII/.test(message), false);
            });
        }
    });

    describe("the log", () => {
        it("is delivered from us-east-1 to a bucket of its own, which takes it, without what signs anybody in", async () => {
            const result = await run(make({ region: "eu-west-1" }));
            const [source, destination, delivery] = ["LogDeliverySource", "LogDeliveryDestination", "LogDelivery"].map(
                (type) => result.one(cloudwatch(type)).inputs,
            );
            assert.deepEqual([source?.region, destination?.region, delivery?.region], Array(3).fill("us-east-1"));
            assert.equal(source?.resourceArn, result.one(cloudfront("Distribution")).outputs.arn);
            assert.equal(source?.logType, "ACCESS_LOGS");
            const { arn } = result.one(s3("Bucket"), "site-logs").outputs;
            assert.deepEqual(destination?.deliveryDestinationConfiguration, { destinationResourceArn: arn });
            const fields = delivery?.recordFields as string[];
            assert.ok(fields.includes("c-ip"));
            assert.deepEqual(
                fields.filter((field) => /query|cookie|referer/i.test(field)),
                [],
            );
            const context = {
                "aws:SourceAccount": account,
                "aws:SourceArn": `arn:aws:logs:us-east-1:${account}:delivery-source:site-1234567`,
                "s3:x-amz-acl": "bucket-owner-full-control",
            };
            const file = `${text(arn)}/AWSLogs/${account}/CloudFront/x.gz`;
            const bucket = document(result.one(s3("BucketPolicy"), "site-logs-policy"));
            assert.equal(says(bucket, "delivery.logs.amazonaws.com", "s3:PutObject", file, context), "allowed");
            const key = document(result.one(kms("KeyPolicy")));
            assert.equal(says(key, "delivery.logs.amazonaws.com", "kms:GenerateDataKey", "*", context), "allowed");
            // Log delivery tries the key when it is set up.
            const { dependencies } = result.one(cloudwatch("LogDeliveryDestination"));
            assert.ok(result.names(dependencies).includes("site-key"));
        });

        it("goes to a bucket of yours; the own key then serves nobody but CloudFront", async () => {
            const logBucketArn = "arn:aws:s3:::logs";
            const result = await run(make({ logBucketArn, accessLogBucketName: "access-logs" }));
            assert.deepEqual(
                result.all(s3("Bucket")).map(({ name }) => name),
                ["site-pages"],
            );
            assert.deepEqual(result.one(cloudwatch("LogDeliveryDestination")).inputs.deliveryDestinationConfiguration, {
                destinationResourceArn: logBucketArn,
            });
            assert.equal(result.one(s3("BucketLogging")).inputs.targetBucket, "access-logs");
            assert.equal(document(result.one(kms("KeyPolicy"))).includes("delivery.logs"), false);
        });
    });

    describe("a key of yours", () => {
        const required = async (args: () => Partial<CloudFrontConsoleArgs>): Promise<string[]> => {
            let json = "";
            await run(() => {
                make(args())().requiredKeyStatements.apply((value) => (json = value));
            });
            return (JSON.parse(json) as { Sid: string }[]).map(({ Sid }) => Sid);
        };

        it("is used for pages and log, and its owner is told what is lacking", async () => {
            const key = `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
            assert.deepEqual(await required(() => ({ key })), [
                "AccountUsesKeyThroughS3",
                "CloudFrontReads",
                "LogDelivery",
            ]);
            const result = await run(make({ key }));
            assert.deepEqual(result.all(kms("Key")), []);
            const encryptions = result.all(s3("BucketServerSideEncryptionConfiguration"));
            assert.equal(encryptions.filter(({ inputs }) => JSON.stringify(inputs).includes(key)).length, 2);
        });

        it("is an EncryptionKey that serves log delivery, and lacks what names the distribution", async () => {
            const users = [KeyUser.LogDelivery];
            assert.deepEqual(await required(() => ({ key: new EncryptionKey("shared", { users }) })), [
                "CloudFrontReads",
            ]);
            const { message } = await refusal(() => make({ key: new EncryptionKey("other") })());
            assert.match(message, /key: the EncryptionKey does not let LogDelivery use it/);
            await run(() => make({ key: new EncryptionKey("other"), logBucketArn: "arn:aws:s3:::logs" })());
        });
    });

    describe("elsewhere", () => {
        for (const { partition, region } of places.filter(({ partition }) => partition !== "aws")) {
            it(`${partition}: it is refused, with the reason`, async () => {
                const { message } = await refusal(make(), { config: { "aws:region": region } });
                assert.match(
                    message,
                    partition === "aws-cn"
                        ? /region: CloudFront in China .* no certificate of AWS Certificate Manager, .* no firewall/
                        : new RegExp(`region: CloudFront is not known to be in the partition ${partition}\\. Fix: `),
                );
            });
        }
    });

    const refusals: [string, () => Partial<CloudFrontConsoleArgs>, RegExp[]][] = [
        [
            "a folder that is not there",
            () => ({ pagesFolder: "nowhere" }),
            [/pagesFolder: there is no folder "nowhere"/],
        ],
        ["a file in place of a folder", () => ({ pagesFolder: __filename }), [/pagesFolder: there is no folder/]],
        ["a folder without pages", () => ({ pagesFolder: bundle }), [/pagesFolder: it holds no index\.html/]],
        [
            "a link in it",
            () => {
                const pagesFolder = site({});
                cpSync(pages, pagesFolder, { recursive: true });
                symlinkSync("/etc/hostname", join(pagesFolder, "host.txt"));
                return { pagesFolder };
            },
            [/pagesFolder: "host\.txt" in it is a link/],
        ],
        [
            "what nobody meant to publish",
            () => ({ pagesFolder: site({ "index.html": "", "assets/a.js.map": "", ".env": "" }) }),
            [/pagesFolder: it is not known what "\.env" \(and 1 more\) is\. Fix: .*contentTypes/],
        ],
        [
            "two configurations",
            () => ({ pagesFolder: site({ "index.html": "", "config.json": "" }), runtimeConfig: {} }),
            [/pagesFolder: it holds a config\.json/],
        ],
        [
            "pages where the API is",
            () => ({ ...elsewhere, pagesFolder: site({ "index.html": "", "api/x.html": "" }) }),
            [/pagesFolder: "api\/x\.html" is where the API is/],
        ],
        ["an API in the folder of assets", () => ({ ...elsewhere, apiPath: "/assets" }), [/apiPath: it is where the/]],
        ["an API without a secret", () => ({ api: elsewhere.api }), [/originSecret: it is missing/]],
        ["a secret without an API", () => ({ originSecret: secret }), [/originSecret: there is no api/]],
        [
            "an API of a VPC",
            () => ({ api: api("vpc"), originSecret: secret }),
            [/api: it is reached from a VPC only\. Fix: give it exposure cloudfront/],
        ],
        ["an API by http", () => ({ ...elsewhere, api: "http://a.example/live" }), [/api: ".*" is not its address/]],
        [
            "an API by http, later",
            () => ({ ...elsewhere, api: pulumi.output("http://a.example/live") }),
            [/api: ".*" is not its address/],
        ],
        [
            "a REGIONAL firewall",
            () => ({ firewall: new WebFirewall("wall") }),
            [/firewall: it is a REGIONAL one\. Fix: pass one with scope CLOUDFRONT/],
        ],
        [
            "the ARN of a REGIONAL firewall",
            () => ({ firewall: `arn:aws:wafv2:us-east-1:${account}:regional/webacl/a/b` }),
            [/firewall: it is neither/],
        ],
        ["a domain without a certificate", () => ({ domainNames: ["a.example"] }), [/certificateArn: it is missing/]],
        ["a certificate without a domain", () => ({ certificateArn }), [/domainNames: none is given/]],
        [
            "a certificate of another region, and names that are none",
            () => ({
                domainNames: ["*.example.com", "https://a.example"],
                certificateArn: certificateArn.replace("us-east-1", "eu-west-1"),
            }),
            [
                /certificateArn: .* is not the ARN of a certificate in us-east-1/,
                /domainNames: "\*\.example\.com"/,
                /domainNames: "https:/,
            ],
        ],
        [
            "countries twice",
            () => ({ allowedCountries: ["DE"], blockedCountries: ["FR"] }),
            [/blockedCountries: it says nothing beside allowedCountries/],
        ],
        [
            "many things at once",
            () => ({
                immutableFolder: "/assets",
                contentTypes: { ".map": "application/json", js: "javascript" },
                apiPath: "api/",
                headers: { "X-Frame-Options": "ALLOW" },
                allowedCountries: ["Germany"],
                priceClass: "cheap" as never,
                logBucketArn: "logs",
                accessLogBucketName: "",
            }),
            [
                /immutableFolder: "\/assets" is not a folder/,
                /contentTypes: \.map: /,
                /contentTypes: js: "javascript" says no type/,
                /apiPath: "api\/" is not a path/,
                /headers\.X-Frame-Options: "ALLOW" is not a value/,
                /allowedCountries: "Germany" is not the code/,
                /priceClass: "cheap" is not known/,
                /logBucketArn: "logs" is not the ARN of a bucket/,
                /accessLogBucketName: it is empty/,
            ],
        ],
        [
            "a header, later",
            () => ({ headers: { "X-Frame-Options": pulumi.output("ALLOW") } }),
            [/headers\.X-Frame-Options: "ALLOW" is not a value/],
        ],
    ];
    for (const [what, args, messages] of refusals) {
        it(`refuses ${what}`, async () => {
            const { message } = await refusal(() => make(args())());
            for (const expected of messages) {
                assert.match(message, expected);
            }
        });
    }

    it("refuses a short secret, now and later, and never tells it", async () => {
        for (const originSecret of ["hunter2", pulumi.output("hunter2"), pulumi.secret("hunter2")]) {
            const { message } = await refusal(make({ ...elsewhere, originSecret }));
            assert.match(message, /originSecret: .*Fix: pass 32 to 128 random/);
            assert.equal(message.includes("hunter2"), false);
        }
    });

    it("refuses a name that is too long for what CloudFront runs", async () => {
        const { message } = await refusal(() => new CloudFrontConsole("a".repeat(51), { pagesFolder: pages }));
        assert.match(message, /name: no function of CloudFront can be named after it\. Fix: use at most 50/);
    });
});
