export * from "../../../policy-pack/testing/run";
