import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { navigate } from "wouter/use-browser-location";
import { Problem } from "../../api/problem";
import { unlessThere } from "../../api/unlessThere";
import { useSending } from "../../api/useSending";
import { useConsole } from "../../console";
import { ProblemPage } from "../../layout/page";
import { ProblemAlert } from "../../layout/problemAlert";
import { useDraft } from "../../signIn/useDraft";
import { texts } from "../../texts";
import { faultsOfNew } from "./faults";
import { Fields } from "./fields";

const { attributes, common, problems } = texts;
const EMPTY = { key: "", value: "", description: "", metadata: "{}" };

export default function CreateAttributePage() {
    const { api, session } = useConsole();
    const form = useDraft("create-attribute", EMPTY);
    const [isTried, setTried] = useState(false);
    const { isBusy, problem, send } = useSending();

    if (!session.can("createAttribute")) {
        return <ProblemPage title={attributes.create} problem={new Problem("forbidden", problems.forbidden)} />;
    }
    const faults = faultsOfNew(form.value);
    const shown = isTried ? faults : {};

    async function create(): Promise<void> {
        setTried(true);
        if (Object.keys(faults).length > 0) {
            return;
        }
        await send(async () => {
            const { key, value, description, metadata } = form.value;
            const wanted = { description, metadata, version: 1 };
            const made = await unlessThere(() => api.createAttribute(form.value), wanted);
            form.drop();
            navigate(`/attributes/${made?.id ?? `${key}:${value}`.toUpperCase()}`);
        });
    }

    return (
        <form
            onSubmit={(event) => {
                event.preventDefault();
                void create();
            }}
        >
            <Form
                header={<Header variant="h1">{attributes.create}</Header>}
                actions={
                    <SpaceBetween size="xs" direction="horizontal">
                        <Button
                            variant="link"
                            formAction="none"
                            onClick={() => {
                                form.drop();
                                navigate("/attributes");
                            }}
                        >
                            {common.cancel}
                        </Button>
                        <Button variant="primary" loading={isBusy}>
                            {common.create}
                        </Button>
                    </SpaceBetween>
                }
            >
                <SpaceBetween size="l">
                    {problem && <ProblemAlert problem={problem} retry={() => void create()} />}
                    <Container>
                        <SpaceBetween size="l">
                            {(["key", "value"] as const).map((part) => (
                                <FormField
                                    key={part}
                                    label={attributes[part]}
                                    description={attributes.wordHelp}
                                    errorText={shown[part]}
                                >
                                    <Input
                                        value={form.value[part]}
                                        autoComplete={false}
                                        onChange={({ detail }) => form.change({ [part]: detail.value })}
                                    />
                                </FormField>
                            ))}
                            <Fields value={form.value} faults={shown} onChange={form.change} />
                        </SpaceBetween>
                    </Container>
                </SpaceBetween>
            </Form>
        </form>
    );
}
