import Badge from "@cloudscape-design/components/badge";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { texts } from "../../texts";

export function AttributeBadges({ of }: { of: { readonly attributes: Readonly<Record<string, string>> } }) {
    const pairs = Object.entries(of.attributes);
    return pairs.length === 0 ? (
        texts.common.none
    ) : (
        <SpaceBetween size="xxs" direction="horizontal">
            {pairs.map(([key, value]) => (
                <Badge key={key}>
                    {key}:{value}
                </Badge>
            ))}
        </SpaceBetween>
    );
}
