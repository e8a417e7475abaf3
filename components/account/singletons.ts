import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../shared/arn";
import type { Fault } from "../shared/validate";
import { type BaselinePart, isAccountWide } from "./policy/parts";

/** Who has a part of an account, or of one of its regions. */
interface Claim {
    readonly owner: string;
    readonly part: BaselinePart;
    readonly provider: pulumi.ProviderResource | undefined;
    /** The region that was said; none, the provider's. Not of what is account-wide. */
    readonly region: pulumi.Input<string> | undefined;
}

/** What a program has declared. */
interface Program {
    readonly claims: Claim[];
    /** Owners by part, account and region, once these are known. */
    readonly places: Map<string, object>;
    /** Roles of AWS Config that it makes, of whatever account. */
    readonly configRoles: pulumi.Resource[];
}

/** By the program, of which one process can run several. */
const programs = new WeakMap<object, Program>();

function thisProgram(): Program {
    const key: object = pulumi.runtime.getStackResource() ?? pulumi.runtime.getMonitor() ?? programs;
    const program = programs.get(key) ?? { claims: [], places: new Map<string, object>(), configRoles: [] };
    programs.set(key, program);
    return program;
}

/** The provider of AWS that a component with these options hands on to its children; none for the default one. */
function providerOf(opts: pulumi.ComponentResourceOptions = {}): pulumi.ProviderResource | undefined {
    const given = [...(opts.provider === undefined ? [] : [opts.provider]), ...Object.values(opts.providers ?? {})];
    return given.find((provider) => aws.Provider.isInstance(provider)) ?? opts.parent?.getProvider("aws:index/a:A");
}

/**
 * The roles of AWS Config that baselines declared before make. A further region of the account uses one of them, by a name
 * that says nothing of it: AWS Config refuses a role that is not there yet, and AWS deletes none that is used.
 */
export function configRoles(): pulumi.Resource[] {
    return thisProgram().configRoles;
}

interface Singletons {
    /** What is wrong once account and region are known: another one has them under another name. */
    laterFaults: (place: Place) => Fault[];
}

/**
 * Takes parts of which an account, or a region of it, has one: two resources for the same one would undo each other at
 * each update.
 * @param refuse throws what is wrong at once
 */
export function takeSingletons(
    { owner, parts, region, opts }: SingletonOwner,
    refuse: (faults: Fault[]) => void,
): Singletons {
    const program = thisProgram();
    const provider = providerOf(opts);
    const wanted = parts.map((part): Claim => ({
        owner,
        part,
        provider,
        region: isAccountWide(part) ? undefined : region,
    }));
    refuse(
        wanted.flatMap((claim) => {
            const earlier = program.claims.find((other) => isSame(other, claim));
            return earlier === undefined ? [] : [twice(claim.part, `AccountBaseline "${earlier.owner}"`)];
        }),
    );
    program.claims.push(...wanted);
    const me = {};
    return {
        laterFaults: ({ accountId, region }) =>
            parts.flatMap((part) => {
                const key = `${part} ${accountId} ${isAccountWide(part) ? "" : region}`;
                const other = program.places.get(key) ?? me;
                program.places.set(key, other);
                return other === me ? [] : [twice(part, `another AccountBaseline of account ${accountId}`)];
            }),
    };
}

interface SingletonOwner {
    owner: string;
    parts: BaselinePart[];
    region: pulumi.Input<string> | undefined;
    opts: pulumi.ComponentResourceOptions | undefined;
}

/** Outputs are compared once they are known. */
function isSame(one: Claim, other: Claim): boolean {
    return one.part === other.part && one.provider === other.provider && one.region === other.region;
}

function twice(part: BaselinePart, who: string): Fault {
    return {
        argument: part,
        fault: `${who} has it already, and there is one in ${isAccountWide(part) ? "an account" : "a region"}`,
        fix: isAccountWide(part)
            ? "set accountWide to false in all but one region"
            : "declare it once, or give each region a baseline with its own region",
    };
}
