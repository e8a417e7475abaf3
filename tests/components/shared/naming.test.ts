import assert from "node:assert/strict";
import fc from "fast-check";
import {
    aliasNaming,
    bucketNaming,
    fitsAutonaming,
    namePrefix,
    reservedBucketPrefix,
    rolePolicyNaming,
} from "../../../components/shared/naming";

/** A name as the provider makes it: the logical name, a hyphen and seven characters. */
const autonamed = (name: string): string => `${name}-1a2b3c4`;
/** What the provider appends to a prefix. */
const appended = "20261123000000000000000001";

const bucketName = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

const logicalName = fc.oneof(fc.string(), fc.string({ unit: "grapheme" }), fc.stringMatching(/^[a-zA-Z0-9_-]{1,80}$/));

describe("physical names", () => {
    it("a name that fits is a valid bucket name once the provider has lower-cased and completed it", () => {
        fc.assert(
            fc.property(logicalName, (name) => {
                fc.pre(fitsAutonaming(name, bucketNaming));
                assert.match(autonamed(name).toLowerCase(), bucketName);
            }),
        );
    });

    it("the longest name that fits, and one more", () => {
        assert.equal(fitsAutonaming("a".repeat(55), bucketNaming), true);
        assert.equal(fitsAutonaming("a".repeat(56), bucketNaming), false);
        assert.equal(fitsAutonaming("a".repeat(242), aliasNaming), true);
        assert.equal(fitsAutonaming("a".repeat(243), aliasNaming), false);
        assert.equal(fitsAutonaming("a".repeat(120), rolePolicyNaming), true);
        assert.equal(fitsAutonaming("a".repeat(121), rolePolicyNaming), false);
    });

    const fits: [string, boolean, boolean, boolean][] = [
        // name, bucket, alias, role policy
        ["data", true, true, true],
        ["Data-2", true, true, true],
        ["my_data", false, true, true],
        ["my.data", false, false, true],
        ["-data", false, true, true],
        ["my data", false, false, false],
        ["aws/s3", false, false, false],
        ["", false, false, false],
    ];
    for (const [name, bucket, alias, rolePolicy] of fits) {
        it(`"${name}" as it is: bucket ${bucket}, alias ${alias}, role policy ${rolePolicy}`, () => {
            assert.equal(fitsAutonaming(name, bucketNaming), bucket);
            assert.equal(fitsAutonaming(name, aliasNaming), alias);
            assert.equal(fitsAutonaming(name, rolePolicyNaming), rolePolicy);
        });
    }

    it("a prefix is a valid name once the provider has completed it, whatever the logical name", () => {
        fc.assert(
            fc.property(logicalName, fc.constantFrom("", "aws-waf-logs-"), (name, lead) => {
                const prefix = namePrefix(name, 63, lead);
                assert.ok(prefix.startsWith(lead), prefix);
                assert.ok(prefix.length <= 37, prefix);
                assert.match(`${prefix}${appended}`, bucketName);
                assert.ok(!prefix.includes("--"), prefix);
                assert.equal(prefix, namePrefix(name, 63, lead));
            }),
        );
    });

    it("a name that is cut keeps its beginning, and names with the same beginning stay different", () => {
        const long = "artifacts-of-the-application-pattern-console";
        assert.match(namePrefix(`${long}-one`, 63), /^artifacts-of-the-application-[0-9a-f]{6}-$/);
        assert.notEqual(namePrefix(`${long}-one`, 63), namePrefix(`${long}-two`, 63));
    });

    it("a name that is cut uses all the room there is", () => {
        assert.equal(namePrefix("x".repeat(80), 63).length, 37);
        assert.equal(namePrefix("x".repeat(80), 63, "aws-waf-logs-").length, 37);
        assert.equal(namePrefix("x".repeat(200), 128).length, 102);
    });

    it("a short name is kept whole", () => {
        assert.equal(namePrefix("My_Data", 63), "my-data-");
        assert.equal(namePrefix("logs", 63, "aws-waf-logs-"), "aws-waf-logs-logs-");
        assert.equal(namePrefix("x".repeat(36), 63), `${"x".repeat(36)}-`);
        assert.notEqual(namePrefix("x".repeat(37), 63), `${"x".repeat(37)}-`);
    });

    it("beginnings that Amazon S3 reserves are seen in any case", () => {
        assert.equal(reservedBucketPrefix("XN--data"), "xn--");
        assert.equal(reservedBucketPrefix("sthree-data"), "sthree-");
        assert.equal(reservedBucketPrefix("amzn-s3-demo-data"), "amzn-s3-demo-");
        assert.equal(reservedBucketPrefix("data-xn--"), undefined);
    });
});
