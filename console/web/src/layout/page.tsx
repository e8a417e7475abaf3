import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import type { Problem } from "../api/problem";
import { texts } from "../texts";
import { ProblemAlert } from "./problemAlert";

/** A page, named in the browser's tab and history too. */
export function Page({ title, children }: { readonly title: string; readonly children: ReactNode }) {
    return (
        <>
            <title>{`${title} – ${texts.common.console}`}</title>
            {children}
        </>
    );
}

interface Missing {
    /** What cannot be shown. */
    readonly title: string;
    readonly problem: Problem;
    readonly retry?: () => void;
}

/** In place of a page: why it is not there. */
export function ProblemPage({ title, ...fault }: Missing) {
    return (
        <SpaceBetween size="m">
            <Header variant="h1">{title}</Header>
            <ProblemAlert {...fault} />
        </SpaceBetween>
    );
}
