import assert from "node:assert/strict";
import { type EventAccess, eventSelectors, type Recorded } from "../../../components/audit/policy/eventSelectors";

const bucketArn = "arn:aws:s3:::trail";
const selected = (recorded: Partial<Recorded>): Record<string, unknown>[] =>
    eventSelectors({ dataEvents: [], networkActivity: [], bucketArn, ...recorded }).map(({ fieldSelectors }) =>
        Object.fromEntries(
            fieldSelectors.map(({ field, ...test }) => {
                // A field that stands twice would be two tests, of which the last would be all that this sees.
                assert.equal(fieldSelectors.filter((other) => other.field === field).length, 1);
                return [field, test];
            }),
        ),
    );
const management = { eventCategory: { equals: ["Management"] } };

describe("what a trail records", () => {
    it("is all management events, whatever else", () => {
        assert.deepEqual(selected({}), [management]);
        assert.deepEqual(selected({ networkActivity: [{ eventSource: "s3.amazonaws.com" }] })[0], management);
    });

    it("of objects never what the trail itself writes, which would be an event without end", () => {
        const data = { eventCategory: { equals: ["Data"] }, "resources.type": { equals: ["AWS::S3::Object"] } };
        assert.deepEqual(selected({ dataEvents: [{ resourceType: "AWS::S3::Object" }] })[1], {
            ...data,
            "resources.ARN": { notStartsWiths: ["arn:aws:s3:::trail/"] },
        });
        const arnPrefixes = ["arn:aws:s3:::trail", "arn:aws:s3:::orders/"];
        assert.deepEqual(selected({ dataEvents: [{ resourceType: "AWS::S3::Object", arnPrefixes }] })[1], {
            ...data,
            "resources.ARN": { startsWiths: arnPrefixes, notStartsWiths: ["arn:aws:s3:::trail/"] },
        });
    });

    const accesses: [EventAccess | undefined, unknown][] = [
        ["Read", { equals: ["true"] }],
        ["Write", { equals: ["false"] }],
        [undefined, undefined],
    ];
    for (const [access, readOnly] of accesses) {
        it(`of other resources all, or some, by access ${access}`, () => {
            const [, events] = selected({ dataEvents: [{ resourceType: "AWS::Lambda::Function", access }] });
            assert.deepEqual(events?.readOnly, readOnly);
            assert.equal(events?.["resources.ARN"], undefined);
        });
    }

    it("of network activity what endpoints refuse, unless all is asked for", () => {
        const [, refused, all] = selected({
            networkActivity: [
                { eventSource: "s3.amazonaws.com" },
                { eventSource: "kms.amazonaws.com", alsoAllowed: true },
            ],
        });
        assert.deepEqual(refused, {
            eventCategory: { equals: ["NetworkActivity"] },
            eventSource: { equals: ["s3.amazonaws.com"] },
            errorCode: { equals: ["VpceAccessDenied"] },
        });
        assert.deepEqual(Object.keys(all ?? {}), ["eventCategory", "eventSource"]);
    });
});
