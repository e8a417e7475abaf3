import type { Policy } from "../evaluation";
import { kmsPolicies } from "./kms";
import { s3Policies } from "./s3";

/** All policies of the pack, by service. Ids are stable: configurations and waivers name them. */
export const policies: readonly Policy[] = [...s3Policies, ...kmsPolicies];
