import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Link from "@cloudscape-design/components/link";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { navigate } from "wouter/use-browser-location";
import { useLoaded } from "../../api/useLoaded";
import { useSending } from "../../api/useSending";
import { useConsole } from "../../console";
import { day } from "../../layout/day";
import { follow } from "../../layout/followed";
import { ProblemPage } from "../../layout/page";
import { ProblemAlert } from "../../layout/problemAlert";
import { Loading } from "../../layout/shell";
import { texts } from "../../texts";
import { Metadata } from "./fields";

const { attributes, common } = texts;

export default function AttributeDetail({ id }: { id: string }) {
    const { api, session } = useConsole();
    const loaded = useLoaded(id, (signal) => api.getAttribute(id, signal));
    const { isBusy, problem, clear, send } = useSending();
    const [isAsked, setAsked] = useState(false);

    if (loaded.problem) {
        return <ProblemPage title={id} problem={loaded.problem} retry={loaded.reload} />;
    }
    if (loaded.value === undefined) {
        return <Loading />;
    }
    const attribute = loaded.value;

    function close(): void {
        setAsked(false);
        clear();
    }

    const remove = () =>
        send(async () => {
            await api.deleteAttribute(attribute.id);
            navigate("/attributes");
        });

    return (
        <SpaceBetween size="l">
            <Header
                variant="h1"
                description={attribute.description}
                actions={
                    <SpaceBetween size="xs" direction="horizontal">
                        {session.can("updateAttribute") && (
                            <Button href={`/attributes/${attribute.id}/edit`} onFollow={follow}>
                                {common.edit}
                            </Button>
                        )}
                        {session.can("deleteAttribute") && (
                            <Button onClick={() => setAsked(true)}>{attributes.delete}</Button>
                        )}
                    </SpaceBetween>
                }
            >
                {attribute.id}
            </Header>
            <Container header={<Header variant="h2">{attributes.one}</Header>}>
                <KeyValuePairs
                    columns={3}
                    items={[
                        { label: attributes.key, value: attribute.key },
                        { label: attributes.value, value: attribute.value },
                        { label: common.version, value: attribute.version },
                        { label: common.created, value: day(attribute.createTime) },
                        { label: common.updated, value: day(attribute.lastUpdateTime) },
                        {
                            label: texts.patterns.title,
                            value: (
                                <Link href={`/?attribute=${attribute.id}`} onFollow={follow}>
                                    {attributes.patterns}
                                </Link>
                            ),
                        },
                    ]}
                />
            </Container>
            <Container header={<Header variant="h2">{attributes.metadata}</Header>}>
                <Metadata text={attribute.metadata} />
            </Container>
            <Modal
                visible={isAsked}
                header={attributes.deleteOne(attribute.id)}
                closeAriaLabel={common.dismiss}
                onDismiss={close}
                footer={
                    <Box float="right">
                        <SpaceBetween size="xs" direction="horizontal">
                            <Button variant="link" onClick={close}>
                                {common.cancel}
                            </Button>
                            <Button variant="primary" loading={isBusy} onClick={() => void remove()}>
                                {attributes.delete}
                            </Button>
                        </SpaceBetween>
                    </Box>
                }
            >
                <SpaceBetween size="m">
                    {attributes.deleteHelp}
                    {problem && <ProblemAlert problem={problem} />}
                </SpaceBetween>
            </Modal>
        </SpaceBetween>
    );
}
