import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { ResourceMonitorFeature } from "@pulumi/pulumi/proto/resource_pb";
import { isSupported, SUPPORTED_FEATURES } from "../../offline-preview/features";

describe("offline-preview features", () => {
    // https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/source_eval.go, supportsFeatureID
    const OLDER_NAMES = [
        ...["secrets", "resourceReferences", "outputValues", "aliasSpecs", "replacementTrigger", "deletedWith"],
        ...["replaceWith", "transforms", "invokeTransforms", "parameterization", "resourceHooks", "errorHooks"],
        "sendsOptionsToHooks",
    ];

    it("are the same for an SDK that asks for each by name and for one that asks for all", () => {
        deepStrictEqual(
            OLDER_NAMES.filter((name) => !isSupported(name)),
            [],
        );
        strictEqual(isSupported("stateMigrations"), false);
        ok(!SUPPORTED_FEATURES.includes(ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_STATE_MIGRATIONS));
        ok(SUPPORTED_FEATURES.includes(ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_INVOKE_DEPENDS_ON));
    });

    it("do not include what nobody knows", () => {
        strictEqual(isSupported("teleportation"), false);
        strictEqual(isSupported(""), false);
    });
});
