import { readEnvironment, KeysVariables } from "../environment";
import { keysHandler } from "../keys";

/** The user pool's keys as a function, outside of the VPC that the API is in. */
export const handler = keysHandler(readEnvironment(KeysVariables).ISSUER);
