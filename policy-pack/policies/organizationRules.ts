import { any, eitherOf, EVERY_AWS_TYPE, must, resourcePolicy, say, service, texts } from "../evaluation";
import type { ResourceReader, Truth } from "../evaluation";
import { isTaggable } from "./taggableTypes";

/** What an organization asks of all its stacks. Each is off by default: only the organization knows what to ask. */

const PROVIDER = "pulumi:providers:aws";
const GROUP = "aws:autoscaling/group:Group";

/** What keeps data, and the setting by which AWS itself refuses to delete it, where there is one. */
const KEEPS_DATA: Readonly<Record<string, { readonly setting: string; readonly to: string | boolean } | undefined>> = {
    "aws:cognito/userPool:UserPool": { setting: "deletionProtection", to: "ACTIVE" },
    "aws:docdb/cluster:Cluster": { setting: "deletionProtection", to: true },
    "aws:dynamodb/table:Table": { setting: "deletionProtectionEnabled", to: true },
    "aws:efs/fileSystem:FileSystem": undefined,
    "aws:kms/key:Key": undefined,
    "aws:neptune/cluster:Cluster": { setting: "deletionProtection", to: true },
    "aws:opensearch/domain:Domain": undefined,
    "aws:rds/cluster:Cluster": { setting: "deletionProtection", to: true },
    "aws:rds/instance:Instance": { setting: "deletionProtection", to: true },
    "aws:redshift/cluster:Cluster": undefined,
    "aws:s3/bucket:Bucket": undefined,
    "aws:s3/bucketV2:BucketV2": undefined,
};

function hasTag(resource: ResourceReader, key: string): Truth {
    const own = resource.get("tags");
    const given = resource.ofProvider("defaultTags");
    // What is configured of a provider, it gets as JSON.
    const defaults = given.isText ? given.parsed() : given;
    return resource.type === GROUP
        ? own.some((tag) => tag.get("key").is(key))
        : any([own.get(key).isGiven(), defaults.get("tags", key).isGiven()]);
}

/** The types of components that make resources of this type, of pairs such as `aws:s3/bucket:Bucket=acme:storage:Bucket`. */
function approvedFor(type: string, pairs: readonly string[]): readonly string[] {
    return pairs.filter((pair) => pair.startsWith(`${type}=`)).map((pair) => pair.slice(type.length + 1));
}

export default service("account", [
    resourcePolicy({
        id: "account-allowed-regions",
        title: "Resources are in Regions that the organization uses",
        severity: "medium",
        types: [EVERY_AWS_TYPE, PROVIDER],
        controls: { nist: ["AC-4", "SA-9(5)"], whitepaper: ["account security"] },
        why: "In a Region that nobody watches, no trail, detector or budget is looked at, and data may lie where the law forbids it.",
        fix: {
            text: "Set the provider's region, and that of the resource, to one that is allowed.",
            example: `new aws.sns.Topic("orders", { region: "eu-west-1" });`,
        },
        offByDefault: true,
        options: {
            regions: texts({
                default: [],
                pattern: /^[a-z]{2}(-[a-z]+)+-\d+$/,
                of: "Regions such as eu-west-1",
                description: "The Regions that are allowed. Without any, nothing is judged.",
            }),
        },
        check(resource, { regions }) {
            const region = resource.get("region");
            // A resource without one is in its provider's, which is judged itself.
            if (regions.length === 0 || (region.isAbsent && resource.type !== PROVIDER)) {
                return [];
            }
            const isAllowed = region.isAbsent
                ? region.noteUndetermined(say`The provider takes it from its surroundings`)
                : region.isOneOf(regions);
            return must(isAllowed, say`Set ${region} to ${eitherOf(regions)}.`);
        },
    }),
    resourcePolicy({
        id: "account-required-tags",
        title: "Resources carry the tags that the organization asks for",
        severity: "low",
        types: [EVERY_AWS_TYPE],
        controls: { nist: ["CM-8"], whitepaper: ["account security"] },
        why: "What says neither whose it is nor what it is for is kept, paid for and left unpatched by nobody.",
        fix: {
            text: "Set the tags, best once for all in `defaultTags` of the provider.",
            example: `new aws.sns.Topic("orders", { tags: { owner: "payments" } });`,
        },
        offByDefault: true,
        options: {
            tags: texts({
                default: [],
                pattern: /^[\p{L}\p{Z}\p{N}_.:/=+@-]{1,128}$/u,
                of: "keys of tags",
                description: "The keys of the tags, as they are written. Without any, nothing is judged.",
            }),
        },
        check: (resource, { tags }) =>
            isTaggable(resource.type) || resource.type === GROUP
                ? tags.map((key) =>
                      must(hasTag(resource, key), say`Add ${eitherOf([key])} to ${resource.get("tags")}.`),
                  )
                : [],
    }),
    resourcePolicy({
        id: "account-stateful-protected",
        title: "What keeps data is protected from being deleted",
        severity: "medium",
        types: Object.keys(KEEPS_DATA) as [string, ...string[]],
        controls: { nist: ["CP-9"], whitepaper: ["account security"] },
        why: "A renamed resource is a deleted one and a new one: one `pulumi up` is enough to lose the data. Off by default, as stacks that come and go must be removable.",
        fix: {
            text: "Protect it in the program, or by AWS's own setting where there is one.",
            example: `new aws.dynamodb.Table("orders", { hashKey: "id", attributes: [{ name: "id", type: "S" }] }, { protect: true });`,
        },
        offByDefault: true,
        check(resource) {
            const own = KEEPS_DATA[resource.type];
            if (own === undefined) {
                return must(resource.isProtected, say`Set the option \`protect\` to true.`);
            }
            const setting = resource.get(own.setting);
            return must(
                any([resource.isProtected, setting.is(own.to)]),
                say`Set the option \`protect\` to true, or ${setting} to ${eitherOf([own.to])}.`,
            );
        },
    }),
    resourcePolicy({
        id: "account-approved-component",
        title: "Resources are made by the components that the organization approved for them",
        severity: "low",
        types: [EVERY_AWS_TYPE],
        controls: { nist: ["CM-2"], whitepaper: ["account security"] },
        why: "A component carries what was agreed for a kind of resource. Beside it, everything has to be remembered again.",
        fix: {
            text: "Make it by the component.",
            example: `class ApprovedBucket extends pulumi.ComponentResource {
    constructor(name: string) {
        super("acme:storage:ApprovedBucket", name);
        new aws.s3.Bucket(name, {}, { parent: this });
    }
}
new ApprovedBucket("reports");`,
        },
        offByDefault: true,
        options: {
            components: texts({
                default: [],
                pattern: /^aws:[^=]+=[^=]+$/,
                of: "pairs of a type and the type of its component, such as aws:s3/bucket:Bucket=acme:storage:Bucket",
                description:
                    "Which component makes which type: `aws:s3/bucket:Bucket=acme:storage:Bucket`. Of several for a type one will do. Types without any are not judged.",
            }),
        },
        check(resource, { components }) {
            const approved = approvedFor(resource.type, components);
            return approved.length === 0
                ? []
                : must(
                      approved.some((component) => resource.parentTypes.includes(component)),
                      say`Make it by ${eitherOf(approved)}: set it as its \`parent\`.`,
                  );
        },
    }),
]);
