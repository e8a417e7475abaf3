/** One of AWS's separate worlds: accounts, names and ARNs of one mean nothing in another. */
export interface Partition {
    /** As ARNs name it: `aws-cn`. */
    readonly id: string;
    /** What its host names end in. */
    readonly dnsSuffix: string;
}

/**
 * Every partition that the AWS provider knows.
 * @see https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json
 */
export const PARTITIONS: readonly Partition[] = [
    { id: "aws", dnsSuffix: "amazonaws.com" },
    { id: "aws-cn", dnsSuffix: "amazonaws.com.cn" },
    { id: "aws-eusc", dnsSuffix: "amazonaws.eu" },
    { id: "aws-iso", dnsSuffix: "c2s.ic.gov" },
    { id: "aws-iso-b", dnsSuffix: "sc2s.sgov.gov" },
    { id: "aws-iso-e", dnsSuffix: "cloud.adc-e.uk" },
    { id: "aws-iso-f", dnsSuffix: "csp.hci.ic.gov" },
    { id: "aws-us-gov", dnsSuffix: "amazonaws.com" },
];
