import assert from "node:assert/strict";
import { type InProcessOptions, type InProcessResult, runInProcess } from "../../../offline-preview/harness";
import type { RegisteredResource } from "../../../offline-preview/model";
import type { ArgumentError } from "palisade-aws";

export const component = (name: string): string => `palisade-aws:index:${name}`;
const typeIn =
    (module: string) =>
    (name: string): string =>
        `aws:${module}/${name[0]?.toLowerCase()}${name.slice(1)}:${name}`;
export const acm = typeIn("acm");
export const apigateway = typeIn("apigateway");
export const backup = typeIn("backup");
export const cloudfront = typeIn("cloudfront");
export const cloudtrail = typeIn("cloudtrail");
export const cloudwatch = typeIn("cloudwatch");
export const codeartifact = typeIn("codeartifact");
export const codebuild = typeIn("codebuild");
export const codepipeline = typeIn("codepipeline");
export const cognito = typeIn("cognito");
export const directconnect = typeIn("directconnect");
export const dynamodb = typeIn("dynamodb");
export const ec2 = typeIn("ec2");
/** EventBridge, whose rules are still CloudWatch's. */
export const events = typeIn("cloudwatch");
export const iam = typeIn("iam");
export const kms = typeIn("kms");
export const lambda = typeIn("lambda");
export const lb = typeIn("lb");
export const route53 = typeIn("route53");
export const s3 = typeIn("s3");
export const secretsmanager = typeIn("secretsmanager");
export const servicecatalog = typeIn("servicecatalog");
export const sns = typeIn("sns");
export const sqs = typeIn("sqs");
export const vpc = typeIn("vpc");
export const wafv2 = typeIn("wafv2");

/** Runs a program that must succeed, in one of the three partitions or in the default place. */
export async function run(program: () => unknown, options: InProcessOptions = {}): Promise<InProcessResult> {
    return (await runInProcess(program, options)).succeeded();
}

/** What may never change for a user's stack: `type name < kind and name of the parent`, sorted. */
export function identities({ resources }: Pick<InProcessResult, "resources">): string[] {
    return resources
        .filter(({ kind }) => kind === "custom" || kind === "component")
        .map(({ type, name, parent }) => {
            const holder = resources.find(({ urn, kind }) => urn === parent && kind !== "stack");
            return `${type} ${name}${holder === undefined ? "" : ` < ${holder.type.split(":").at(-1)} ${holder.name}`}`;
        })
        .sort();
}

/** A value that must be known and a text. */
export function text(value: unknown): string {
    assert.equal(typeof value, "string");
    return value as string;
}

/** A policy document, as registered. */
export function document({ inputs }: RegisteredResource): string {
    return text(inputs.policy);
}

/** What a program is refused with, when one of its components gets wrong arguments. */
export async function refusal(program: () => unknown, options: InProcessOptions = {}): Promise<ArgumentError> {
    const { errors } = await runInProcess(program, options);
    const [error] = errors;
    assert.equal(error?.name, "ArgumentError", error?.stack ?? "the program was not refused");
    return error as ArgumentError;
}
