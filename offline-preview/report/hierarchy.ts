import type { Preview, RegisteredResource, SourceLocation, Urn } from "../model";
import { isDefaultProvider } from "./totals";

/** A resource with what has it as parent. The root is the stack; it has no resource when the program never got there. */
export interface TreeNode {
    resource?: RegisteredResource;
    children: TreeNode[];
    /** How many resources below are not shown. Default: none. */
    left?: number;
}

/** The resources by parent. What has no parent, or one that is not known, belongs to the stack. */
export function hierarchy(preview: Preview): TreeNode {
    const shown = preview.resources.filter((resource) => !isDefaultProvider(resource));
    const root: TreeNode = { children: [] };
    const nodes = new Map<Urn, TreeNode>();
    for (const resource of shown) {
        if (resource.kind === "stack" && root.resource === undefined) {
            root.resource = resource;
            nodes.set(resource.urn, root);
        } else {
            nodes.set(resource.urn, { resource, children: [] });
        }
    }
    for (const node of nodes.values()) {
        if (node !== root) {
            const parent = node.resource?.parent;
            (parent === undefined ? root : (nodes.get(parent) ?? root)).children.push(node);
        }
    }
    for (const node of [root, ...nodes.values()]) {
        node.children.sort(inOrderOfSource);
    }
    return root;
}

/**
 * The tree with what the program itself makes, and below that only what leads to something that is told. What else there is
 * is counted.
 */
export function folded(root: TreeNode, isTold: (resource: RegisteredResource) => boolean): TreeNode {
    return { ...root, children: root.children.map((child) => foldedBelow(child, isTold)) };
}

function foldedBelow({ resource, children }: TreeNode, isTold: (resource: RegisteredResource) => boolean): TreeNode {
    const shown = children.filter((child) => resourcesIn(child).some(isTold));
    const left = children.filter((child) => !shown.includes(child)).flatMap(resourcesIn).length;
    return {
        ...(resource === undefined ? {} : { resource }),
        children: shown.map((child) => foldedBelow(child, isTold)),
        ...(left === 0 ? {} : { left }),
    };
}

function resourcesIn({ resource, children }: TreeNode): RegisteredResource[] {
    return [...(resource === undefined ? [] : [resource]), ...children.flatMap(resourcesIn)];
}

const byName = new Intl.Collator("en", { numeric: true });

// Registrations overtake each other, from one run to the next too; the order of the source is what a reader knows.
function inOrderOfSource(a: TreeNode, b: TreeNode): number {
    return (
        bySource(a.resource?.source, b.resource?.source) ||
        byName.compare(a.resource?.name ?? "", b.resource?.name ?? "") ||
        byName.compare(a.resource?.type ?? "", b.resource?.type ?? "")
    );
}

function bySource(a: SourceLocation | undefined, b: SourceLocation | undefined): number {
    if (a === undefined || b === undefined) {
        return Number(a === undefined) - Number(b === undefined);
    }
    if (a.file !== b.file) {
        return a.file < b.file ? -1 : 1;
    }
    return a.line - b.line || a.column - b.column;
}

/** A type as Pulumi's CLI shows it: `aws:s3:Bucket` for `aws:s3/bucket:Bucket`. */
export function displayType(type: string): string {
    const match = /^([^:]+):([^:]+)\/([^:/]+):([^:]+)$/.exec(type);
    const [, pkg = "", folder = "", file = "", name = ""] = match ?? [];
    return match !== null && file === name.charAt(0).toLowerCase() + name.slice(1) ? `${pkg}:${folder}:${name}` : type;
}
