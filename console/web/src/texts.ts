import { attributes } from "./texts/attributes";
import { common } from "./texts/common";
import { patterns } from "./texts/patterns";
import { problems } from "./texts/problems";

/** All that the pages say, in English, by area. */
export const texts = { attributes, common, patterns, problems };
