import type { Adapter, AdapterPayload } from "oidc-provider";

interface Entry {
    readonly payload: AdapterPayload;
    readonly ends: number;
}

/** What the identity provider remembers of sessions and tokens: until this process ends, so a restart signs all out. */
export class ProviderMemory implements Adapter {
    /** @returns what makes one for each kind of thing; all share what is of one grant. */
    static create(): (kind: string) => Adapter {
        const all = new Map<string, ProviderMemory>();
        return (kind) => {
            const memory = new ProviderMemory(all);
            all.set(kind, memory);
            return memory;
        };
    }

    private readonly entries = new Map<string, Entry>();

    private constructor(private readonly all: ReadonlyMap<string, ProviderMemory>) {}

    upsert(id: string, payload: AdapterPayload, seconds?: number): Promise<void> {
        this.forgetEnded();
        const ends = seconds === undefined ? Number.POSITIVE_INFINITY : Date.now() + seconds * 1000;
        this.entries.set(id, { payload, ends });
        return Promise.resolve();
    }

    find(id: string): Promise<AdapterPayload | undefined> {
        this.forgetEnded();
        return Promise.resolve(this.entries.get(id)?.payload);
    }

    findByUid(uid: string): Promise<AdapterPayload | undefined> {
        this.forgetEnded();
        return Promise.resolve([...this.entries.values()].find(({ payload }) => payload.uid === uid)?.payload);
    }

    /** Of sign-in by devices without a browser, which is off. */
    findByUserCode(): Promise<undefined> {
        return Promise.resolve(undefined);
    }

    consume(id: string): Promise<void> {
        const entry = this.entries.get(id);
        if (entry !== undefined) {
            entry.payload.consumed = Math.floor(Date.now() / 1000);
        }
        return Promise.resolve();
    }

    destroy(id: string): Promise<void> {
        this.entries.delete(id);
        return Promise.resolve();
    }

    revokeByGrantId(grantId: string): Promise<void> {
        for (const { entries } of this.all.values()) {
            entries.forEach(({ payload }, id) => payload.grantId === grantId && entries.delete(id));
        }
        return Promise.resolve();
    }

    private forgetEnded(): void {
        const now = Date.now();
        this.entries.forEach(({ ends }, id) => ends <= now && this.entries.delete(id));
    }
}
