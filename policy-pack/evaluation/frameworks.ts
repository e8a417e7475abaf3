/** A publication whose controls policies serve. */
export interface Framework {
    /** A control as a tag of the policy: `cis-5.0:2.1.4`. */
    readonly tag: string;
    readonly title: string;
    readonly version: string;
    readonly url: string;
    /** What an id of a control looks like. */
    readonly id: RegExp;
    /** How tables begin a control: `CIS 5.0`. Ids that speak for themselves need nothing. */
    readonly label: string;
    /** Whether it can be what a policy is filed under; not for what only mentions a subject. */
    readonly isStandard: boolean;
    /** The page of one control, if there is one. */
    pageOf?(id: string): string;
}

const CIS = {
    title: "CIS AWS Foundations Benchmark",
    url: "https://www.cisecurity.org/benchmark/amazon_web_services",
    id: /^\d{1,2}(\.\d{1,2}){1,2}$/,
    isStandard: true,
};

/** The frameworks, by the key that policies use; the most particular first, the newest before the older. */
export const FRAMEWORKS = {
    fsbp: {
        tag: "fsbp",
        title: "AWS Foundational Security Best Practices",
        version: "1.0.0",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html",
        id: /^[A-Z][A-Za-z0-9]*\.\d+$/,
        label: "",
        isStandard: true,
        pageOf(id: string): string {
            const [service = "", number = ""] = id.toLowerCase().split(".");
            return `https://docs.aws.amazon.com/securityhub/latest/userguide/${service}-controls.html#${service}-${number}`;
        },
    },
    cis7: { ...CIS, tag: "cis-7.0", version: "7.0.0", label: "CIS 7.0" },
    cis5: { ...CIS, tag: "cis-5.0", version: "5.0.0", label: "CIS 5.0" },
    cis3: { ...CIS, tag: "cis-3.0", version: "3.0.0", label: "CIS 3.0" },
    nist: {
        tag: "nist-800-53-r5",
        title: "NIST SP 800-53",
        version: "Rev. 5",
        url: "https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final",
        id: /^[A-Z]{2}-\d+(\(\d+\))?$/,
        label: "NIST",
        isStandard: true,
    },
    trustedAdvisor: {
        tag: "trusted-advisor",
        title: "AWS Trusted Advisor",
        version: "",
        url: "https://docs.aws.amazon.com/awssupport/latest/user/security-checks.html",
        id: /^[A-Za-z0-9]{8,}$/,
        label: "Trusted Advisor",
        isStandard: false,
    },
    whitepaper: {
        tag: "aws-security-overview",
        title: "Amazon Web Services: Overview of Security Processes",
        version: "",
        url: "https://docs.aws.amazon.com/whitepapers/latest/aws-overview-security-processes/welcome.html",
        id: /^[A-Za-z][A-Za-z0-9 &-]*$/,
        label: "AWS security overview:",
        isStandard: false,
    },
} as const satisfies Readonly<Record<string, Framework>>;

type FrameworkKey = keyof typeof FRAMEWORKS;

/** The controls a policy serves: ids as their publisher writes them, by framework. */
export type Controls = { readonly [Key in FrameworkKey]?: readonly string[] };

/** One control of a framework. */
export interface Control {
    readonly framework: Framework;
    readonly id: string;
}

const TABLE = Object.entries(FRAMEWORKS) as readonly (readonly [FrameworkKey, Framework])[];

/** The controls, in the order of the frameworks. */
export function controlsOf(controls: Controls): readonly Control[] {
    return TABLE.flatMap(([key, framework]) => controls[key]?.map((id) => ({ framework, id })) ?? []);
}
