import macie from "../../../policy-pack/policies/macie";
import { describeService } from "../support/describe";
import { resource } from "./s3/stack";

describeService(macie, {
    "macie-enabled": {
        says: 'Remove `status`, or set it to "ENABLED".',
        compliant: { on: resource("macie2/account", { status: "ENABLED" }) },
        violating: { paused: resource("macie2/account", { status: "PAUSED" }) },
        absent: "compliant",
    },
});
