/** The environment of the API's function. */
export const VARIABLES = {
    ISSUER: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc",
    CLIENT_ID: "console-client",
    PATTERNS_TABLE: "patterns",
    PUBLISH_DATA_TABLE: "publish-data",
    ATTRIBUTES_TABLE: "attributes",
    SUBSCRIPTIONS_TABLE: "subscriptions",
    ARTIFACTS_BUCKET: "artifacts",
    CHANGES_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/111122223333/changes.fifo",
    TOPIC_PREFIX: "arn:aws-us-gov:sns:us-gov-west-1:111122223333:pattern-",
    PIPELINE_BUILDER: "make-pipelines",
    PIPELINE_PREFIX: "pattern-",
    PAGE_TOKEN_SECRET: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:page-tokens-a1b2c3",
};

/** What the consumer and the synchroniser read besides. */
export const REGISTRY = { REGISTRY_PREFIX: "PALISADE" };
