import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useState } from "react";
import { navigate } from "wouter/use-browser-location";
import type { Pattern } from "../../../../api/schemas";
import { asProblem, Problem } from "../../api/problem";
import { useLoaded } from "../../api/useLoaded";
import { useConsole } from "../../console";
import { ProblemAlert } from "../../layout/problemAlert";
import { Loading } from "../../layout/shell";
import { useDraft } from "../../signIn/useDraft";
import { texts } from "../../texts";
import { AttributeChoice } from "./attributeChoice";
import { attributesOf, idsOf } from "./attributePairs";
import { Conflict } from "./conflict";
import { faultsOfUpdate } from "./faults";

const { patterns, common, problems } = texts;

export default function UpdatePatternPage({ id }: { id: string }) {
    const { api, session } = useConsole();
    const details = useLoaded(id, (signal) => api.getPattern(id, signal));
    if (!session.can("updatePattern")) {
        return <ProblemAlert problem={new Problem("forbidden", problems.forbidden)} />;
    }
    if (details.problem) {
        return <ProblemAlert problem={details.problem} retry={details.reload} />;
    }
    return details.value === undefined ? <Loading /> : <UpdateForm stored={details.value.metadata} />;
}

function UpdateForm({ stored }: { stored: Pattern }) {
    const { api } = useConsole();
    const id = stored.patternId;
    const form = useDraft(`update-pattern ${id}`, editable(stored));
    const [isBusy, setBusy] = useState(false);
    const [problem, setProblem] = useState<Problem>();
    const { description, attributes } = form.value;
    const faults = faultsOfUpdate(form.value);
    const current = problem?.current && "patternId" in problem.current ? problem.current : undefined;

    function leave(): void {
        form.drop();
        navigate(`/patterns/${id}`);
    }

    /** @param version that it is to replace. */
    async function send(version: number): Promise<void> {
        if (Object.keys(faults).length > 0) {
            return;
        }
        setBusy(true);
        setProblem(undefined);
        try {
            await api.updatePattern(id, { description, attributes: attributesOf(attributes), version });
            leave();
        } catch (error) {
            setProblem(asProblem(error));
        } finally {
            setBusy(false);
        }
    }

    return (
        <form
            onSubmit={(event) => {
                event.preventDefault();
                void send(form.value.version);
            }}
        >
            <Form
                header={<Header variant="h1">{`${patterns.update} ${stored.name}`}</Header>}
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
                        <ProblemAlert problem={problem} retry={() => void send(form.value.version)} />
                    )}
                    {current && (
                        <Conflict
                            mine={{ description, attributes: attributesOf(attributes) }}
                            theirs={current}
                            keepMine={() => {
                                form.change({ version: current.version });
                                void send(current.version);
                            }}
                            takeTheirs={() => {
                                form.change(editable(current));
                                setProblem(undefined);
                            }}
                        />
                    )}
                    <Container>
                        <SpaceBetween size="l">
                            <FormField
                                label={patterns.description}
                                description={patterns.descriptionHelp}
                                errorText={faults.description}
                                stretch
                            >
                                <Textarea
                                    value={description}
                                    onChange={({ detail }) => form.change({ description: detail.value })}
                                />
                            </FormField>
                            <AttributeChoice
                                chosen={attributes}
                                fault={faults.attributes}
                                onChange={(chosen) => form.change({ attributes: chosen })}
                            />
                        </SpaceBetween>
                    </Container>
                </SpaceBetween>
            </Form>
        </form>
    );
}

/** What can be changed, and the version that was read, which stays with a draft. */
function editable({ description, attributes, version }: Pattern) {
    return { description, attributes: idsOf(attributes), version };
}
