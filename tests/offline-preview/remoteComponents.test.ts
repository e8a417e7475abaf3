import { deepStrictEqual, match } from "node:assert";
import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import { runInProcess } from "../../offline-preview/harness";
import { UNKNOWN } from "../../offline-preview/values";

const RECORD = "aws:route53/record:Record";

describe("offline-preview remote components", () => {
    const program = (): unknown => {
        const balancer = new awsx.lb.ApplicationLoadBalancer("web");
        const { dnsName, zoneId } = balancer.loadBalancer;
        new aws.route53.Record("www", {
            ...{ zoneId: "Z1", name: "www", type: "A" },
            aliases: [{ name: dnsName, zoneId, evaluateTargetHealth: true }],
        });
        return { listeners: balancer.listeners.apply((listeners) => listeners?.length) };
    };

    it("give the resources that their plugin would make: with ids made up, all of them", async () => {
        const run = (await runInProcess(program)).succeeded();
        const { inputs, propertyDependencies } = run.one(RECORD);
        const [alias] = inputs.aliases as { name: string; zoneId: string }[];
        match(alias?.name ?? "", /^web-loadbalancer-[0-9a-f]+-[0-9a-f]{10}\.eu-west-1\.elb\.amazonaws\.com$/i);
        deepStrictEqual(run.names(propertyDependencies.aliases ?? []), ["web"]);
        deepStrictEqual(run.outputs, { listeners: 3 });
    });

    it("give them with ids unknown too, where there is surely one", async () => {
        const run = (await runInProcess(program, { ids: "unknown" })).succeeded();
        const { inputs, propertyDependencies } = run.one(RECORD);
        deepStrictEqual(inputs.aliases, [{ name: UNKNOWN, zoneId: UNKNOWN, evaluateTargetHealth: true }]);
        deepStrictEqual(run.names(propertyDependencies.aliases ?? []), ["web"]);
        deepStrictEqual(run.outputs, { listeners: UNKNOWN });
    });

    for (const ids of ["unknown", "made-up"] as const) {
        it(`a resource inside one may be the parent of an alias that a transform gives (ids ${ids})`, async () => {
            const run = (
                await runInProcess(
                    () => {
                        const { loadBalancer } = new awsx.lb.ApplicationLoadBalancer("web");
                        // As @pulumi/eks does in createManagedNodeGroup.
                        new awsx.lb.NetworkLoadBalancer(
                            "group",
                            {},
                            {
                                transforms: [
                                    ({ props, opts }) => ({
                                        props,
                                        opts: { ...opts, aliases: [{ parent: loadBalancer.urn }] },
                                    }),
                                ],
                            },
                        );
                    },
                    { ids },
                )
            ).succeeded();
            const { options } = run.one("awsx:lb:NetworkLoadBalancer");
            deepStrictEqual(options.aliases, [
                "urn:pulumi:test::project::awsx:lb:ApplicationLoadBalancer$aws:lb/loadBalancer:LoadBalancer$awsx:lb:NetworkLoadBalancer::group",
            ]);
        });
    }
});
