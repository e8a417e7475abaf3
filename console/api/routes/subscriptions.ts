import type { Dependencies } from "../dependencies";
import { ApiError, notFound } from "../http/errors";
import { route, type Api, type Caller } from "../http/router";
import { OfPattern, Subscription } from "../schemas";
import { body, json } from "./bodies";
import { repairedLater } from "./repairedLater";

const getSubscription = route("getSubscription", [], {
    request: { query: OfPattern },
    responses: { 200: json(Subscription, "Whether the caller's own address is told of new versions.") },
});
const subscribe = route("subscribe", [404], {
    request: { body: body(OfPattern) },
    responses: { 201: json(Subscription, "The caller's own address is told of new versions.") },
});
const unsubscribe = route("unsubscribe", [], {
    request: { query: OfPattern },
    responses: { 200: json(Subscription, "The caller's own address is told no more.") },
});

/** Whose address it is comes from the token alone: nobody can subscribe, see or unsubscribe somebody else. */
export function addSubscriptions(api: Api, { log, store, notifications }: Dependencies): void {
    api.openapi(getSubscription, async (context) => {
        const { patternId } = context.req.valid("query");
        const subscribed = await store.isSubscribed(patternId, addressOf(context.get("caller")));
        return context.json({ patternId, subscribed }, 200);
    });

    api.openapi(subscribe, async (context) => {
        const { patternId } = context.req.valid("json");
        const email = addressOf(context.get("caller"));
        if ((await store.getPattern(patternId)) === undefined) {
            throw notFound("pattern");
        }
        await store.subscribe(patternId, email);
        let outcome: Awaited<ReturnType<typeof notifications.follow>> | undefined;
        await repairedLater(context, log, async () => void (outcome = await notifications.follow(patternId, email)));
        if (outcome === "no-topic") {
            await store.unsubscribe(patternId, email);
            throw new ApiError(400, "Nothing publishes this pattern yet: subscribe once it has a pipeline.");
        }
        return context.json({ patternId, subscribed: true }, 201);
    });

    api.openapi(unsubscribe, async (context) => {
        const { patternId } = context.req.valid("query");
        const email = addressOf(context.get("caller"));
        await store.unsubscribe(patternId, email);
        await repairedLater(context, log, () => notifications.unfollow(patternId, email));
        return context.json({ patternId, subscribed: false }, 200);
    });
}

function addressOf({ email }: Caller): string {
    if (email === undefined) {
        throw new ApiError(403, "Your address is not verified: verify it, and sign in again.");
    }
    return email;
}
