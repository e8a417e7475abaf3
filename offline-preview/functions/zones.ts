import type { Mapping } from "../configuration/yaml";
import { isMapping } from "../configuration/yaml";
import type { Facts } from "./facts";

interface Zone {
    name: string;
    id: string;
    group: string;
}

const DEFAULT_LETTERS = ["a", "b", "c"];

/** The zones of a region that the arguments of aws.getAvailabilityZones leave, by name. */
export function selectZones(region: string, args: Mapping, facts: Facts): Zone[] {
    const excludedNames = textsIn(args.excludeNames);
    const excludedIds = textsIn(args.excludeZoneIds);
    const filters = Array.isArray(args.filters) ? args.filters.filter(isMapping) : [];
    return zonesOf(region, facts).filter(
        (zone) =>
            (args.state === undefined || args.state === "available") &&
            !excludedNames.includes(zone.name) &&
            !excludedIds.includes(zone.id) &&
            filters.every(({ name, values }) => passes(zone, region, String(name), textsIn(values))),
    );
}

function zonesOf(region: string, facts: Facts): Zone[] {
    const names = facts.availabilityZones[region] ?? DEFAULT_LETTERS.map((letter) => `${region}${letter}`);
    return [...names].sort().map((name, index) => ({
        name,
        id: `${shortRegion(region)}-az${index + 1}`,
        group: `${region}-zg-1`,
    }));
}

/** Zone ids begin with a short form of the region: `euc1` for eu-central-1, `apse2` for ap-southeast-2, `usgw1` for us-gov-west-1. */
function shortRegion(region: string): string {
    const [area = "", ...rest] = region.split("-");
    const direction = (word: string) => (/^(north|south)(east|west)$/.test(word) ? `${word[0]}${word[5]}` : word[0]);
    return area + rest.map((word) => (/^\d+$/.test(word) ? word : direction(word))).join("");
}

/** Filters of ec2:DescribeAvailabilityZones; one that asks for something not known here leaves all zones. */
function passes(zone: Zone, region: string, filter: string, values: string[]): boolean {
    const attributes: Record<string, string | undefined> = {
        "zone-name": zone.name,
        "zone-id": zone.id,
        "group-name": zone.group,
        "region-name": region,
        state: "available",
        "opt-in-status": "opt-in-not-required",
        "zone-type": "availability-zone",
    };
    const attribute = attributes[filter];
    return attribute === undefined || values.includes(attribute);
}

function textsIn(value: unknown): string[] {
    return Array.isArray(value) ? value.map(String) : [];
}
