/** Groups of the console have it, with the prefix of their names as its value; a role can be held to it. */
export const OWNER_TAG = "palisade:console";
