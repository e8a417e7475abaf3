import { type DnsArgs, dnsArguments, type Fault } from "palisade-aws";
import { unknownFields } from "./fields";
import type { DnsSettings } from "./settings";

/** The arguments of the zone, as far as the settings say them. */
export function dnsArgs({ zoneName, dnssec, withoutQueryLog, onlyIssuedBy, keyArn }: DnsSettings): DnsArgs {
    return { zoneName, dnssec, withoutQueryLog, onlyIssuedBy, key: keyArn };
}

/** What the component says of the zone's fields, and where the key of its log must be. */
export function dnsFaults(dns: DnsSettings, at: string): Fault[] {
    const faults = dnsArguments
        .faultsOf("dns", dnsArgs(dns))
        .map((fault) => ({ ...fault, argument: `${at}.${fault.argument.replace(/^key\b/, "keyArn")}` }));
    const elsewhere = dns.keyArn !== undefined && !dns.keyArn.includes(":us-east-1:");
    return [
        ...unknownFields(dns, ["zoneName", "dnssec", "withoutQueryLog", "onlyIssuedBy", "keyArn"], at),
        ...faults,
        ...(elsewhere && !faults.some(({ argument }) => argument === `${at}.keyArn`)
            ? [
                  {
                      argument: `${at}.keyArn`,
                      fault: "it is in another region than Amazon Route 53's logs",
                      fix: "pass a key in us-east-1",
                  },
              ]
            : []),
    ];
}
