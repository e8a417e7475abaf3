import type { Requester } from "palisade-policy-documents";

/**
 * AWS's own accounts that write logs into buckets, in the regions that are older than the services' principals.
 *
 * Read on 2026-11-25 from the sources that AWS names, as the Terraform provider for AWS keeps them
 * (`aws_elb_service_account`, `aws_redshift_service_account`, `aws_cloudtrail_service_account`):
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-access-logs.html#attach-bucket-policy
 * @see https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html#db-auditing-bucket-permissions
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-supported-regions.html
 */
const ACCOUNTS: Readonly<Record<string, Readonly<Partial<Record<Writer, string>>>>> = {
    "af-south-1": { loadBalancing: "098369216593", redshift: "365689465814", cloudTrail: "525921808201" },
    "ap-east-1": { loadBalancing: "754344448648", redshift: "313564881002", cloudTrail: "119688915426" },
    "ap-northeast-1": { loadBalancing: "582318560864", redshift: "404641285394", cloudTrail: "216624486486" },
    "ap-northeast-2": { loadBalancing: "600734575887", redshift: "760740231472", cloudTrail: "492519147666" },
    "ap-northeast-3": { loadBalancing: "383597477331", redshift: "090321488786", cloudTrail: "765225791966" },
    "ap-south-1": { loadBalancing: "718504428378", redshift: "865932855811", cloudTrail: "977081816279" },
    "ap-south-2": { cloudTrail: "582488909970" },
    "ap-southeast-1": { loadBalancing: "114774131450", redshift: "361669875840", cloudTrail: "903692715234" },
    "ap-southeast-2": { loadBalancing: "783225319266", redshift: "762762565011", cloudTrail: "284668455005" },
    "ap-southeast-3": { loadBalancing: "589379963580", cloudTrail: "069019280451" },
    "ap-southeast-4": { cloudTrail: "187074758985" },
    "ca-central-1": { loadBalancing: "985666609251", redshift: "907379612154", cloudTrail: "819402241893" },
    "cn-north-1": { loadBalancing: "638102146993", redshift: "111890595117", cloudTrail: "193415116832" },
    "cn-northwest-1": { loadBalancing: "037604701340", redshift: "660998842044", cloudTrail: "681348832753" },
    "eu-central-1": { loadBalancing: "054676820928", redshift: "053454850223", cloudTrail: "035351147821" },
    "eu-central-2": { cloudTrail: "453052556044" },
    "eu-north-1": { loadBalancing: "897822967062", redshift: "729911121831", cloudTrail: "829690693026" },
    "eu-south-1": { loadBalancing: "635631232127", redshift: "945612479654", cloudTrail: "669305197877" },
    "eu-south-2": { cloudTrail: "757211635381" },
    "eu-west-1": { loadBalancing: "156460612806", redshift: "210876761215", cloudTrail: "859597730677" },
    "eu-west-2": { loadBalancing: "652711504416", redshift: "307160386991", cloudTrail: "282025262664" },
    "eu-west-3": { loadBalancing: "009996457667", redshift: "915173422425", cloudTrail: "262312530599" },
    "il-central-1": { cloudTrail: "683224464357" },
    "me-central-1": { cloudTrail: "585772288577" },
    "me-south-1": { loadBalancing: "076674570225", redshift: "013126148197", cloudTrail: "034638983726" },
    "sa-east-1": { loadBalancing: "507241528517", redshift: "075028567923", cloudTrail: "814480443879" },
    "us-east-1": { loadBalancing: "127311923021", redshift: "193672423079", cloudTrail: "086441151436" },
    "us-east-2": { loadBalancing: "033677994240", redshift: "391106570357", cloudTrail: "475085895292" },
    "us-gov-east-1": { loadBalancing: "190560391635", redshift: "665727464434", cloudTrail: "608710470296" },
    "us-gov-west-1": { loadBalancing: "048591011584", redshift: "665727464434", cloudTrail: "608710470296" },
    "us-west-1": { loadBalancing: "027434742980", redshift: "262260360010", cloudTrail: "388731089494" },
    "us-west-2": { loadBalancing: "797873946194", redshift: "902366379725", cloudTrail: "113285607260" },
};

type Writer = "loadBalancing" | "redshift" | "cloudTrail";

/** As whom the accounts write. */
const WRITES_AS: Readonly<Record<Writer, string>> = {
    loadBalancing: "root",
    redshift: "user/logs",
    cloudTrail: "root",
};

const writers: readonly (readonly [region: string, writer: Writer, account: string])[] = Object.entries(
    ACCOUNTS,
).flatMap(([region, accounts]) =>
    Object.entries(accounts).map(([writer, account]) => [region, writer as Writer, account] as const),
);

/** The accounts, each once. */
export const LOG_ACCOUNTS: readonly string[] = [...new Set(writers.map(([, , account]) => account))];

/** The accounts as policies name them: whole, or by the user that writes. */
export const LOG_WRITERS: readonly Requester[] = writers.map(([region, writer, account]) => ({
    kind: "aws",
    arn: `arn:${partitionOf(region)}:iam::${account}:${WRITES_AS[writer]}`,
}));

function partitionOf(region: string): string {
    if (region.startsWith("cn-")) {
        return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
