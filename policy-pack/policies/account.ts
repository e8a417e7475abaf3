import { all, any, flag, must, say, service, settingPolicy, stackPolicy } from "../evaluation";
import type { Link, Requirements, ResourceReader, Severity, StackReader, Truth } from "../evaluation";
import type { Controls } from "../evaluation/frameworks";
import { attachedBy, ATTACHING_TO_ROLES, ATTACHMENT, isAwsPolicy } from "./iam/attaching";
import { POLICY } from "./iam/identityPolicies";

const CONTACT = "aws:account/alternativeContact:AlternativeContact";
const ANALYZER = "aws:accessanalyzer/analyzer:Analyzer";
const DETECTOR = "aws:guardduty/detector:Detector";
const SECURITY_HUB = "aws:securityhub/account:Account";
const RECORDER = "aws:cfg/recorder:Recorder";
const RECORDER_STATUS = "aws:cfg/recorderStatus:RecorderStatus";

const BESIDE_SECURITY_HUB = [
    CONTACT,
    ANALYZER,
    DETECTOR,
    RECORDER,
    RECORDER_STATUS,
    "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
    "aws:ebs/encryptionByDefault:EncryptionByDefault",
] as const;
/** What sets up an account, and not what runs in it. */
const BASELINE = [...BESIDE_SECURITY_HUB, SECURITY_HUB] as const;

const statusOf: Link = { from: [RECORDER_STATUS], by: "name", to: [RECORDER], named: ["name", "id"] };

interface BaselineDeclaration {
    readonly id: string;
    readonly title: string;
    readonly severity: Severity;
    readonly level?: "advisory";
    readonly controls: Controls;
    readonly why: string;
    readonly fix: { readonly text: string; readonly example: string };
    /** Where it may be missed. Default: wherever an account is set up. */
    readonly types?: readonly [string, ...string[]];
    /** What there has to be, of any of these types, and the class it has in a program, as a message shows it. */
    readonly type: string | readonly string[];
    readonly called: ReturnType<typeof say>;
    /** Whether one is what is meant. Default: each is. */
    readonly fits?: (resource: ResourceReader, stack: StackReader) => Truth;
    /** What is demanded of those that there are. */
    readonly demands?: (resource: ResourceReader, stack: StackReader) => Requirements;
}

/**
 * A policy on a part of an account's baseline. That there is one can be demanded only where a stack is known to set up
 * its account; then the first such resource is told.
 */
function baselinePolicy(declaration: BaselineDeclaration) {
    const { types = BASELINE, type, called, fits = () => true, demands = () => [], ...declared } = declaration;
    return stackPolicy({
        ...declared,
        types,
        options: {
            baseline: flag({
                default: false,
                description: "Whether this stack sets up its account, so that it has to have one.",
            }),
        },
        check(resource, stack, { baseline }) {
            const isFirst = stack.ofTypes(...BASELINE)[0]?.urn === resource.urn;
            const exists = any(stack.ofTypes(...[type].flat()).map((one) => fits(one, stack)));
            return [
                demands(resource, stack),
                baseline && isFirst ? must(exists, say`Add ${called} beside ${resource}.`) : [],
            ];
        },
    });
}

/** Whether a resource attaches a policy that the stack makes. */
function attachesOwn(resource: ResourceReader, stack: StackReader): boolean {
    const properties = ["policyArn", "managedPolicyArns", "policyArns"];
    return stack.ofTypes(POLICY).some((policy) => properties.some((property) => resource.comesFrom(property, policy)));
}

export default service("account", [
    settingPolicy({
        id: "account-organization-all-features",
        title: "Organizations have all features",
        severity: "medium",
        types: ["aws:organizations/organization:Organization"],
        controls: { nist: ["AC-3", "AC-6"], whitepaper: ["account security"] },
        why: "With bills alone in common, no policy of the organization limits what its accounts may do.",
        fix: {
            text: "Leave `featureSet` out. Accounts that were invited have to agree.",
            example: `new aws.organizations.Organization("company", { enabledPolicyTypes: ["SERVICE_CONTROL_POLICY"] });`,
        },
        setting: "featureSet",
        must: { be: "ALL" },
        default: "ALL",
    }),
    baselinePolicy({
        id: "account-alternate-contact",
        title: "Accounts have a contact for security",
        severity: "medium",
        controls: {
            fsbp: ["Account.1"],
            cis3: ["1.2"],
            cis5: ["1.2"],
            cis7: ["2.3"],
            nist: ["IR-6", "CM-2"],
            whitepaper: ["account security"],
        },
        why: "When AWS sees an abuse of the account, it writes to whoever is named, be that a mailbox nobody reads.",
        fix: {
            text: "Name who looks after security.",
            example: `new aws.account.AlternativeContact("security", {
    alternateContactType: "SECURITY",
    name: "Security",
    title: "Security team",
    emailAddress: "security@example.com",
    phoneNumber: "+49 30 123456",
});`,
        },
        type: CONTACT,
        called: say`an \`aws.account.AlternativeContact\` for "SECURITY"`,
        fits: (contact) => contact.get("alternateContactType").is("SECURITY"),
    }),
    baselinePolicy({
        id: "account-access-analyzer",
        title: "Accounts have an analyzer of who gets in from outside",
        severity: "high",
        controls: {
            fsbp: ["IAM.28"],
            cis3: ["1.20"],
            cis5: ["1.19"],
            cis7: ["2.18"],
            nist: ["AC-6", "CA-7"],
            whitepaper: ["account security", "Trusted Advisor"],
        },
        why: "What is shared with outsiders by mistake is found by the analyzer, or by them.",
        fix: {
            text: "Add an analyzer, of the account or of the organization.",
            example: `new aws.accessanalyzer.Analyzer("outside", { analyzerName: "outside", type: "ACCOUNT" });`,
        },
        type: ANALYZER,
        called: say`an \`aws.accessanalyzer.Analyzer\``,
        fits: (analyzer) => analyzer.get("type").absentAs("ACCOUNT").isOneOf(["ACCOUNT", "ORGANIZATION"]),
    }),
    baselinePolicy({
        id: "account-guardduty",
        title: "GuardDuty watches the account",
        severity: "high",
        controls: { fsbp: ["GuardDuty.1"], nist: ["SI-4", "RA-5", "CA-7"], whitepaper: ["account security"] },
        why: "Stolen credentials and machines that mine are seen in logs that nobody reads.",
        fix: { text: "Turn GuardDuty on.", example: `new aws.guardduty.Detector("all", { enable: true });` },
        type: DETECTOR,
        called: say`an \`aws.guardduty.Detector\``,
        demands: (resource) => {
            const enable = resource.type === DETECTOR ? resource.get("enable").absentAs(true) : undefined;
            return enable === undefined ? [] : must(enable.is(true), say`Remove ${enable}, or set it to true.`);
        },
    }),
    baselinePolicy({
        id: "account-security-hub",
        title: "Security Hub judges the account",
        severity: "medium",
        controls: {
            cis3: ["4.16"],
            cis5: ["4.16"],
            cis7: ["5.16"],
            nist: ["CA-7", "SI-4"],
            whitepaper: ["account security"],
        },
        why: "What policies on programs do not see, such as what was changed by hand, Security Hub finds in the account.",
        fix: {
            text: "Turn Security Hub on.",
            example: `new aws.securityhub.Account("all", {});
new aws.guardduty.Detector("all", { enable: true });`,
        },
        types: BESIDE_SECURITY_HUB,
        type: SECURITY_HUB,
        called: say`an \`aws.securityhub.Account\``,
    }),
    baselinePolicy({
        id: "account-config-recorder",
        title: "AWS Config records all resources of the account",
        severity: "critical",
        level: "advisory",
        controls: {
            fsbp: ["Config.1"],
            cis3: ["3.3"],
            cis5: ["3.3"],
            cis7: ["4.3"],
            nist: ["CM-2", "CM-3", "CM-8"],
            whitepaper: ["account security"],
        },
        why: "Without the recorder nobody can tell what was changed when, and by whom.",
        fix: {
            text: "Record all types, and start the recorder.",
            example: `const recorder = new aws.cfg.Recorder("all", {
    roleArn: "arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
    recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
});
new aws.cfg.RecorderStatus("all", { name: recorder.name, isEnabled: true });`,
        },
        type: RECORDER,
        called: say`an \`aws.cfg.Recorder\``,
        demands(resource, stack) {
            switch (resource.type) {
                case RECORDER: {
                    const all = resource.get("recordingGroup", "allSupported").absentAs(true);
                    return [
                        must(all.is(true), say`Remove ${all}, or set it to true.`),
                        must(
                            stack.linkedTo(resource, statusOf).exists(),
                            say`Start it by an \`aws.cfg.RecorderStatus\`.`,
                        ),
                    ];
                }
                case RECORDER_STATUS: {
                    const isEnabled = resource.get("isEnabled");
                    return must(isEnabled.is(true), say`Set ${isEnabled} to true.`);
                }
                default:
                    return [];
            }
        },
    }),
    baselinePolicy({
        id: "account-support-role",
        title: "Accounts have a role for incidents with AWS Support",
        severity: "low",
        controls: { cis3: ["1.17"], cis5: ["1.16"], cis7: ["2.15"], nist: ["IR-7"], whitepaper: ["account security"] },
        why: "In an incident nobody should look for the rights to open a case, or use those of an administrator for it.",
        fix: {
            text: "Attach AWSSupportAccess to a role, or to a permission set.",
            example: `new aws.iam.RolePolicyAttachment("support", {
    role: "support",
    policyArn: "arn:aws:iam::aws:policy/AWSSupportAccess",
});
new aws.guardduty.Detector("all", { enable: true });`,
        },
        type: ATTACHING_TO_ROLES,
        called: say`an \`aws.iam.RolePolicyAttachment\` of AWSSupportAccess`,
        fits: (resource, stack) =>
            all([
                resource.type !== ATTACHMENT || resource.get("roles").some((role) => role.isGiven()),
                any(
                    attachedBy(resource).map((arn) =>
                        // What is not known yet, and comes from a policy of the stack, is none of AWS.
                        arn.isUnknown && attachesOwn(resource, stack)
                            ? false
                            : arn.judgeText((text) => isAwsPolicy(text, ["AWSSupportAccess"])),
                    ),
                ),
            ]),
    }),
]);
