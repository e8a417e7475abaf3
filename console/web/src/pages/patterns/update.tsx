import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { navigate } from "wouter/use-browser-location";
import type { Pattern } from "../../../../api/schemas";
import { Problem } from "../../api/problem";
import { useLoaded } from "../../api/useLoaded";
import { unlessThere } from "../../api/unlessThere";
import { useSending } from "../../api/useSending";
import { useConsole } from "../../console";
import { Conflict } from "../../layout/conflict";
import { ProblemPage } from "../../layout/page";
import { ProblemAlert } from "../../layout/problemAlert";
import { Loading } from "../../layout/shell";
import { useDraft } from "../../signIn/useDraft";
import { texts } from "../../texts";
import { AttributeChoice } from "./attributeChoice";
import { attributesOf, idsOf } from "./attributePairs";
import { faultsOfUpdate, type Editable } from "./faults";
import { AttributeBadges } from "./shown";

const { patterns, common, problems } = texts;

export default function UpdatePatternPage({ id }: { id: string }) {
    const { api, session } = useConsole();
    const details = useLoaded(id, (signal) => api.getPattern(id, signal));
    if (!session.can("updatePattern")) {
        return <ProblemPage title={patterns.update} problem={new Problem("forbidden", problems.forbidden)} />;
    }
    if (details.problem) {
        return <ProblemPage title={id} problem={details.problem} retry={details.reload} />;
    }
    return details.value === undefined ? <Loading /> : <UpdateForm stored={details.value.metadata} />;
}

function UpdateForm({ stored }: { stored: Pattern }) {
    const { api } = useConsole();
    const id = stored.patternId;
    const form = useDraft(`update-pattern ${id}`, editable(stored));
    const { isBusy, problem, clear, send } = useSending();
    const { description, attributes } = form.value;
    const faults = faultsOfUpdate(form.value);
    const current = problem?.current && "patternId" in problem.current ? problem.current : undefined;

    function leave(): void {
        form.drop();
        navigate(`/patterns/${id}`);
    }

    /** @param version that it is to replace. */
    async function update(version: number): Promise<void> {
        if (Object.keys(faults).length > 0) {
            return;
        }
        await send(async () => {
            const changes = { description, attributes: attributesOf(attributes) };
            await unlessThere(() => api.updatePattern(id, { ...changes, version }), {
                ...changes,
                version: version + 1,
            });
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
                        <ProblemAlert problem={problem} retry={() => void update(form.value.version)} />
                    )}
                    {current && (
                        <Conflict
                            mine={<Shown form={form.value} />}
                            theirs={<Shown form={editable(current)} />}
                            current={current}
                            keepMine={() => {
                                form.change({ version: current.version });
                                void update(current.version);
                            }}
                            takeTheirs={() => {
                                form.change(editable(current));
                                clear();
                            }}
                        />
                    )}
                    <Container>
                        <SpaceBetween size="l">
                            <FormField
                                label={common.description}
                                description={common.descriptionHelp}
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

function Shown({ form: { description, attributes } }: { form: Editable }) {
    return (
        <>
            <Box>{description || common.none}</Box>
            <AttributeBadges of={{ attributes: attributesOf(attributes) }} />
        </>
    );
}

/** What can be changed, and the version that was read, which stays with a draft. */
function editable({ description, attributes, version }: Pattern) {
    return { description, attributes: idsOf(attributes), version };
}
