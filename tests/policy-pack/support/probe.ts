import { stackPolicy, type StackPolicy } from "../../../policy-pack/evaluation";

/** A policy that only looks at the stack: what matters of it is what it looks at, and what it says of that. */
export function probe(types: StackPolicy["types"], check: StackPolicy["check"]): StackPolicy {
    return stackPolicy({
        id: "probe",
        title: "Probe",
        severity: "low",
        types,
        controls: { nist: ["CM-2"], whitepaper: ["S3"] },
        why: "",
        fix: { text: "", example: "" },
        check,
    });
}
