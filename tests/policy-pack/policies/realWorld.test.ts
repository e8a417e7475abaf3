import assert from "node:assert/strict";
import { policies } from "../../../policy-pack/policies";
import { renderPolicyDocument } from "../../../offline-preview/functions/policyDocument";
import { UNKNOWN } from "../../../policy-documents/unknown";
import { RESOURCE_POLICIES, type ResourcePolicyInput } from "../../../policy-pack/policies/resourcePolicies";
import { OWN_ACCOUNT, REAL_DOCUMENTS, type Question } from "../../policy-documents/realWorld";
import {
    describeProperties,
    documentOf,
    labelOf,
    numbered,
    type Finding,
    type Findings,
    type Judge,
} from "../../policy-documents/realWorld/properties";
import { replaced, unknown, type Input, type Inputs } from "../support/inputs";
import { run, type Told } from "../../../policy-pack/testing/run";
import type { TestResource } from "../support/sdk";
import { typeOf } from "./s3/stack";

/** Which policies answer a question; which of a policy's messages does, where it has several; whether it demands a yes. */
type Answering =
    string | readonly string[] | { readonly policy: string; readonly by?: RegExp; readonly demands?: true };

/** How the pack sees a kind of document. */
interface Seen {
    readonly file: string;
    readonly answers: Readonly<Partial<Record<Question, Answering>>>;
    /** What the resource has beside the document. */
    readonly beside?: Inputs;
}

const OF_IDENTITIES: Seen["answers"] = {
    admin: ["iam-policy-no-admin", "iam-inline-policy-no-admin"],
    service: ["iam-policy-no-service-wildcard", "iam-inline-policy-no-service-wildcard"],
    writes: "iam-policy-no-resource-wildcard",
    passRole: "iam-policy-no-passrole-wildcard",
    escalates: "iam-policy-no-privilege-escalation",
    notAction: "iam-policy-no-not-action",
    decrypt: "iam-kms-decrypt-no-wildcard",
    credentials: "iam-policy-no-credentials-exposure",
    reads: "iam-policy-no-data-exfiltration",
};

function open(file: string, policy: string): Seen {
    return { file, answers: { public: policy } };
}

const SEEN: Readonly<Record<string, Seen>> = {
    accessPoint: open("s3control/accessPointPolicy", "s3-access-point-policy-no-public"),
    api: open("apigateway/restApiPolicy", "apigateway-policy-no-public"),
    artifactDomain: open("codeartifact/domainPermissions", "codeartifact-policy-no-public"),
    artifactRepository: open("codeartifact/repositoryPermissionsPolicy", "codeartifact-policy-no-public"),
    bucket: {
        file: "s3/bucket",
        beside: { bucket: "DOC-EXAMPLE-BUCKET" },
        answers: {
            public: ["s3-bucket-policy-no-public", "s3-bucket-policy-no-public-write"],
            outsiders: "s3-bucket-policy-cross-account",
            control: ["s3-bucket-policy-access-own", "s3-bucket-policy-locks-own"],
            lockout: "s3-bucket-policy-no-lockout",
            tls: { policy: "s3-bucket-policy-tls-only", demands: true },
        },
    },
    catalog: open("glue/resourcePolicy", "glue-policy-no-public"),
    cluster: open("msk/clusterPolicy", "msk-policy-no-public"),
    destination: open("cloudwatch/logDestinationPolicy", "logs-resource-policy-no-public"),
    domain: open("opensearch/domainPolicy", "opensearch-policy-no-public"),
    endpoint: {
        file: "ec2/vpcEndpoint",
        beside: { vpcId: "vpc-1", serviceName: "com.amazonaws.us-east-1.s3" },
        answers: { open: "vpc-endpoint-policy-scoped" },
    },
    eventBus: open("cloudwatch/eventBusPolicy", "eventbridge-policy-no-public"),
    fileSystem: open("efs/fileSystemPolicy", "efs-policy-no-public"),
    function: open("lambda/resourcePolicy", "lambda-permission-no-public"),
    identity: { file: "iam/policy", answers: OF_IDENTITIES },
    key: open("kms/keyPolicy", "kms-key-policy-no-public"),
    logs: open("cloudwatch/logResourcePolicy", "logs-resource-policy-no-public"),
    managed: {
        file: "iam/rolePolicy",
        answers: { ...OF_IDENTITIES, decrypt: "iam-kms-decrypt-no-wildcard-inline" },
    },
    multiRegionAccessPoint: open("s3control/multiRegionAccessPointPolicy", "s3-access-point-policy-no-public"),
    objectLambdaAccessPoint: open("s3control/objectLambdaAccessPointPolicy", "s3-access-point-policy-no-public"),
    outpostsBucket: open("s3control/bucketPolicy", "s3-access-point-policy-no-public"),
    queue: {
        file: "sqs/queue",
        answers: {
            public: "sqs-policy-no-public",
            outsiders: "sqs-policy-cross-account",
            everyAction: "sqs-policy-no-wildcard-action",
            tls: { policy: "sqs-policy-tls-only", demands: true },
        },
    },
    registry: open("ecr/registryPolicy", "ecr-policy-no-public"),
    repository: open("ecr/repositoryPolicy", "ecr-policy-no-public"),
    role: {
        file: "iam/role",
        answers: {
            public: "iam-role-trust-no-public",
            outsiders: "iam-role-trust-external-account",
            anySubject: "iam-role-trust-oidc-subject",
            deputy: "iam-role-trust-confused-deputy",
            notAction: "iam-policy-no-not-action",
        },
    },
    schemaRegistry: open("schemas/registryPolicy", "eventbridge-policy-no-public"),
    secret: open("secretsmanager/secretPolicy", "secretsmanager-policy-no-public"),
    topic: {
        file: "sns/topic",
        beside: { name: "test-topic" },
        answers: {
            public: "sns-policy-no-public",
            outsiders: "sns-policy-cross-account",
            tls: { policy: "sns-policy-tls-only", demands: true },
        },
    },
};

/** Where unknown values come from. */
const SOURCE = { type: "random:index/randomId:RandomId", name: "source", inputs: {} } satisfies TestResource;

const PLACES: readonly ResourcePolicyInput[] = Object.values(RESOURCE_POLICIES).flat();
const BY_ID = new Map(policies.map((policy) => [policy.id, policy]));

const judge: Judge = (kind, document) => {
    const { file, answers, beside = {} } = SEEN[kind] ?? open(kind, "none");
    const type = typeOf(file);
    const path = PLACES.find((place) => place.type === type)?.path ?? (["policy"] as const);
    const [property] = path;
    const resources = [
        { type, inputs: replaced(beside, path, inputOf(document)), from: { [property]: [SOURCE.name] } },
        SOURCE,
    ];
    const told = new Map<string, readonly Told[]>();
    return Object.fromEntries(
        Object.entries(answers).map(([question, answering]) => {
            const {
                policy: ids,
                by = /(?:)/,
                demands = false,
            } = typeof answering === "string" || !("policy" in answering) ? { policy: answering } : answering;
            const all = [ids].flat().flatMap((id) => {
                const policy = BY_ID.get(id);
                assert.ok(policy, id);
                const options = "ownAccounts" in (policy.options ?? {}) ? { ownAccounts: [OWN_ACCOUNT] } : {};
                const one = told.get(id) ?? run(policy, { resources, options });
                told.set(id, one);
                return one;
            });
            return [question, demands ? demanded(all) : findingOf(all, by)];
        }),
    );
};

/** A violation tells nothing of what is undetermined beside it, nor of the policy's other questions. */
function findingOf(told: readonly Told[], by: RegExp): Finding {
    assert.ok(told.every(({ kind }) => kind !== "fault"));
    const yes = told.filter(({ kind, text }) => kind === "violation" && by.test(text));
    return {
        yes: [...new Set(yes.map(({ text }) => Number(/^Statement (\d+) of/.exec(text)?.[1] ?? 0)))].sort(
            (a, b) => a - b,
        ),
        perhaps: told.length > yes.length,
    };
}

function demanded(told: readonly Told[]): Finding {
    const isMet = told.length === 0;
    return { yes: isMet ? [0] : [], perhaps: told.some(({ kind }) => kind === "undetermined") };
}

/** The document as an input of a resource. */
function inputOf(part: unknown): Input {
    if (part === UNKNOWN) {
        return unknown();
    }
    if (typeof part !== "object" || part === null) {
        return part as Input;
    }
    return Array.isArray(part)
        ? part.map(inputOf)
        : Object.fromEntries(Object.entries(part).map(([key, value]) => [key, inputOf(value)]));
}

/** Some that stand for all, as each is asked through the machinery of ten policies again and again. */
const SOME_DOCUMENTS = REAL_DOCUMENTS.filter((_, index) => index % 12 === 0);

/** A statement as the arguments of `getPolicyDocument`. */
function argsOf(statement: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const listOf = (value: unknown): unknown[] | undefined =>
        value === undefined ? undefined : Array.isArray(value) ? (value as unknown[]) : [value];
    const mapOf = (value: unknown): [string, unknown][] => Object.entries((value ?? {}) as Record<string, unknown>);
    const principals = (value: unknown) =>
        value === "*"
            ? [{ type: "*", identifiers: ["*"] }]
            : mapOf(value).map(([type, identifiers]) => ({ type, identifiers: listOf(identifiers) }));
    return {
        effect: statement["Effect"],
        actions: listOf(statement["Action"]),
        notActions: listOf(statement["NotAction"]),
        resources: listOf(statement["Resource"]),
        notResources: listOf(statement["NotResource"]),
        principals: principals(statement["Principal"]),
        notPrincipals: principals(statement["NotPrincipal"]),
        conditions: mapOf(statement["Condition"]).flatMap(([test, keys]) =>
            mapOf(keys).map(([variable, values]) => ({ test, variable, values: listOf(values)?.map(String) })),
        ),
    };
}

function yesOf(findings: Findings): Readonly<Partial<Record<Question, readonly number[]>>> {
    return Object.fromEntries(Object.entries(findings).map(([question, { yes }]) => [question, yes]));
}

describe("policies on documents of the real world", () => {
    for (const real of REAL_DOCUMENTS) {
        it(labelOf(real), () => {
            const found = yesOf(judge(real.kind, documentOf(numbered(real))));
            const expected = Object.keys(found).map((question) => {
                const said = real.verdict[question as Question] ?? [];
                return [question, said === true ? [0] : said];
            });
            assert.deepEqual(found, Object.fromEntries(expected));
        });
    }

    it("says the same of what `getPolicyDocument` makes of a statement", () => {
        for (const real of SOME_DOCUMENTS) {
            const { json } = renderPolicyDocument({ statements: real.statements.map(argsOf) });
            assert.deepEqual(judge(real.kind, json), judge(real.kind, documentOf(numbered(real))), labelOf(real));
        }
    });

    describeProperties(judge, SOME_DOCUMENTS);
});
