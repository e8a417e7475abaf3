import { service, settingPolicy } from "../evaluation";

export default service("sns", [
    settingPolicy({
        id: "sns-subscription-encrypted",
        title: "SNS delivers messages over TLS only",
        severity: "high",
        types: ["aws:sns/topicSubscription:TopicSubscription"],
        controls: { nist: ["SC-8"], whitepaper: ["SNS"] },
        why: "Over plain HTTP everybody on the way can read the messages, and put others in their place.",
        fix: {
            text: "Subscribe the `https` address of the endpoint.",
            example: `new aws.sns.TopicSubscription("orders", {
    topic: topic.arn,
    protocol: "https",
    endpoint: "https://orders.example.com/events",
});`,
        },
        setting: "protocol",
        must: { notBe: "http" },
        isRequired: true,
    }),
]);
