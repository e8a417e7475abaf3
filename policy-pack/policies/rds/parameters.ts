import { say, type Message, type ResourceReader, type Scalar, type Truth } from "../../evaluation";
import { parameterFits } from "../parameterGroups";

/** A parameter with the values it may have. */
export interface Parameter {
    readonly name: string;
    readonly values: readonly Scalar[];
}

export interface EncryptionParameter extends Parameter {
    readonly engine: "postgresql" | "sqlserver" | "mysql" | "mariadb" | "aurora" | "db2";
    /** The families of parameter groups that have it. */
    readonly families: RegExp;
    /** Those in which AWS has it on where the group does not say, if there are any. */
    readonly onByDefault?: RegExp;
    /** Whether groups of instances have it; those of clusters always do. */
    readonly ofInstances: boolean;
    readonly instruction: Message;
}

/** What AWS documents is "1" for instances, and "ON" for clusters of Aurora. */
export const ON = ["1", "ON", "on"];
const FORCE_SSL = say`Set \`rds.force_ssl\` to "1" in \`parameters\`.`;
const SECURE_TRANSPORT = say`Set \`require_secure_transport\` to "1" in \`parameters\`.`;

/** What makes an engine refuse connections without TLS, from the user guide's pages on SSL/TLS for each engine. */
export const encryptionParameters: readonly EncryptionParameter[] = [
    {
        engine: "postgresql",
        name: "rds.force_ssl",
        values: ON,
        families: /^postgres/,
        // "15" and later.
        onByDefault: /postgres(1[5-9]|[2-9]\d)/,
        ofInstances: true,
        instruction: FORCE_SSL,
    },
    {
        engine: "sqlserver",
        name: "rds.force_ssl",
        values: ON,
        families: /sqlserver/,
        ofInstances: true,
        instruction: FORCE_SSL,
    },
    {
        engine: "aurora",
        name: "rds.force_ssl",
        values: ON,
        families: /aurora-postgresql/,
        onByDefault: /postgresql(1[7-9]|[2-9]\d)/,
        ofInstances: false,
        instruction: FORCE_SSL,
    },
    {
        engine: "mysql",
        name: "require_secure_transport",
        values: ON,
        families: /^mysql(?!5\.[1-6]$)/,
        ofInstances: true,
        instruction: SECURE_TRANSPORT,
    },
    {
        engine: "mariadb",
        name: "require_secure_transport",
        values: ON,
        // MariaDB before 10.5 has no such parameter, as MySQL before 5.7 has none.
        families: /mariadb(?!10\.[0-4]$)/,
        onByDefault: /mariadb(11\.[89]|11\.\d\d|1[2-9]|[2-9]\d)/,
        ofInstances: true,
        instruction: SECURE_TRANSPORT,
    },
    {
        engine: "aurora",
        name: "require_secure_transport",
        values: ON,
        // Aurora MySQL 1, which ran MySQL 5.6, had no such parameter.
        families: /aurora-mysql/,
        ofInstances: false,
        instruction: say`Set \`require_secure_transport\` to "ON" in \`parameters\`.`,
    },
    {
        engine: "db2",
        name: "db2comm",
        values: ["SSL"],
        families: /db2/,
        ofInstances: true,
        instruction: say`Set \`db2comm\` to "SSL" in \`parameters\`.`,
    },
];

/** Whether a group sets a parameter to one of its values, or does not set it and has one of them by default. */
export function parameterIs(group: ResourceReader, { name, values }: Parameter, byDefault: Truth = false): Truth {
    return parameterFits(group, name, (value) => value.isOneOf(values), byDefault);
}
