import type { Position } from "./http/pageTokens";
import type { Attribute, Pattern, PublishData } from "./schemas";

/** One page of a list, and where the next one begins. */
export interface Page<T> {
    readonly items: readonly T[];
    readonly next?: Position;
}

/** What came of a change that is made only if nobody was faster. */
export type Change<T> =
    | { readonly outcome: "done"; readonly item: T }
    | { readonly outcome: "missing" }
    | { readonly outcome: "conflict"; readonly current: T }
    | { readonly outcome: "unknown-attributes"; readonly ids: readonly string[] };

/** Where patterns, attributes and subscriptions are kept. Every change is whole or not at all. */
export interface Store {
    listPatterns(query: {
        limit: number;
        attribute?: string | undefined;
        from?: Position | undefined;
    }): Promise<Page<Pattern>>;
    getPattern(id: string): Promise<Pattern | undefined>;
    /** `conflict` where there is one already. */
    createPattern(pattern: Pattern): Promise<Change<Pattern>>;
    updatePattern(id: string, version: number, changes: PatternChanges): Promise<Change<Pattern>>;
    lastPublished(id: string): Promise<PublishData | undefined>;
    /** By pattern; those of which nothing was published are left out. */
    lastPublishedOf(ids: readonly string[]): Promise<ReadonlyMap<string, PublishData>>;

    listAttributes(query: {
        limit: number;
        key?: string | undefined;
        from?: Position | undefined;
    }): Promise<Page<Attribute>>;
    getAttribute(id: string): Promise<Attribute | undefined>;
    createAttribute(attribute: Attribute): Promise<Change<Attribute>>;
    updateAttribute(id: string, version: number, changes: AttributeChanges): Promise<Change<Attribute>>;
    /** Refused while a pattern has it. */
    deleteAttribute(id: string): Promise<"done" | "missing" | "in-use">;

    isSubscribed(patternId: string, email: string): Promise<boolean>;
    subscribe(patternId: string, email: string): Promise<void>;
    unsubscribe(patternId: string, email: string): Promise<void>;
}

export interface PatternChanges {
    readonly description: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly lastUpdateTime: string;
}

export interface AttributeChanges {
    readonly description: string;
    readonly metadata: string;
    readonly lastUpdateTime: string;
}

/** The pipelines that publish patterns. */
export interface Pipelines {
    /** Whether something makes pipelines of new patterns: else each has to be named in the stack's configuration. */
    readonly hasBuilder: boolean;
    /** Has the pipeline of a new pattern made, where there is a builder. Safe to ask twice. */
    create(patternId: string): Promise<void>;
    /**
     * Starts the last build again: `not-failed` where there is nothing to repeat. A pipeline that is not there is made;
     * `no-pipeline` without a builder.
     */
    restart(patternId: string): Promise<"started" | "not-failed" | "no-pipeline">;
}

/** Where artifacts lie. */
export interface Artifacts {
    /** A link to one artifact that ends soon, and makes a browser save the file rather than show it. */
    link(patternId: string, file: string, seconds: number): Promise<string>;
}

/** Tells other systems that an attribute or a pattern has changed. */
export interface Changes {
    announce(change: {
        readonly kind: "pattern" | "attribute";
        readonly id: string;
        /** 0 for what is gone. */
        readonly version: number;
    }): Promise<void>;
}

/** Tells the subscribers of a pattern. */
export interface Notifications {
    /** `no-topic` where nothing tells anybody of the pattern yet, as it has no pipeline. */
    follow(patternId: string, email: string): Promise<"asked" | "no-topic">;
    unfollow(patternId: string, email: string): Promise<void>;
}
