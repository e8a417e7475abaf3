const { PolicyPack } = require("@pulumi/policy");
const { dispatched } = require("../../policy-pack/bin/evaluation/dispatch");
const { policies } = require("./policies");

new PolicyPack("palisade-synthetic-policies", { policies: dispatched(policies) });
