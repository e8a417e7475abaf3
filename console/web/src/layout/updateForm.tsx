import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { navigate } from "wouter/use-browser-location";
import type { Problem } from "../api/problem";
import { useSending } from "../api/useSending";
import { texts } from "../texts";
import { Conflict } from "./conflict";
import { ProblemAlert } from "./problemAlert";

const { common } = texts;

interface Draft {
    /** That it is to replace. */
    readonly version: number;
}

interface UpdateFormParts<Changed extends Draft, Stored> {
    readonly title: string;
    /** Where it leads once it is saved or given up. */
    readonly back: string;
    readonly form: {
        readonly value: Changed;
        readonly change: (part: Partial<Changed>) => void;
        readonly drop: () => void;
    };
    readonly isValid: boolean;
    readonly save: (version: number) => Promise<unknown>;
    /** What is stored, if that is why it was refused. */
    readonly currentOf: (problem: Problem) => Stored | undefined;
    /** What can be changed of what is stored. */
    readonly editable: (stored: Stored) => Changed;
    readonly shown: (changed: Changed) => ReactNode;
    /** The fields. */
    readonly children: ReactNode;
}

/** Changes what is stored, unless somebody else was faster: then the two are shown, and one is chosen. */
export function UpdateForm<Changed extends Draft, Stored extends Draft & { readonly lastUpdateTime: string }>({
    title,
    back,
    form,
    isValid,
    save,
    currentOf,
    editable,
    shown,
    children,
}: UpdateFormParts<Changed, Stored>) {
    const { isBusy, problem, clear, send } = useSending();
    const current = problem && currentOf(problem);

    function leave(): void {
        form.drop();
        navigate(back);
    }

    async function update(version: number): Promise<void> {
        if (!isValid) {
            return;
        }
        await send(async () => {
            await save(version);
            leave();
        });
    }

    return (
        <form
            onSubmit={(event) => {
                event.preventDefault();
                void update(form.value.version);
            }}
        >
            <Form
                header={<Header variant="h1">{title}</Header>}
                actions={
                    <SpaceBetween size="xs" direction="horizontal">
                        <Button variant="link" formAction="none" onClick={leave}>
                            {common.cancel}
                        </Button>
                        <Button variant="primary" loading={isBusy} disabled={current !== undefined}>
                            {common.save}
                        </Button>
                    </SpaceBetween>
                }
            >
                <SpaceBetween size="l">
                    {problem && current === undefined && (
                        <ProblemAlert problem={problem} retry={() => void update(form.value.version)} />
                    )}
                    {current && (
                        <Conflict
                            mine={shown(form.value)}
                            theirs={shown(editable(current))}
                            current={current}
                            keepMine={() => {
                                form.change({ version: current.version } as Partial<Changed>);
                                void update(current.version);
                            }}
                            takeTheirs={() => {
                                form.change(editable(current));
                                clear();
                            }}
                        />
                    )}
                    <Container>
                        <SpaceBetween size="l">{children}</SpaceBetween>
                    </Container>
                </SpaceBetween>
            </Form>
        </form>
    );
}
