import codeCommit from "../../../policy-pack/policies/codeCommit";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";

const repository = (inputs: Inputs = {}) => ({ type: "aws:codecommit/repository:Repository", inputs });
const association = (inputs: Inputs, from = {}) => ({
    type: "aws:codecommit/approvalRuleTemplateAssociation:ApprovalRuleTemplateAssociation",
    name: "side",
    inputs: { approvalRuleTemplateName: "reviewed", ...inputs },
    from,
});
const template = (...Statements: readonly Inputs[]) => ({
    type: "aws:codecommit/approvalRuleTemplate:ApprovalRuleTemplate",
    inputs: { content: JSON.stringify({ Version: "2018-11-08", Statements }) },
});
const approvals = (NumberOfApprovalsNeeded: number) => ({ Type: "Approvers", NumberOfApprovalsNeeded });

describeService(codeCommit, {
    "codecommit-approval-rule": {
        says: "Give it an `aws.codecommit.ApprovalRuleTemplateAssociation`.",
        compliant: {
            "a template": [repository(), association({ repositoryName: unknown() }, { repositoryName: ["it"] })],
            "a template, by its name": [repository({ repositoryName: "web" }), association({ repositoryName: "web" })],
            "a template, by its id": [
                { ...repository(), outputs: { id: "web" } },
                association({ repositoryName: "web" }),
            ],
        },
        violating: {
            none: repository(),
            "that of another": [repository({ repositoryName: "web" }), association({ repositoryName: "api" })],
        },
        absent: "violating",
    },
    "codecommit-several-approvals": {
        says: "Set `NumberOfApprovalsNeeded` to 2 or more in `content`.",
        compliant: {
            two: template(approvals(2)),
            "one, where that will do": { resources: template(approvals(1)), options: { minimumApprovals: 1 } },
        },
        violating: { one: template(approvals(1)), "no rule": template() },
        absent: "violating",
        malformed: {
            "no JSON": {
                resources: { ...template(), inputs: { content: "{" } },
                undetermined: "Cannot be judged: `content`.",
            },
        },
    },
});
