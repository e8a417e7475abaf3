import { all, any, mustNot, not, say, type Message, type Requirement, type Truth, type Value } from "../evaluation";

/** Of Google's services, for maps say. */
const GOOGLE_KEY = /\bAIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/;

/**
 * What credentials look like that say so themselves. Each pattern fits next to nothing else, so that no setting is taken
 * for a secret.
 */
const PATTERNS: readonly RegExp[] = [
    // Key ids of users and roles of AWS.
    /\b(AKIA|ASIA)[A-Z2-7]{16}\b/,
    /aws_?secret_?(access_?)?key["']?\s*[:=]\s*["']?[A-Za-z0-9/+]{40}\b/i,
    /-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-----/,
    // Tokens of GitHub, GitLab, Slack, npm and Stripe.
    /\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{82})\b/,
    /\bglpat-[A-Za-z0-9_-]{20}/,
    /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/,
    /\bhooks\.slack\.com\/services\/T\w+\/B\w+\/\w+/,
    /\bnpm_[A-Za-z0-9]{36}\b/,
    /\b[rs]k_live_[A-Za-z0-9]{16}/,
    // A password in an address: `postgres://user:password@host`, where it is not filled in: `$PASSWORD`, `{{ password }}`.
    /\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/?#]*:(?!(\$\{[^{}]*\}|\$\w+|\$\([^()]*\)|`[^`]*`|\{\{ ?[\w.]+ ?\}\}|\{[\w.]+\}|%\(\w+\)s|%s|%\w+%|<[\w. -]+>|\[[\w. -]+\]|\*+)@)[^\s:@/?#]+@[^\s/@]/i,
];

/** Names of settings that hold a credential, and not where one is or how it is used (`PASSWORD_FILE`, `TOKEN_URL`). */
const NAMES: readonly RegExp[] = [
    /(^|[_./-])(password|passwd|passphrase|secret|secret_?key|secret_?access_?key|access_?key_?id|api_?key|private_?key|auth_?token|access_?token)$/i,
    // The same as the last of words that are written together: `dbPassword`.
    /(Password|Passwd|Passphrase|Secret|SecretKey|SecretAccessKey|AccessKeyId|ApiKey|PrivateKey|AuthToken|AccessToken)$/,
    // The same in short, where it is said of what.
    /(^|[_./-])(db|database|mysql|postgres|pg|mongo|redis|smtp|mail|email|ftp|ldap|admin|root)_?(pass|pwd)$/i,
    // What the agent of ECS, psql, mysql, redis-cli, sshpass, Vault, Rails and the tools of GitHub, GitLab and npm take theirs from.
    /^(ecs_engine_auth_data|secret_key_base|rails_master_key|pgpassword|mysql_pwd|rediscli_auth|sshpass|vault_token|github_token|gh_token|gitlab_token|npm_token)$/i,
];

function isSecretName(name: string): boolean {
    return NAMES.some((names) => names.test(name));
}

/**
 * Names of what a build writes into pages for everybody: keys and tokens that stand there, such as Google's for maps and
 * Mapbox's, are no secrets.
 */
const PUBLISHED =
    /^((NEXT_|NUXT_|EXPO_|NX_|BUN_|PLASMO_|SNOWPACK_)?PUBLIC|NUXT_ENV|(REACT|PREACT|VUE|NG)_APP|VITE|GATSBY|STORYBOOK)_/;
const PUBLISHED_KEY = /(api_?key|access_?token)$/i;

/** Variables by which the SDKs take a key of AWS. */
export const AWS_KEY_VARIABLES = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] as const;

/** What stands in place of a credential. */
const REFERENCES: readonly RegExp[] = [
    // Where it is kept, or a variable. An address with a password is found before.
    /^(arn:|[a-z][a-z0-9+.-]*:\/\/|https?:|(resolve:)?(ssm|ssm-secure|secretsmanager|vault|file|env):|alias\/|rds!|~?\.{0,2}\/|\$|\{\{|%env\()/i,
    // A path of words, as names in Secrets Manager and Parameter Store are, or a file.
    /^[a-z][a-z0-9_.-]*(\/[a-z][a-z0-9_.-]*)+$/,
    /^[\w./-]+\.(pem|key|p12|pfx|jks|txt|json)$/,
    // To be filled in.
    /^<[^<>]*>$/,
    // What KMS encrypted, as Lambda's console does with variables, and Jasypt, and what is meant to be published.
    /^(AQ[EI]CAH|ENC\(|\{cipher\}|pk_(live|test)_|pk\.eyJ)/,
    // A word that means none, or whether something is so: `ALLOW_EMPTY_PASSWORD=yes`.
    /^(true|false|yes|no|y|n|on|off|0|1|none|null|nil|undefined|n\/a|-|enabled?|disabled?|required|optional|always|never)$/i,
];

function isReference(text: string): boolean {
    return text.trim() === "" || REFERENCES.some((reference) => reference.test(text));
}

function holdsPrivate(text: string): boolean {
    return PATTERNS.some((pattern) => pattern.test(text));
}

/** Whether a text holds a credential. */
export function holdsSecret(text: string): boolean {
    return holdsPrivate(text) || GOOGLE_KEY.test(text);
}

/** A shell gives a variable a value, on a line of its own. */
const ASSIGNMENT =
    /^[ \t]*(?:(?:export|readonly|local|declare[ \t]+-x)[ \t]+)?([A-Za-z_]\w*)=(?:"([^"\n]*)"|'([^'\n]*)'|([^\s;]+))(?:[ \t]*;)?(?:[ \t]+#.*|[ \t]*)$/gm;
/** Keys of AWS have a form of their own: what has another is made up, or comes in its place. */
const AWS_KEYS = /access_?key(_?id)?$/i;
/** What is filled in before the script runs, or by it. */
const FILLED_IN = /[$`<>]|\{\{|%\{|@@/;

/** Whether a script holds a credential, or gives one to a variable as it is. */
export function scriptHoldsSecret(text: string): boolean {
    const assigned = [...text.matchAll(ASSIGNMENT)].some(([, name = "", ...values]) => {
        const value = values.join("");
        return isSecretName(name) && !AWS_KEYS.test(name) && !isReference(value) && !FILLED_IN.test(value);
    });
    return assigned || holdsSecret(text);
}

/** Whether a named setting, such as a variable of an environment, holds a credential as it is. */
export function isSecretSetting(name: string | Value, value: Value): Truth {
    const named = (test: (text: string) => boolean): Truth =>
        typeof name === "string" ? test(name) : name.judgeText(test);
    const isGoogles = value.judgeText((text) => GOOGLE_KEY.test(text) && !holdsPrivate(text));
    const holds = isGoogles === true ? not(named((text) => PUBLISHED.test(text))) : value.judgeText(holdsSecret);
    const isLiteral = value.judgeText((text) => !isReference(text));
    if (holds === true || isLiteral === false) {
        return holds;
    }
    const namesSecret = named((text) => isSecretName(text) && !(PUBLISHED.test(text) && PUBLISHED_KEY.test(text)));
    return any([holds, all([namesSecret, isLiteral])]);
}

type Mend = (value: Value) => Message;

const remove: Mend = (value) => say`Remove the credential in ${value}.`;

/** Demands of each setting in a map, such as an environment, that it is no credential. */
export function mustHoldNoSecrets(settings: Value, mend: Mend = remove): readonly Requirement[] {
    return settings.entries().map(([name, value]) => mustNot(isSecretSetting(name, value), mend(value)));
}

/** The same of settings in a list, each with a name and a value. */
export function mustListNoSecrets(settings: readonly Value[], mend: Mend = remove): readonly Requirement[] {
    return settings.map((setting) => {
        const value = setting.get("value");
        return mustNot(isSecretSetting(setting.get("name"), value), mend(value));
    });
}
