import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { Artifacts } from "../api/ports";
import { publishedAs } from "../api/publishedAs";

/** Artifacts in a bucket, below the name of their pattern. */
export class BucketArtifacts implements Artifacts {
    constructor(
        private readonly client: S3Client,
        private readonly bucket: string,
    ) {}

    /**
     * The answer's headers are part of what is signed: whatever type the object was stored with, a browser saves it.
     * The link ends earlier than asked where the credentials that sign it do.
     */
    async link(patternId: string, file: string, seconds: number): Promise<string> {
        const command = new GetObjectCommand({
            Bucket: this.bucket,
            Key: `${publishedAs(patternId)}/${file}`,
            ResponseContentDisposition: `attachment; filename="${file}"`,
            ResponseContentType: "application/octet-stream",
            ResponseCacheControl: "no-store",
        });
        return getSignedUrl(this.client, command, { expiresIn: seconds });
    }
}
