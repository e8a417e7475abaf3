interface VulnerableVersions {
    readonly engines: RegExp;
    /** By major version, the minor one from which it is mended. Older major versions are not. */
    readonly mendedIn: Readonly<Record<string, number>>;
}

/**
 * Versions with the flaw of log_fdw, as of 2022-04-11:
 * https://aws.amazon.com/security/security-bulletins/AWS-2022-004/
 */
export const vulnerableVersions: readonly VulnerableVersions[] = [
    { engines: /^postgres$/, mendedIn: { "9.6": 22, "10": 17, "11": 12, "12": 7, "13": 3 } },
    { engines: /^aurora-postgresql$/, mendedIn: { "10": 14, "11": 9, "12": 0 } },
];

/** Whether a version has the flaw. A major version alone means its latest minor one. */
export function isVulnerable(version: string, mendedIn: VulnerableVersions["mendedIn"]): boolean {
    // Before version 10 a major version had two numbers.
    const [, major = "", minor] = /^(9\.\d+|\d+)(?:\.(\d+))?/.exec(version) ?? [];
    const first = mendedIn[major];
    const latest = Math.max(...Object.keys(mendedIn).map(Number));
    if (major === "" || minor === undefined || Number(major) > latest) {
        return false;
    }
    return first === undefined || Number(minor) < first;
}
