import type * as pulumi from "@pulumi/pulumi";
import type { Check } from "../../shared/checks";
import { type Fault, plainList } from "../../shared/validate";

const loopbackHosts = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Addresses to which Amazon Cognito sends browsers back. Those on the same machine are right here, and may still not
 * be wanted.
 */
export const clientUrls: Check<pulumi.Input<string>[]> = (urls, argument) =>
    urls.length === 0 || urls.length > 100
        ? [{ argument, fault: `there are ${urls.length}`, fix: "pass 1 to 100 addresses" }]
        : plainList(urls).flatMap((url) => {
              const fault = urlFault(url);
              const fix = "pass a whole address, for example https://console.example.com/signed-in";
              return fault === undefined ? [] : [{ argument, fault: `"${url}" ${fault}`, fix }];
          });

function urlFault(url: string): string | undefined {
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    if (parsed === undefined || !/^https?:\/\/[^/]/i.test(url)) {
        return "is not an address of the web";
    }
    if (parsed.protocol === "http:" && !loopbackHosts.includes(parsed.hostname)) {
        return "is not https: the code could be read on its way";
    }
    if (parsed.username !== "" || parsed.password !== "") {
        return "names a user";
    }
    if (url.includes("*")) {
        return "has a wildcard, which Amazon Cognito takes to the letter";
    }
    return url.includes("#") ? "has a fragment" : undefined;
}

/** Addresses on the machine of whoever signs in, where any program may be listening. */
export function loopbackFaults(urls: string[], argument: string): Fault[] {
    const fix = "leave it out, or say allowLocalhostForDevelopment: true where nothing real is behind";
    return urls
        .filter((url) => URL.canParse(url) && loopbackHosts.includes(new URL(url).hostname))
        .map((url) => ({ argument, fault: `"${url}" is on the machine of whoever signs in`, fix }));
}

/** The roots of addresses, each once. */
export function rootsOf(urls: string[]): string[] {
    return [...new Set(urls.map((url) => `${new URL(url).origin}/`))];
}
