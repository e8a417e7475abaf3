import * as state from "@pulumi/pulumi/runtime/state";

/** What the SDK keeps for one program; its Automation API makes a new one for each inline program, as we do. */
interface Store {
    settings: { monitor: unknown; engine: unknown };
    /** Whether secrets that the SDK sends are marked as such. */
    supportsSecrets: boolean;
}

interface Internals {
    getStore: () => Store;
    withLocalStorage: <T>(callback: () => T) => T;
}

// Not in the SDK's declarations, which leave out what is marked @internal.
export const { getStore, withLocalStorage } = state as unknown as Internals;
