import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { pageHeaders } from "../../../headers";
import { siteApp } from "../../../site/app";
import { PACKED, unpack } from "../../../site/packed";
import { readEnvironment, SiteVariables } from "../environment";
import { proxyHandler } from "../events";
import { lambdaLog } from "../log";

/** The pages as a function, behind a load balancer that has the API beside them. */
const { RUNTIME_CONFIG: config, CONNECT_ORIGINS: connect } = readEnvironment(SiteVariables);
const packed = join(__dirname, PACKED);
if (!existsSync(packed)) {
    throw new Error(`there are no pages beside the function's code, ${PACKED}: run 'npm run build:console'`);
}
const site = siteApp({
    pages: unpack(readFileSync(packed, "utf8")),
    config,
    headers: pageHeaders({ connect, scheme: "https" }),
});
const serviceName = "console-site";

export const handler = proxyHandler(
    (request) => site.fetch(request),
    lambdaLog(new Logger({ serviceName }), new Metrics({ namespace: "Palisade", serviceName })),
);
