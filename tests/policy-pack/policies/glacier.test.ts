import glacier from "../../../policy-pack/policies/glacier";
import { describeService } from "../support/describe";

const read = (Principal: unknown, Effect = "Allow") =>
    JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect, Principal, Action: "glacier:GetJobOutput", Resource: "*" }],
    });
const vault = (accessPolicy: string) => ({
    type: "aws:glacier/vault:Vault",
    inputs: { name: "archive", accessPolicy },
});
const lock = (policy: string) => ({
    type: "aws:glacier/vaultLock:VaultLock",
    inputs: { vaultName: "archive", completeLock: false, policy },
});
const says = (path: string) => [
    `Statement 1 of \`${path}\` lets anybody in. Name who may use the vault, or scope it by a condition.`,
];

describeService(glacier, {
    "glacier-policy-no-public": {
        compliant: {
            "an account": vault(read({ AWS: "111122223333" })),
            "nobody, by a lock": lock(read("*", "Deny")),
        },
        violating: {
            anybody: { resources: vault(read("*")), says: says("accessPolicy") },
            "anybody, beside somebody": {
                resources: vault(read({ AWS: ["111122223333", "*"] })),
                says: says("accessPolicy"),
            },
            "anybody, by a lock": { resources: lock(read({ AWS: "*" })), says: says("policy") },
        },
        absent: "compliant",
    },
});
