import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { z } from "zod";
import { DynamoStore } from "../store/dynamo";
import { CALLS } from "./clients";
import type { TableVariables } from "./environment";

/** The store, in the tables that the function's environment names. */
export function storeOf(variables: z.infer<typeof TableVariables>): DynamoStore {
    return new DynamoStore(DynamoDBDocumentClient.from(new DynamoDBClient(CALLS)), {
        patterns: variables.PATTERNS_TABLE,
        publishData: variables.PUBLISH_DATA_TABLE,
        attributes: variables.ATTRIBUTES_TABLE,
        subscriptions: variables.SUBSCRIPTIONS_TABLE,
    });
}
