import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { navigate } from "wouter/use-browser-location";
import type { Attribute } from "../../../../api/schemas";
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
import { faultsOfUpdate } from "./faults";
import { Fields, Shown } from "./fields";

const { attributes, common, problems } = texts;

export default function UpdateAttributePage({ id }: { id: string }) {
    const { api, session } = useConsole();
    const loaded = useLoaded(id, (signal) => api.getAttribute(id, signal));
    if (!session.can("updateAttribute")) {
        return <ProblemPage title={attributes.update} problem={new Problem("forbidden", problems.forbidden)} />;
    }
    if (loaded.problem) {
        return <ProblemPage title={id} problem={loaded.problem} retry={loaded.reload} />;
    }
    return loaded.value === undefined ? <Loading /> : <UpdateForm stored={loaded.value} />;
}

function UpdateForm({ stored }: { stored: Attribute }) {
    const { api } = useConsole();
    const { id } = stored;
    const form = useDraft(`update-attribute ${id}`, editable(stored));
    const { isBusy, problem, clear, send } = useSending();
    const faults = faultsOfUpdate(form.value);
    const current = problem?.current && "metadata" in problem.current ? problem.current : undefined;

    function leave(): void {
        form.drop();
        navigate(`/attributes/${id}`);
    }

    /** @param version that it is to replace. */
    async function update(version: number): Promise<void> {
        if (Object.keys(faults).length > 0) {
            return;
        }
        await send(async () => {
            const { description, metadata } = form.value;
            await unlessThere(() => api.updateAttribute(id, { ...form.value, version }), {
                description,
                metadata,
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
                header={<Header variant="h1">{`${attributes.update} ${id}`}</Header>}
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
                            mine={<Shown of={form.value} />}
                            theirs={<Shown of={current} />}
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
                            <Fields value={form.value} faults={faults} onChange={form.change} />
                        </SpaceBetween>
                    </Container>
                </SpaceBetween>
            </Form>
        </form>
    );
}

/** What can be changed, and the version that was read, which stays with a draft. */
function editable({ description, metadata, version }: Attribute) {
    return { description, metadata, version };
}
