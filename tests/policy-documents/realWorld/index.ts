import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/**
 * What somebody who knows AWS says of a document who reads it: the statements, counted from 1, that answer a question with
 * yes, or `true` where it is asked of the whole document. A question that is not there is answered with no.
 */
export interface Verdict {
    /** Lets anybody in, on the internet or in any account. */
    readonly public?: Places;
    /** Lets a service act for whoever of its customers. */
    readonly deputy?: Places;
    /** Lets in accounts other than {@link OWN_ACCOUNT}; statements of roles, queues and topics that ask for no proof. */
    readonly outsiders?: Places | true;
    /** Lets other accounts change who has access (buckets). */
    readonly control?: true;
    /** Denies everyone to change it again (buckets). */
    readonly lockout?: true;
    /** Allows everything (queues). */
    readonly everyAction?: true;
    /** Lets in whoever an OpenID Connect provider of the account knows (trust of roles). */
    readonly anySubject?: Places;
    /** Denies everything that comes without TLS (buckets, queues, topics). */
    readonly tls?: true;
    /** Lets everybody do everything (VPC endpoints). */
    readonly open?: true;
    /** Allows all actions on all resources. */
    readonly admin?: Places;
    /** Allows all actions of a service, or all but one service's, on whatever resources. */
    readonly service?: Places;
    /** Writes to `*`, without any condition, by actions for which resources can be named. */
    readonly writes?: Places;
    /** Lets any role be passed to any service. */
    readonly passRole?: Places;
    /** Allows all but what it names. */
    readonly notAction?: Places;
    /** Decrypts with all keys. */
    readonly decrypt?: Places;
    /** Gets credentials of anybody. */
    readonly credentials?: Places;
    /** Reads all objects, parameters or secrets. */
    readonly reads?: Places;
    /** Leads to more rights, by itself. */
    readonly escalates?: true;
}

export type Question = keyof Verdict;
type Places = readonly number[];

/** One's own account; the documents name 111122223333 and others beside it. */
export const OWN_ACCOUNT = "123456789012";

export interface RealDocument {
    /** What it is the policy of: `bucket`, `role` (its trust), `identity`, `managed` (an identity's, by AWS). */
    readonly kind: string;
    /** The heading in the source. */
    readonly name: string;
    readonly source: string;
    readonly verdict: Verdict;
    readonly statements: readonly Fields[];
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Policy documents from AWS's guides (as in June 2023) and AWS's managed policies (as in March 2026), one on each line of a
 * file per kind. Without Sids; what the guides leave to fill in, such as `account-id`, is filled in. The verdicts were
 * written down by reading, before any code of ours was asked; where the two did not agree and the reading was wrong (7 of 19),
 * they were put right.
 */
export const REAL_DOCUMENTS: readonly RealDocument[] = readdirSync(__dirname)
    .filter((file) => file.endsWith(".jsonl"))
    .flatMap((file) =>
        readFileSync(join(__dirname, file), "utf8")
            .trim()
            .split("\n")
            .map((line) => ({ kind: basename(file, ".jsonl"), ...(JSON.parse(line) as Omit<RealDocument, "kind">) })),
    );

/** Whether it is the policy of an identity, which names no principals. */
export function isOfIdentity({ kind }: Pick<RealDocument, "kind">): boolean {
    return kind === "identity" || kind === "managed";
}
