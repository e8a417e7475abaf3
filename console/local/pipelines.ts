import { randomBytes } from "node:crypto";
import type { Pipelines, Store } from "../api/ports";
import type { Publications } from "../api/store/publications";
import { artifactsOf } from "./artifacts";

/**
 * Publishes a pattern at once where a pipeline would build it, as a stack with a builder does sooner or later. A pattern
 * without a publication has a failed build.
 */
export class LocalPipelines implements Pipelines {
    readonly hasBuilder = true;

    constructor(
        private readonly store: Pick<Store, "getPattern" | "lastPublished">,
        private readonly publications: Pick<Publications, "record">,
    ) {}

    async create(patternId: string): Promise<void> {
        await this.restart(patternId);
    }

    async restart(patternId: string): Promise<"started" | "not-failed"> {
        const pattern = await this.store.getPattern(patternId);
        if (pattern === undefined || (await this.store.lastPublished(patternId)) !== undefined) {
            return "not-failed";
        }
        await this.publications.record(patternId, {
            commitId: randomBytes(20).toString("hex"),
            publishTime: new Date().toISOString(),
            artifacts: artifactsOf(pattern),
            packages: pattern.patternType === "CDK" ? [{ name: `@patterns/${pattern.name}`, version: "1.0.0" }] : [],
            products: [],
        });
        return "started";
    }
}
