import type { Preview, RegisteredResource } from "../model";
import { displayType } from "../report/hierarchy";

/**
 * The resources of a type, in the order of registration; none where there are none. The type may be written as Pulumi's
 * messages show it (`aws:s3:Bucket`) or as its schema has it (`aws:s3/bucket:Bucket`).
 */
export function resourcesOfType({ resources }: Preview, type: string): RegisteredResource[] {
    return resources.filter((resource) => resource.type === type || displayType(resource.type) === type);
}
