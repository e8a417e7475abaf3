import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { texts } from "../texts";
import { day } from "./day";

const { common } = texts;

interface Sides {
    readonly mine: ReactNode;
    readonly theirs: ReactNode;
    /** What is stored now. */
    readonly current: { readonly version: number; readonly lastUpdateTime: string };
    readonly keepMine: () => void;
    readonly takeTheirs: () => void;
}

/** Two people changed the same: shows both, and lets the later one decide. */
export function Conflict({ mine, theirs, current, keepMine, takeTheirs }: Sides) {
    return (
        <div role="alert">
            <Alert type="warning" header={common.conflict}>
                <SpaceBetween size="m">
                    {common.conflictHelp}
                    <ColumnLayout columns={2} minColumnWidth={220}>
                        <Side title={common.mine}>{mine}</Side>
                        <Side title={common.theirs(current.version, day(current.lastUpdateTime))}>{theirs}</Side>
                    </ColumnLayout>
                    <SpaceBetween size="xs" direction="horizontal">
                        <Button formAction="none" onClick={keepMine}>
                            {common.keepMine}
                        </Button>
                        <Button formAction="none" onClick={takeTheirs}>
                            {common.takeTheirs}
                        </Button>
                    </SpaceBetween>
                </SpaceBetween>
            </Alert>
        </div>
    );
}

function Side({ title, children }: { title: string; children: ReactNode }) {
    return (
        <SpaceBetween size="xs">
            <Box variant="h3">{title}</Box>
            {children}
        </SpaceBetween>
    );
}
