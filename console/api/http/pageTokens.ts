import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { ApiError } from "./errors";

/** Where a list goes on, as the store says it. */
export type Position = Readonly<Record<string, string>>;

/** Longer than anybody reads on in a list; what was left in a log or a history is soon of no use. */
const LIFE_MILLISECONDS = 24 * 60 * 60 * 1000;

/** What a token seals. */
interface Content {
    readonly position: Position;
    /** Milliseconds since 1970. */
    readonly until: number;
}

/**
 * Page tokens that tell nothing and cannot be made or changed: encrypted and authenticated, each for one list of one
 * caller, and for a day.
 */
export class PageTokens {
    private readonly key: Buffer;

    /** @param secret the same for all instances of the API; at least 32 characters. */
    constructor(
        secret: string,
        private readonly now: () => Date = () => new Date(),
    ) {
        if (secret.length < 32) {
            throw new Error("the secret of page tokens has fewer than 32 characters: use a random one");
        }
        this.key = createHash("sha256").update(secret).digest();
    }

    /** @param list what is listed, with its filter and its reader; another list refuses the token. */
    seal(position: Position, list: string): string {
        const iv = randomBytes(12);
        const cipher = createCipheriv("aes-256-gcm", this.key, iv).setAAD(Buffer.from(list));
        const content: Content = { position, until: this.now().getTime() + LIFE_MILLISECONDS };
        const sealed = Buffer.concat([cipher.update(JSON.stringify(content), "utf8"), cipher.final()]);
        return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url");
    }

    /** @throws ApiError 400 for a token that is not of this list, or is over. */
    open(token: string, list: string): Position {
        const content = this.unsealed(token, list);
        if (content === undefined || content.until <= this.now().getTime()) {
            throw new ApiError(400, "nextToken is not one that this list gave: start from the first page.");
        }
        return content.position;
    }

    private unsealed(token: string, list: string): Content | undefined {
        try {
            const bytes = Buffer.from(token, "base64url");
            const decipher = createDecipheriv("aes-256-gcm", this.key, bytes.subarray(0, 12), { authTagLength: 16 });
            decipher.setAAD(Buffer.from(list)).setAuthTag(bytes.subarray(12, 28));
            const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
            return JSON.parse(text) as Content;
        } catch {
            return undefined;
        }
    }
}
