import { Logger } from "@aws-lambda-powertools/logger";
import { preTokenHandler, readMapping } from "../preToken";

/** The user pool's trigger as a function. `GROUP_MAPPING`: the table of the provider's groups; none maps none. */
export const handler = preTokenHandler(
    readMapping(process.env["GROUP_MAPPING"]),
    new Logger({ serviceName: "console-pre-token" }),
);
