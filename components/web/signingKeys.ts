import { createPublicKey, type KeyObject } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Check, names, text } from "../shared/checks";
import type { Children } from "../shared/children";
import { plain } from "../shared/validate";

/** Of the keys that a group can hold, which is all that a distribution needs. */
const mostKeys = 5;

/** A public key as CloudFront takes it. What is no such key is not told: it may be the private one. */
const publicKey = text((pem) => {
    if (!/^\s*-----BEGIN PUBLIC KEY-----\s/.test(pem)) {
        return "one is no public key";
    }
    const { asymmetricKeyType, asymmetricKeyDetails } = keyOf(pem) ?? {};
    const fits =
        (asymmetricKeyType === "rsa" && asymmetricKeyDetails?.modulusLength === 2048) ||
        (asymmetricKeyType === "ec" && asymmetricKeyDetails?.namedCurve === "prime256v1");
    return fits ? undefined : "one is neither RSA with 2048 bits nor ECDSA on P-256";
}, "pass what `openssl rsa -pubout` writes: -----BEGIN PUBLIC KEY-----, of RSA with 2048 bits or ECDSA on P-256");

function keyOf(pem: string): KeyObject | undefined {
    try {
        return createPublicKey(pem);
    } catch {
        return undefined;
    }
}

/** Everything that is wrong with public keys, as far as they are known. */
export const signingKeyFaults: Check<Record<string, pulumi.Input<string>>> = (keys, argument) => {
    const count = Object.keys(keys).length;
    const counted = count > 0 && count <= mostKeys;
    const fix = `pass 1 to ${mostKeys}, or leave it out`;
    return [
        ...(counted ? [] : [{ argument, fault: `there are ${count}`, fix }]),
        ...names(keys, argument),
        ...Object.values(keys).flatMap((input) => {
            const pem = plain(input);
            return pem === undefined ? [] : publicKey(pem, argument);
        }),
    ];
};

/** What signatures are checked by. */
export interface SigningKeys {
    groupId: pulumi.Output<string>;
    /** What CloudFront calls the keys, by their names in the program. */
    ids: pulumi.Output<Record<string, string>>;
}

/** Registers public keys, one of which whoever asks must have a signature for. */
export function signingKeys(
    children: Children,
    keys: string[],
    pems: pulumi.Output<Record<string, string> | undefined>,
): SigningKeys {
    const made = keys.map((key) => {
        const { id } = new aws.cloudfront.PublicKey(
            children.name(`signs-${key}`),
            // Without a line's end at its end, the provider would make it anew each time.
            { encodedKey: pems.apply((known) => `${(known?.[key] ?? "").trim()}\n`) },
            children.looseOptions(),
        );
        return [key, id] as const;
    });
    const group = new aws.cloudfront.KeyGroup(
        children.name("signs"),
        { items: made.map(([, id]) => id) },
        children.looseOptions(),
    );
    return { groupId: group.id, ids: pulumi.all(Object.fromEntries(made)) };
}
