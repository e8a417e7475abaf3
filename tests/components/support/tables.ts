import * as components from "palisade-aws";
import { type AnyRule, Arguments } from "../../../components/shared/arguments";

/** The rules of every component's arguments. */
export const tables: Record<string, ReadonlyMap<string, AnyRule>> = Object.fromEntries(
    Object.values(components).flatMap((value) => (value instanceof Arguments ? [[value.component, value.table]] : [])),
);
