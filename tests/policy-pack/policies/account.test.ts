import account from "../../../policy-pack/policies/account";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";
import { tokenOf } from "../support/token";

const BASELINE = [
    "account/alternativeContact:AlternativeContact",
    "accessanalyzer/analyzer:Analyzer",
    "guardduty/detector:Detector",
    "securityhub/account:Account",
    "cfg/recorder:Recorder",
    "cfg/recorderStatus:RecorderStatus",
    "iam/accountPasswordPolicy:AccountPasswordPolicy",
    "ebs/encryptionByDefault:EncryptionByDefault",
] as const;
type Part = (typeof BASELINE)[number];

const part = (type: Part, inputs: Inputs = {}, more: Partial<TestResource> = {}): TestResource => ({
    type: `aws:${type}`,
    inputs,
    ...more,
});
const contact = (alternateContactType: string) =>
    part("account/alternativeContact:AlternativeContact", { alternateContactType }, { name: "contact" });
const analyzer = (type: string) => part("accessanalyzer/analyzer:Analyzer", { type }, { name: "analyzer" });
const detector = (inputs: Inputs = {}) => part("guardduty/detector:Detector", inputs);
const recorder = (inputs: Inputs = {}) => part("cfg/recorder:Recorder", inputs);
const status = (isEnabled: boolean, more: Partial<TestResource> = {}) =>
    part("cfg/recorderStatus:RecorderStatus", { isEnabled }, { name: "status", ...more });
const started: TestResource = {
    ...status(true),
    inputs: { isEnabled: true, name: unknown() },
    from: { name: ["it"] },
};

const passwords = part("iam/accountPasswordPolicy:AccountPasswordPolicy");
const options = { baseline: true };

/** A stack of one part of a baseline, of each type but some, which lacks what a policy asks for. */
const lacking = (called: string, ...except: readonly Part[]) =>
    Object.fromEntries(
        BASELINE.filter((type) => !except.includes(type)).map((type) => [
            `a baseline without, of ${type}`,
            { resources: part(type), options, says: [`Add ${called} beside "it".`] },
        ]),
    );

const SUPPORT = "arn:aws:iam::aws:policy/AWSSupportAccess";
/** A stack of a baseline and what attaches a policy, by the file of its type. */
const attaching = (inputs: Readonly<Record<string, Inputs>>) =>
    Object.fromEntries(
        Object.entries(inputs).map(([file, given]) => [
            `a baseline with a ${file}`,
            { resources: [started, { type: tokenOf(`iam/${file}`), inputs: given }], options },
        ]),
    );
const CONTACT = 'an `aws.account.AlternativeContact` for "SECURITY"';
const ANALYZER = "an `aws.accessanalyzer.Analyzer`";
const RECORD = "Remove `recordingGroup.allSupported`, or set it to true.";
const START = "Start it by an `aws.cfg.RecorderStatus`.";

describeService(account, {
    "account-organization-all-features": {
        says: 'Remove `featureSet`, or set it to "ALL".',
        compliant: {
            all: { type: "aws:organizations/organization:Organization", inputs: { featureSet: "ALL" } },
        },
        violating: {
            "bills alone": {
                type: "aws:organizations/organization:Organization",
                inputs: { featureSet: "CONSOLIDATED_BILLING" },
            },
        },
        absent: "compliant",
    },
    "account-alternate-contact": {
        compliant: {
            "a baseline with one": { resources: [passwords, contact("SECURITY")], options },
            "a stack that need not be a baseline": passwords,
        },
        violating: {
            ...lacking(CONTACT),
            "one for invoices": {
                resources: [contact("BILLING")],
                options,
                says: { contact: [`Add ${CONTACT} beside "contact".`] },
            },
            "the first of several is told": {
                resources: [passwords, analyzer("ACCOUNT")],
                options,
                says: { analyzer: [`Add ${CONTACT} beside "analyzer".`] },
            },
        },
        absent: "compliant",
    },
    "account-access-analyzer": {
        compliant: {
            "a baseline with one": { resources: [passwords, analyzer("ORGANIZATION")], options },
            "of the account": { resources: [passwords, analyzer("ACCOUNT")], options },
            "of the account, by default": {
                resources: [passwords, part("accessanalyzer/analyzer:Analyzer", {}, { name: "analyzer" })],
                options,
            },
            "a stack that need not be a baseline": passwords,
        },
        violating: {
            ...lacking(ANALYZER, "accessanalyzer/analyzer:Analyzer"),
            "one of what nobody uses": {
                resources: [analyzer("ACCOUNT_UNUSED_ACCESS")],
                options,
                says: { analyzer: [`Add ${ANALYZER} beside "analyzer".`] },
            },
        },
        absent: "compliant",
    },
    "account-guardduty": {
        compliant: {
            "turned on": detector({ enable: true }),
            "a baseline with one": { resources: detector(), options },
            "a stack that need not be a baseline": passwords,
        },
        violating: {
            ...lacking("an `aws.guardduty.Detector`", "guardduty/detector:Detector"),
            "turned off": { resources: detector({ enable: false }), says: ["Remove `enable`, or set it to true."] },
        },
        absent: "compliant",
    },
    "account-security-hub": {
        byTypeAlone: true,
        compliant: {
            "a baseline with it": {
                resources: [passwords, part("securityhub/account:Account", {}, { name: "hub" })],
                options,
            },
            "a stack that need not be a baseline": passwords,
        },
        violating: lacking("an `aws.securityhub.Account`", "securityhub/account:Account"),
        absent: "compliant",
    },
    "account-config-recorder": {
        compliant: {
            "all types, and started": { resources: [recorder({ recordingGroup: { allSupported: true } }), started] },
            "by its name": {
                resources: [recorder({ name: "all" }), status(true, { inputs: { isEnabled: true, name: "all" } })],
                options,
            },
            "by its id": [
                { ...recorder(), outputs: { id: "all" } },
                status(true, { inputs: { isEnabled: true, name: "all" } }),
            ],
            "a stack that need not be a baseline": passwords,
        },
        violating: {
            ...lacking("an `aws.cfg.Recorder`", "cfg/recorder:Recorder", "cfg/recorderStatus:RecorderStatus"),
            "some types": {
                resources: [recorder({ recordingGroup: { allSupported: false } }), started],
                says: [RECORD],
            },
            "never started": { resources: recorder(), says: [START] },
            stopped: { resources: [status(false)], says: { status: ["Set `isEnabled` to true."] } },
        },
        absent: {
            "not started": { resources: recorder(), says: [START] },
            "a status that says nothing": {
                resources: part("cfg/recorderStatus:RecorderStatus"),
                says: ["Set `isEnabled` to true."],
            },
        },
    },
    "account-support-role": {
        compliant: {
            "no baseline": part("cfg/recorder:Recorder"),
            ...attaching({
                rolePolicyAttachment: { role: "support", policyArn: SUPPORT },
                policyAttachment: { roles: ["support"], policyArn: SUPPORT },
                role: { managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess", SUPPORT] },
                rolePolicyAttachmentsExclusive: { roleName: "support", policyArns: [SUPPORT] },
            }),
            "attached to a role that is not made yet": {
                resources: [
                    started,
                    {
                        type: "aws:iam/policyAttachment:PolicyAttachment",
                        inputs: { roles: [unknown()], policyArn: SUPPORT },
                    },
                ],
                options,
            },
            "a baseline with a permission set": {
                resources: [
                    started,
                    {
                        type: "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
                        inputs: { managedPolicyArn: SUPPORT.replace("arn:aws:", "arn:aws-us-gov:") },
                    },
                ],
                options,
            },
        },
        violating: {
            ...lacking("an `aws.iam.RolePolicyAttachment` of AWSSupportAccess"),
            ...Object.fromEntries(
                [
                    ["rolePolicyAttachment:RolePolicyAttachment", "policyArn", unknown()] as const,
                    ["role:Role", "managedPolicyArns", [unknown()]] as const,
                    [
                        "rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
                        "policyArns",
                        [unknown()],
                    ] as const,
                ].map(([type, property, arns]) => [
                    `a policy of the stack's own, which is not made yet, by ${property}`,
                    {
                        resources: [
                            part("cfg/recorder:Recorder"),
                            { type: "aws:iam/policy:Policy", name: "own", inputs: {} },
                            {
                                type: `aws:iam/${type}`,
                                name: "attachment",
                                inputs: { [property]: arns },
                                from: { [property]: ["own"] },
                            },
                        ],
                        options,
                        says: ['Add an `aws.iam.RolePolicyAttachment` of AWSSupportAccess beside "it".'],
                    },
                ]),
            ),
            "attached to users": {
                resources: [
                    part("cfg/recorder:Recorder"),
                    {
                        type: "aws:iam/policyAttachment:PolicyAttachment",
                        inputs: { roles: [], users: ["a"], policyArn: SUPPORT },
                    },
                ],
                options,
                says: ['Add an `aws.iam.RolePolicyAttachment` of AWSSupportAccess beside "it".'],
            },
        },
        absent: "compliant",
        unknown: {
            "which policy": {
                resources: [
                    part("cfg/recorder:Recorder"),
                    {
                        type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                        name: "attachment",
                        inputs: { role: "support", policyArn: unknown() },
                    },
                ],
                options,
                undetermined: 'Not known before the update: `policyArn` of "attachment".',
            },
        },
    },
});
