import type { Inputs } from "../../support/inputs";
import type { TestResource } from "../../support/sdk";
import { tokenOf } from "../../support/token";

type More = Partial<Pick<TestResource, "name" | "from" | "outputs">>;

export const resource = (type: string, inputs: Inputs = {}, more: More = {}): TestResource => ({
    type: tokenOf(`cloudfront/${type}`),
    inputs,
    ...more,
});
export const distribution = (inputs: Inputs = {}, more: More = {}) => resource("distribution", inputs, more);
export const multitenant = (inputs: Inputs = {}, more: More = {}) => resource("multitenantDistribution", inputs, more);

export const BUCKET_ORIGIN = { originId: "bucket", domainName: "site.s3.eu-west-1.amazonaws.com" };
/** An origin that is a server. */
export const server = (config: Inputs = {}, more: Inputs = {}): Inputs => ({
    originId: "server",
    domainName: "www.example.com",
    customOriginConfig: { originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"], ...config },
    ...more,
});
/** The same, as a distribution for several tenants writes it. */
export const tenantServer = (config: Inputs = {}): Inputs => ({
    id: "server",
    domainName: "www.example.com",
    customOriginConfigs: [{ originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"], ...config }],
});
export const ACM = "arn:aws:acm:us-east-1:111122223333:certificate/a1b2c3";
