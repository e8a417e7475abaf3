import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { InProcessResult } from "../../offline-preview/harness";
import { text } from "../components/support/run";
import { cloudFront, deploy } from "./support/deploy";

const CONSOLE = join(__dirname, "../../console");

/** What calls of the AWS SDK need to be allowed, by the name of their command or paginator. */
const ACTIONS: Readonly<Record<string, string>> = {
    BatchGetCommand: "dynamodb:BatchGetItem",
    DeleteCommand: "dynamodb:DeleteItem",
    GetCommand: "dynamodb:GetItem",
    PutCommand: "dynamodb:PutItem",
    QueryCommand: "dynamodb:Query",
    UpdateCommand: "dynamodb:UpdateItem",
    CreateAttributeGroupCommand: "servicecatalog:CreateAttributeGroup",
    DeleteAttributeGroupCommand: "servicecatalog:DeleteAttributeGroup",
    GetAttributeGroupCommand: "servicecatalog:GetAttributeGroup",
    UpdateAttributeGroupCommand: "servicecatalog:UpdateAttributeGroup",
    paginateListAttributeGroups: "servicecatalog:ListAttributeGroups",
    GetObjectCommand: "s3:GetObject",
    GetPipelineStateCommand: "codepipeline:GetPipelineState",
    RetryStageExecutionCommand: "codepipeline:RetryStageExecution",
    StartPipelineExecutionCommand: "codepipeline:StartPipelineExecution",
    paginateListPipelines: "codepipeline:ListPipelines",
    InvokeCommand: "lambda:InvokeFunction",
    GetSecretValueCommand: "secretsmanager:GetSecretValue",
    SendMessageCommand: "sqs:SendMessage",
    SubscribeCommand: "sns:Subscribe",
    UnsubscribeCommand: "sns:Unsubscribe",
    paginateListSubscriptionsByTopic: "sns:ListSubscriptionsByTopic",
};

/** What every function may do, whatever it calls: its log, traces, and keys through the services that use them. */
const ALWAYS = /^(logs:(CreateLogStream|PutLogEvents)|xray:Put\w+|kms:\w+)$/;

/**
 * Of pipelines, the API and the synchroniser use one class: its list is the synchroniser's, and nothing is started where
 * nothing makes pipelines. Keys come by a function in a VPC only.
 */
const NOT_OF_THE_API = ["codepipeline:ListPipelines", "lambda:InvokeFunction"];
const STARTS = "codepipeline:StartPipelineExecution";

/** The files that an entry is made of, by their imports. */
function filesOf(file: string, found = new Set<string>()): Set<string> {
    if (!found.has(file)) {
        found.add(file);
        for (const [, path = ""] of readFileSync(file, "utf8").matchAll(/\bfrom "(\.[^"]+)"/g)) {
            filesOf(`${join(dirname(file), path)}.ts`.replace(/access\.ts$/, "access/index.ts"), found);
        }
    }
    return found;
}

/** What the AWS clients are called for in the files that an entry is made of. */
function called(entry: string): Set<string> {
    const names = [...filesOf(join(CONSOLE, "api/lambda/entries", entry))].flatMap((file) =>
        [...readFileSync(file, "utf8").matchAll(/\bnew (\w+Command)\(|\b(paginate\w+)\(/g)].map(
            ([, command, paginator]) => command ?? paginator ?? "",
        ),
    );
    return new Set(
        names.map((name) => {
            const action = ACTIONS[name];
            assert.ok(action, `${name}: say in ACTIONS what it needs to be allowed`);
            return action;
        }),
    );
}

interface Statement {
    Action: string[];
    Resource: string[];
    Condition?: object;
}

function statementsOf(result: InProcessResult, fn: string): Statement[] {
    const role = result.one("aws:iam/role:Role", `${fn}-role`);
    return result
        .all("aws:iam/rolePolicy:RolePolicy")
        .filter(({ inputs }) => inputs.role === role.outputs.name)
        .flatMap(({ inputs }) => (JSON.parse(text(inputs.policy)) as { Statement: Statement[] }).Statement);
}

describe("what the console's functions may do", function () {
    this.timeout(60_000);
    let result: InProcessResult;
    before(async () => {
        result = (await deploy(cloudFront, { timeout: 60_000 })).succeeded();
    });

    it("the API: every action that its code calls, and nothing else", () => {
        const allowed = statementsOf(result, "api").flatMap(({ Action }) => Action);
        const own = [...new Set(allowed)].filter((action) => !ALWAYS.test(action));
        const needed = [...called("api.ts")].filter((action) => ![...NOT_OF_THE_API, STARTS].includes(action));
        assert.deepEqual(own.sort(), needed.sort());
    });

    it("neither starts a pipeline, nor knows one to start, without a builder; with one, that one alone", async () => {
        const withOne = (await deploy({ ...cloudFront, "palisade:patternBuilder": "our-builder" })).succeeded();
        for (const fn of ["api", "synchroniser"]) {
            const variables = (made: InProcessResult): Record<string, string> =>
                (made.one("aws:lambda/function:Function", fn).inputs.environment as { variables: typeof ACTIONS })
                    .variables;
            const starts = (made: InProcessResult): Statement[] =>
                statementsOf(made, fn).filter(({ Action }) => Action.some((action) => action === STARTS));
            assert.deepEqual([variables(result).PIPELINE_BUILDER, starts(result)], [undefined, []], fn);
            assert.equal(variables(withOne).PIPELINE_BUILDER, "our-builder", fn);
            const resources = starts(withOne).flatMap(({ Resource }) => Resource);
            assert.deepEqual(resources, ["arn:aws:codepipeline:eu-central-1:123456789012:our-builder"], fn);
        }
    });

    it("the functions of pages and keys call nothing of AWS", () => {
        assert.deepEqual([...called("site.ts"), ...called("keys.ts")], []);
    });

    it("the trigger before tokens: nothing", () => {
        const allowed = statementsOf(result, "pre-token").flatMap(({ Action }) => Action);
        assert.deepEqual(
            allowed.filter((action) => !ALWAYS.test(action)),
            [],
        );
        assert.deepEqual([...called("preToken.ts")], []);
    });

    for (const fn of ["consumer", "synchroniser"]) {
        it(`the ${fn}: every action that its code calls on the registry and pipelines, and reading of tables`, () => {
            const allowed = statementsOf(result, fn).flatMap(({ Action }) => Action);
            const reads = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"];
            for (const action of reads) {
                assert.ok(allowed.includes(action), action);
            }
            assert.deepEqual(
                allowed.filter((action) => action.startsWith("dynamodb:") && !reads.includes(action)),
                [],
            );
        });
    }

    it("the synchroniser is invoked by its rule alone, once a day", () => {
        const rule = result.one("aws:cloudwatch/eventRule:EventRule");
        assert.equal(rule.inputs.scheduleExpression, "rate(1 day)");
        const { inputs } = result.one("aws:cloudwatch/eventTarget:EventTarget");
        assert.equal(inputs.arn, result.one("aws:lambda/alias:Alias", "synchroniser-live").outputs.arn);
        const callers = result
            .all("aws:lambda/permission:Permission")
            .filter(({ name }) => name.startsWith("synchroniser"));
        assert.deepEqual(
            callers.map((one) => one.inputs.sourceArn),
            [rule.outputs.arn],
        );
    });

    it("each entry is one of these", () => {
        const entries = readdirSync(join(CONSOLE, "api/lambda/entries"));
        assert.deepEqual(entries.sort(), [
            "api.ts",
            "consumer.ts",
            "keys.ts",
            "preToken.ts",
            "site.ts",
            "synchroniser.ts",
        ]);
    });

    it("no role is allowed anything on everything, but for what AWS knows no resource for", () => {
        const wide = result
            .all("aws:iam/rolePolicy:RolePolicy")
            .flatMap(({ inputs }) => (JSON.parse(text(inputs.policy)) as { Statement: Statement[] }).Statement)
            .filter(({ Resource }) => Resource.includes("*"))
            .flatMap(({ Action }) => Action);
        assert.deepEqual([...new Set(wide)].sort(), [
            "codepipeline:ListPipelines",
            "servicecatalog:ListAttributeGroups",
            "xray:PutTelemetryRecords",
            "xray:PutTraceSegments",
        ]);
    });
});
