import type { Policy } from "../evaluation";
import { kmsPolicies } from "./kms";

/** All policies of the pack, by service. Ids are stable: configurations and waivers name them. */
export const policies: readonly Policy[] = [...kmsPolicies];
