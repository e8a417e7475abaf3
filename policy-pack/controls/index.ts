export { standings, type Catalogue, type Severities, type Standing } from "./catalogue";
import type { Catalogue } from "./catalogue";
import { cis3, cis5, cis7 } from "./cis";
import { fsbp } from "./fsbp";

/** The frameworks of which every control is accounted for. */
export const catalogues: readonly Catalogue[] = [fsbp, cis7, cis5, cis3];
