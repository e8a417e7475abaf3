/**
 * Whether an origin of a CORS rule covers websites of strangers: its wildcard leaves open whose domain it is, as in `*`,
 * `https:*`, `*.com`, `https://*.github.io`, or `*example.com`, which `evil-example.com` fits too. The end of a host
 * name tells its owner; so `https://*.example.com` and `http://localhost:*` cover websites of one owner.
 *
 * S3 takes a `*` for any text, dots, colons and slashes included.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html
 */
export function coversStrangers(origin: string): boolean {
    const text = origin.toLowerCase();
    // In front of `://` a wildcard stands for the scheme; where there is no `://`, it reaches into the host.
    const host = hostOf(
        text.includes("://") ? text.slice(text.indexOf("://") + "://".length) : text.slice(text.indexOf("*")),
    );
    const wildcard = host.lastIndexOf("*");
    return wildcard >= 0 && !hasOwner(host.slice(wildcard + 1));
}

/** Without port and path. */
function hostOf(text: string): string {
    return text.replace(/[:/].*/s, "");
}

/** Whether the end of a host name belongs to somebody in particular. Its first label may be the end of a longer one. */
function hasOwner(end: string): boolean {
    const [, ...labels] = end.split(".");
    const domain = labels.join(".");
    return labels.length > 1 ? !isSharedSuffix(domain) : LOCAL_DOMAINS.includes(domain);
}

/**
 * Whether all comers can have a name below: usual suffixes of countries (`co.uk`), and the hosting services here. These
 * are those that programs for AWS meet; the whole list is longer than this pack.
 * @see https://publicsuffix.org/list/
 */
function isSharedSuffix(domain: string): boolean {
    const labels = domain.split(".");
    return (
        SECOND_LEVEL.test(domain) ||
        HOSTING.includes(domain) ||
        // At most a service and a region stand before: `s3.eu-west-1.amazonaws.com`.
        [0, 1, 2].some((extra) => REGIONAL_HOSTING.includes(labels.slice(extra).join(".")))
    );
}

/** Nobody on the internet can have a name there. */
const LOCAL_DOMAINS = ["localhost", "test", "internal", "local"];

const SECOND_LEVEL =
    /^(?:ac|asso|biz|co|com|coop|edu|firm|gob|gouv|gov|go|gr|id|ind|info|int|ltd|me|med|mil|ne|net|ngo|nom|or|org|plc|pro|sc|sch|store|web)\.[^.]{2}$/;

const HOSTING = [
    "azureedge.net",
    "azurefd.net",
    "azurewebsites.net",
    "bitbucket.io",
    "blogspot.com",
    "cloudfront.net",
    "deno.dev",
    "firebaseapp.com",
    "fly.dev",
    "github.io",
    "gitlab.io",
    "glitch.me",
    "herokuapp.com",
    "myshopify.com",
    "netlify.app",
    "ngrok.io",
    "ngrok-free.app",
    "ngrok-free.dev",
    "ondigitalocean.app",
    "onrender.com",
    "pages.dev",
    "readthedocs.io",
    "repl.co",
    "surge.sh",
    "trafficmanager.net",
    "vercel.app",
    "web.app",
    "webflow.io",
    "wixsite.com",
    "wordpress.com",
    "workers.dev",
];

const REGIONAL_HOSTING = [
    "amazonaws.com",
    "amazonaws.com.cn",
    "amplifyapp.com",
    "appspot.com",
    "awsapprunner.com",
    "azurestaticapps.net",
    "cloudapp.azure.com",
    "core.windows.net",
    "elasticbeanstalk.com",
    "on.aws",
    "run.app",
];
