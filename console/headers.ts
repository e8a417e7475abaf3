/**
 * The response headers of the console, for whatever serves it: the local server, CloudFront, a load balancer. Pure, and
 * without dependencies, so that a deployment can take them as an argument.
 */
export type HeaderTable = Readonly<Record<string, string>>;

export interface Served {
    /**
     * Origins that the pages fetch from besides their own: those of the identity provider, such as
     * `https://cognito-idp.eu-west-1.amazonaws.com`.
     */
    readonly connect: readonly string[];
    /** Over `http`, for loopback only, there is no HSTS: browsers ignore it there, and RFC 6797 (7.2) forbids it. */
    readonly scheme: "https" | "http";
}

/** Only https from now on, for two years. For every answer that TLS carries, of pages and of the API. */
export const STRICT_TRANSPORT: HeaderTable = {
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
};

const COMMON: HeaderTable = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    // For browsers that do not know `frame-ancestors`.
    "X-Frame-Options": "DENY",
};

/** Features of browsers that ask people for something, or tell of them. The console needs none. */
const FEATURES = [
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
];

/**
 * Headers of every answer with a page or a part of one, errors included. {@link cacheControl} comes on top.
 *
 * @throws an error for what is no origin of https, or of http on loopback.
 */
export function pageHeaders({ connect, scheme }: Served): HeaderTable {
    return {
        ...COMMON,
        "Content-Security-Policy": policy({
            "default-src": ["'none'"],
            "script-src": ["'self'"],
            "style-src": ["'self'"],
            "img-src": ["'self'"],
            "font-src": ["'self'"],
            "connect-src": ["'self'", ...connect.map(checkedOrigin)],
            "base-uri": ["'none'"],
            "form-action": ["'none'"],
            "frame-ancestors": ["'none'"],
            "require-trusted-types-for": ["'script'"],
            "trusted-types": ["'none'"],
        }),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": FEATURES.map((feature) => `${feature}=()`).join(", "),
        ...(scheme === "https" && STRICT_TRANSPORT),
    };
}

/** Headers of every answer of the API, errors included. Whatever ends TLS before it adds {@link STRICT_TRANSPORT}. */
export const API_HEADERS: HeaderTable = {
    ...COMMON,
    "Cache-Control": "no-store",
    // If a browser is made to show an answer as a page, nothing in it runs or loads.
    "Content-Security-Policy": policy({ "default-src": ["'none'"], "frame-ancestors": ["'none'"], sandbox: [] }),
};

/**
 * How long a file of the pages may be kept. Only those under `/assets/` have the hash of their content in their name;
 * all others may change under theirs, so a browser asks each time.
 *
 * @param path of the file that is sent, from the root: `/index.html`, also where it stands for a deep link.
 */
export function cacheControl(path: string): string {
    return path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
}

function policy(directives: Readonly<Record<string, readonly string[]>>): string {
    return Object.entries(directives)
        .map(([name, sources]) => [name, ...sources].join(" "))
        .join("; ");
}

/** What is no plain origin could end the directive, or open it to more than was meant. */
function checkedOrigin(origin: string): string {
    if (!/^(https:\/\/[a-z0-9.-]+|http:\/\/127\.0\.0\.1)(:\d+)?$/.test(origin)) {
        throw new Error(
            `"${origin}" is no origin to connect to: use one such as https://login.example.com, without a path`,
        );
    }
    return origin;
}
