import * as aws from "@pulumi/aws";

const vpc = new aws.ec2.Vpc("shop", { cidrBlock: "10.0.0.0/16" });

new aws.ec2.SecurityGroup("shop", {
    vpcId: vpc.id,
    description: "The shop, from our own network",
    ingress: [
        { description: "HTTPS", protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/8"] },
        { description: "SSH", protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] },
    ],
});

new aws.kms.Key("orders", { description: "Orders", enableKeyRotation: true });

new aws.sqs.Queue("jobs", { sqsManagedSseEnabled: true });
