import { match, ok, strictEqual } from "node:assert";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { assetFault } from "../../offline-preview/assets";
import { runInProcess } from "../../offline-preview/harness";
import { secret, Signature, SIGNATURE_KEY, type PropertyMap } from "../../offline-preview/values";

const asset = (fields: PropertyMap): PropertyMap => ({ [SIGNATURE_KEY]: Signature.asset, ...fields });
const archive = (fields: PropertyMap): PropertyMap => ({ [SIGNATURE_KEY]: Signature.archive, ...fields });

describe("offline-preview assets", () => {
    const folder = mkdtempSync(join(tmpdir(), "assets-"));
    before(() => {
        mkdirSync(join(folder, "site"));
        writeFileSync(join(folder, "page.html"), "<html></html>");
        writeFileSync(join(folder, "code.zip"), "");
    });
    after(() => rmSync(folder, { recursive: true }));

    it("that can be read have no fault, whatever they are", () => {
        const values = [
            ...[asset({ path: "page.html" }), asset({ text: "x" }), asset({ uri: "https://example.com/x" })],
            ...[asset({ path: join(folder, "page.html") }), asset({ uri: `file://${folder}/page.html` })],
            ...[
                archive({ path: "site" }),
                archive({ path: "code.zip" }),
                archive({ uri: "https://example.com/x.zip" }),
            ],
            archive({ assets: { a: asset({ path: "page.html" }), b: archive({ path: "site" }) } }),
        ];
        values.forEach((value) => strictEqual(assetFault({ source: value }, folder), undefined, JSON.stringify(value)));
    });

    for (const [what, value, fault] of [
        [
            "a missing file",
            { source: asset({ path: "./none.html" }) },
            `failed to compute asset hash for "source": failed to open asset file '${folder}/none.html': no such file or directory`,
        ],
        [
            "a missing file at a URL of this machine",
            { source: asset({ uri: "file:///none.html" }) },
            `failed to compute asset hash for "source": failed to open asset file '/none.html': no such file or directory`,
        ],
        [
            "a folder as a file",
            { source: asset({ path: "site" }) },
            `failed to compute asset hash for "source": asset path '${folder}/site' is a directory; try using an archive`,
        ],
        [
            "a missing archive",
            { code: archive({ path: "none.zip" }) },
            `failed to compute archive hash for "code": couldn't read archive path '${folder}/none.zip': no such file or directory`,
        ],
        [
            "a file that is no archive",
            { code: archive({ path: "page.html" }) },
            `failed to compute archive hash for "code": '${folder}/page.html' is neither a recognized archive type nor a directory`,
        ],
        [
            "a member of an archive",
            { code: archive({ assets: { "index.js": asset({ path: "none.js" }) } }) },
            `failed to compute asset hash for "index.js": failed to open asset file '${folder}/none.js': no such file or directory`,
        ],
        [
            "a member of an archive in an archive",
            { code: archive({ assets: { lib: archive({ assets: { deep: archive({ path: "none" }) } }) } }) },
            `failed to compute archive hash for "deep": couldn't read archive path '${folder}/none': no such file or directory`,
        ],
        [
            "one deep inside, in a list and a secret",
            { files: [{ body: secret(asset({ path: "none.html" })) }] },
            `failed to compute asset hash for "body": failed to open asset file '${folder}/none.html': no such file or directory`,
        ],
    ] as const) {
        it(`tell the fault of ${what}`, () => strictEqual(assetFault(value as unknown as PropertyMap, folder), fault));
    }

    it("that cannot be read fail the registration, with the resource and the path", async () => {
        const run = await runInProcess(() => {
            new aws.s3.BucketObject("page", { bucket: "b", source: new pulumi.asset.FileAsset("./no-such-file") });
        });
        const told = run.errors.map(({ message }) => message).join("\n");
        match(told, /page \[?.*aws:s3\/bucketObject:BucketObject/);
        match(told, /failed to compute asset hash for "source": .*\/no-such-file': no such file or directory/);
        strictEqual(run.all("aws:s3/bucketObject:BucketObject").length, 0);
    });

    it("that a transform gives are read too", async () => {
        const run = await runInProcess(() => {
            pulumi.runtime.registerResourceTransform(({ props, opts, type }) =>
                type === "aws:lambda/function:Function"
                    ? { props: { ...props, code: new pulumi.asset.FileArchive("no-such-folder") }, opts }
                    : undefined,
            );
            new aws.lambda.Function("f", { role: "r", handler: "h", runtime: "nodejs22.x" });
        });
        ok(run.errors.some(({ message }) => /failed to compute archive hash for "code"/.test(message)));
    });
});
