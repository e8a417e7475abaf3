import { palisadePack } from "palisade-policies/pack";
import { memoryLimit } from "./policies";

palisadePack(
    "our-policies",
    {
        preset: "baseline",
        exclude: ["severity:low"],
        levels: [{ policies: "service:iam", level: "mandatory" }],
        policies: { "kms-key-deletion-window": { enforcementLevel: "mandatory", minimumDays: 14 } },
    },
    { own: [memoryLimit] },
);
