/**
 * Whether a text holds a credential that is recognised by its form: keys of AWS, private keys, tokens of services that mark
 * theirs, and passwords in addresses.
 */
export function holdsCredential(text: string): boolean {
    return CREDENTIALS.some((form) => form.test(text));
}

const CREDENTIALS: readonly RegExp[] = [
    // An id of an access key; the key itself has no form of its own.
    /(?<![A-Za-z0-9])(AKIA|ASIA)[A-Z2-7]{2}[A-Z0-9]{14}(?![A-Za-z0-9])/,
    /-----BEGIN ([A-Z]+ )*PRIVATE KEY( BLOCK)?-----/,
    /(?<!\w)(gh[pousr]_\w{36}|github_pat_\w{40}|glpat-[\w-]{20}|npm_\w{36})/,
    /(?<!\w)xox[abeoprs]-[\w-]{10}|hooks\.slack\.com\/services\/T\w+\/B\w+\/\w+/,
    /(?<!\w)[rs]k_live_\w{16}/,
    /(?<!\w)AIza[\w-]{35}(?![\w-])/,
    // A password in an address: `postgres://user:password@host`.
    /(?<!\w)[a-z][a-z0-9+.-]*:\/\/[^\s:@/?#]+:[^\s:@/?#]+@[^\s/@]/i,
];
