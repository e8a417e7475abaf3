import { anyPartition, isAccountId, isOrganizationId } from "../../shared/arn";
import { type Check, text } from "../../shared/checks";
import { type RoleStatementArgs, roleStatementFaults } from "../../shared/roleStatements";
import { type Fault, plainList } from "../../shared/validate";
import type * as pulumi from "@pulumi/pulumi";
import { isAboutMfa } from "./mfa";

const person = new RegExp(`^arn:(?:${anyPartition}):iam::(\\d{12}):(?:root|user/[\\w+=,.@/-]+)$`);
const sessionHolder = /^arn:[a-z-]+:(iam|sts)::\d{12}:(role|assumed-role|federated-user)\//;

const trustedOne = text((principal) => {
    if (isAccountId(principal) || person.test(principal)) {
        return undefined;
    }
    if (/[*?]/.test(principal)) {
        return `"${principal}" has a wildcard`;
    }
    return sessionHolder.test(principal)
        ? `"${principal}" has sessions, which know nothing of a second factor: it would be refused for ever`
        : `"${principal}" is neither a user nor an account`;
}, "name users by their ARN, or accounts by their 12 digits");

/** Users and accounts, each named; no roles and no services. */
export const trustedPersons: Check<pulumi.Input<string>[]> = (trusted, argument) => {
    const faults = plainList(trusted).flatMap((one) => trustedOne(one, argument));
    return trusted.length === 0
        ? [{ argument, fault: "nobody is named", fix: "name a user or an account at least" }]
        : faults;
};

/** The account of a user or an account; undefined where it is none. */
export function accountOfPerson(trusted: string): string | undefined {
    return isAccountId(trusted) ? trusted : person.exec(trusted)?.[1];
}

/** What is missing where people of another account may take the role: it decides by its own rules who they are. */
export function strangerFaults(
    trusted: string[],
    own: string,
    { externalId, organizationId }: { externalId?: string | undefined; organizationId?: string | undefined },
): Fault[] {
    const strangers = new Set(trusted.map(accountOfPerson).filter((one) => one !== undefined && one !== own));
    return externalId !== undefined || organizationId !== undefined
        ? []
        : [...strangers].map((stranger) => ({
              argument: "trusted",
              fault: `${stranger} is another account`,
              fix: "pass the organizationId that it is in, or, for one of others, an externalId agreed with them",
          }));
}

/** See https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const externalIdCheck = text(
    (id) => (/^[\w+=,.@:/-]{8,1224}$/.test(id) ? undefined : "it is not an external id that nobody guesses"),
    "use 8 to 1224 letters, digits or + = , . @ : / -, made at random for this one party",
);

export const organizationIdCheck = text(
    (id) => (isOrganizationId(id) ? undefined : `"${id}" is not the id of an organization`),
    "pass o-..., as AWS Organizations shows it",
);

const statementFaults = roleStatementFaults([]);

/** What is wrong with what people may do; it can ask nothing of their second factor. */
export const personStatementFaults: Check<RoleStatementArgs[]> = (statements, argument) => [
    ...statementFaults(statements, argument),
    ...statements.flatMap(({ conditions = [] }, index) =>
        conditions
            .filter(({ key }) => isAboutMfa(key))
            .map(({ key }) => ({
                argument: `${argument}[${index}].conditions`,
                fault: `sessions of roles know nothing of ${key}`,
                fix: "leave it out: the second factor is demanded where the role is taken, not older than mfaMinutes",
            })),
    ),
];

/** ARNs of managed policies, but for the one that allows everything. */
export const managedPolicyArn = text((arn) => {
    if (/:policy\/AdministratorAccess$/.test(arn)) {
        return "it allows everything";
    }
    return new RegExp(`^arn:(${anyPartition}):iam::(aws|\\d{12}):policy/[\\w+=,.@/-]+$`).test(arn)
        ? undefined
        : `"${arn}" is not the ARN of a policy`;
}, "pass the ARN of a policy that allows what the role is for");
