/** Facts about an AWS region that hold for every account. */
interface Region {
    description: string;
    /** Enabled in every account; the others must be enabled first (opt-in). */
    enabled: boolean;
    /** The account that writes classic load balancer logs, in regions opened before August 2022. */
    elbAccount?: string;
}

const of = (description: string, enabled: boolean, elbAccount?: string): Region => ({
    description,
    enabled,
    ...(elbAccount === undefined ? {} : { elbAccount }),
});

/*
 * Regions and opt-in: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 * Accounts: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
const REGIONS: Record<string, Region> = {
    "af-south-1": of("Africa (Cape Town)", false, "098369216593"),
    "ap-east-1": of("Asia Pacific (Hong Kong)", false, "754344448648"),
    "ap-east-2": of("Asia Pacific (Taipei)", false),
    "ap-northeast-1": of("Asia Pacific (Tokyo)", true, "582318560864"),
    "ap-northeast-2": of("Asia Pacific (Seoul)", true, "600734575887"),
    "ap-northeast-3": of("Asia Pacific (Osaka)", true, "383597477331"),
    "ap-south-1": of("Asia Pacific (Mumbai)", true, "718504428378"),
    "ap-south-2": of("Asia Pacific (Hyderabad)", false),
    "ap-southeast-1": of("Asia Pacific (Singapore)", true, "114774131450"),
    "ap-southeast-2": of("Asia Pacific (Sydney)", true, "783225319266"),
    "ap-southeast-3": of("Asia Pacific (Jakarta)", false, "589379963580"),
    "ap-southeast-4": of("Asia Pacific (Melbourne)", false),
    "ap-southeast-5": of("Asia Pacific (Malaysia)", false),
    "ap-southeast-6": of("Asia Pacific (New Zealand)", false),
    "ap-southeast-7": of("Asia Pacific (Thailand)", false),
    "ca-central-1": of("Canada (Central)", true, "985666609251"),
    "ca-west-1": of("Canada West (Calgary)", false),
    "eu-central-1": of("Europe (Frankfurt)", true, "054676820928"),
    "eu-central-2": of("Europe (Zurich)", false),
    "eu-north-1": of("Europe (Stockholm)", true, "897822967062"),
    "eu-south-1": of("Europe (Milan)", false, "635631232127"),
    "eu-south-2": of("Europe (Spain)", false),
    "eu-west-1": of("Europe (Ireland)", true, "156460612806"),
    "eu-west-2": of("Europe (London)", true, "652711504416"),
    "eu-west-3": of("Europe (Paris)", true, "009996457667"),
    "il-central-1": of("Israel (Tel Aviv)", false),
    "me-central-1": of("Middle East (UAE)", false),
    "me-south-1": of("Middle East (Bahrain)", false, "076674570225"),
    "mx-central-1": of("Mexico (Central)", false),
    "sa-east-1": of("South America (Sao Paulo)", true, "507241528517"),
    "us-east-1": of("US East (N. Virginia)", true, "127311923021"),
    "us-east-2": of("US East (Ohio)", true, "033677994240"),
    "us-west-1": of("US West (N. California)", true, "027434742980"),
    "us-west-2": of("US West (Oregon)", true, "797873946194"),
    "cn-north-1": of("China (Beijing)", true, "638102146993"),
    "cn-northwest-1": of("China (Ningxia)", true, "037604701340"),
    "us-gov-east-1": of("AWS GovCloud (US-East)", true, "190560391635"),
    "us-gov-west-1": of("AWS GovCloud (US-West)", true, "048591011584"),
    "eusc-de-east-1": of("AWS European Sovereign Cloud (Germany)", true),
};

/** Partitions by the beginning of their regions' names, and the suffix of their host names. */
export const PARTITIONS = [
    { prefix: "cn-", partition: "aws-cn", dnsSuffix: "amazonaws.com.cn" },
    { prefix: "us-gov-", partition: "aws-us-gov", dnsSuffix: "amazonaws.com" },
    { prefix: "eusc-", partition: "aws-eusc", dnsSuffix: "amazonaws.eu" },
    { prefix: "us-isob-", partition: "aws-iso-b", dnsSuffix: "sc2s.sgov.gov" },
    { prefix: "us-isof-", partition: "aws-iso-f", dnsSuffix: "csp.hci.ic.gov" },
    { prefix: "eu-isoe-", partition: "aws-iso-e", dnsSuffix: "cloud.adc-e.uk" },
    { prefix: "us-iso-", partition: "aws-iso", dnsSuffix: "c2s.ic.gov" },
    { prefix: "", partition: "aws", dnsSuffix: "amazonaws.com" },
];

export const REGION_PATTERN = /^[a-z]{2,4}(-[a-z]+)+-\d+$/;

/** The partition that a region, known or not, lies in. */
export function partitionOf(region: string): { partition: string; dnsSuffix: string } {
    const found = PARTITIONS.find(({ prefix }) => region.startsWith(prefix));
    return { partition: found?.partition ?? "aws", dnsSuffix: found?.dnsSuffix ?? "amazonaws.com" };
}

/** "Europe (Frankfurt)"; the region itself where it is newer than this table. */
export function describeRegion(region: string): string {
    return REGIONS[region]?.description ?? region;
}

/** Regions of a partition, those that an account must enable first only where asked for. */
export function regionsOf(partition: string, withOptIn: boolean): string[] {
    return Object.keys(REGIONS).filter(
        (region) => partitionOf(region).partition === partition && (withOptIn || isEnabledByDefault(region)),
    );
}

export function isEnabledByDefault(region: string): boolean {
    return REGIONS[region]?.enabled ?? false;
}

/** Accounts of the load balancers' log delivery, by region. */
export function elbAccounts(): Record<string, string> {
    return Object.fromEntries(
        Object.entries(REGIONS).flatMap(([region, { elbAccount }]) =>
            elbAccount === undefined ? [] : [[region, elbAccount]],
        ),
    );
}
