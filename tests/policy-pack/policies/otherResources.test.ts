import otherResources from "../../../policy-pack/policies/otherResources";
import { describeService } from "../support/describe";
import { secretsIn } from "../support/environments";
import type { CasesByName } from "../../../policy-pack/testing/cases";
import { policy, resource } from "./s3/stack";

const allow = (Principal: unknown, Condition?: unknown): string =>
    policy({ Effect: "Allow", Principal, Action: "*", Resource: "*", Condition });
const says = (property: string): readonly string[] => [
    `Statement 1 of \`${property}\` lets anybody in. Name who may use it, or scope it by a condition.`,
];

/** A policy for everybody in each type. */
const VIOLATING: CasesByName = Object.fromEntries(
    [
        ["acmpca/policy"],
        ["dsql/clusterPolicy"],
        ["mediastore/containerPolicy"],
        ["amp/resourcePolicy", "policyDocument"],
        ["oam/sinkPolicy"],
        ["organizations/resourcePolicy", "content"],
        ["pinpoint/smsvoicev2ResourcePolicy"],
        ["vpclattice/resourcePolicy"],
        ["xray/resourcePolicy", "policyDocument"],
    ].map(([file = "", property = "policy"]) => [
        file,
        { resources: resource(file, { [property]: allow("*") }), says: says(property) },
    ]),
);

describeService(otherResources, {
    "resource-policy-no-public": {
        compliant: {
            "an account": resource("acmpca/policy", { policy: allow({ AWS: "111122223333" }) }),
            "an organization": resource("oam/sinkPolicy", {
                policy: allow("*", { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }),
            }),
        },
        violating: VIOLATING,
        absent: "compliant",
    },
    "resource-environment-no-secrets": {
        compliant: {
            "where it is kept": resource("amplify/branch", {
                environmentVariables: { DB_PASSWORD: "/shop/database/password" },
            }),
            "a setting": resource("apigateway/stage", { variables: { alias: "live" } }),
            "a setting in a list": resource("ecs/expressGatewayService", {
                primaryContainer: { environments: [{ name: "LOG_LEVEL", value: "info" }] },
            }),
        },
        violating: secretsIn("others"),
        absent: "compliant",
    },
});
