import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer";
import * as components from "palisade-aws";

export const directory = join(__dirname, "../../../components");

/** Classes of the package that are components, as the SDK looks for them. */
export const classes = Object.values(components)
    .filter((value) => typeof value === "function" && !(value.prototype instanceof Error))
    .map((value) => (value as { name: string }).name);

type Analysis = ReturnType<Analyzer["analyze"]>["components"];
let analysis: Analysis | undefined;

/** What Pulumi understands of the package. Takes seconds: the SDK's analyzer reads the types of the whole AWS package. */
export function analyzed(): Analysis {
    const packageJson = JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as { name: string };
    analysis ??= new Analyzer(directory, packageJson.name, { ...packageJson }, new Set(classes)).analyze().components;
    return analysis;
}
