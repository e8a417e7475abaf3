import type { Finding, Urn } from "../model";

/** Of a finding, what its policy says of every resource alike. */
type Said = Omit<Finding, "message" | "urn" | "component" | "stack" | "source">;

/** A stack as its findings name it, and what their URNs begin with: `urn:pulumi:<stack>::`. */
export interface KeptStack {
    name: string;
    readonly begin: string;
}

/** Keeps the findings of many states in little memory: states say much in the same words, and those are held once. */
export class Keeper {
    private readonly texts = new Map<string, string>();
    private readonly said = new Map<string, Said>();

    /** The same findings, but for where they are declared: a state does not say in which folder its project lies. */
    keep(findings: readonly Finding[], of: KeptStack): Finding[] {
        return findings.map(({ message, urn, component, stack: _, source: __, ...said }) => {
            const kept: Record<keyof Finding, unknown> = new KeptFinding(
                this.oneSaid(said),
                this.oneText(message),
                of,
                this.withoutBegin(urn, of),
                this.withoutBegin(component?.urn, of),
            );
            return kept as unknown as Finding;
        });
    }

    private oneSaid(said: Said): Said {
        return one(this.said, JSON.stringify(said), said);
    }

    private oneText(text: string): string {
        return one(this.texts, text, text);
    }

    /** Stacks of one project have the rest of their URNs in common. */
    private withoutBegin(urn: Urn | undefined, { begin }: KeptStack): string | undefined {
        return urn && this.oneText(urn.startsWith(begin) ? urn.slice(begin.length) : urn);
    }
}

/** The one that is held, which `value` is from then on if there was none. */
function one<T>(held: Map<string, T>, key: string, value: T): T {
    const before = held.get(key);
    if (before === undefined) {
        held.set(key, value);
    }
    return before ?? value;
}

/** A {@link Finding} of references and nothing else: there may be 100,000 of them. */
class KeptFinding implements Record<keyof Finding, unknown> {
    constructor(
        private readonly said: Said,
        readonly message: string,
        private readonly of: KeptStack,
        private readonly rest: string | undefined,
        private readonly restOfComponent: string | undefined,
    ) {}

    get pack() {
        return this.said.pack;
    }

    get policy() {
        return this.said.policy;
    }

    get kind() {
        return this.said.kind;
    }

    get level() {
        return this.said.level;
    }

    get severity() {
        return this.said.severity;
    }

    get description() {
        return this.said.description;
    }

    get waiver() {
        return this.said.waiver;
    }

    get baselinedSince() {
        return this.said.baselinedSince;
    }

    get isNew() {
        return this.said.isNew;
    }

    get decidedBy() {
        return this.said.decidedBy;
    }

    get stack() {
        return this.of.name;
    }

    get urn() {
        return whole(this.rest, this.of);
    }

    get component() {
        const urn = whole(this.restOfComponent, this.of);
        return urn === undefined ? undefined : { urn };
    }

    get source() {
        return undefined;
    }
}

/** A URN, which is whole already where a state names another stack in it. */
function whole(rest: string | undefined, { begin }: KeptStack): Urn | undefined {
    return rest === undefined || rest.startsWith("urn:pulumi:") ? rest : begin + rest;
}
