export * from "../../../policy-pack/testing/cases";
