import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Place } from "../shared/arn";
import type { Children } from "../shared/children";
import {
    GuardDutyFeature,
    runtimeAgents,
    type SecurityStandard,
    standardArn,
    standardSuffix,
    usualFeatures,
} from "./policy/detection";

/** Watches the account's logs, and what the features look at. */
export function guardDuty(children: Children, features: GuardDutyFeature[]): aws.guardduty.Detector {
    const { region } = children;
    const detector = new aws.guardduty.Detector(
        children.name("guardduty"),
        {
            enable: true,
            // What comes again is told after a quarter of an hour and not after six hours, for the same price.
            findingPublishingFrequency: "FIFTEEN_MINUTES",
            tags: children.tags(),
            region,
        },
        children.keptOptions(),
    );
    // A new detector has the usual ones on, whether they are asked for or not: what is left out is turned off. Deleting a
    // feature from the program turns nothing off.
    const all = Object.values(GuardDutyFeature).filter(
        (feature) => features.includes(feature) || usualFeatures.includes(feature),
    );
    for (const name of all) {
        const agents = name === GuardDutyFeature.RuntimeMonitoring ? runtimeAgents : [];
        new aws.guardduty.DetectorFeature(
            children.name(`guardduty-${name.toLowerCase().replaceAll("_", "-")}`),
            {
                detectorId: detector.id,
                name,
                status: features.includes(name) ? "ENABLED" : "DISABLED",
                ...(agents.length === 0
                    ? {}
                    : { additionalConfigurations: agents.map((name) => ({ name, status: "ENABLED" })) }),
                region,
            },
            children.looseOptions(),
        );
    }
    return detector;
}

interface HubParts {
    place: pulumi.Output<Place>;
    standards: SecurityStandard[];
    /** What has to be there before controls can judge anything. */
    recording: pulumi.Resource | undefined;
}

/** Judges the account by standards, and gathers what the other services find. */
export function securityHub(children: Children, { place, standards, recording }: HubParts): aws.securityhub.Account {
    const { region } = children;
    const hub = new aws.securityhub.Account(
        children.name("securityhub"),
        {
            // The standards that AWS turns on by itself change; which are on is said here.
            enableDefaultStandards: false,
            autoEnableControls: true,
            // One finding for a control, however many standards have it, and one check that is paid for.
            controlFindingGenerator: "SECURITY_CONTROL",
            region,
        },
        children.options(...(recording === undefined ? [] : [recording])),
    );
    for (const standard of standards) {
        new aws.securityhub.StandardsSubscription(
            children.name(standardSuffix(standard)),
            { standardsArn: place.apply((place) => standardArn(standard, place)), region },
            children.looseOptions(hub),
        );
    }
    return hub;
}
