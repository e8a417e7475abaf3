import sns from "../../../policy-pack/policies/sns";
import { describeService } from "../support/describe";

const subscription = (protocol: string) => ({
    type: "aws:sns/topicSubscription:TopicSubscription",
    inputs: { topic: "arn:aws:sns:eu-west-1:111122223333:orders", endpoint: "orders.example.com", protocol },
});

describeService(sns, {
    "sns-subscription-encrypted": {
        says: 'Set `protocol` to something else than "http".',
        compliant: { https: subscription("https"), "a queue": subscription("sqs") },
        violating: { http: subscription("http") },
        absent: "compliant",
    },
});
