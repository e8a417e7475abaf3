interface VulnerableVersions {
    readonly engine: string;
    /** By major version, the minor one from which it is mended. Older major versions are not. */
    readonly mendedIn: Readonly<Record<string, number>>;
}

/**
 * Versions with the flaw of log_fdw, as of 2022-04-11:
 * https://aws.amazon.com/security/security-bulletins/AWS-2022-004/
 */
export const vulnerableVersions: readonly VulnerableVersions[] = [
    { engine: "postgres", mendedIn: { "9.6": 22, "10": 17, "11": 12, "12": 7, "13": 3 } },
    { engine: "aurora-postgresql", mendedIn: { "10": 14, "11": 9 } },
];

/** Whether a version has the flaw. A major version alone means its latest minor one. */
export function isVulnerable(version: string, mendedIn: VulnerableVersions["mendedIn"]): boolean {
    // Before version 10 a major version had two numbers.
    const [, major, minor] = /(9\.\d+|\d+)(?:\.(\d+))?/.exec(version) ?? [];
    const latest = Math.max(...Object.keys(mendedIn).map(Number));
    return (
        minor !== undefined &&
        Number(major) <= latest &&
        Number(minor) < (mendedIn[Number(major)] ?? Number.POSITIVE_INFINITY)
    );
}
