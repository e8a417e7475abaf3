/** A resource type's token by the file that declares it: `s3/bucket` is `aws:s3/bucket:Bucket`. */
export function tokenOf(file: string): string {
    const name = file.slice(file.indexOf("/") + 1);
    return `aws:${file}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
