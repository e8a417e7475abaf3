import assert from "node:assert/strict";
import { AwsPartition, ConfigRule } from "palisade-aws";
import { configRules, usualRules } from "../../../components/account/policy/configRules";

const standard = { partition: AwsPartition.Standard, region: undefined, accountWide: true };

describe("rules of AWS Config", () => {
    it("have AWS's identifier, which is not the name in capitals for all", () => {
        const renamed = Object.entries(configRules).flatMap(([name, { identifier }]) =>
            identifier === name.toUpperCase().replaceAll("-", "_") ? [] : [[name, identifier]],
        );
        // https://docs.aws.amazon.com/config/latest/developerguide/ has each under its name.
        assert.deepEqual(Object.fromEntries(renamed), {
            "multi-region-cloudtrail-enabled": "MULTI_REGION_CLOUD_TRAIL_ENABLED",
            "restricted-ssh": "INCOMING_SSH_DISABLED",
            "restricted-common-ports": "RESTRICTED_INCOMING_TRAFFIC",
        });
    });

    it("stand for these checks of Trusted Advisor", () => {
        assert.deepEqual([...new Set(Object.values(configRules).map(({ trustedAdvisor }) => trustedAdvisor))].sort(), [
            "1iG5NDGVre",
            "7DAFEmoDos",
            "DqdJqYeRm5",
            "HCP4007jGY",
            "N425c450f2",
            "N430c450f2",
            "Pfx0RwqBli",
            "Yw2K9puPzl",
            "a2sEc6ILx",
            "ePs02jT06w",
            "nNauJisYIT",
            "rSs93HQwa1",
            "vjafUGJ9H0",
            "zXCkfM1nI3",
        ]);
    });

    const cases: [string, Parameters<typeof usualRules>[0], ConfigRule[]][] = [
        [
            "an account whose region is not said",
            standard,
            [ConfigRule.CloudFrontCustomSslCertificate, ConfigRule.CloudFrontTrafficToOriginEncrypted],
        ],
        ["an account in us-east-1", { ...standard, region: "us-east-1" }, []],
        [
            "a further region",
            { ...standard, region: "us-east-1", accountWide: false },
            [
                ConfigRule.RootAccountMfaEnabled,
                ConfigRule.IamRootAccessKeyCheck,
                ConfigRule.IamUserNoPoliciesCheck,
                ConfigRule.IamPasswordPolicy,
                ConfigRule.AccessKeysRotated,
            ],
        ],
        [
            "GovCloud",
            { ...standard, partition: AwsPartition.GovCloud, region: "us-gov-west-1" },
            [
                ConfigRule.RootAccountMfaEnabled,
                ConfigRule.CloudFrontCustomSslCertificate,
                ConfigRule.CloudFrontTrafficToOriginEncrypted,
            ],
        ],
    ];
    for (const [what, place, missing] of cases) {
        it(`${what}: all but ${missing.length}`, () => {
            const usual = usualRules(place);
            assert.deepEqual(
                Object.values(ConfigRule).filter((rule) => !usual.includes(rule)),
                missing,
            );
        });
    }

    it("parameters are texts, of which AWS Config takes no others", () => {
        for (const { parameters } of Object.values(configRules)) {
            const given = parameters?.({ passwordMinimumLength: 14, passwordMaximumAgeDays: 90 }) ?? {};
            assert.ok(Object.values(given).every((value) => typeof value === "string" && value !== ""));
        }
    });
});
