import * as pulumi from "@pulumi/pulumi";
import type { Rules } from "./arguments";
import { type Place, placeOf } from "./arn";
import { flag, table, text } from "./checks";
import { componentTags, tagFaults } from "./tags";
import type { Fault } from "./validate";

/** Arguments that every component has. */
export interface CommonArgs {
    removable?: boolean;
    tags?: Record<string, pulumi.Input<string>>;
    region?: pulumi.Input<string>;
}

/**
 * The rules of these arguments.
 * @param kept why what the component makes is kept by default
 */
export function commonRules(kept: string) {
    return {
        removable: { plain: true, check: flag, default: false, why: kept },
        tags: {
            plain: true,
            check: table(tagFaults),
            otherwise: "`Name` and `palisade:component`",
            why: "says in the console and on the bill what it is; yours are added",
        },
        region: {
            check: text(
                (name) => (/^[a-z]+(-[a-z]+)+-\d+$/.test(name) ? undefined : `${JSON.stringify(name)} is no region`),
                "pass its name, as in eu-central-1, or leave it out",
            ),
            otherwise: "the provider's",
            why: "one provider can serve several regions",
        },
    } as const satisfies Rules<CommonArgs>;
}

/** The accepted arguments of a component, as far as its children need them. */
export interface Family {
    readonly component: string;
    readonly name: string;
    readonly values: CommonArgs;
    require: (faults: Fault[]) => void;
}

/** What the children of one component have in common: names, options, tags and place. */
export class Children {
    readonly removable: boolean;
    readonly region: pulumi.Input<string> | undefined;
    /** Where the children are. */
    readonly place: pulumi.Output<Place>;

    constructor(
        readonly parent: pulumi.ComponentResource,
        private readonly family: Family,
    ) {
        this.removable = family.values.removable ?? false;
        this.region = family.values.region;
        this.place = placeOf(parent, this.region);
    }

    /**
     * The name of a child: the component's own, or that and a suffix. It is the child's identity in every stack that
     * uses the component, and never changes.
     */
    name(suffix?: string): string {
        return suffix === undefined ? this.family.name : `${this.family.name}-${suffix}`;
    }

    /** @throws ArgumentError when something is wrong. */
    require(faults: Fault[]): void {
        this.family.require(faults);
    }

    /** Options of a child: it stays with what is kept. */
    options(...dependsOn: pulumi.Resource[]): pulumi.CustomResourceOptions {
        return { ...this.looseOptions(...dependsOn), retainOnDelete: !this.removable };
    }

    /** Options of a child that holds nothing, and is made again as it was: it goes when it leaves the program. */
    looseOptions(...dependsOn: pulumi.Resource[]): pulumi.CustomResourceOptions {
        return { parent: this.parent, ...(dependsOn.length === 0 ? {} : { dependsOn }) };
    }

    /** Options of a child that cannot be made again as it was: it is protected as well. */
    keptOptions(): pulumi.CustomResourceOptions {
        return { ...this.options(), ...(this.removable ? {} : { protect: true }) };
    }

    /** Tags of a child; its name tells it from others of its kind, where a suffix is given. */
    tags(suffix?: string): Record<string, pulumi.Input<string>> {
        return componentTags(this.family, this.name(suffix));
    }
}
