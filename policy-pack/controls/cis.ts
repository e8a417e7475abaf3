import { idsOf, range, type Catalogue, type Reason } from "./catalogue";

/** Of the three versions, which number the same recommendations differently, in this order: 3.0, 5.0, 7.0. */
type Numbers = readonly [cis3: string, cis5: string, cis7: string];

/** Where a version has no such recommendation. */
const NONE = "";

const NOT_FROM_INPUTS: readonly (readonly [why: string, numbers: readonly Numbers[]])[] = [
    [
        "How an organization's accounts, units and policies are laid out is not told by the inputs of one stack.",
        ["2.1.1", "2.1.2", "2.1.3", "2.1.4", "2.1.5", "2.1.6"].map((id) => [NONE, NONE, id] as const),
    ],
    [
        "The account's own contact is kept in the account, and no stack has to declare it.",
        [
            ["1.1", "1.1", "2.2"],
            ["1.3", NONE, NONE],
        ],
    ],
    [
        "The root user's keys, MFA and use are a state of the account: no resource sets them.",
        [
            ["1.4", "1.3", "2.4"],
            ["1.5", "1.4", "2.5"],
            ["1.6", "1.5", "2.6"],
            ["1.7", "1.6", "2.7"],
        ],
    ],
    [
        "Who has enrolled an MFA device is known in the account only: a user does it after the user was created.",
        [["1.10", "1.9", "2.10"]],
    ],
    ["When a credential was last used is known in the account only.", [["1.12", "1.11", "2.11"]]],
    ["What data lies in the buckets is not an input.", [["2.1.3", "2.1.3", "3.1.3"]]],
];

export const cis3: Catalogue = {
    framework: "cis3",
    asOf: "2026-08-21",
    source: "https://www.cisecurity.org/benchmark/amazon_web_services",
    ids: idsOf({
        "1": range(1, 22),
        "2.1": range(1, 4),
        "2.2": [1],
        "2.3": range(1, 3),
        "2.4": [1],
        "3": range(1, 9),
        "4": range(1, 16),
        "5": range(1, 6),
    }),
    inPart: {},
    notFromInputs: reasonsOf(0),
};

export const cis5: Catalogue = {
    framework: "cis5",
    asOf: "2026-08-21",
    source: "https://www.cisecurity.org/benchmark/amazon_web_services",
    ids: idsOf({
        "1": range(1, 21),
        "2.1": range(1, 4),
        "2.2": range(1, 4),
        "2.3": [1],
        "3": range(1, 9),
        "4": range(1, 16),
        "5.1": range(1, 2),
        "5": range(2, 7),
    }),
    inPart: {},
    notFromInputs: reasonsOf(1),
};

export const cis7: Catalogue = {
    framework: "cis7",
    asOf: "2026-08-21",
    source: "https://www.cisecurity.org/benchmark/amazon_web_services",
    ids: idsOf({
        "2.1": range(1, 6),
        "2": range(2, 21),
        "3.1": range(1, 4),
        "3.2": range(1, 4),
        "3.3": [1],
        "4": range(1, 10),
        "5": range(1, 16),
        "6.1": range(1, 2),
        "6": range(2, 8),
    }),
    inPart: {},
    notFromInputs: reasonsOf(2),
};

function reasonsOf(version: 0 | 1 | 2): readonly Reason[] {
    return NOT_FROM_INPUTS.map(([why, numbers]) => ({
        why,
        ids: numbers.map((ids) => ids[version]).filter((id) => id !== NONE),
    }));
}
