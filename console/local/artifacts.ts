import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Artifacts, Store } from "../api/ports";
import type { Pattern, PublishData } from "../api/schemas";

/** Below it are the links to artifacts, in place of S3's. */
export const DOWNLOADS = "/downloads";

/** Artifacts of this machine, by links that end soon. What they hold is made from the pattern when it is asked for. */
export class LocalArtifacts implements Artifacts {
    /** Links do not outlive the process: they hold a minute. */
    private readonly key = randomBytes(32);

    constructor(
        private readonly origin: string,
        private readonly store: Pick<Store, "getPattern">,
    ) {}

    link(patternId: string, file: string, seconds: number): Promise<string> {
        const url = new URL(`${DOWNLOADS}/${patternId}/${file}`, this.origin);
        const expires = String(Date.now() + seconds * 1000);
        url.search = new URLSearchParams({ expires, signature: this.sign(url.pathname, expires) }).toString();
        return Promise.resolve(url.href);
    }

    /** What a link leads to; undefined for one that was not made here, or is over. */
    async open(link: URL): Promise<{ readonly file: string; readonly content: string } | undefined> {
        const expires = link.searchParams.get("expires") ?? "";
        const given = Buffer.from(link.searchParams.get("signature") ?? "");
        const expected = Buffer.from(this.sign(link.pathname, expires));
        if (given.length !== expected.length || !timingSafeEqual(given, expected) || Number(expires) < Date.now()) {
            return undefined;
        }
        const [patternId = "", file = ""] = link.pathname.split("/").slice(-2);
        const pattern = await this.store.getPattern(patternId);
        return pattern && { file, content: contentOf(pattern, file) };
    }

    private sign(path: string, expires: string): string {
        return createHmac("sha256", this.key).update(`${path}\n${expires}`).digest("base64url");
    }
}

/** What a local pipeline publishes of a pattern. */
export function artifactsOf({ patternType }: Pick<Pattern, "patternType">): PublishData["artifacts"] {
    return patternType === "CFN"
        ? [
              { file: "template.json", kind: "CloudFormation template" },
              { file: "README.md", kind: "Documentation" },
          ]
        : [
              { file: "construct.ts", kind: "CDK construct" },
              { file: "README.md", kind: "Documentation" },
          ];
}

function contentOf({ name, description }: Pattern, file: string): string {
    switch (file) {
        case "template.json":
            return `${JSON.stringify({ AWSTemplateFormatVersion: "2010-09-09", Description: description, Resources: {} }, null, 4)}\n`;
        case "construct.ts":
            return `// ${name}, made on your machine: a stand-in for what a pipeline would publish.\nexport {};\n`;
        default:
            return `# ${name}\n\n${description}\n`;
    }
}
