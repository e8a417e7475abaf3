import { AURORA_MYSQL_VERSIONS } from "../../dated";

/** All minor versions of Aurora MySQL 3 from this one on are supported. */
const FIRST_SUPPORTED = 8;

/** Whether a version of Aurora MySQL is supported. What names no minor version is the newest. */
export function isSupportedAuroraMysql(version: string): boolean {
    const [, minor] = /mysql_aurora\.3\.(\d+)/.exec(version) ?? [];
    return minor === undefined
        ? !version.startsWith("5.")
        : AURORA_MYSQL_VERSIONS.values[version] === true || Number(minor) >= FIRST_SUPPORTED;
}
