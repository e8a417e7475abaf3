/** What a policy of a test has to tell of itself, where the test is about something else. */
export const SAMPLE = {
    id: "sqs-sample",
    title: "Sample",
    severity: "high",
    types: ["aws:sqs/queue:Queue"],
    controls: { nist: ["CM-2"], whitepaper: ["SQS"] },
    why: "Because.",
    fix: { text: "Do.", example: "done;" },
} as const;
