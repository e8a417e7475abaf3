import {
    NotFoundException,
    paginateListSubscriptionsByTopic,
    SNSClient,
    SubscribeCommand,
    UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import type { Notifications } from "../api/ports";
import { publishedAs } from "../api/publishedAs";

/**
 * Subscribes addresses to topics, one for each pattern, made with its pipeline. An address has one subscription to a topic:
 * if patterns shared one, its filter would list them, and requests at the same time would overwrite it for each other; and
 * a topic takes 200 filters.
 */
export class TopicNotifications implements Notifications {
    /** @param topicPrefix ARN of a pattern's topic up to the pattern's name: `arn:aws:sns:eu-west-1:111122223333:pattern-`. */
    constructor(
        private readonly client: SNSClient,
        private readonly topicPrefix: string,
    ) {}

    /** Asks the address for confirmation; one that follows the pattern already is asked nothing. */
    async follow(patternId: string, email: string): Promise<"asked" | "no-topic"> {
        try {
            await this.client.send(
                new SubscribeCommand({ TopicArn: this.topicOf(patternId), Protocol: "email", Endpoint: email }),
            );
            return "asked";
        } catch (error) {
            if (error instanceof NotFoundException) {
                return "no-topic";
            }
            throw error;
        }
    }

    /** One that was never confirmed has no ARN, and cannot be ended: the service drops it after two days. */
    async unfollow(patternId: string, email: string): Promise<void> {
        try {
            const arn = await this.subscriptionOf(patternId, email);
            if (arn !== undefined) {
                await this.client.send(new UnsubscribeCommand({ SubscriptionArn: arn }));
            }
        } catch (error) {
            // Where there is no topic yet nobody follows it.
            if (!(error instanceof NotFoundException)) {
                throw error;
            }
        }
    }

    private async subscriptionOf(patternId: string, email: string): Promise<string | undefined> {
        for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic(
            { client: this.client },
            { TopicArn: this.topicOf(patternId) },
        )) {
            const own = Subscriptions.find(
                ({ Protocol, Endpoint, SubscriptionArn }) =>
                    Protocol === "email" && Endpoint === email && SubscriptionArn?.startsWith("arn:"),
            );
            if (own !== undefined) {
                return own.SubscriptionArn;
            }
        }
        return undefined;
    }

    private topicOf(patternId: string): string {
        return `${this.topicPrefix}${publishedAs(patternId)}`;
    }
}
