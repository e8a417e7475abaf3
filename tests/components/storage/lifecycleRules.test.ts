import assert from "node:assert/strict";
import {
    ageingRule,
    ArchiveClass,
    housekeepingRule,
    lifecycleFaults,
    type LifecycleRuleArgs,
} from "../../../components/storage/policy/lifecycleRules";

describe("lifecycle rules", () => {
    it("housekeeping ends abandoned uploads, old versions and lonely delete markers, for every object", () => {
        assert.deepEqual(housekeepingRule(90), {
            id: "housekeeping",
            status: "Enabled",
            filter: {},
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
            noncurrentVersionExpiration: { noncurrentDays: 90 },
            expiration: { expiredObjectDeleteMarker: true },
        });
    });

    it("ageing archives and expires what it is asked to", () => {
        assert.deepEqual(ageingRule({ id: "a", prefix: "tmp/", expireAfterDays: 3 }), {
            id: "a",
            status: "Enabled",
            filter: { prefix: "tmp/" },
            expiration: { days: 3 },
        });
        assert.deepEqual(ageingRule({ id: "a", archiveAfterDays: 10 }), {
            id: "a",
            status: "Enabled",
            filter: {},
            transitions: [{ days: 10, storageClass: "GLACIER_IR" }],
        });
        assert.deepEqual(
            ageingRule({ id: "a", archiveAfterDays: 10, archiveClass: ArchiveClass.GlacierDeepArchive }).transitions,
            [{ days: 10, storageClass: "DEEP_ARCHIVE" }],
        );
    });

    it("archive classes are called as S3 calls them", () => {
        assert.deepEqual(Object.values(ArchiveClass), [
            "INTELLIGENT_TIERING",
            "STANDARD_IA",
            "GLACIER_IR",
            "GLACIER",
            "DEEP_ARCHIVE",
        ]);
    });

    const accepted: LifecycleRuleArgs[][] = [
        [],
        [{ id: "a", expireAfterDays: 1 }],
        [{ id: "a", archiveAfterDays: 1, expireAfterDays: 2 }],
        [{ id: "a", archiveAfterDays: 30, archiveClass: ArchiveClass.StandardInfrequentAccess }],
        [
            { id: "a", expireAfterDays: 1 },
            { id: "b", expireAfterDays: 1 },
        ],
    ];
    for (const rules of accepted) {
        it(`accepted: ${JSON.stringify(rules)}`, () => assert.deepEqual(lifecycleFaults(rules, "rules"), []));
    }

    const refused: [LifecycleRuleArgs[], argument: string, RegExp][] = [
        [[{ id: "housekeeping", expireAfterDays: 1 }], "rules[0].id", /"housekeeping" is taken/],
        [
            [
                { id: "a", expireAfterDays: 1 },
                { id: "a", expireAfterDays: 1 },
            ],
            "rules[1].id",
            /"a" is taken/,
        ],
        [[{ id: "a" }], "rules[0]", /does nothing/],
        [[{ id: "a", expireAfterDays: 0 }], "rules[0].expireAfterDays", /0 is not a whole number of days/],
        [[{ id: "a", archiveAfterDays: 1.5 }], "rules[0].archiveAfterDays", /1.5 is not a whole number/],
        [
            [{ id: "a", archiveAfterDays: 29, archiveClass: ArchiveClass.StandardInfrequentAccess }],
            "rules[0].archiveAfterDays",
            /from 30/,
        ],
        [
            [{ id: "a", archiveAfterDays: 2, archiveClass: "GLACIER2" as ArchiveClass }],
            "rules[0].archiveClass",
            /"GLACIER2" is not known/,
        ],
        [[{ id: "a", archiveAfterDays: 5, expireAfterDays: 5 }], "rules[0].expireAfterDays", /expire before/],
    ];
    for (const [rules, argument, fault] of refused) {
        it(`refused: ${JSON.stringify(rules)}`, () => {
            const found = lifecycleFaults(rules, "rules").find((each) => each.argument === argument);
            assert.match(found?.fault ?? "", fault);
            assert.match(found?.fix ?? "", /^(give|use one of|expire later) ?/);
        });
    }
});
