import serviceCatalog from "../../../policy-pack/policies/serviceCatalog";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";
import { resource } from "./s3/stack";

const share = (type: string) => resource("servicecatalog/portfolioShare", { principalId: "111122223333", type });
const access = (enabled: Inputs[string]) => resource("servicecatalog/organizationsAccess", { enabled });
const product = () => resource("servicecatalog/product", { name: "network" });
const ofProduct = (file: string, inputs: Inputs = {}) =>
    resource(
        `servicecatalog/${file}`,
        { productId: unknown(), portfolioId: "port-1", ...inputs },
        { name: file, from: { productId: ["it"] } },
    );
const principal = (principalArn: string, principalType = "IAM_PATTERN") =>
    resource("servicecatalog/principalPortfolioAssociation", { principalArn, principalType });

describeService(serviceCatalog, {
    "servicecatalog-share-org-only": {
        says: 'Set `type` to "ORGANIZATION" or another kind that begins so.',
        compliant: {
            "the organization": share("ORGANIZATION"),
            "a member": share("ORGANIZATION_MEMBER_ACCOUNT"),
            access: access(true),
        },
        violating: {
            "an account": share("ACCOUNT"),
            "no access": { resources: access(false), says: ["Set `enabled` to true."] },
        },
        absent: "compliant",
    },
    "servicecatalog-launch-role": {
        says: 'Give "it" an `aws.servicecatalog.Constraint` of type "LAUNCH".',
        compliant: {
            "in no portfolio": product(),
            "by a role": [
                product(),
                ofProduct("productPortfolioAssociation"),
                ofProduct("constraint", { type: "LAUNCH" }),
            ],
            "by the role of a stack set": [
                product(),
                ofProduct("productPortfolioAssociation"),
                ofProduct("constraint", { type: "STACKSET" }),
            ],
        },
        violating: {
            "by whoever launches it": [product(), ofProduct("productPortfolioAssociation")],
            "another constraint": [
                product(),
                ofProduct("productPortfolioAssociation"),
                ofProduct("constraint", { type: "NOTIFICATION" }),
            ],
        },
        absent: "compliant",
    },
    "servicecatalog-principal-no-wildcard": {
        says: "Name who may launch products in `principalArn`, or begin the pattern with a name.",
        compliant: {
            "a role": principal("arn:aws:iam::111122223333:role/builder", "IAM"),
            "roles with a name": principal("arn:aws:iam:::role/builder-*"),
            "a role in any path": principal("arn:aws:iam:::role/*/builder"),
        },
        violating: {
            "all roles": principal("arn:aws:iam:::role/*"),
            "all roles of a path": principal("arn:aws:iam:::role/aws-reserved/*"),
            "all users": principal("arn:aws:iam:::user/*"),
            "all of IAM": principal("arn:aws:iam:::*"),
            all: principal("*"),
        },
        absent: "compliant",
    },
});
