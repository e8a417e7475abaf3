import { service, settingPolicy } from "../evaluation";

export default service("macie", [
    settingPolicy({
        id: "macie-enabled",
        title: "Macie is on",
        severity: "medium",
        types: ["aws:macie2/account:Account"],
        controls: {
            fsbp: ["Macie.1"],
            nist: ["RA-5", "SI-4"],
            whitepaper: ["S3"],
        },
        why: "While Macie is paused, nobody finds the personal data that lies in the wrong bucket.",
        fix: { text: "Leave `status` out.", example: `new aws.macie2.Account("account", { status: "ENABLED" });` },
        setting: "status",
        must: { be: "ENABLED" },
        default: "ENABLED",
        remediates: true,
    }),
]);
