import type { Policy } from "./policy";

/** Policies for one service of AWS, or some of them: several files may be of one service. */
export class Service {
    constructor(
        /** How its policies' ids begin: letters and digits. */
        readonly name: string,
        readonly policies: readonly Policy[],
    ) {}
}

/**
 * Says that a file holds policies for a service: `export default service("kms", [...])`. Every such file below `policies/`
 * is part of the pack.
 */
export function service(name: string, policies: readonly Policy[]): Service {
    return new Service(name, policies);
}
