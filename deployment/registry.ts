import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import {
    AwsService,
    type ExistingNetwork,
    FunctionInvoker,
    type Network,
    type Place,
    type RoleStatementArgs,
    type SecureFunction,
} from "palisade-aws";
import type { Bundle } from "palisade-console/bundles";
import { OWNER_TAG } from "palisade-console/registry-tag";
import { type FunctionSettings, makeFunction, tableVariables } from "./functions";
import { arnOf, type PatternNames } from "./names";
import { placed } from "./network";
import { builderStatements, builderVariables } from "./patternBuilder";
import type { Stores } from "./stores";

export interface RegistryArgs {
    readonly bundles: Readonly<Record<"consumer" | "synchroniser", Bundle>>;
    readonly stores: Stores;
    readonly names: PatternNames;
    /** The pipeline that makes pipelines of new patterns. Default: none. */
    readonly builder?: string;
    readonly place: pulumi.Output<Place>;
    /** The VPC that they are in. Default: none. */
    readonly network?: Network | ExistingNetwork;
}

/** What keeps the registry of attributes as the tables are. */
export interface Registry {
    /** After each change. */
    readonly consumer: SecureFunction;
    /** Once a day, for what was missed. */
    readonly synchroniser: SecureFunction;
}

export function makeRegistry(
    { bundles, stores, names, builder, place, network }: RegistryArgs,
    settings: FunctionSettings,
): Registry {
    const { changes, tables } = stores;
    const environment = { ...tableVariables(stores), REGISTRY_PREFIX: names.registry };
    const groups = attributeGroupStatements(names, place);

    const consumer = makeFunction("consumer", bundles.consumer, settings, {
        environment,
        statements: groups,
        placement: placed(network, "consumer", [AwsService.AppRegistry, AwsService.DynamoDb]),
    });
    consumer.consume(changes);

    const synchroniser = makeFunction("synchroniser", bundles.synchroniser, settings, {
        environment: { ...environment, ...builderVariables(builder), PIPELINE_PREFIX: names.prefix },
        statements: [
            ...groups,
            { sid: "KnowsAttributeGroups", actions: ["servicecatalog:ListAttributeGroups"], resources: ["*"] },
            { sid: "KnowsPipelines", actions: ["codepipeline:ListPipelines"], resources: ["*"] },
            ...builderStatements(builder, place),
        ],
        timeoutSeconds: 900,
        asynchronous: true,
        placement: placed(network, "synchroniser", [
            AwsService.AppRegistry,
            AwsService.CodePipeline,
            AwsService.DynamoDb,
        ]),
    });
    onceADay(synchroniser);
    for (const { role } of [consumer, synchroniser]) {
        tables.patterns.grantRead(role);
        tables.attributes.grantRead(role);
    }
    return { consumer, synchroniser };
}

function onceADay(fn: SecureFunction): void {
    const rule = new aws.cloudwatch.EventRule("synchroniser", {
        description: "Once a day, what was missed in the registry",
        scheduleExpression: "rate(1 day)",
    });
    const permission = fn.allowInvoke(FunctionInvoker.EventBridge, rule.arn);
    new aws.cloudwatch.EventTarget(
        "synchroniser",
        {
            rule: rule.name,
            arn: fn.arn,
            // An hour later it is as well left to the next day. What fails in the function goes to its own queue.
            retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 5 },
        },
        { dependsOn: permission },
    );
}

/** Groups have ids that AWS gives them, so a role is held to those with the stack's tag. */
function attributeGroupStatements({ registry }: PatternNames, place: pulumi.Output<Place>): RoleStatementArgs[] {
    const resources = [arnOf(place, "servicecatalog", "/attribute-groups/*")];
    const tagged = (key: string): RoleStatementArgs["conditions"] => [
        { operator: "StringEquals", key: `${key}/${OWNER_TAG}`, values: [registry] },
    ];
    return [
        {
            sid: "MakesAttributeGroups",
            actions: ["servicecatalog:CreateAttributeGroup", "servicecatalog:TagResource"],
            resources,
            conditions: tagged("aws:RequestTag"),
        },
        {
            sid: "ReadsAttributeGroups",
            // Without a condition: whether a group is another's, its tags say.
            actions: ["servicecatalog:GetAttributeGroup"],
            resources,
        },
        {
            sid: "ChangesAttributeGroups",
            actions: ["servicecatalog:UpdateAttributeGroup", "servicecatalog:DeleteAttributeGroup"],
            resources,
            conditions: tagged("aws:ResourceTag"),
        },
    ];
}
