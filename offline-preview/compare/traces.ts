import { createHash } from "node:crypto";
import type { Finding, Preview, RegisteredResource, Urn } from "../model";
import { groupBy } from "../report/totals";
import { nameOf, referenceParts } from "../urn";
import { formerUrns } from "./lineage";

/** By what another run knows a finding again. Digests stand for what might be somebody's data, so that it can be kept. */
export interface Trace {
    /** The pack's name; its version is no part of it. */
    pack: string;
    policy: string;
    kind: Finding["kind"];
    /** The resource, or the stack; empty where a pack names neither. */
    urn: Urn;
    /** Digest of the message, in which the resource's own name does not count. */
    message: string;
    /** Digest of the type and of what the cloud knows the resource by; not there where that is unknown, or not the resource's alone. */
    resource?: string;
}

/** The findings of a run with what its resources tell of renaming. */
export interface Traced {
    /** In the order of the findings. */
    traces: Trace[];
    /** Every URN that is there. */
    urns: ReadonlySet<Urn>;
    /** By URN, those that a resource may have had before. */
    former: ReadonlyMap<Urn, ReadonlySet<Urn>>;
}

export function traced({ findings, resources }: Pick<Preview, "findings" | "resources">): Traced {
    const identities = identitiesOf(resources);
    return {
        traces: findings.map((finding): Trace => {
            const { pack, policy, kind, message, urn = "" } = finding;
            const resource = identities.get(urn);
            return {
                pack: pack.name,
                policy,
                kind,
                urn,
                message: digest(withoutName(message, nameOf(urn))),
                ...(resource === undefined ? {} : { resource }),
            };
        }),
        urns: new Set(resources.map(({ urn }) => urn)),
        former: formerUrns(resources),
    };
}

/** What the cloud knows resources by, where it is known and each has one of its own. */
function identitiesOf(resources: readonly RegisteredResource[]): ReadonlyMap<Urn, string> {
    const known = resources.flatMap((resource) => {
        const identity = identityOf(resource);
        return identity === undefined ? [] : [{ urn: resource.urn, identity }];
    });
    return new Map(
        groupBy(known, ({ identity }) => identity)
            .filter(({ length }) => length === 1)
            .map(([{ urn, identity }]) => [urn, identity]),
    );
}

/** An ARN is one of its kind; an id is so only within its provider, which may be another account or Region. */
function identityOf({ type, id, kind, outputs, options }: RegisteredResource): string | undefined {
    if (kind !== "custom" || id === "") {
        return undefined;
    }
    const { arn } = outputs;
    const isArn = typeof arn === "string" && arn.startsWith("arn:");
    return digest(JSON.stringify([type, ...(isArn ? [arn] : [id, referenceParts(options.provider ?? "").urn])]));
}

/** The message as it would be, had the resource another name. */
function withoutName(message: string, name: string): string {
    if (name === "") {
        return message;
    }
    const literal = name.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
    return message.replaceAll(new RegExp(`(?<![\\p{L}\\p{N}_-])${literal}(?![\\p{L}\\p{N}_-])`, "gu"), "[name]");
}

const DIGITS = 16;

function digest(text: string): string {
    return createHash("sha256").update(text).digest("hex").slice(0, DIGITS);
}
