import type { Preview } from "../model";
import { totalsOf, type Fate } from "./totals";

/** How a report names what it is of. */
export interface KindInWords {
    /** Heads the tree. */
    title: (name: string) => string;
    short: string;
    /** What may fail. */
    runs: string;
    /** Its case among those of JUnit. */
    goesWell: string;
    /** Where no resource is known. */
    noResource: string;
    /** Said behind a verdict that is no good one. */
    end: string;
    fates: Readonly<Record<Fate, string>>;
    /** Told also where there is none. */
    always: Fate;
}

const OWN_FATES = { refused: "refused", notReached: "not reached" };
const PLANNED = {
    create: "to create",
    update: "to update",
    replace: "to replace",
    delete: "to delete",
    read: "to read",
    import: "to import",
    same: "unchanged",
    ...OWN_FATES,
};
const DONE = {
    create: "created",
    update: "updated",
    replace: "replaced",
    delete: "deleted",
    read: "read",
    import: "imported",
    same: "unchanged",
    ...OWN_FATES,
};

const PREVIEW = {
    runs: "program",
    goesWell: "the program runs",
    noResource: "No resource was registered.",
    end: " Nothing was deployed.",
    fates: PLANNED,
    always: "create",
} as const satisfies Partial<KindInWords>;
const STATE = {
    runs: "analysis",
    goesWell: "the state is read",
    noResource: "The run's events name no resources but those with findings.",
    end: "",
    fates: { ...DONE, same: "in the state" },
    always: "same",
} as const satisfies Partial<KindInWords>;

const KINDS = {
    offline: { ...PREVIEW, title: (name) => `Preview of ${name}, offline`, short: "offline preview" },
    asUpdate: {
        ...PREVIEW,
        title: (name) => `Preview of ${name}, offline, as an update would go`,
        short: "offline preview",
    },
    state: { ...STATE, title: (name) => `State of ${name}, judged offline`, short: "state" },
    preview: { ...PREVIEW, title: (name) => `Preview of ${name} by the Pulumi CLI`, short: "preview", runs: "preview" },
    update: {
        title: (name) => `Update of ${name} by the Pulumi CLI`,
        short: "update",
        runs: "update",
        goesWell: "the update runs",
        noResource: "No resource was registered.",
        end: "",
        fates: DONE,
        always: "create",
    },
    analysis: { ...STATE, title: (name) => `State of ${name}, analyzed by the Pulumi CLI`, short: "state" },
} as const satisfies Record<string, KindInWords>;

export function kindInWords({ cliRun, ofState, asUpdate }: Preview): KindInWords {
    return KINDS[cliRun ?? (ofState === true ? "state" : asUpdate ? "asUpdate" : "offline")];
}

/** How many resources of each fate there are, in words: "3 to create". Of what there is none, only `always` is told. */
export function fatesInWords(preview: Preview, always?: Fate): (readonly [fate: Fate, words: string])[] {
    const { resources } = totalsOf(preview);
    const { fates } = kindInWords(preview);
    return (Object.keys(fates) as Fate[])
        .filter((fate) => resources[fate] > 0 || fate === always)
        .map((fate) => [fate, `${resources[fate]} ${fates[fate]}`] as const);
}
