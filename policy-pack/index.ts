import { PolicyPack } from "@pulumi/policy";
import { dispatched } from "./evaluation";
import { policies } from "./policies";

new PolicyPack("palisade-policies", {
    displayName: "Palisade",
    description: "Blocks what makes an AWS deployment insecure, before it is deployed.",
    provider: "aws",
    enforcementLevel: "advisory",
    policies: dispatched(policies),
});
