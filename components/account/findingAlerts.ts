import type * as pulumi from "@pulumi/pulumi";
import { topicTeller } from "../messaging/topicRules";
import type { Place } from "../shared/arn";
import type { Children } from "../shared/children";
import { configPattern, guardDutyPattern, securityHubPattern } from "./policy/detection";
import { BaselinePart } from "./policy/parts";

interface AlertParts {
    place: pulumi.Output<Place>;
    made: BaselinePart[];
    topicArn: pulumi.Output<string>;
    /** The key of the topic, where it is a customer's. */
    topicKeyArn: pulumi.Output<string | undefined>;
    permissionsBoundary: pulumi.Output<string | undefined>;
    roleNamePrefix: string | undefined;
}

/** Sends what is found to a topic, as EventBridge has it, which is what chat services read. */
export function findingAlerts(children: Children, parts: AlertParts): void {
    const { made, ...tellerParts } = parts;
    const sources = [
        { part: BaselinePart.GuardDuty, pattern: guardDutyPattern, what: "High and critical findings of GuardDuty" },
        {
            part: BaselinePart.SecurityHub,
            pattern: securityHubPattern(made.includes(BaselinePart.GuardDuty)),
            what: "High and critical findings of Security Hub",
        },
        { part: BaselinePart.Config, pattern: configPattern, what: "What rules of AWS Config find wrong" },
    ].filter(({ part }) => made.includes(part));
    if (sources.length === 0) {
        return;
    }
    const tell = topicTeller(children, { suffix: "alerts", ...tellerParts });
    for (const { part, pattern, what } of sources) {
        tell({ suffix: `alerts-${part.toLowerCase()}`, description: what, pattern });
    }
}
