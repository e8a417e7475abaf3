import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Pattern } from "../../../../api/schemas";
import { texts } from "../../texts";
import { AttributeBadges, day } from "./shown";

const { patterns, common } = texts;

type Side = Pick<Pattern, "description" | "attributes">;

interface Sides {
    readonly mine: Side;
    readonly theirs: Pattern;
    readonly keepMine: () => void;
    readonly takeTheirs: () => void;
}

/** Two people changed one pattern: shows both, and lets the later one decide. */
export function Conflict({ mine, theirs, keepMine, takeTheirs }: Sides) {
    return (
        <div role="alert">
            <Alert type="warning" header={patterns.conflict}>
                <SpaceBetween size="m">
                    {patterns.conflictHelp}
                    <ColumnLayout columns={2} minColumnWidth={220}>
                        <Shown title={patterns.mine} side={mine} />
                        <Shown
                            title={`${patterns.theirs}: ${patterns.version} ${theirs.version}, ${day(theirs.lastUpdateTime)}`}
                            side={theirs}
                        />
                    </ColumnLayout>
                    <SpaceBetween size="xs" direction="horizontal">
                        <Button formAction="none" onClick={keepMine}>
                            {patterns.keepMine}
                        </Button>
                        <Button formAction="none" onClick={takeTheirs}>
                            {patterns.takeTheirs}
                        </Button>
                    </SpaceBetween>
                </SpaceBetween>
            </Alert>
        </div>
    );
}

function Shown({ title, side }: { title: string; side: Side }) {
    return (
        <SpaceBetween size="xs">
            <Box variant="h3">{title}</Box>
            <Box>{side.description || common.none}</Box>
            <AttributeBadges of={side} />
        </SpaceBetween>
    );
}
