import type { Group, Registry } from "../registry/ports";

/** A registry in memory, which tells what is done to it. */
export class LocalRegistry implements Omit<Registry, "list"> {
    private readonly groups = new Map<string, Group>();

    constructor(private readonly tell: (line: string) => void) {}

    find(id: string): Promise<Group | undefined> {
        return Promise.resolve(this.groups.get(id));
    }

    create(group: Group): Promise<void> {
        return this.change(`makes the group of ${group.id}`, () => this.groups.set(group.id, group));
    }

    update(group: Group): Promise<void> {
        return this.change(`changes the group of ${group.id}`, () => this.groups.set(group.id, group));
    }

    remove(id: string): Promise<void> {
        return this.change(`removes the group of ${id}`, () => this.groups.delete(id));
    }

    private change(what: string, act: () => unknown): Promise<void> {
        act();
        this.tell(`registry: ${what}`);
        return Promise.resolve();
    }
}
