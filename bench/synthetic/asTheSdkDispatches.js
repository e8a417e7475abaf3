const { PolicyPack } = require("@pulumi/policy");
const { toSdkPolicy } = require("../../policy-pack/bin/evaluation/sdkPolicy");
const { policies } = require("./policies");

new PolicyPack("palisade-synthetic-policies", { policies: policies.map((policy) => toSdkPolicy(policy)) });
