import { days, oneOf } from "../../shared/checks";
import type { Fault } from "../../shared/validate";

/** A storage class that objects can be moved to by age. */
export const ArchiveClass = {
    /** Moves objects by use. No retrieval fee; 0.0025 USD per 1,000 objects and month for watching them. */
    IntelligentTiering: "INTELLIGENT_TIERING",
    /** About half the price of standard storage, with a retrieval fee. Needs 30 days of age. */
    StandardInfrequentAccess: "STANDARD_IA",
    /** About a sixth of the price, readable at once, with a retrieval fee. */
    GlacierInstantRetrieval: "GLACIER_IR",
    /** Read within minutes or hours. */
    Glacier: "GLACIER",
    /** The cheapest; read within 12 to 48 hours. */
    GlacierDeepArchive: "DEEP_ARCHIVE",
} as const;
export type ArchiveClass = (typeof ArchiveClass)[keyof typeof ArchiveClass];

const defaultArchiveClass = ArchiveClass.GlacierInstantRetrieval;

/** One rule of a bucket's lifecycle, as the provider takes it. */
export interface LifecycleRule {
    id: string;
    status: "Enabled";
    filter: { prefix?: string };
    abortIncompleteMultipartUpload?: { daysAfterInitiation: number };
    expiration?: { days: number } | { expiredObjectDeleteMarker: true };
    noncurrentVersionExpiration?: { noncurrentDays: number };
    transitions?: { days: number; storageClass: ArchiveClass }[];
}

const housekeepingId = "housekeeping";

/** Parts of uploads that nobody finished within this time are deleted. */
const abandonedUploadDays = 7;

/**
 * What every versioned bucket needs: abandoned uploads, old versions and delete markers without an object do not pile
 * up.
 */
export function housekeepingRule(noncurrentVersionDays: number): LifecycleRule {
    return {
        id: housekeepingId,
        status: "Enabled",
        filter: {},
        abortIncompleteMultipartUpload: { daysAfterInitiation: abandonedUploadDays },
        noncurrentVersionExpiration: { noncurrentDays: noncurrentVersionDays },
        expiration: { expiredObjectDeleteMarker: true },
    };
}

/** When the objects under a prefix move to a cheaper class, and when they expire. */
export interface LifecycleRuleArgs {
    /** Name of the rule, unique in the bucket. Plain. */
    id: string;
    /** Beginning of the keys the rule is about. Default: all objects. */
    prefix?: string;
    /** Days after which objects move to the archive class. Objects under 128 KB stay where they are. Default: never. */
    archiveAfterDays?: number;
    /** Where they move. Default: GlacierInstantRetrieval. */
    archiveClass?: ArchiveClass;
    /** Days after which objects expire; as old versions they stay for the bucket's time for those. Default: never. */
    expireAfterDays?: number;
}

export function ageingRule(rule: LifecycleRuleArgs): LifecycleRule {
    const { id, prefix, archiveAfterDays, archiveClass = defaultArchiveClass, expireAfterDays } = rule;
    return {
        id,
        status: "Enabled",
        filter: prefix === undefined ? {} : { prefix },
        ...(archiveAfterDays === undefined
            ? {}
            : { transitions: [{ days: archiveAfterDays, storageClass: archiveClass }] }),
        ...(expireAfterDays === undefined ? {} : { expiration: { days: expireAfterDays } }),
    };
}

/** S3 does not move younger objects to this class. */
const minimumArchiveDays: Partial<Record<ArchiveClass, number>> = { STANDARD_IA: 30 };

/** What is wrong with a bucket's further lifecycle rules. */
export function lifecycleFaults(rules: LifecycleRuleArgs[], argument: string): Fault[] {
    const ids = new Set<string>([housekeepingId]);
    return rules.flatMap((rule, index) => {
        const { id, archiveAfterDays, archiveClass = defaultArchiveClass, expireAfterDays } = rule;
        const at = `${argument}[${index}]`;
        const faults: Fault[] = [];
        if (ids.has(id)) {
            faults.push({ argument: `${at}.id`, fault: `"${id}" is taken`, fix: "give each rule a name of its own" });
        }
        ids.add(id);
        faults.push(...oneOf(ArchiveClass)(archiveClass, `${at}.archiveClass`));
        if (archiveAfterDays !== undefined) {
            const minimum = minimumArchiveDays[archiveClass] ?? 1;
            faults.push(...days(minimum)(archiveAfterDays, `${at}.archiveAfterDays`));
        }
        if (expireAfterDays !== undefined) {
            faults.push(...days(1)(expireAfterDays, `${at}.expireAfterDays`));
        }
        if (archiveAfterDays === undefined && expireAfterDays === undefined) {
            faults.push({ argument: at, fault: "it does nothing", fix: "give archiveAfterDays or expireAfterDays" });
        } else if (expireAfterDays !== undefined && expireAfterDays <= (archiveAfterDays ?? 0)) {
            faults.push({
                argument: `${at}.expireAfterDays`,
                fault: "objects would expire before they are archived",
                fix: "expire later, or leave one out",
            });
        }
        return faults;
    });
}
