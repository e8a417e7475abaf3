import { all, any, ifKnown, must, mustNot, say, service, stackPolicy, type Unknown } from "../../evaluation";
import type { Link, Linked, ResourceReader, StackReader, Truth, Value } from "../../evaluation";
import { allowsEverything, ESCALATION_METHODS, letsEscalate, readDocument, UNKNOWN, type Condition, type EscalationMethod, type PolicyDocument, type Statement } from "palisade-policy-documents"; // prettier-ignore
import { describeWay } from "./escalation";
import { GROUP, GROUP_POLICY, POLICY, ROLE, ROLE_POLICY, USER, USER_POLICY } from "./identityPolicies";
import { MANAGED_POLICIES } from "./managedPolicies";

const IDENTITIES = [ROLE, USER, GROUP] as const;
type Identity = (typeof IDENTITIES)[number];

const ATTACHMENTS = {
    [ROLE]: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    [USER]: "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    [GROUP]: "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
} as const;

/** Attaches a policy to several identities at once. */
const SHARED_ATTACHMENT = "aws:iam/policyAttachment:PolicyAttachment";

/** How what has the policies of an identity points at it: inline ones, and attachments to it alone, or to others too. */
const LINKS: Readonly<Record<Identity, readonly [inline: Link, attachment: Link, shared: Link]>> = {
    [ROLE]: linksOf(ROLE, "role", ROLE_POLICY),
    [USER]: linksOf(USER, "user", USER_POLICY),
    [GROUP]: linksOf(GROUP, "group", GROUP_POLICY),
};

const attachmentOf: Link = {
    from: [...Object.values(ATTACHMENTS), SHARED_ATTACHMENT],
    by: "policyArn",
    to: [POLICY],
    named: ["arn", "id"],
};

const NOT_KNOWN = readDocument(UNKNOWN, "identity");

/** The policies of an identity: documents in the stack, with where they are, and those of AWS. */
interface Policies {
    readonly own: readonly { readonly place: Value; readonly document: PolicyDocument }[];
    readonly managed: readonly PolicyDocument[];
    /** ARNs of managed ones that are not known yet. */
    readonly unknown: readonly Value[];
}

/** @param among What of the resources that point at the identity, or may, counts. */
function policiesOf(
    identity: ResourceReader,
    stack: StackReader,
    among: (linked: Linked) => readonly ResourceReader[],
): Policies {
    const [inline, ...attachments] = LINKS[identity.type as Identity];
    const attached = attachments.flatMap((link) => among(stack.linkedTo(identity, link)));
    const [inlines, arns] = ["inlinePolicies", "managedPolicyArns"].map((property) =>
        identity.type === ROLE ? identity.given(property).items() : [],
    );
    const places = [
        ...among(stack.linkedTo(identity, inline)).map((policy) => policy.get("policy")),
        ...attached.flatMap((one) => stack.targetOf(one, attachmentOf)?.get("policy") ?? []),
        ...(inlines ?? []).map((one) => one.get("policy")),
    ];
    const managed = [
        ...attached.filter((one) => stack.targetOf(one, attachmentOf) === undefined).map((one) => one.get("policyArn")),
        ...(arns ?? []),
    ];
    return {
        own: places
            .filter((place) => !place.isAbsent)
            .map((place) => ({ place, document: readDocument(place.toPlain(), "identity") })),
        managed: managed.flatMap((arn) => managedPolicy(arn) ?? []),
        unknown: managed.filter(isNotKnown),
    };
}

/** The ways that all these policies together open, and none of those in the stack by itself: that is told of it. */
function waysOf({ own, managed }: Policies): readonly { readonly way: EscalationMethod; readonly isOpen: Truth }[] {
    const documents = [...own.map(({ document }) => document), ...managed];
    return ESCALATION_METHODS.filter((way) => !own.some(({ document }) => letsEscalate([document], way) === true)).map(
        (way) => ({ way, isOpen: letsEscalate(documents, way) }),
    );
}

/** Whether one of AWS's policies surely allows everything, so that there are no more rights to get. */
function allowEverything({ managed }: Policies): boolean {
    return managed.flatMap(({ statements }) => statements).some((one) => ifKnown(one, allowsEverything) === true);
}

const STATEMENTS = new Map(Object.entries(MANAGED_POLICIES.values));

function isNotKnown(arn: Value): boolean {
    return !arn.isAbsent && typeof arn.toPlain() !== "string";
}

/** A policy of AWS's that leads to more rights, or one that is not known yet. */
function managedPolicy(arn: Value): PolicyDocument | undefined {
    const text = arn.toPlain();
    if (typeof text !== "string") {
        return isNotKnown(arn) ? NOT_KNOWN : undefined;
    }
    const isOfAws = /^arn:[^:]+:iam::aws:policy\//.test(text);
    const statements = isOfAws ? STATEMENTS.get(text.slice(text.lastIndexOf("/") + 1)) : undefined;
    return statements && readDocument({ Statement: statements }, "identity");
}

function asksForSecondFactor({ statements }: PolicyDocument): Truth {
    return any(statements.map((one) => ifKnown(one, ({ effect, conditions }) => any(conditions.map(asksOf(effect))))));
}

/** Whether a condition asks for the second factor: what is allowed with it, or denied without. */
function asksOf(effect: Statement["effect"]): (condition: Condition | Unknown) => Truth {
    const asks = ({ key, operator, values }: Condition): Truth => {
        const turned = operator.negated !== (operator.family === "presence");
        const asking = (given: string): Truth =>
            ifKnown(effect, (known) => (given.toLowerCase() === "true") === ((known === "Allow") !== turned));
        // One value that fits is enough: of what is allowed each has to ask.
        const among = effect === "Allow" ? all : any;
        return key === "aws:multifactorauthpresent" && among(values.map((value) => ifKnown(value, asking)));
    };
    return (condition) => ifKnown(condition, asks);
}

export default service("iam", [
    stackPolicy({
        id: "iam-group-mfa-enforced",
        title: "Groups demand a second factor of their users",
        severity: "medium",
        types: [GROUP],
        controls: { nist: ["IA-2(1)", "IA-2(2)"], whitepaper: ["IAM"] },
        why: "Who has the password or the key of a user has his rights, unless a policy asks for the second factor as well.",
        fix: {
            text: "Give the group a policy with a condition on `aws:MultiFactorAuthPresent`.",
            example: `const operators = new aws.iam.Group("operators");
new aws.iam.GroupPolicy("second-factor", {
    group: operators.name,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            effect: "Deny",
            notActions: ["iam:EnableMFADevice", "iam:CreateVirtualMFADevice", "sts:GetSessionToken"],
            resources: ["*"],
            conditions: [{ test: "BoolIfExists", variable: "aws:MultiFactorAuthPresent", values: ["false"] }],
        }],
    }).json,
});`,
        },
        check(group, stack) {
            const asks = (among: (linked: Linked) => readonly ResourceReader[]): Truth => {
                const { own } = policiesOf(group, stack, among);
                own.filter(({ place }) => !place.isKnown).forEach(({ place }) => place.noteUndetermined());
                return any(own.map(({ document }) => asksForSecondFactor(document)));
            };
            const surely = asks(({ sure }) => sure);
            const perhaps = asks(({ possible }) => possible);
            return must(
                any([surely, perhaps === false ? false : "undetermined"]),
                say`Give ${group} a policy with a condition on \`aws:MultiFactorAuthPresent\`.`,
            );
        },
    }),
    stackPolicy({
        id: "iam-identity-no-privilege-escalation",
        title: "The policies of an identity do not together let it get more rights",
        severity: "medium",
        types: IDENTITIES,
        controls: { nist: ["AC-6"], whitepaper: ["IAM"] },
        why: "Rights that are harmless each may lead to all others together: one policy lets a role be passed, another one lets something be run with it.",
        fix: {
            text: "Name the roles that may be passed, and the resources that the other actions are for.",
            example: `const role = new aws.iam.Role("orders", {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" }),
});
new aws.iam.RolePolicy("run-orders", {
    role: role.name,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{ actions: ["iam:PassRole"], resources: ["arn:aws:iam::111122223333:role/orders"] }],
    }).json,
});`,
        },
        knowledge: [MANAGED_POLICIES],
        check(identity, stack) {
            const sure = policiesOf(identity, stack, ({ sure }) => sure);
            const known = { ...sure, managed: sure.managed.filter((document) => document !== NOT_KNOWN) };
            if (allowEverything(known)) {
                return [];
            }
            const together = policiesOf(identity, stack, ({ sure, possible }) => [...sure, ...possible]);
            const open = waysOf(known).find(({ isOpen }) => isOpen === true);
            if (open !== undefined) {
                const mayHaveAllRights = together.unknown.length > 0 || allowEverything(together);
                together.unknown.forEach((arn) => arn.noteUndetermined());
                return mustNot(
                    mayHaveAllRights ? "undetermined" : true,
                    say`The policies of ${identity} together let it get more rights${describeWay(open.way)}. Name the resources that this is for, or attach a narrower policy.`,
                );
            }
            const isTogether = together.own.length > 1 || together.managed.length > 0;
            const leads = isTogether ? any(waysOf(together).map(({ isOpen }) => isOpen)) : false;
            together.own.filter(({ place }) => !place.isKnown).forEach(({ place }) => place.noteUndetermined());
            return mustNot(
                leads === false ? false : "undetermined",
                say`The policies of ${identity} let it get more rights.`,
            );
        },
    }),
]);

function linksOf(identity: Identity, by: string, inline: string): readonly [Link, Link, Link] {
    const target = { to: [identity], named: ["name", "id", "arn"] };
    return [
        { from: [inline], by, ...target },
        { from: [ATTACHMENTS[identity]], by, ...target },
        { from: [SHARED_ATTACHMENT], by: `${by}s`, each: true, ...target },
    ];
}
