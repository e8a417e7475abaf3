/**
 * Patterns with `*` (any text) and `?` (any one character), as policy documents write them.
 *
 * `${name}` is a policy variable; `${*}`, `${?}` and `${$}` stand for the character itself.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
const ANY = Symbol("*");
const ONE = Symbol("?");
/** A variable whose value is not given here: some text, the same for the whole request. */
const VARIABLE = Symbol("variable");

type Token = string | typeof ANY | typeof ONE | typeof VARIABLE;

export interface Pattern {
    readonly tokens: readonly Token[];
}

/** Gives the value of a policy variable, or undefined when the request has none. */
export type Variables = (name: string) => string | undefined;

const VARIABLE_FORM = /\$\{([^}]*)\}/y;

/** Patterns that are read already: the same few texts are compared again and again. */
const known = new Map<string, Pattern>();
const KNOWN_AT_MOST = 10_000;

export function pattern(text: string, variables?: Variables): Pattern {
    if (variables !== undefined) {
        return read(text, variables);
    }
    const one = known.get(text);
    if (one !== undefined) {
        return one;
    }
    if (known.size >= KNOWN_AT_MOST) {
        known.clear();
    }
    const made = read(text);
    known.set(text, made);
    return made;
}

function read(text: string, variables?: Variables): Pattern {
    const tokens: Token[] = [];
    for (let at = 0; at < text.length;) {
        VARIABLE_FORM.lastIndex = at;
        const variable = VARIABLE_FORM.exec(text);
        if (variable?.[1] !== undefined) {
            tokens.push(...variableTokens(variable[1], variables));
            at += variable[0].length;
            continue;
        }
        tokens.push(wildcardOrSelf(text.charAt(at)));
        at += 1;
    }
    return { tokens: normalize(tokens) };
}

/** The pattern that matches exactly this text. */
export function literal(text: string): Pattern {
    return { tokens: text.split("") };
}

/** The text with its variables filled in and wildcards left as they are; undefined when a variable has no value. */
export function fillIn(text: string, variables: Variables): string | undefined {
    const pieces: string[] = [];
    for (const [piece, inside] of text.matchAll(/\$\{([^}]*)\}|[^]/g)) {
        const value = inside === undefined ? piece : variableValue(inside, variables);
        if (value === undefined) {
            return undefined;
        }
        pieces.push(value);
    }
    return pieces.join("");
}

/** The names of the variables in a text. */
export function variableNames(text: string): readonly string[] {
    return [...text.matchAll(/\$\{([^},]*)/g)].map(([, name = ""]) => name);
}

/** True when the pattern stands for one text only: neither wildcard nor variable. */
export function isFixed(of: Pattern): boolean {
    return of.tokens.every((token) => typeof token === "string");
}

/** True when the pattern matches every text. */
export function isUniversal(of: Pattern): boolean {
    return of.tokens.length === 1 && of.tokens[0] === ANY;
}

/** Whether the pattern matches the text. A variable without a value matches nothing. */
export function matches(by: Pattern, text: string): boolean {
    return covers(by, literal(text));
}

/**
 * Whether every text that `inner` matches is matched by `outer` too.
 * Exact if `outer` has no `?`; else it may answer false for exotic pairs (`?*` over `*x`), never true wrongly.
 */
export function covers({ tokens: outer }: Pattern, { tokens: inner }: Pattern): boolean {
    let o = 0;
    let i = 0;
    // Where the last `*` of `outer` is, and how far it reaches: as little as possible, more when what follows fails.
    let star = -1;
    let reach = 0;
    while (i < inner.length) {
        if (outer[o] === ANY) {
            star = o;
            reach = i;
            o += 1;
        } else if (coversToken(outer[o], inner[i])) {
            o += 1;
            i += 1;
        } else if (star >= 0) {
            reach += 1;
            o = star + 1;
            i = reach;
        } else {
            return false;
        }
    }
    return outer.slice(o).every((token) => token === ANY);
}

/** Whether some text is matched by both. A variable counts as any text, for it may have any value. */
export function overlaps(left: Pattern, right: Pattern): boolean {
    // reach[j]: all tokens of `left` so far and the first j of `right` match some common text
    let reach = matchingNothing(right.tokens);
    for (const token of left.tokens) {
        const next = [open(token) && reach[0] === true];
        for (const [j, other] of right.tokens.entries()) {
            // An open token matches nothing, or takes in what stands opposite.
            const absorbed = (open(token) || open(other)) && (next[j] === true || reach[j + 1] === true);
            next.push(absorbed || (meet(token, other) && reach[j] === true));
        }
        reach = next;
    }
    return reach.at(-1) === true;
}

/** For each length, whether the first tokens match the empty text. */
function matchingNothing(tokens: readonly Token[]): boolean[] {
    const firstFirm = tokens.findIndex((token) => !open(token));
    return [true, ...tokens.map((_, index) => firstFirm < 0 || index < firstFirm)];
}

function open(token: Token): boolean {
    return token === ANY || token === VARIABLE;
}

function meet(left: Token, right: Token): boolean {
    return left === ONE || right === ONE || left === right;
}

/** Whether one token stands for all that the other may be; `*` is seen to before, and a variable may be anything. */
function coversToken(outer: Token | undefined, inner: Token | undefined): boolean {
    return outer === ONE ? typeof inner === "string" || inner === ONE : typeof outer === "string" && outer === inner;
}

function wildcardOrSelf(character: string): Token {
    return character === "*" ? ANY : character === "?" ? ONE : character;
}

function variableTokens(inside: string, variables: Variables | undefined): Token[] {
    const value = variableValue(inside, variables);
    return value === undefined ? [VARIABLE] : value.split("");
}

/** `${aws:username, 'nobody'}` has a default; `${*}` is its own value. */
function variableValue(inside: string, variables: Variables | undefined): string | undefined {
    if (inside === "*" || inside === "?" || inside === "$") {
        return inside;
    }
    const [, name = "", fallback] = /^([^,]*)(?:,\s*'(.*)'\s*)?$/.exec(inside) ?? [];
    return variables && (variables(name) ?? fallback);
}

/** Writes each run of wildcards in one form, `?` first and one `*` at most, so that equal runs look equal. */
function normalize(tokens: readonly Token[]): Token[] {
    const result: Token[] = [];
    let star = false;
    for (const token of tokens) {
        if (token === ANY) {
            star = true;
            continue;
        }
        if (star && token !== ONE) {
            result.push(ANY);
            star = false;
        }
        result.push(token);
    }
    return star ? [...result, ANY] : result;
}
