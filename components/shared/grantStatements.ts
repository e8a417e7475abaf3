import { type Place, type ThroughService, viaService } from "./arn";
import type { Statement } from "./policyDocument";

/** What a grant is about: an ARN, or several under names. Without a key ARN there is no customer managed key. */
export interface GrantTarget<On = string> {
    arn: On;
    keyArn: string | undefined;
    place: Place;
}

/** One thing that a component can let a role do. */
export interface Grant<On = string> {
    /** The method that grants it. */
    method: string;
    /** What stands between the component's name and the role's in the name of the grant. */
    access: string;
    statements: (target: GrantTarget<On>) => Statement[];
}

/** What a role is allowed, on one resource. */
export function allowOn(Sid: string, Action: string[], resource: string): Statement {
    return { Sid, Effect: "Allow", Action, Resource: [resource] };
}

/** What a role is allowed on a key, but only through a service. Nothing, where there is no key. */
export function allowKeyThrough(
    service: ThroughService,
    actions: string[],
    { keyArn, place }: Omit<GrantTarget, "arn">,
): Statement[] {
    return keyArn === undefined
        ? []
        : [
              {
                  ...allowOn(`KeyThrough${service.toUpperCase()}`, actions, keyArn),
                  Condition: { StringEquals: { "kms:ViaService": viaService(service, place) } },
              },
          ];
}
