import { matches, pattern } from "palisade-policy-documents";
import { all, any, must, not, resourcePolicy, say, service, settingPolicy, stackPolicy } from "../evaluation";
import type { Link, ResourceReader, StackReader, Truth } from "../evaluation";
import { byType } from "./byType";
import { mustLetNoOutsidersIn } from "./documents";
import { hasAutomaticBackup } from "./efs";
import { ownKeyPolicy } from "./ownKeys";
import { policyOf, typesWithPolicy } from "./resourcePolicies";

const VAULT = "aws:backup/vault:Vault";
const SELECTION = "aws:backup/selection:Selection";

/** What is to be in a plan, by what the ARN of all of its kind holds beside partition, region and account. */
const COVERED: Readonly<Record<string, string>> = {
    "aws:dynamodb/table:Table": "dynamodb:table/*",
    "aws:ebs/volume:Volume": "ec2:volume/*",
    "aws:efs/fileSystem:FileSystem": "elasticfilesystem:file-system/*",
    "aws:rds/cluster:Cluster": "rds:cluster:*",
    "aws:rds/instance:Instance": "rds:db:*",
};

/** Where the name is given that is last in the ARN, which is not known before the resource is made. */
const NAMES: Readonly<Record<string, string>> = {
    "aws:dynamodb/table:Table": "name",
    "aws:rds/cluster:Cluster": "clusterIdentifier",
    "aws:rds/instance:Instance": "identifier",
};

/** What else a selection may name: so that a name that is not known yet is not taken for one of the above. */
const OTHERS = [
    "aws:s3/bucket:Bucket",
    "aws:s3/bucketV2:BucketV2",
    "aws:ec2/instance:Instance",
    "aws:docdb/cluster:Cluster",
    "aws:neptune/cluster:Cluster",
    "aws:redshift/cluster:Cluster",
    "aws:fsx/lustreFileSystem:LustreFileSystem",
    "aws:fsx/ontapVolume:OntapVolume",
    "aws:fsx/openZfsFileSystem:OpenZfsFileSystem",
    "aws:fsx/windowsFileSystem:WindowsFileSystem",
];

const NAMED = [...Object.keys(COVERED), ...OTHERS];
const namedBy = {
    resources: { from: [SELECTION], by: "resources", to: NAMED },
    notResources: { from: [SELECTION], by: "notResources", to: NAMED },
} as const satisfies Readonly<Record<string, Link>>;

const lockOf: Link = {
    from: ["aws:backup/vaultLockConfiguration:VaultLockConfiguration"],
    by: "backupVaultName",
    to: [VAULT],
    named: ["name", "id"],
};

/** Whether an ARN, which may have wildcards, is of all of a resource's kind, or of its name. */
function isFor(arn: string, resource: ResourceReader): Truth {
    const [, , service, , , ...kind] = arn.split(":");
    const text = [service, ...kind].join(":");
    const isMeant = (full: string): boolean => matches(pattern(text), full);
    const all = COVERED[resource.type] ?? "";
    const start = all.slice(0, -1);
    const given = NAMES[resource.type];
    if (isMeant(all) || given === undefined || !text.startsWith(start)) {
        return isMeant(all);
    }
    const name = resource.given(given);
    // Pulumi makes a name of that of the resource and of seven digits.
    return name.isAbsent
        ? isMeant(`${start}${resource.name}-0000000`)
        : name.judgeText((known) => isMeant(start + known));
}

/** Whether a selection names the resource, or all of its kind, as what it takes in or what it leaves out. */
function names(
    selection: ResourceReader,
    property: keyof typeof namedBy,
    resource: ResourceReader,
    stack: StackReader,
): Truth {
    if (selection.comesFrom(property, resource)) {
        return true;
    }
    const arn = resource.given("arn");
    const isLinked = stack.linkedTo(resource, namedBy[property]).possible.some(({ urn }) => urn === selection.urn);
    return any(
        selection
            .get(property)
            .items()
            .map((one) =>
                // What is not known yet, and comes from others that could be named, names those.
                one.isUnknown && !isLinked
                    ? false
                    : one.judgeText((text) => text === "*" || arn.is(text) === true || isFor(text, resource)),
            ),
    );
}

/** Whether a selection is by a tag that the resource has. */
function hasTagOf(selection: ResourceReader, resource: ResourceReader): Truth {
    const given = resource.get("tags");
    if (given.isUnknown) {
        return selection.get("selectionTags").some(() => given.noteUndetermined());
    }
    const tags = given.entries();
    return selection
        .get("selectionTags")
        .some((wanted) =>
            any(tags.map(([key, value]) => all([wanted.get("key").is(key), wanted.get("value").isSameText(value)]))),
        );
}

/** A selection by conditions alone takes in what fits them, which is not read here. */
function mayFit(selection: ResourceReader): Truth {
    const conditions = selection.given("conditions");
    return conditions.isPresent() === false ? false : conditions.noteUndetermined(say`Conditions are not read`);
}

/** A resource with a tag, and what selects it by that. */
function exampleSelection(resource: string): string {
    return `${resource}
new aws.backup.Selection("daily", {
    planId: "daily",
    iamRoleArn: "arn:aws:iam::111122223333:role/backup",
    selectionTags: [{ type: "STRINGEQUALS", key: "backup", value: "daily" }],
});`;
}

export default service("backup", [
    ownKeyPolicy({
        id: "backup-vault-cmk",
        what: "Vaults of AWS Backup",
        types: [VAULT, "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault"],
        setting: {
            [VAULT]: "kmsKeyArn",
            "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault": "encryptionKeyArn",
        },
        whitepaper: "Backup",
        example: `new aws.backup.Vault("main", { kmsKeyArn: key.arn });`,
    }),
    settingPolicy({
        id: "backup-vault-no-force-destroy",
        title: "Vaults of AWS Backup are not destroyed with their backups",
        severity: "medium",
        types: [VAULT],
        controls: { nist: ["CP-9"], whitepaper: ["Backup"] },
        why: "With `forceDestroy`, deleting or replacing the vault deletes all backups in it, without asking.",
        fix: { text: "Leave `forceDestroy` out.", example: `new aws.backup.Vault("main", {}, { protect: true });` },
        setting: "forceDestroy",
        must: { be: false },
        default: false,
        remediates: true,
    }),
    stackPolicy({
        id: "backup-vault-locked",
        title: "Vaults of AWS Backup are locked",
        severity: "medium",
        types: [VAULT],
        controls: { nist: ["CP-9", "AU-9"], whitepaper: ["Backup"] },
        why: "Who has stolen an administrator's credentials deletes backups first. Off by default here: a lock cannot be taken back.",
        fix: {
            text: "Lock the vault, with the shortest time that backups must be kept.",
            example: `const vault = new aws.backup.Vault("main", { kmsKeyArn: key.arn });
new aws.backup.VaultLockConfiguration("main", { backupVaultName: vault.name, minRetentionDays: 7 });`,
        },
        offByDefault: true,
        check: (vault, stack) =>
            must(
                stack.linkedTo(vault, lockOf).exists(),
                say`Give it an \`aws.backup.VaultLockConfiguration\` with its name.`,
            ),
    }),
    ...byType(
        (types) =>
            stackPolicy({
                id: "backup-plan-coverage",
                title: "Volumes are in a backup plan",
                severity: "medium",
                types,
                controls: { nist: ["CP-9"], whitepaper: ["Backup"] },
                why: "Backups that belong to a resource go with it. A plan keeps them in a vault, and copies them where they are safe.",
                fix: {
                    text: "Select it by its ARN, by a tag, or with all of its kind.",
                    example: exampleSelection(
                        `new aws.ebs.Volume("home", { availabilityZone: "eu-west-1a", size: 20, tags: { backup: "daily" } });`,
                    ),
                },
                check(resource, stack) {
                    const selections = stack.ofTypes(SELECTION);
                    const isSelected = selections.map((selection) =>
                        all([
                            any([
                                names(selection, "resources", resource, stack),
                                hasTagOf(selection, resource),
                                mayFit(selection),
                            ]),
                            not(names(selection, "notResources", resource, stack)),
                        ]),
                    );
                    return must(
                        any([...isSelected, hasAutomaticBackup(resource, stack)]),
                        say`Name it in the \`resources\` or tags of an \`aws.backup.Selection\` that does not leave it out again.`,
                    );
                },
            }),
        { types: ["aws:ebs/volume:Volume"], fsbp: "EC2.28", severity: "low" },
        {
            id: "backup-plan-file-systems",
            title: "File systems are in a backup plan",
            types: ["aws:efs/fileSystem:FileSystem"],
            fsbp: "EFS.2",
            example: exampleSelection(
                `new aws.efs.FileSystem("home", { encrypted: true, tags: { backup: "daily" } });`,
            ),
        },
        {
            id: "backup-plan-databases",
            title: "RDS databases are in a backup plan",
            types: ["aws:rds/instance:Instance"],
            fsbp: "RDS.26",
            example: exampleSelection(
                `new aws.rds.Instance("orders", { instanceClass: "db.m7g.large", tags: { backup: "daily" } });`,
            ),
        },
        {
            id: "backup-plan-clusters",
            title: "RDS clusters are in a backup plan",
            types: ["aws:rds/cluster:Cluster"],
            example: exampleSelection(
                `new aws.rds.Cluster("orders", { engine: "aurora-postgresql", tags: { backup: "daily" } });`,
            ),
        },
        {
            id: "backup-plan-tables",
            title: "DynamoDB tables are in a backup plan",
            types: ["aws:dynamodb/table:Table"],
            // Most are recovered to a point in time, which costs less.
            offByDefault: true,
            example: exampleSelection(
                `new aws.dynamodb.Table("orders", {
    attributes: [{ name: "id", type: "S" }],
    hashKey: "id",
    billingMode: "PAY_PER_REQUEST",
    tags: { backup: "daily" },
});`,
            ),
        },
    ),
    resourcePolicy({
        id: "backup-policy-no-public",
        title: "Policies of backup vaults let no outsiders in",
        severity: "critical",
        types: typesWithPolicy("backup"),
        controls: { cis7: ["2.21"], nist: ["AC-3"], whitepaper: ["Backup"] },
        why: "Everybody with an AWS account could copy backups, and read all data in them.",
        fix: {
            text: "Name the accounts that may use the vault.",
            example: `new aws.backup.VaultPolicy("main", {
    backupVaultName: "main",
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["arn:aws:iam::444455556666:root"] }],
            actions: ["backup:CopyIntoBackupVault"],
            resources: ["*"],
        }],
    }).json,
});`,
        },
        check: (resource) =>
            mustLetNoOutsidersIn(policyOf(resource), say`Name who may use it, or scope it by a condition.`),
    }),
]);
