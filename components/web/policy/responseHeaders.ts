import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type Fault, plain } from "../../shared/validate";

/** Headers by their names. */
export type Headers = Record<string, string>;

/** What pages are answered with, where nothing else is asked for. */
export const defaultHeaders: Headers = {
    "Content-Security-Policy":
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    // For browsers that do not know `frame-ancestors`.
    "X-Frame-Options": "DENY",
};

/** What an API is answered with where it says nothing itself, as in errors of API Gateway: nothing in it runs or loads. */
const quietHeaders: Headers = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
};

const strictTransport = "strict-transport-security";

/** A response headers policy, without its name. */
export interface HeaderSections {
    securityHeadersConfig: aws.types.input.cloudfront.ResponseHeadersPolicySecurityHeadersConfig;
    customHeadersConfig?: aws.types.input.cloudfront.ResponseHeadersPolicyCustomHeadersConfig;
}

type Section = HeaderSections["securityHeadersConfig"];
interface HeaderSetting {
    /** What it can say. */
    value: RegExp;
    fix: string;
    section: (value: string, override: boolean) => Section;
}

/** Headers that CloudFront has settings of their own for, and takes nowhere else: their values, and how they are set. */
const sections = new Map<string, HeaderSetting>([
    [
        "content-security-policy",
        {
            value: /./,
            fix: "write directives",
            section: (contentSecurityPolicy, override) => ({
                contentSecurityPolicy: { contentSecurityPolicy, override },
            }),
        },
    ],
    [
        "referrer-policy",
        {
            value: /^(no-referrer|no-referrer-when-downgrade|origin|origin-when-cross-origin|same-origin|strict-origin|strict-origin-when-cross-origin|unsafe-url)$/,
            fix: "use one policy, for example no-referrer",
            section: (referrerPolicy, override) => ({ referrerPolicy: { referrerPolicy, override } }),
        },
    ],
    [
        strictTransport,
        {
            value: /^max-age=\d{1,10}(; *includeSubDomains)?(; *preload)?$/i,
            fix: "write max-age=<seconds>; includeSubDomains; preload, of which the last two can be left out",
            section: (value, override) => ({
                strictTransportSecurity: {
                    accessControlMaxAgeSec: Number(/\d+/.exec(value)?.[0]),
                    includeSubdomains: /includeSubDomains/i.test(value),
                    preload: /preload/i.test(value),
                    override,
                },
            }),
        },
    ],
    [
        "x-content-type-options",
        {
            value: /^nosniff$/,
            fix: "use nosniff",
            section: (_value, override) => ({ contentTypeOptions: { override } }),
        },
    ],
    [
        "x-frame-options",
        {
            value: /^(DENY|SAMEORIGIN)$/,
            fix: "use DENY or SAMEORIGIN",
            section: (frameOption, override) => ({ frameOptions: { frameOption, override } }),
        },
    ],
]);

/**
 * Headers that are not for a table of headers, and why.
 * See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
 */
const refused: [RegExp, string][] = [
    [/^(cache-control|content-type)$/, "each file has its own"],
    [/^access-control-/, "pages and API have one origin, and others are not let in"],
    [/^x-xss-protection$/, "browsers have given it up, for what it made possible"],
    [
        /^(connection|content-(encoding|length)|date|etag|expect|host|keep-alive|last-modified|proxy-.+|server-timing|set-cookie|trailer|transfer-encoding|upgrade|via|warning|x-accel-.+|x-amz-cf-.+|x-amzn-.+|x-cache|x-edge-.+|x-forwarded-proto|x-real-ip)$/,
        "it is written by CloudFront, or by nobody",
    ],
];

/** Everything that is wrong with a table of headers, as far as it is known. */
export function headerFaults(headers: Record<string, pulumi.Input<string>>, argument: string): Fault[] {
    const names = Object.keys(headers).map((name) => name.toLowerCase());
    return Object.entries(headers).flatMap(([name, input], index) => {
        const at = `${argument}.${name}`;
        const lower = name.toLowerCase();
        const faults: Fault[] = [];
        if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) {
            faults.push({ argument, fault: `"${name}" is not a header`, fix: "pass a table of names and values" });
        }
        if (names.indexOf(lower) < index) {
            faults.push({ argument: at, fault: "it is there twice", fix: "write it once" });
        }
        const [, reason] = refused.find(([pattern]) => pattern.test(lower)) ?? [];
        if (reason !== undefined) {
            faults.push({ argument: at, fault: reason, fix: "leave it out" });
        }
        const value = plain(input);
        const { value: pattern = /./, fix = "write what the header says" } = sections.get(lower) ?? {};
        if (value !== undefined && !(/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(value) && pattern.test(value))) {
            faults.push({ argument: at, fault: `"${value}" is not a value of it`, fix });
        }
        return faults;
    });
}

/** The headers of pages: the default ones, and those that are given, which win. */
export function pageHeaders(given: Headers): Headers {
    const named = new Set(Object.keys(given).map((name) => name.toLowerCase()));
    const others = Object.entries(defaultHeaders).filter(([name]) => !named.has(name.toLowerCase()));
    return { ...Object.fromEntries(others), ...given };
}

/** Headers of pages, whatever the bucket says. */
export function pageSections(headers: Headers): HeaderSections {
    return sectionsOf(headers, () => true);
}

/** Headers of an API's answers: its own win, but for the demand to come by TLS only, which is that of the pages. */
export function apiSections(pages: Headers): HeaderSections {
    const transport = Object.entries(pages).filter(([name]) => name.toLowerCase() === strictTransport);
    return sectionsOf({ ...quietHeaders, ...Object.fromEntries(transport) }, (name) => name === strictTransport);
}

function sectionsOf(headers: Headers, overrides: (name: string) => boolean): HeaderSections {
    const securityHeadersConfig: Section = {};
    const items: aws.types.input.cloudfront.ResponseHeadersPolicyCustomHeadersConfigItem[] = [];
    for (const [header, value] of Object.entries(headers)) {
        const name = header.toLowerCase();
        const own = sections.get(name);
        if (own === undefined) {
            items.push({ header, value, override: overrides(name) });
        } else {
            Object.assign(securityHeadersConfig, own.section(value, overrides(name)));
        }
    }
    return { securityHeadersConfig, ...(items.length === 0 ? {} : { customHeadersConfig: { items } }) };
}
