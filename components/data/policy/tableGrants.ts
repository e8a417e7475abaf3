import { allowKeyThrough, allowOn, type Grant, type GrantTarget } from "../../shared/grantStatements";
import type { Statement } from "../../shared/policyDocument";

const reads = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"];
const writes = ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"];

/**
 * What writing asks of the key.
 * See https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
export const tableKeyActions = [
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
];

/** What is read of an index is a query. */
function onIndexes({ arn }: GrantTarget): Statement {
    return allowOn("Indexes", ["dynamodb:Query"], `${arn}/index/*`);
}

/** Items by their key, without the right to read the whole table at once (Scan) or to write. */
export const readGrant: Grant = {
    method: "grantRead",
    access: "read",
    statements: (target) => [
        allowOn("Table", reads, target.arn),
        onIndexes(target),
        ...allowKeyThrough("dynamodb", ["kms:Decrypt", "kms:DescribeKey"], target),
    ],
};

/** Items by their key, transactions included, without the right to change the table. */
export const readWriteGrant: Grant = {
    method: "grantReadWrite",
    access: "read-write",
    statements: (target) => [
        allowOn("Table", [...reads, ...writes], target.arn),
        onIndexes(target),
        ...allowKeyThrough("dynamodb", tableKeyActions, target),
    ],
};
