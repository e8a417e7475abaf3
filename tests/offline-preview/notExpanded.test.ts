import { deepStrictEqual, strictEqual } from "node:assert";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import { runInProcess } from "../../offline-preview/harness";
import { notExpanded } from "../../offline-preview/notExpanded";

interface Read {
    result?: { kind: string }[];
}

class Manifest extends pulumi.CustomResource {}

/** As @pulumi/kubernetes does: the provider reads what the component is made of. */
class Manifests extends pulumi.ComponentResource {
    constructor(type: string, name: string, token: string, args: Record<string, unknown>) {
        super(type, name);
        pulumi.output(pulumi.runtime.invoke(token, args) as Promise<Read>).apply(({ result }) =>
            result?.forEach(({ kind }) => {
                new Manifest(`kubernetes:core/v1:${kind}`, kind, {}, { parent: this });
            }),
        );
    }
}

describe("offline-preview components that are not expanded", () => {
    it("are remote ones, and those of Kubernetes of which the provider alone reads the contents", async () => {
        const run = (
            await runInProcess(() => {
                new awsx.ec2.Vpc("net", { subnetStrategy: "Auto" });
                const text = "kind: Service\n---\nkind: ConfigMap\n";
                new Manifests("kubernetes:yaml:ConfigFile", "known", "kubernetes:yaml:decode", { text });
                new Manifests("kubernetes:helm.sh/v3:Chart", "chart", "kubernetes:helm:template", {});
                new Manifests("mine:index:Empty", "empty", "kubernetes:yaml:decode", { text: "" });
            })
        ).succeeded();
        deepStrictEqual(run.names(notExpanded(run.resources)), ["chart", "net"]);
        strictEqual(run.children(run.one("kubernetes:yaml:ConfigFile").urn).length, 2);
    });
});
