import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { installed, versionHere } from "./installed";

/** What a project of a test runs on. */
export interface Environment {
    /** The binary that runs the command, and so the program. */
    node: string;
    /** The packages that the project has installed. */
    modules: string;
    /** Of `@pulumi`, packages of this repository beside them: for their declarations only, loaded they bring our SDK. */
    declarations?: readonly string[];
    /** More environment variables. */
    variables?: Readonly<Record<string, string>>;
}

/** Or why there is none on this machine. */
export type Found = Environment | { missing: string };

/** This repository's packages and the Node that runs the tests. */
export const HERE: Environment = {
    node: process.execPath,
    modules: resolve(__dirname, "../../../node_modules"),
};

/** What `pulumi new aws-typescript` gives: `typescript`, but no `ts-node`, so that the SDK takes the one it holds. */
export async function withoutTsNode(node = process.execPath): Promise<Found> {
    const packages = { typescript: "5.9.3", "@pulumi/policy": versionHere("@pulumi/policy") };
    return withSdk(versionHere("@pulumi/pulumi"), packages, node);
}

/** A project that pins this version of the SDK. */
export async function withSdk(
    version: string,
    more: Readonly<Record<string, string>> = {},
    node = process.execPath,
): Promise<Found> {
    const found = await installed({
        "@pulumi/pulumi": version,
        "@types/node": versionHere("@types/node"),
        ...more,
    });
    return "missing" in found ? found : { node, modules: found.modules };
}

/** A Node of another version, from the packages that hold its binary. */
export async function nodeBinary(version: string): Promise<{ node: string } | { missing: string }> {
    const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
    const found = await installed({ [name]: version });
    if ("missing" in found) {
        return found;
    }
    const node = join(found.modules, name, "bin", process.platform === "win32" ? "node.exe" : "node");
    return existsSync(node) ? { node } : { missing: `${name} ${version} holds no ${node}` };
}
