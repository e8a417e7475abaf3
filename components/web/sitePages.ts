import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { text } from "../shared/checks";
import type { Children } from "../shared/children";
import { cacheControlOf, configPath, contentTypeOf, indexPath } from "./policy/siteFiles";

/** The folder of a site, that exists where the program runs, with nothing in it but files and folders. */
export const folderFault = text((folder) => {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
        return `there is no folder "${folder}"`;
    }
    const odd = readdirSync(folder, { recursive: true, withFileTypes: true }).find(
        (entry) => !entry.isFile() && !entry.isDirectory(),
    );
    return odd === undefined ? undefined : `"${odd.name}" in it is a link, which may lead anywhere`;
}, "build the pages first, or correct the path, which begins where the program runs");

/** Paths of the files in a folder, with slashes, in one order on every machine. */
export function pathsIn(folder: string): string[] {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join("/"))
        .sort();
}

interface SitePages {
    folder: string;
    bucketName: pulumi.Output<string>;
    immutableFolder: string;
    contentTypes: Record<string, string>;
    /** Content of the configuration, where there is one. */
    config: pulumi.Output<string> | undefined;
}

/**
 * Puts the pages into their bucket.
 * @returns the index, which is put there last
 */
export function uploadPages(children: Children, site: SitePages): aws.s3.BucketObjectv2 {
    const isImmutable = (path: string): boolean => path.startsWith(site.immutableFolder);
    const put = (
        path: string,
        what: Pick<aws.s3.BucketObjectv2Args, "content" | "source" | "sourceHash">,
        options: pulumi.CustomResourceOptions,
    ): aws.s3.BucketObjectv2 =>
        new aws.s3.BucketObjectv2(
            children.name(`pages/${path}`),
            {
                bucket: site.bucketName,
                key: path,
                ...what,
                contentType: contentTypeOf(path, site.contentTypes),
                cacheControl: cacheControlOf(isImmutable(path)),
                region: children.region,
            },
            options,
        );
    const putFile = (path: string, options: pulumi.CustomResourceOptions): aws.s3.BucketObjectv2 => {
        const file = join(site.folder, path);
        // Not the etag, which is no hash of the content where KMS encrypts.
        const sourceHash = createHash("sha256").update(readFileSync(file)).digest("hex");
        return put(path, { source: new pulumi.asset.FileAsset(file), sourceHash }, options);
    };
    const others = pathsIn(site.folder).filter((path) => path !== indexPath);
    const files = others.map((path) =>
        putFile(path, {
            ...children.looseOptions(),
            // Pages that are open ask for the files of the build that they are of.
            ...(isImmutable(path) ? { retainOnDelete: true } : {}),
        }),
    );
    const config =
        site.config === undefined ? [] : [put(configPath, { content: site.config }, children.looseOptions())];
    // What it names is there before it is.
    return putFile(indexPath, children.looseOptions(...files, ...config));
}
