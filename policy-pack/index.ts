import { palisadePack } from "./pack";

palisadePack(
    "palisade-policies",
    {},
    {
        displayName: "Palisade",
        description: "Blocks what makes an AWS deployment insecure, before it is deployed.",
    },
);
