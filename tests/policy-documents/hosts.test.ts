import assert from "node:assert/strict";
import { isTakenByWhoeverAsks } from "palisade-policy-documents";

describe("names that AWS gives to whoever asks first", () => {
    for (const host of [
        "data.s3.amazonaws.com",
        "data.s3.eu-west-1.amazonaws.com",
        "data.s3-us-gov-west-1.amazonaws.com",
        "data.s3-external-1.amazonaws.com",
        "data.s3.dualstack.eu-west-1.amazonaws.com",
        "data.s3-fips.dualstack.us-east-1.amazonaws.com",
        "data.s3-accelerate.amazonaws.com",
        "data.s3-accelerate.dualstack.amazonaws.com",
        "data.s3-website-eu-west-1.amazonaws.com",
        "data.s3-website.eu-central-1.amazonaws.com.",
        "data.s3-website.cn-north-1.amazonaws.com.cn",
        "data.s3.eusc-de-east-1.amazonaws.eu",
        // The bucket is called as the record is.
        "s3-website.eu-central-1.amazonaws.com",
        "s3-website-us-east-1.amazonaws.com",
        "s3.eu-west-1.amazonaws.com",
        "App.eu-west-1.elasticbeanstalk.com",
        "app.cn-northwest-1.eb.amazonaws.com.cn",
        "d111111abcdef8.cloudfront.net",
        "d111111abcdef8.cloudfront.cn",
    ]) {
        it(host, () => assert.ok(isTakenByWhoeverAsks(host)));
    }

    for (const host of [
        "pages-1234567890.eu-west-1.elb.amazonaws.com",
        "vpce-0a1b.s3.eu-west-1.vpce.amazonaws.com",
        "data-111122223333.s3-accesspoint.eu-west-1.amazonaws.com",
        "d-a1b2c3.execute-api.eu-west-1.amazonaws.com",
        "mys3.amazonaws.com",
        "cloudfront.net.example.com",
        "example.com",
    ]) {
        it(`not ${host}`, () => assert.ok(!isTakenByWhoeverAsks(host)));
    }
});
