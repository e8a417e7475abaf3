import type { Policy as SdkPolicy } from "@pulumi/policy";
import type { OptionSet } from "../configuration/options";
import { defaultLevel, type CisVersion, type Controls, type Policy } from "./policy";

/** A policy's declaration as metadata of Pulumi's SDK. */
export function describePolicy(policy: Policy, common: OptionSet): SdkPolicy {
    const framework = mainFramework(policy.controls);
    return {
        name: policy.id,
        displayName: policy.title,
        description: `${policy.title}.`,
        enforcementLevel: defaultLevel(policy),
        severity: policy.severity,
        tags: tagsOf(policy),
        remediationSteps: `${policy.why}\n\n${policy.fix.text}\n\n\`\`\`typescript\n${policy.fix.example}\n\`\`\``,
        configSchema: { properties: schemasOf({ ...policy.options, ...common }) },
        ...(framework && { framework }),
    };
}

function schemasOf(options: OptionSet) {
    return Object.fromEntries(Object.entries(options).map(([name, option]) => [name, option.schema]));
}

/** Each control as a tag of its own, such as `fsbp:S3.8` or `cis-5.0:2.1.4`, as the SDK has room for one framework only. */
export function tagsOf(policy: Policy): string[] {
    const { fsbp, nist, whitepaper, trustedAdvisor } = policy.controls;
    return [
        `service:${policy.id.split("-")[0] ?? policy.id}`,
        ...(fsbp ?? []).map((id) => `fsbp:${id}`),
        ...cisOf(policy.controls).map(([version, id]) => `cis-${version}:${id}`),
        ...nist.map((id) => `nist-800-53-r5:${id}`),
        `aws-security-overview:${whitepaper}`,
        ...(trustedAdvisor ?? []).map((id) => `trusted-advisor:${id}`),
    ];
}

export function cisOf(controls: Controls): readonly (readonly [version: CisVersion, id: string])[] {
    const versions: readonly CisVersion[] = ["3.0", "5.0", "7.0"];
    return versions.flatMap((version) => (controls.cis?.[version] ?? []).map((id) => [version, id] as const));
}

/** The most particular framework there is: Security Hub's standard, else the newest CIS benchmark, else NIST. */
function mainFramework(controls: Controls): SdkPolicy["framework"] {
    const fsbp = controls.fsbp?.[0];
    if (fsbp !== undefined) {
        return {
            name: "AWS Foundational Security Best Practices",
            version: "1.0.0",
            reference: fsbp,
            specification: "https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html",
        };
    }
    const cis = cisOf(controls).at(-1);
    if (cis !== undefined) {
        return {
            name: "CIS AWS Foundations Benchmark",
            version: `${cis[0]}.0`,
            reference: cis[1],
            specification: "https://www.cisecurity.org/benchmark/amazon_web_services",
        };
    }
    const nist = controls.nist[0];
    return nist === undefined
        ? undefined
        : {
              name: "NIST SP 800-53",
              version: "Rev. 5",
              reference: nist,
              specification: "https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final",
          };
}
