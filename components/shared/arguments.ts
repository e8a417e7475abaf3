import * as pulumi from "@pulumi/pulumi";
import type { Check } from "./checks";
import { ArgumentError, type Fault } from "./validate";

type Later = pulumi.OutputInstance<unknown> | PromiseLike<unknown>;
/** An argument whose value is there at once. */
export type Known<T> = Exclude<T, Later | undefined>;

/** What a component says of one argument, for its refusals and for its documentation. */
export type Rule<T> = {
    /** Everything that is wrong with a value. Default: nothing is, whatever the type lets in. */
    check?: Check<Known<T>>;
    /** What to pass, where the argument cannot be left out. */
    needed?: string;
    /** Used when the argument is left out. */
    default?: Known<T>;
    /** What happens without the argument, where no value can say it. */
    otherwise?: string;
    /** Why the argument, or its default, is as it is. */
    why: string;
    /** What the default costs a month. */
    cost?: string;
    /** The part of a value that the engine gets. Default: the value. */
    input?: (value: Known<T>) => unknown;
    /**
     * Whether a value may need first what the component makes. It is then no input of the component's registration,
     * which would wait for it, and what the component makes for the registration.
     */
    late?: true;
    /**
     * Whether its names are names of what the component makes, or its number is theirs: these must be known at once, whatever
     * becomes of the values.
     */
    named?: true;
} & (Extract<T, Later> extends never
    ? {
          /**
           * An output is refused: the value decides what the component makes. Unless it is late: programs in other
           * languages give a list with an output in it as one output.
           */
          plain: true;
      }
    : unknown);

/** A rule, whatever its argument's type; what calls it knows that the value is the argument's. */
export interface AnyRule extends Pick<
    Rule<unknown>,
    "needed" | "default" | "otherwise" | "why" | "cost" | "late" | "named"
> {
    check?: (value: never, argument: string) => Fault[];
    input?: (value: never) => unknown;
    plain?: true;
}

/** A rule for every argument. */
export type Rules<Args> = { [Name in keyof Args]-?: Rule<Args[Name]> };

/** The arguments, where those that have a default are there. */
export type Values<Args, Table> = {
    [Name in keyof Args]-?: Name extends keyof Table
        ? Table[Name] extends { default: unknown }
            ? Exclude<Args[Name], undefined>
            : Args[Name]
        : never;
};

/** The arguments as the engine gets them, once they are known. */
type Resolved<Args, Table> = {
    [Name in keyof Args]-?: Name extends keyof Table
        ? Table[Name] extends { input: (value: never) => infer Input }
            ? pulumi.Unwrap<Input> | Extract<Values<Args, Table>[Name], undefined>
            : pulumi.Unwrap<Values<Args, Table>[Name]>
        : never;
};

/**
 * What is wrong with several arguments together, or with one of them and the component's name. Arguments that are wrong
 * by themselves are left out, also where they have a default.
 */
export type Across<Args, Table> = (values: Partial<Values<Args, Table>>, name: string) => Fault[];

/** The arguments of one component: what is accepted, and what the documentation tells of it. */
export class Arguments<Args extends object, Table extends Rules<Args> = Rules<Args>> {
    /** The rules by argument, in the order of the documentation. */
    readonly table: ReadonlyMap<string, AnyRule>;

    constructor(
        /** The component, as it is called in type tokens and messages. */
        readonly component: string,
        readonly rules: Table,
        private readonly across: Across<Args, Table>,
    ) {
        this.table = new Map(Object.entries(rules as Record<string, AnyRule>));
    }

    /** @throws ArgumentError that names every argument which is known to be wrong. */
    accept(name: string, args: Args): Accepted<Args, Table> {
        const accepted = new Accepted(this, name, args);
        accepted.require(this.faultsOf(name, args));
        return accepted;
    }

    /** Everything that is known to be wrong with arguments, for those who say it under names of their own. */
    faultsOf(name: string, args: Args): Fault[] {
        const accepted = new Accepted(this, name, args);
        const right: Partial<Values<Args, Table>> = { ...accepted.values };
        const missing = [...this.table].flatMap(([argument, { needed }]) =>
            needed !== undefined && accepted.values[argument as keyof Args] === undefined
                ? [{ argument, fault: "it is missing", fix: needed }]
                : [],
        );
        const faults = Object.entries(args).flatMap(([argument, value]) => {
            const found = this.faults(argument, value);
            if (found.length > 0) {
                delete right[argument as keyof Args];
            }
            return found;
        });
        return [...missing, ...faults, ...this.across(right, name)];
    }

    private faults(argument: string, value: unknown): Fault[] {
        const rule = this.table.get(argument);
        if (rule === undefined) {
            const fix = `use one of ${[...this.table.keys()].join(", ")}`;
            return [{ argument, fault: "there is no such argument", fix }];
        }
        if (isLater(value)) {
            const fault = "it is an output, but must be known at once";
            const fix =
                rule.named === true
                    ? "pass a plain table or list, of values that are known at once"
                    : "pass a plain value";
            return rule.plain === true && (rule.late !== true || rule.named === true) ? [{ argument, fault, fix }] : [];
        }
        return faultsOf(rule, value, argument);
    }
}

/** Writes down the rules of a component's arguments, one for each. */
export function argumentsOf<Args extends object>() {
    return <const Table extends Rules<Args>>(component: string, rules: Table, across: Across<Args, Table> = () => []) =>
        new Arguments<Args, Table>(component, rules, across);
}

/** The arguments of one instance, of which what is known at once is right. */
export class Accepted<Args extends object, Table extends Rules<Args> = Rules<Args>> {
    /** As they were given, with defaults where there are any. */
    readonly values: Values<Args, Table>;
    /** Inputs of the component's registration. */
    readonly inputs: pulumi.Inputs = {};

    constructor(
        private readonly accepts: Arguments<Args, Table>,
        readonly name: string,
        args: Args,
    ) {
        const values = { ...args } as Record<string, unknown>;
        for (const [argument, rule] of accepts.table) {
            const value = values[argument];
            values[argument] = value ?? rule.default;
            if (value !== undefined && rule.late !== true) {
                this.inputs[argument] = inputOf(rule, value);
            }
        }
        this.values = values as Values<Args, Table>;
    }

    get component(): string {
        return this.accepts.component;
    }

    /** The component's type in the engine. */
    get type(): string {
        return `palisade-aws:index:${this.component}`;
    }

    /** A whole argument as an output, refused as soon as it is known to be wrong. */
    output<Name extends keyof Args & string>(argument: Name): pulumi.Output<Resolved<Args, Table>[Name]> {
        const rule = this.accepts.table.get(argument);
        const output = pulumi.output(inputOf(rule, this.values[argument]));
        const checked = pulumi.all([output, pulumi.isSecret(output)]).apply(([known, secret]) => {
            const faults = faultsOf(rule, known, argument);
            this.require(secret ? faults.map(withoutValue) : faults);
            return known;
        });
        return checked as pulumi.Output<Resolved<Args, Table>[Name]>;
    }

    /** @throws ArgumentError when something is wrong. */
    require(faults: Fault[]): void {
        if (faults.length > 0) {
            throw new ArgumentError(this.component, this.name, faults);
        }
    }
}

/** Whether a value is not known at once. */
export function isLater(value: unknown): value is Later {
    return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/** A check takes its argument's type for granted: what breaks it is of another, as programs without types may pass. */
function faultsOf(rule: AnyRule | undefined, value: unknown, argument: string): Fault[] {
    if (value === null) {
        return [{ argument, fault: "it is null", fix: "give it a value, or leave it out" }];
    }
    try {
        return value === undefined ? [] : (rule?.check?.(value as never, argument) ?? []);
    } catch (error) {
        if (error instanceof TypeError) {
            return [{ argument, fault: `it is not of its type (${error.message})`, fix: "see its type" }];
        }
        throw error;
    }
}

function inputOf(rule: AnyRule | undefined, value: unknown): unknown {
    return value === undefined || isLater(value) || rule?.input === undefined ? value : rule.input(value as never);
}

/** What is wrong with a secret cannot be told without telling something of it. */
function withoutValue({ argument, fix }: Fault): Fault {
    return { argument, fault: "its value, a secret, is not accepted", fix };
}
