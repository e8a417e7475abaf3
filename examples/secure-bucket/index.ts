import * as aws from "@pulumi/aws";
import { SecureBucket } from "palisade-aws";

const service = new aws.iam.Role("report-service", {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }),
});

const reports = new SecureBucket("reports");
reports.grantRead(service);

export const bucketName = reports.bucketName;
