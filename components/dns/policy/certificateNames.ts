import { type Check, text } from "../../shared/checks";
import { isHostName } from "../../shared/hostNames";

/** Names in one certificate, until AWS raises the account's quota. */
const most = 10;
/** The first one is the certificate's common name, which the standard keeps short. */
const longestFirst = 64;

/** The name by whose record a name is validated: a wildcard's is that of the name that it is below. */
export function validatedName(name: string): string {
    return name.replace(/^\*\./, "");
}

/** The names by whose records a certificate is validated, each once. */
export function validatedNames(names: string[]): string[] {
    return [...new Set(names.map(validatedName))];
}

/** A record that AWS Certificate Manager wants to find. */
interface ValidationOption {
    domainName: string;
    resourceRecordName: string;
    resourceRecordValue: string;
}

/** The record by which a name is validated, of all that a certificate asks for. */
export function validationRecord(options: ValidationOption[], name: string): { name: string; value: string } {
    const found = options.find(({ domainName }) => validatedName(domainName) === name);
    if (found === undefined) {
        throw new Error(`AWS Certificate Manager asks for no record that validates ${name}`);
    }
    return { name: found.resourceRecordName, value: found.resourceRecordValue };
}

const certificateName = text(
    (name) => (isHostName(validatedName(name)) ? undefined : `"${name}" is not a name for a certificate`),
    "pass host names in small letters, for example example.com or *.example.com",
);

/**
 * Names that AWS Certificate Manager takes: hosts, and wildcards for one label in front.
 * See https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
 */
export const certificateNames: Check<string[]> = (names, argument) => {
    const faults = names.flatMap((name) => certificateName(name, argument));
    if (names.length === 0 || names.length > most) {
        faults.push({ argument, fault: `there are ${names.length}`, fix: `pass 1 to ${most} names` });
    }
    if (new Set(names).size < names.length) {
        faults.push({ argument, fault: "a name is given twice", fix: "give each name once" });
    }
    const [first = ""] = names;
    if (first.length > longestFirst) {
        const fault = `the first name has ${first.length} letters`;
        faults.push({ argument, fault, fix: `put one of at most ${longestFirst} letters first` });
    }
    return faults;
};
