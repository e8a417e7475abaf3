import { isIPv4, isIPv6 } from "node:net";
import type * as pulumi from "@pulumi/pulumi";
import { isTakenByWhoeverAsks } from "palisade-policy-documents";
import { type Check, flag, onceKnown, oneOf, text, whole } from "../../shared/checks";
import { isHostName } from "../../shared/hostNames";
import { type Fault, plain } from "../../shared/validate";
import { type AliasTargetArgs, cloudFrontZoneOf, targetFaults } from "./aliasTargets";

/** What a record holds. CAA records are made by `onlyIssuedBy`, NS and SOA of the zone itself by Amazon Route 53. */
export const DnsRecordType = {
    /** An IPv4 address, or an alias. */
    A: "A",
    /** An IPv6 address, or an alias. */
    Aaaa: "AAAA",
    /** Another name. */
    Cname: "CNAME",
    /** A mail server, for example `10 mail.example.com`; `0 .` where no mail is taken. */
    Mx: "MX",
    /** A server of names below. */
    Ns: "NS",
    /** The name of an address. */
    Ptr: "PTR",
    /** A service, for example `10 5 5060 sip.example.com`. */
    Srv: "SRV",
    /** A text as it is, without quotes and up to 4,000 letters: what is long is split into the parts that DNS has. */
    Txt: "TXT",
} as const;
export type DnsRecordType = (typeof DnsRecordType)[keyof typeof DnsRecordType];

/** How Amazon Route 53 finds out whether a target works: it asks for a page by HTTPS, from all over the world. */
export interface DnsHealthCheckArgs {
    /** Host that is asked, one on the internet. */
    host: pulumi.Input<string>;
    /** Path of a page that answers with 200 to 399. Plain. Default: `/`. */
    path?: string;
    /** Port. Plain. Default: 443. */
    port?: number;
    /** How often in a row it must fail, 1 to 10. Plain. Default: 3. */
    failures?: number;
}

/** Where a name leads: `values` or `alias`. */
export interface DnsTargetArgs {
    /** What the record holds. Plain list, with outputs inside. Default: none, there is an `alias`. */
    values?: pulumi.Input<string>[];
    /** A host of AWS's: of CloudFront, a load balancer, an API. Default: none, there are `values`. */
    alias?: AliasTargetArgs;
    /** Without an answer there, the target is left out. Default: none. */
    healthCheck?: DnsHealthCheckArgs;
    /** Id of a health check that is there already, in place of `healthCheck`. Default: none. */
    healthCheckId?: pulumi.Input<string>;
}

/** One of several targets, and how often it is told. */
export interface DnsWeightedTargetArgs extends DnsTargetArgs {
    /** Its part of the sum of all weights, 0 to 255; with 0 it is told only if all have 0. Plain. */
    weight: number;
}

/** Two targets, of which the second is told when the first does not work. */
export interface DnsFailoverArgs {
    /** The one that is told, with a health check, or an alias whose target AWS knows the health of: CloudFront's is not. */
    primary: DnsTargetArgs;
    /** The other one, for example pages that say sorry. */
    secondary: DnsTargetArgs;
}

/**
 * A name and where it leads: exactly one of `values`, `alias`, `failover`, `latency`, `weighted` and `geolocation`.
 */
export interface DnsRecordArgs {
    /** Name below the zone's, for example `www` or `*.dev`; `@` is the zone's own. Plain. */
    name: string;
    /** What it holds. Plain. */
    type: DnsRecordType;
    /** Seconds for which resolvers keep it; an alias has none. Plain. Default: 300, and 60 with several targets. */
    ttlSeconds?: number;
    /** What it holds, always. Plain list, with outputs inside. */
    values?: pulumi.Input<string>[];
    /** A host of AWS's, always. */
    alias?: AliasTargetArgs;
    /** A pair. */
    failover?: DnsFailoverArgs;
    /** By region of AWS, for example `eu-central-1`: the quickest for who asks. */
    latency?: Record<string, DnsTargetArgs>;
    /** By names of yours: in turn, by weight. */
    weighted?: Record<string, DnsWeightedTargetArgs>;
    /**
     * By where who asks is: `DE` for a country, `US-WA` for a state, `continent:EU` for a continent, and `*` for all others,
     * which is needed.
     */
    geolocation?: Record<string, DnsTargetArgs>;
    /**
     * Whether targets may be written down that AWS gives to whoever asks next, once they are gone: names of buckets, of
     * Elastic Beanstalk and of CloudFront as texts. Plain. Default: false, they are taken from their resources.
     */
    strangersMayTakeOver?: boolean;
}

/** A target with what tells it from others of the same record. */
export interface RoutedTarget {
    /** As the record knows it; none where it is the only one. */
    id?: string;
    /** What stands behind the record's name in that of the resource. */
    suffix: string;
    /** Where the target is in the arguments. */
    at: string;
    target: DnsTargetArgs;
    routing?: Routing;
}

/** By what a target is chosen. */
export type Routing =
    | { kind: "failover"; type: "PRIMARY" | "SECONDARY" }
    | { kind: "latency"; region: string }
    | { kind: "weighted"; weight: number }
    | { kind: "geolocation"; continent?: string; country?: string; subdivision?: string };

/** Targets of a record, in the order of the arguments. */
export function routedTargets(record: DnsRecordArgs, at: string): RoutedTarget[] {
    const { values, alias, failover, latency = {}, weighted = {}, geolocation = {} } = record;
    const each = <T extends DnsTargetArgs>(
        field: string,
        targets: Record<string, T>,
        routing: (id: string, one: T) => Routing,
    ) =>
        Object.entries(targets).map(([id, target]) => ({
            id,
            suffix: `-${suffixOf(id)}`,
            at: `${at}.${field}.${id}`,
            target,
            routing: routing(id, target),
        }));
    return [
        ...(values === undefined && alias === undefined
            ? []
            : [
                  {
                      suffix: "",
                      at,
                      target: {
                          ...(values === undefined ? {} : { values }),
                          ...(alias === undefined ? {} : { alias }),
                      },
                  },
              ]),
        ...each("failover", { ...failover }, (id) => ({
            kind: "failover",
            type: id === "primary" ? "PRIMARY" : "SECONDARY",
        })),
        ...each("latency", latency, (region) => ({ kind: "latency", region })),
        ...each("weighted", weighted, (_, { weight }) => ({ kind: "weighted", weight })),
        ...each("geolocation", geolocation, (place) => ({ kind: "geolocation", ...placeOf(place) })),
    ];
}

function suffixOf(id: string): string {
    return id === "*" ? "default" : id.toLowerCase().replace(/[^a-z0-9-]/g, "-");
}

function placeOf(place: string): { continent?: string; country?: string; subdivision?: string } {
    const [, continent] = /^continent:(.*)$/.exec(place) ?? [];
    const [country = "", subdivision] = place.split("-");
    return continent === undefined ? { country, ...(subdivision === undefined ? {} : { subdivision }) } : { continent };
}

/** The whole name of a record. */
export function fullName(name: string, zoneName: string): string {
    return name === "@" ? zoneName : `${name}.${zoneName}`;
}

const kinds = ["values", "alias", "failover", "latency", "weighted", "geolocation"] as const;

/** Everything that is wrong with records by themselves, as far as it is known. */
export const recordFaults: Check<Record<string, DnsRecordArgs>> = (records, argument) => [
    ...Object.keys(records).flatMap((key) =>
        /^[a-z0-9-]+$/.test(key)
            ? []
            : [{ argument, fault: `"${key}" is not a name`, fix: "use small letters, digits and hyphens" }],
    ),
    ...Object.entries(records).flatMap(([key, record]) => faultsOfRecord(record, `${argument}.${key}`)),
];

const label = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
const nameCheck = text(
    (name) =>
        name === "@" || new RegExp(`^(\\*|${label})(\\.${label})*$`).test(name) ? undefined : `"${name}" is not a name`,
    "write what stands before the zone's name, in small letters, for example www; or @",
);

function faultsOfRecord(record: DnsRecordArgs, at: string): Fault[] {
    const { name, type, ttlSeconds, strangersMayTakeOver } = record;
    const given = kinds.filter((kind) => record[kind] !== undefined);
    const targets = routedTargets(record, at);
    const oneKind =
        given.length === 1
            ? []
            : [
                  {
                      argument: at,
                      fault: given.length === 0 ? "it leads nowhere" : `it has ${given.join(" and ")}`,
                      fix: `give exactly one of ${kinds.join(", ")}`,
                  },
              ];
    return [
        ...nameCheck(name, `${at}.name`),
        ...oneOf(DnsRecordType)(type, `${at}.type`),
        ...(ttlSeconds === undefined ? [] : whole("seconds", 1, 604_800)(ttlSeconds, `${at}.ttlSeconds`)),
        ...(strangersMayTakeOver === undefined ? [] : flag(strangersMayTakeOver, `${at}.strangersMayTakeOver`)),
        ...oneKind,
        ...idleFaults(record, targets, at),
        ...routingFaults(record, at),
        ...targets.flatMap(({ target, at: place }) => faultsOfTarget(target, type, place)),
    ];
}

function idleFaults({ name, type, ttlSeconds }: DnsRecordArgs, targets: RoutedTarget[], at: string): Fault[] {
    const onlyAliases = targets.length > 0 && targets.every(({ target }) => target.alias !== undefined);
    return [
        ...(ttlSeconds !== undefined && onlyAliases
            ? [{ argument: `${at}.ttlSeconds`, fault: "an alias has none", fix: "leave it out" }]
            : []),
        // https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html
        ...(type === DnsRecordType.Ns && /^\*/.test(name)
            ? [{ argument: `${at}.name`, fault: "of NS there is no wildcard", fix: "name what is below" }]
            : []),
    ];
}

const regionName = text(
    (region) => (/^[a-z]{2,4}(-[a-z]+)+-\d$/.test(region) ? undefined : `"${region}" is not a region`),
    "use regions of AWS, for example eu-central-1",
);
const placeName = text(
    (place) =>
        /^(\*|[A-Z]{2}|US-[A-Z]{2}|continent:(AF|AN|AS|EU|OC|NA|SA))$/.test(place)
            ? undefined
            : `"${place}" is no place`,
    "use DE, US-WA, continent:EU or *",
);
const targetName = text(
    (name) => (/^[a-z0-9-]{1,128}$/.test(name) ? undefined : `"${name}" is not a name`),
    "use small letters, digits and hyphens",
);

/** A primary of whose failure nobody would know; none, as long as it is not known where its alias leads. */
export function unwatchedFaults({ alias, healthCheck, healthCheckId }: DnsTargetArgs, at: string): Fault[] {
    const host = plain(alias?.host);
    const isWatched =
        healthCheck !== undefined ||
        healthCheckId !== undefined ||
        (alias !== undefined && (host === undefined || cloudFrontZoneOf(host) === undefined));
    const fault = "nobody would know that it does not work";
    return isWatched ? [] : [{ argument: at, fault, fix: "give it a healthCheck or a healthCheckId" }];
}

function pairFaults(failover: DnsFailoverArgs, at: string): Fault[] {
    const given = Object.keys(failover).sort().join(" and ");
    return [
        ...(given === "primary and secondary"
            ? []
            : [{ argument: at, fault: `it has ${given || "nothing"}`, fix: "give primary and secondary" }]),
        ...("primary" in failover ? unwatchedFaults(failover.primary, `${at}.primary`) : []),
    ];
}

function routingFaults({ failover, latency, weighted, geolocation }: DnsRecordArgs, at: string): Fault[] {
    const empty = Object.entries({ latency, weighted, geolocation }).filter(
        ([, targets]) => targets !== undefined && Object.keys(targets).length === 0,
    );
    return [
        ...(failover === undefined ? [] : pairFaults(failover, `${at}.failover`)),
        ...empty.map(([kind]) => ({ argument: `${at}.${kind}`, fault: "it has no target", fix: "name one at least" })),
        ...Object.keys(latency ?? {}).flatMap((region) => regionName(region, `${at}.latency`)),
        ...Object.entries(weighted ?? {}).flatMap(([name, { weight }]) => [
            ...targetName(name, `${at}.weighted`),
            ...whole("parts", 0, 255)(weight, `${at}.weighted.${name}.weight`),
        ]),
        ...Object.keys(geolocation ?? {}).flatMap((place) => placeName(place, `${at}.geolocation`)),
        ...(geolocation !== undefined && geolocation["*"] === undefined
            ? [
                  {
                      argument: `${at}.geolocation`,
                      fault: "whoever is elsewhere gets no answer",
                      fix: 'add a target for "*"',
                  },
              ]
            : []),
    ];
}

function faultsOfTarget({ values, alias, healthCheck, healthCheckId }: DnsTargetArgs, type: DnsRecordType, at: string) {
    const faults: Fault[] = [];
    const add = (fault: string, fix: string): void => void faults.push({ argument: at, fault, fix });
    if ((values === undefined) === (alias === undefined)) {
        add(values === undefined ? "it leads nowhere" : "it has values and alias", "give one of values and alias");
    }
    if (values?.length === 0) {
        add("it has no value", "give one at least");
    }
    if (new Set(values).size < (values?.length ?? 0)) {
        add("a value is given twice", "give each once");
    }
    if (type === DnsRecordType.Cname && (values?.length ?? 0) > 1) {
        add("a CNAME record leads to one name", "give one value");
    }
    if (alias !== undefined && type !== DnsRecordType.A && type !== DnsRecordType.Aaaa) {
        add(`an alias is no record of type ${type}`, "make one of type A, and one of type AAAA");
    }
    if (healthCheck !== undefined && healthCheckId !== undefined) {
        add("it has two health checks", "give one of healthCheck and healthCheckId");
    }
    return [
        ...faults,
        ...(values ?? []).flatMap((value) => {
            const known = plain(value);
            return known === undefined ? [] : valueCheck(type)(known, `${at}.values`);
        }),
        ...(alias === undefined ? [] : targetFaults(alias, `${at}.alias`)),
        ...(healthCheck === undefined ? [] : healthCheckFaults(healthCheck, `${at}.healthCheck`)),
    ];
}

/** What is wrong with a health check, as far as it is known. */
export function healthCheckFaults({ host, path, port, failures }: DnsHealthCheckArgs, at: string): Fault[] {
    return [
        ...onceKnown(hostCheck)(host, `${at}.host`),
        ...(path === undefined || path.startsWith("/")
            ? []
            : [{ argument: `${at}.path`, fault: `"${path}" is not a path`, fix: "begin it with /" }]),
        ...(port === undefined ? [] : whole("ports", 1, 65_535)(port, `${at}.port`)),
        ...(failures === undefined ? [] : whole("failures", 1, 10)(failures, `${at}.failures`)),
    ];
}

/** A host, also with a dot at the end and with labels such as `_dmarc`. */
const isTarget = (name: string): boolean => new RegExp(`^(${label}\\.)+${label}\\.?$`).test(name.toLowerCase());
const hostCheck = text((name) => (isHostName(name) ? undefined : `"${name}" is not the name of a host`), "name a host");

/** A priority, a weight, a port. */
const isShort = (number: string): boolean => /^\d{1,5}$/.test(number) && Number(number) <= 65_535;

/** Numbers in front of a host, or of the dot that says that there is none. */
function isHostAfter(numbers: number, value: string): boolean {
    const fields = value.split(" ");
    const host = fields.pop() ?? "";
    return fields.length === numbers && fields.every(isShort) && (host === "." || isTarget(host));
}

const forms: Record<DnsRecordType, (value: string) => boolean> = {
    A: isIPv4,
    // Without the name of an interface, which is taken for part of an address.
    AAAA: (value) => isIPv6(value) && !value.includes("%"),
    CNAME: isTarget,
    MX: (value) => isHostAfter(1, value),
    NS: isTarget,
    PTR: isTarget,
    SRV: (value) => isHostAfter(3, value),
    TXT: (value) => !value.includes('"') && textEntry(value).length + '""'.length <= 4000,
};

/**
 * A text as the provider takes it, which puts quotes around: in parts of up to 255 bytes, of which those that are no letters
 * of ASCII are octal numbers. Amazon Route 53 takes 4,000 letters of it.
 * See https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#TXTFormat
 */
export function textEntry(text: string): string {
    const letters = [...Buffer.from(text)].map((byte) => {
        const letter = String.fromCharCode(byte);
        return letter === "\\" || !/[ -~]/.test(letter) ? `\\${byte.toString(8).padStart(3, "0")}` : letter;
    });
    const parts = Array.from({ length: Math.ceil(letters.length / 255) }, (_, part) =>
        letters.slice(255 * part, 255 * (part + 1)).join(""),
    );
    return parts.join('" "');
}

/** What is wrong with a value of a record. */
export function valueCheck(type: DnsRecordType): Check<string> {
    return text(
        (value) =>
            (forms[type] as ((value: string) => boolean) | undefined)?.(value) === false
                ? `"${value}" is no value of ${type}`
                : undefined,
        type === DnsRecordType.Txt
            ? "pass the text itself, up to 4,000 letters without quotes: it is split for you"
            : `see DnsRecordType for what ${type} holds`,
    );
}

/**
 * What is wrong with records as they are written down: what is taken from a resource is an output here, and goes with the
 * resource.
 */
export function writtenFaults(records: Record<string, DnsRecordArgs>, zoneName: string): Fault[] {
    return Object.entries(records).flatMap(([key, record]) => {
        const at = `records.${key}`;
        const { name, type, strangersMayTakeOver = false } = record;
        const dangling = routedTargets(record, at).flatMap(({ target, at: place }) =>
            [...(type === DnsRecordType.Txt ? [] : (target.values ?? [])).map(plain), plain(target.alias?.host)]
                .filter((host) => host !== undefined && isTakenByWhoeverAsks(host))
                .map((host) => ({
                    argument: place,
                    fault: `"${host}" is a stranger's, should its resource ever go`,
                    fix: "pass the output of the resource, or say strangersMayTakeOver",
                })),
        );
        const whole = name !== "@" && (name === zoneName || name.endsWith(`.${zoneName}`));
        return [
            ...(strangersMayTakeOver ? [] : dangling),
            ...(whole
                ? [{ argument: `${at}.name`, fault: `it has the zone's name in it`, fix: "leave that out, or write @" }]
                : []),
            ...(fullName(name, zoneName).length > 253
                ? [{ argument: `${at}.name`, fault: "it is longer than 253 letters", fix: "make it shorter" }]
                : []),
            ...(name === "@" && type === DnsRecordType.Cname
                ? [{ argument: `${at}.type`, fault: "the zone's own name can be no CNAME", fix: "make an alias" }]
                : []),
            ...(name === "@" && type === DnsRecordType.Ns
                ? [{ argument: `${at}.type`, fault: "Amazon Route 53 writes the zone's own", fix: "leave it out" }]
                : []),
        ];
    });
}

/**
 * Records that would be one and the same, for resolvers or for Pulumi.
 * @param own by the names of records that the component makes, what asks for them
 */
export function collisionFaults(records: Record<string, DnsRecordArgs>, own: Record<string, string> = {}): Fault[] {
    const all = Object.entries(records);
    const faults = all.flatMap(([key, { name, type }], index) => {
        const earlier = all.slice(0, index);
        const same = earlier.find(([, other]) => other.name === name && other.type === type);
        const beside = all.find(
            ([other, { name: its }]) => other !== key && its === name && type === DnsRecordType.Cname,
        );
        if (same !== undefined) {
            return [
                {
                    argument: `records.${key}`,
                    fault: `${same[0]} is the ${type} record of ${name} already`,
                    fix: "put all values, or all targets, into one",
                },
            ];
        }
        return beside === undefined
            ? []
            : [
                  {
                      argument: `records.${key}`,
                      fault: `beside a CNAME record of ${name} there can be no other, but there is ${beside[0]}`,
                      fix: "leave one of them out",
                  },
              ];
    });
    const taken = new Map(Object.entries(own));
    for (const [key, record] of all) {
        for (const { suffix, at } of routedTargets(record, `records.${key}`)) {
            const earlier = taken.get(`${key}${suffix}`);
            if (earlier !== undefined) {
                const fault = `its resource would have the name of that of ${earlier}`;
                faults.push({ argument: at, fault, fix: "give one of them another name" });
            }
            taken.set(`${key}${suffix}`, at);
        }
    }
    return faults;
}

/** Health checks of a private zone: those who ask are on the internet. */
export function unreachableFaults(records: Record<string, DnsRecordArgs>): Fault[] {
    return Object.entries(records)
        .flatMap(([key, record]) => routedTargets(record, `records.${key}`))
        .filter(({ target }) => target.healthCheck !== undefined)
        .map(({ at }) => ({
            argument: `${at}.healthCheck`,
            fault: "Amazon Route 53 asks from the internet, where nobody reaches what a private zone leads to",
            fix: "pass the healthCheckId of one that follows an alarm",
        }));
}
