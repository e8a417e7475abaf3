import type * as pulumi from "@pulumi/pulumi";
import { type Check, each, oneOf, text } from "../../shared/checks";
import { type Fault, plainList } from "../../shared/validate";

/** What of the management events CloudTrail Insights watches. */
export const TrailInsight = {
    /** How many calls that write are made. */
    CallRate: "ApiCallRateInsight",
    /** How many calls fail. */
    ErrorRate: "ApiErrorRateInsight",
} as const;
export type TrailInsight = (typeof TrailInsight)[keyof typeof TrailInsight];

/** Calls that read, or calls that write. */
export const EventAccess = { Read: "Read", Write: "Write" } as const;
export type EventAccess = (typeof EventAccess)[keyof typeof EventAccess];

/** Calls about what is in resources of one type, such as objects of buckets. 0.10 USD per 100,000 events. */
export interface DataEventsArgs {
    /** Type in CloudFormation's words, for example `AWS::S3::Object`, `AWS::Lambda::Function`, `AWS::DynamoDB::Table`. */
    resourceType: string;
    /** Only calls that read, or that write. Default: both. */
    access?: EventAccess;
    /** Beginnings of the ARNs of what is recorded, for example `arn:aws:s3:::orders/`. Default: all of the type. */
    arnPrefixes?: pulumi.Input<string>[];
}

/** Calls that go through the account's VPC endpoints. 0.10 USD per 100,000 events. */
export interface NetworkActivityArgs {
    /** The service that is called, for example `s3.amazonaws.com`. */
    eventSource: string;
    /** Whether calls that the endpoint's policy lets through are recorded too. Default: false, only refused ones. */
    alsoAllowed?: boolean;
}

/** One selector of a trail, as the provider takes it: an event that meets all fields is recorded. */
export interface EventSelector {
    name: string;
    fieldSelectors: { field: string; equals?: string[]; startsWiths?: string[]; notStartsWiths?: string[] }[];
}

/** What a trail records, beside all management events. */
export interface Recorded {
    dataEvents: pulumi.Unwrap<DataEventsArgs>[];
    networkActivity: NetworkActivityArgs[];
    /** The bucket that it writes to. */
    bucketArn: string;
}

const category = (name: string): EventSelector["fieldSelectors"][number] => ({
    field: "eventCategory",
    equals: [name],
});

/**
 * Everything a trail records. What it writes itself is left out of events of objects: each file would be an event, which is
 * written into the next file.
 * See https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedEventSelector.html
 */
export function eventSelectors({ dataEvents, networkActivity, bucketArn }: Recorded): EventSelector[] {
    return [
        { name: "Management events", fieldSelectors: [category("Management")] },
        ...dataEvents.map(({ resourceType, access, arnPrefixes = [] }) => ({
            name: `Data events of ${resourceType}`,
            fieldSelectors: [
                category("Data"),
                { field: "resources.type", equals: [resourceType] },
                ...(access === undefined ? [] : [{ field: "readOnly", equals: [String(access === EventAccess.Read)] }]),
                ...arnSelector(resourceType, arnPrefixes, bucketArn),
            ],
        })),
        ...networkActivity.map(({ eventSource, alsoAllowed = false }) => ({
            name: `Network activity of ${eventSource}`,
            fieldSelectors: [
                category("NetworkActivity"),
                { field: "eventSource", equals: [eventSource] },
                ...(alsoAllowed ? [] : [{ field: "errorCode", equals: ["VpceAccessDenied"] }]),
            ],
        })),
    ];
}

function arnSelector(resourceType: string, startsWiths: string[], bucketArn: string): EventSelector["fieldSelectors"] {
    const own = resourceType === "AWS::S3::Object" ? { notStartsWiths: [`${bucketArn}/`] } : {};
    const some = startsWiths.length > 0 ? { startsWiths } : {};
    return Object.keys({ ...own, ...some }).length === 0 ? [] : [{ field: "resources.ARN", ...some, ...own }];
}

const resourceType = text(
    (type) => (/^AWS::\w+::\w+$/.test(type) ? undefined : `"${type}" is not a type of resource`),
    "write it as in AWS::S3::Object",
);
const arnPrefix = each(
    text(
        (arn) => (arn.startsWith("arn:") ? undefined : `"${arn}" is not the beginning of an ARN`),
        "write it as in arn:aws:s3:::orders/",
    ),
);
const eventSource = text(
    (source) =>
        /^[a-z0-9-]+\.amazonaws\.com(\.cn)?$/.test(source) ? undefined : `"${source}" is not the source of events`,
    "write it as in s3.amazonaws.com",
);

/** What is wrong with the data events that are asked for. */
export const dataEventFaults: Check<DataEventsArgs[]> = (events, argument) =>
    events.flatMap(({ resourceType: type, access, arnPrefixes = [] }, index) => [
        ...resourceType(type, `${argument}[${index}].resourceType`),
        ...(access === undefined ? [] : oneOf(EventAccess)(access, `${argument}[${index}].access`)),
        ...arnPrefix(plainList(arnPrefixes), `${argument}[${index}].arnPrefixes`),
    ]);

/** What is wrong with the network activity that is asked for. */
export const networkActivityFaults: Check<NetworkActivityArgs[]> = (events, argument) => {
    const sources = new Set<string>();
    return events.flatMap(({ eventSource: source }, index): Fault[] => {
        const at = `${argument}[${index}].eventSource`;
        const fault = `"${source}" is named twice`;
        const twice = sources.has(source) ? [{ argument: at, fault, fix: "name each service once" }] : [];
        sources.add(source);
        return [...eventSource(source, at), ...twice];
    });
};
