import { all, any, say, type ResourceReader, type StackReader, type Truth, type Value } from "../evaluation";

/** By what a provider comes into an account. */
const CREDENTIALS = ["profile", "accessKey", "assumeRoles", "assumeRoleWithWebIdentity", "sharedConfigFiles"];

/**
 * Whether the stack sets, for the account and Region of a resource, what AWS takes where the resource itself says nothing:
 * by a resource of that type, such as `aws.ec2.InstanceMetadataDefaults`, that fits.
 */
export function isAccountDefault(
    resource: ResourceReader,
    stack: StackReader,
    type: string,
    fits: (setting: ResourceReader) => Truth,
): Truth {
    return any(
        stack.ofTypes(type).map((setting) => {
            const fitting = fits(setting);
            return fitting === false ? false : all([fitting, isOfSameAccountAndRegion(resource, setting)]);
        }),
    );
}

/** Turns on, or off, that volumes and snapshots are encrypted which do not say so. */
export const DEFAULT_ENCRYPTION = "aws:ebs/encryptionByDefault:EncryptionByDefault";

/** Whether the stack turns on that EBS encrypts what does not say so, where a resource is. */
export function isEncryptedByDefault(resource: ResourceReader, stack: StackReader): Truth {
    return isAccountDefault(resource, stack, DEFAULT_ENCRYPTION, (setting) =>
        setting.get("enabled").absentAs(true).is(true),
    );
}

function isOfSameAccountAndRegion(resource: ResourceReader, setting: ResourceReader): Truth {
    const region = setting.given("region");
    const [its, own] = [regionOf(resource), regionOf(setting)];
    if (its.isText && own.isText && its.isSameText(own) === false) {
        return false;
    }
    const isSameRegion = isSame(its, own) && (its.isText || resource.hasProviderOf(setting));
    const isSameAccount =
        resource.hasProviderOf(setting) ||
        CREDENTIALS.every((name) => isSame(resource.ofProvider(name), setting.ofProvider(name)));
    return (
        (isSameRegion && isSameAccount) ||
        region.noteUndetermined(say`Whether this is of the same account and Region cannot be told`)
    );
}

/** Where a resource is: in a Region that it names, or in its provider's. */
function regionOf(resource: ResourceReader): Value {
    const region = resource.given("region");
    return region.isAbsent ? resource.ofProvider("region") : region;
}

function isSame(one: Value, other: Value): boolean {
    return one.isAbsent ? other.isAbsent : one.isText && one.isSameText(other) === true;
}
