import { EncryptionKey, KeyUser, LogBucket, LogProducer } from "palisade-aws";
import { readSettings } from "./config";
import { makeAccountBaseline } from "./deployment/accountBaseline";
import { makeAuditTrail } from "./deployment/audit";
import { makeBackup } from "./deployment/backup";
import { makeConsole } from "./deployment/console";
import { makeDns } from "./deployment/dns";
import { keyStatementsOf } from "./deployment/keyStatements";
import { makePatternPipelines } from "./deployment/patternPipelines";
import { makePatternStore } from "./deployment/patternStore";
import { makeStores } from "./deployment/stores";
import { Console } from "./settings/settings";

const settings = readSettings();
const { removable, logRetentionDays, noncurrentVersionDays } = settings;

/** One key for the data of the stack, and for the logs of console and pipelines, unless the stack brings its own. */
const hasLogs = settings.console !== Console.None || settings.patternPipelines !== undefined;
const loggers = hasLogs ? [KeyUser.CloudWatchLogs] : [];
const key = settings.keyArn ?? new EncryptionKey("data", { users: loggers, removable });

/** Where the buckets of the stack are access-logged. */
const accessLogs = new LogBucket("access-logs", {
    producers: [LogProducer.S3AccessLogs],
    retentionDays: logRetentionDays,
    removable,
});

/** Artifacts, tables, and the queue that tells of changes. */
const stores = makeStores({ key, accessLogs, noncurrentVersionDays, removable });

/** Users, API and pages; nothing where the stack has no console. */
const console = makeConsole({ key, accessLogs, stores, settings });

/** The trail of the account and its alarms; nothing unless the stack is to have it. */
const audit = makeAuditTrail({ accessLogs, settings });

/** What guards the account or its region; nothing unless the stack is to have it. */
const guard = makeAccountBaseline({ audit, settings });

/** Tables and artifacts in a vault; nothing unless the stack is to have it. */
const backup = makeBackup({ audit, stores, settings });

/** Where packages and products of patterns are published; nothing unless the stack is to have it. */
const patternStore = makePatternStore({ key, stores, settings });

/** What publishes patterns from their repositories, by their id; nothing unless the stack is to have it. */
const patternPipelines = makePatternPipelines({ key, accessLogs, stores, patternStore, settings });

/** A public hosted zone; nothing unless the stack is to have it. */
const zone = makeDns(settings);

/** ARN of the key that encrypts the data of the stack. */
export const dataKeyArn = stores.artifacts.keyArn;
/** What the owner of a key that the stack brings must add to its policy; `[]` when the key is the stack's own. */
export const requiredKeyStatements = keyStatementsOf([
    ...stores.keyUsers,
    ...(console?.keyUsers ?? []),
    ...(audit === undefined ? [] : [audit]),
    ...(guard?.keyUsers ?? []),
    ...(backup === undefined ? [] : [backup]),
    ...(patternStore === undefined ? [] : [patternStore]),
    ...Object.values(patternPipelines),
]);
/** The same of the key in us-east-1 that is for the zone's log. */
export const requiredZoneKeyStatements = keyStatementsOf(zone?.keyUsers ?? []);
export const accessLogBucketName = accessLogs.bucketName;
export const artifactBucketName = stores.artifacts.bucketName;
export const artifactBucketArn = stores.artifacts.arn;
/** Where the console is. */
export const consoleUrl = console?.url ?? null;
/** Who may speak to whom in the console's VPC, for review. */
export const securityGraph = console?.network?.securityGraph() ?? [];
/** Where the logs of the account's trail are. */
export const auditBucketName = audit?.bucketName ?? null;
/** The topic that is told of the trail's alarms. */
export const alarmTopicArn = audit?.topicArn ?? null;
/** The domain of CodeArtifact that packages of patterns are in. */
export const patternDomainName = patternStore?.domainName ?? null;
/** Its repository, which npm reads. */
export const patternRepositoryName = patternStore?.repositoryName ?? null;
/** The portfolio of Service Catalog that products of patterns are in. */
export const patternPortfolioId = patternStore?.portfolioId ?? null;
/** The topic that is told of publications. */
export const publicationTopicArn = patternStore?.topicArn ?? null;
/** Names of the pipelines that publish patterns, by the pattern's id; their topics are called the same. */
export const patternPipelineNames = Object.fromEntries(
    Object.entries(patternPipelines).map(([id, { pipelineName }]) => [id, pipelineName]),
);
/** The hosted zone that the stack makes, for `hostedZone` once it answers. */
export const zoneId = zone?.dns.zoneId ?? null;
/** What the registrar, or the zone above, must name for the zone to answer. */
export const zoneNameServers = zone?.dns.nameServers ?? [];
/** What it must name as well for the signatures to count; empty where the zone is not signed. */
export const zoneDsRecord = zone?.dns.dsRecord ?? null;
