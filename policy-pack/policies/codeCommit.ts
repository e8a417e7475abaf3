import { integer, must, resourcePolicy, say, service, stackPolicy } from "../evaluation";
import type { Link } from "../evaluation";
import { at, judgeJson } from "./json";

const REPOSITORY = "aws:codecommit/repository:Repository";
const TEMPLATE = "aws:codecommit/approvalRuleTemplate:ApprovalRuleTemplate";

const templateOf: Link = {
    from: ["aws:codecommit/approvalRuleTemplateAssociation:ApprovalRuleTemplateAssociation"],
    by: "repositoryName",
    to: [REPOSITORY],
    named: ["repositoryName", "id"],
};

const EXAMPLE = `const web = new aws.codecommit.Repository("web", { repositoryName: "web" });
const reviewed = new aws.codecommit.ApprovalRuleTemplate("reviewed", {
    name: "reviewed",
    content: JSON.stringify({
        Version: "2018-11-08",
        Statements: [{ Type: "Approvers", NumberOfApprovalsNeeded: 2 }],
    }),
});
new aws.codecommit.ApprovalRuleTemplateAssociation("web", {
    approvalRuleTemplateName: reviewed.name,
    repositoryName: web.repositoryName,
});`;

/** Whether what a template says needs so many to approve. */
function needs(content: unknown, approvals: number): boolean {
    const statements = at(content, "Statements");
    return (
        Array.isArray(statements) &&
        statements.some((statement) => Number(at(statement, "NumberOfApprovalsNeeded")) >= approvals)
    );
}

export default service("codecommit", [
    stackPolicy({
        id: "codecommit-approval-rule",
        title: "Changes to repositories of CodeCommit are approved",
        severity: "low",
        types: [REPOSITORY],
        controls: { nist: ["CM-3", "SA-11"], whitepaper: ["account security"] },
        why: "Whoever may push changes what runs next, and nobody else has seen it.",
        offByDefault: true,
        fix: { text: "Give the repository a template of approval rules.", example: EXAMPLE },
        check: (repository, stack) =>
            must(
                stack.linkedTo(repository, templateOf).exists(),
                say`Give it an \`aws.codecommit.ApprovalRuleTemplateAssociation\`.`,
            ),
    }),
    resourcePolicy({
        id: "codecommit-several-approvals",
        title: "Approval rules of CodeCommit ask several people",
        severity: "low",
        types: [TEMPLATE],
        controls: { nist: ["CM-3", "AC-5"], whitepaper: ["account security"] },
        why: "With one approval, two who are of one mind bring in what they like.",
        offByDefault: true,
        fix: { text: "Set `NumberOfApprovalsNeeded` to 2 or more.", example: EXAMPLE },
        options: {
            minimumApprovals: integer({
                default: 2,
                minimum: 1,
                maximum: 10,
                description: "How many have to approve at least.",
            }),
        },
        check(template, { minimumApprovals }) {
            const content = template.get("content");
            return must(
                judgeJson(content, (rules) => needs(rules, minimumApprovals)),
                say`Set \`NumberOfApprovalsNeeded\` to ${minimumApprovals} or more in ${content}.`,
            );
        },
    }),
]);
