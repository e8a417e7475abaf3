import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../shared/arguments";
import { flag, oneOf } from "../shared/checks";
import { Children, commonRules } from "../shared/children";
import { outputsOf } from "../shared/outputs";
import { plain } from "../shared/validate";
import { certificateNames, validatedNames, validationRecord } from "./policy/certificateNames";
import { outsideFaults, zoneRules } from "./policy/zones";

/**
 * Keys of certificates that load balancers, CloudFront and API Gateway all take.
 * See https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html
 */
export const CertificateKey = {
    /** Elliptic curve P-256: as strong as RSA with 3,072 bits, and quicker. */
    EllipticCurve: "EC_prime256v1",
    /** For clients that know no elliptic curves. */
    Rsa: "RSA_2048",
} as const;
export type CertificateKey = (typeof CertificateKey)[keyof typeof CertificateKey];

/** Arguments of {@link Certificate}. `names` and `zoneId` are needed. */
export interface CertificateArgs {
    /** Names that it is for, for example `example.com` and `*.example.com`, 10 at most. Plain. Needed. */
    names: string[];
    /** Id of the public hosted zone that all of the names are in. Needed. */
    zoneId: pulumi.Input<string>;
    /** Name of that zone, for example `example.com`: other names are refused. Default: not checked. */
    zoneName?: pulumi.Input<string>;
    /** Its key. Plain. Default: `EC_prime256v1`. */
    keyAlgorithm?: CertificateKey;
    /**
     * Whether to write CAA records, so that no other authority than Amazon issues certificates for the names and for what
     * is below them. Plain. Default: false, records of that kind are the zone's owner's.
     */
    onlyAmazonIssues?: boolean;
    /**
     * Whether the records that prove the names are deleted with the stack. Plain. Default: false, they stay, because other
     * certificates of the account for the same names are renewed by them. The certificate itself always goes.
     */
    removable?: boolean;
    /** Tags, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Region of the certificate: `us-east-1` for CloudFront. Default: the provider's. */
    region?: pulumi.Input<string>;
}

export const certificateArguments = argumentsOf<CertificateArgs>()(
    "Certificate",
    {
        names: {
            plain: true,
            needed: "pass the names that it is for, for example example.com",
            check: certificateNames,
            why: "a wildcard and the name that it is below are proved by one record",
            cost: "nothing",
        },
        ...zoneRules,
        keyAlgorithm: {
            plain: true,
            check: oneOf(CertificateKey),
            default: CertificateKey.EllipticCurve,
            why: "ACM.2; 128 bits of strength, and every browser of today knows it",
        },
        onlyAmazonIssues: {
            plain: true,
            check: flag,
            default: false,
            why: "it binds everything below the names, also what others run there",
        },
        ...commonRules("records that prove names stay, for other certificates of the account; the certificate goes"),
    },
    ({ names = [], zoneName }) => outsideFaults(names, plain(zoneName), "names"),
);

/**
 * A public certificate of AWS Certificate Manager, proved by records in a hosted zone and renewed by itself as long as they
 * are there. A change makes a new one before the old one goes.
 *
 * Cost: nothing, but for the hosted zone.
 * Controls: ACM.1, ACM.2.
 */
export class Certificate extends pulumi.ComponentResource {
    /** The certificate, which may not be issued yet: use `arn`. */
    public readonly certificate: aws.acm.Certificate;
    /** What waits until the certificate is issued. */
    public readonly validation: aws.acm.CertificateValidation;
    /** ARN of the certificate, there once it is issued. */
    public readonly arn: pulumi.Output<string>;
    /** Region of the certificate. */
    public readonly region: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument. */
    constructor(name: string, args: CertificateArgs, opts?: pulumi.ComponentResourceOptions) {
        const given = certificateArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const { names, keyAlgorithm, onlyAmazonIssues, region } = given.values;
        const children = new Children(this, given);
        const zoneId = pulumi.all([given.output("zoneId"), given.output("zoneName")]).apply(([id, zoneName]) => {
            given.require(outsideFaults(names, zoneName, "names"));
            return id;
        });
        const proved = validatedNames(names);
        const authorities = onlyAmazonIssues
            ? proved.map(
                  (proves) =>
                      new aws.route53.Record(
                          children.name(`caa-${proves}`),
                          { zoneId, name: proves, type: "CAA", ttl, records: ['0 issue "amazon.com"'] },
                          children.looseOptions(),
                      ),
              )
            : [];
        const [domainName = "", ...subjectAlternativeNames] = names;
        this.certificate = new aws.acm.Certificate(
            children.name(),
            {
                domainName,
                ...(subjectAlternativeNames.length === 0 ? {} : { subjectAlternativeNames }),
                validationMethod: "DNS",
                keyAlgorithm,
                options: { certificateTransparencyLoggingPreference: "ENABLED" },
                tags: children.tags(),
                region,
            },
            // An authority looks for the records before it issues.
            children.looseOptions(...authorities),
        );
        // Counted by the names: what the records hold is not known before the certificate is there.
        const records = proved.map((proves) => {
            const record = this.certificate.domainValidationOptions.apply((all) => validationRecord(all, proves));
            return new aws.route53.Record(
                children.name(`proves-${proves}`),
                {
                    zoneId,
                    name: record.name,
                    type: "CNAME",
                    ttl,
                    records: [record.value],
                    // Every certificate of the account for this name asks for this same record.
                    allowOverwrite: true,
                },
                children.options(),
            );
        });
        this.validation = new aws.acm.CertificateValidation(
            children.name("validation"),
            {
                certificateArn: this.certificate.arn,
                validationRecordFqdns: records.map(({ fqdn }) => fqdn),
                region,
            },
            children.looseOptions(),
        );

        this.arn = this.validation.certificateArn;
        this.region = children.place.region;
        this.registerOutputs(outputsOf(this));
    }
}

/** Seconds for which resolvers keep a record. */
const ttl = 300;
