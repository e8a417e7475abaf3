/** An attribute as the registry has it. */
export interface Group {
    /** The attribute's id. */
    readonly id: string;
    readonly description: string;
    /** A JSON object. */
    readonly content: string;
}

/** Where applications are described by attributes, for others to read: a copy of the store's attributes. */
export interface Registry {
    /** `foreign` where something has the attribute's name that the console did not make. */
    find(id: string): Promise<Group | "foreign" | undefined>;
    create(group: Group): Promise<void>;
    update(group: Group): Promise<void>;
    /** One that is gone already is no fault. */
    remove(id: string): Promise<void>;
    /** Ids of the attributes whose names are taken, by foreign ones too. */
    list(): AsyncIterable<string>;
}

/** The pipelines that there are. */
export interface PipelineList {
    /** Ids of the patterns that have one. */
    existing(): Promise<ReadonlySet<string>>;
}

export type Outcome = "changed" | "unchanged";

/** What came of the items of a batch, or of a day. */
export interface Counts extends Readonly<Record<Outcome, number>> {
    readonly failed: number;
    /** Not begun: there was no time left, or one before it failed. */
    readonly left: number;
}

/** Told by the synchroniser besides. */
export interface SynchroniserLog extends RegistryLog {
    /** Patterns that have no pipeline, and are not so young that theirs may be in the making. */
    withoutPipeline(patternIds: readonly string[]): void;
}

/** Told of each item, and of all at the end. Never of what an attribute says. */
export interface RegistryLog {
    done(entry: { readonly item: string; readonly outcome: Outcome }): void;
    fault(entry: { readonly item: string; readonly error: unknown }): void;
    end(counts: Counts): void;
}
