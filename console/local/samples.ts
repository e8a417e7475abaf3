import type { Store } from "../api/ports";
import type { Pattern } from "../api/schemas";
import { LocalPipelines } from "./pipelines";

const ATTRIBUTES: readonly (readonly [key: string, value: string, description: string])[] = [
    ["DATA-CLASS", "CONFIDENTIAL", "Data that people or contracts protect"],
    ["DATA-CLASS", "PUBLIC", "Data that everybody may see"],
    ["EXPOSURE", "INTERNAL", "Reached from within the network only"],
    ["EXPOSURE", "INTERNET", "Reached from everywhere"],
    ["TIER", "DATA", "Stores and queues"],
    ["TIER", "WEB", "What users speak with"],
    ["USE", "EXPERIMENT", "Not for production"],
];

type Sample = readonly [
    name: string,
    patternType: Pattern["patternType"],
    description: string,
    attributes: Readonly<Record<string, string>>,
];

const PATTERNS: readonly Sample[] = [
    ["archive-bucket", "CFN", "A versioned bucket whose objects nobody can delete for seven years.", { TIER: "DATA" }],
    [
        "event-queue",
        "CDK",
        "A FIFO queue with a dead-letter queue, both encrypted with one key.",
        { TIER: "DATA", "DATA-CLASS": "CONFIDENTIAL" },
    ],
    [
        "private-api",
        "CDK",
        "A REST API that only a VPC endpoint reaches, with an authorizer for each method.",
        { TIER: "WEB", EXPOSURE: "INTERNAL" },
    ],
    [
        "static-website",
        "CFN",
        "Pages in a private bucket behind CloudFront, with strict headers and a firewall.",
        { TIER: "WEB", EXPOSURE: "INTERNET", "DATA-CLASS": "PUBLIC" },
    ],
    ["three-tier-network", "CFN", "Public, private and isolated subnets in three zones, with flow logs.", {}],
];
/** Its last build failed, so there is one to restart. */
const FAILED = "three-tier-network";

/** Patterns and attributes to begin with. Made a second time, they change nothing. */
export async function makeSamples(store: Store, pipelines: LocalPipelines): Promise<void> {
    const time = new Date().toISOString();
    const times = { createTime: time, lastUpdateTime: time, version: 1 };
    for (const [key, value, description] of ATTRIBUTES) {
        const id = `${key}:${value}`;
        await store.createAttribute({ id, name: id, key, value, description, metadata: "{}", ...times });
    }
    for (const [name, patternType, description, attributes] of PATTERNS) {
        const patternId = name.toUpperCase();
        await store.createPattern({
            patternId,
            name,
            patternType,
            description,
            attributes: { ...attributes },
            ...times,
        });
        if (name !== FAILED) {
            await pipelines.create(patternId);
        }
    }
}
