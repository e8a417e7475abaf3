import { ALLOWS } from "./allows";
import { DENIES_AND_UNKNOWNS } from "./denies";
import type { Labelled } from "./labelled";

/** Policy documents, each labelled public, not public or undetermined, with the reason as its name. */
export const CORPUS: readonly Labelled[] = [...ALLOWS, ...DENIES_AND_UNKNOWNS];
