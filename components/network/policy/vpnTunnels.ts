/** What a tunnel takes, as the provider calls it behind `tunnel1` and `tunnel2`. */
const strongTunnel = {
    ikeVersions: ["ikev2"],
    phase1EncryptionAlgorithms: ["AES256-GCM-16"],
    phase1IntegrityAlgorithms: ["SHA2-384", "SHA2-512"],
    phase1DhGroupNumbers: [19, 20, 21],
    phase1LifetimeSeconds: 28_800,
    phase2EncryptionAlgorithms: ["AES256-GCM-16"],
    phase2IntegrityAlgorithms: ["SHA2-384", "SHA2-512"],
    phase2DhGroupNumbers: [19, 20, 21],
    phase2LifetimeSeconds: 3600,
    // AWS brings the tunnel up, and brings it up again: nobody has to send something first.
    startupAction: "start",
    dpdTimeoutAction: "restart",
};

type Numbered<Options, Tunnel extends string> = {
    [Name in keyof Options & string as `${Tunnel}${Capitalize<Name>}`]: Options[Name];
};

function numbered<Options extends object, Tunnel extends string>(
    tunnel: Tunnel,
    options: Options,
): Numbered<Options, Tunnel> {
    return Object.fromEntries(
        Object.entries(options).map(([name, value]) => [`${tunnel}${name[0]?.toUpperCase()}${name.slice(1)}`, value]),
    ) as Numbered<Options, Tunnel>;
}

/**
 * The options of both tunnels of a VPN connection: the strong end of what AWS offers, and nothing else. AWS takes the
 * weakest that both sides have, so what is not in the list cannot be talked down to.
 * @param more what is added to both
 * See https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html
 */
export function strongTunnels<More extends object>(
    more: More,
): Numbered<typeof strongTunnel & More, "tunnel1"> & Numbered<typeof strongTunnel & More, "tunnel2"> {
    const options = { ...strongTunnel, ...more };
    return { ...numbered("tunnel1", options), ...numbered("tunnel2", options) };
}
