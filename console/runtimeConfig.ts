import { z } from "zod";

/** Path of the pages to which browsers come back signed in. */
export const SIGNED_IN = "/signed-in";

/** What the pages need to know of where they are served: fetched as `/config.json` when they start. Nothing secret. */
export const RuntimeConfig = z.strictObject({
    /** Path of the API on the pages' own origin, without a slash at its end: `/api`. */
    api: z.string().regex(/^\/[\w/-]*\w$/),
    /** Issuer of the tokens; its metadata is found below it. */
    authority: z.url(),
    clientId: z.string().min(1),
    scopes: z.array(z.string().min(1)).min(1),
    /** Where one signs out, for a provider that has no `end_session_endpoint`, as user pools of Cognito have none. */
    signOutUrl: z.url().optional(),
});
export type RuntimeConfig = Readonly<z.infer<typeof RuntimeConfig>>;
