import assert from "node:assert/strict";
import { partitionOfProvider } from "../../deployment/accountBaseline";

describe("the partition of the deployment", () => {
    const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
    const restore = (name: string, value: string | undefined): void => {
        if (value === undefined) {
            Reflect.deleteProperty(process.env, name);
        } else {
            process.env[name] = value;
        }
    };
    afterEach(() => {
        restore("AWS_REGION", AWS_REGION);
        restore("AWS_DEFAULT_REGION", AWS_DEFAULT_REGION);
    });

    it("follows the region of the environment where the stack says none, as the provider does", () => {
        restore("AWS_REGION", undefined);
        restore("AWS_DEFAULT_REGION", undefined);
        assert.equal(partitionOfProvider(), "aws");
        process.env.AWS_DEFAULT_REGION = "us-gov-west-1";
        assert.equal(partitionOfProvider(), "aws-us-gov");
        process.env.AWS_REGION = "cn-north-1";
        assert.equal(partitionOfProvider(), "aws-cn");
    });
});
