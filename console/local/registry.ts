import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Group, Registry } from "../registry/ports";

/** A registry which tells what is done to it. It is in memory, and in a folder, if there is one, from which it begins again. */
export class LocalRegistry implements Omit<Registry, "list"> {
    private readonly groups: Map<string, Group>;
    private readonly path: string | undefined;

    /** @throws an error for a folder whose registry cannot be read. */
    constructor(
        private readonly tell: (line: string) => void,
        folder?: string,
    ) {
        this.path = folder === undefined ? undefined : join(folder, "registry.json");
        this.groups = new Map(groupsIn(this.path).map((group) => [group.id, group]));
    }

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
        this.save();
        this.tell(`registry: ${what}`);
        return Promise.resolve();
    }

    /** Whole or not at all, whenever this process ends, and one change after the other. */
    private save(): void {
        if (this.path !== undefined) {
            writeFileSync(`${this.path}.new`, JSON.stringify([...this.groups.values()]));
            renameSync(`${this.path}.new`, this.path);
        }
    }
}

function groupsIn(path: string | undefined): readonly Group[] {
    if (path === undefined || !existsSync(path)) {
        return [];
    }
    try {
        return JSON.parse(readFileSync(path, "utf8")) as readonly Group[];
    } catch {
        throw new Error(`${path} cannot be read: delete it, and groups are told of as new ones`);
    }
}
