import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Flashbar from "@cloudscape-design/components/flashbar";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { asProblem } from "../../api/problem";
import { useLoaded } from "../../api/useLoaded";
import { useConsole } from "../../console";
import { day } from "../../layout/day";
import { follow } from "../../layout/followed";
import { ProblemPage } from "../../layout/page";
import { Loading } from "../../layout/shell";
import { texts } from "../../texts";
import { saidOfCreated } from "./created";
import { AttributeBadges } from "./shown";

const { patterns, common } = texts;

interface Said {
    readonly type: "success" | "warning" | "error";
    readonly text: string;
}

export default function PatternDetail({ id }: { id: string }) {
    const { api, session } = useConsole();
    const details = useLoaded(id, (signal) => api.getPattern(id, signal));
    const subscription = useLoaded(id, (signal) => api.getSubscription(id, signal));
    const [busy, setBusy] = useState(false);
    const [said, setSaid] = useState<Said | undefined>(() => saidOfCreated(history.state));

    async function act(action: () => Promise<string | undefined>): Promise<void> {
        setBusy(true);
        setSaid(undefined);
        try {
            const text = await action();
            setSaid(text === undefined ? undefined : { type: "success", text });
        } catch (error) {
            setSaid({ type: "error", text: asProblem(error).message });
        } finally {
            setBusy(false);
        }
    }

    if (details.problem) {
        return <ProblemPage title={id} problem={details.problem} retry={details.reload} />;
    }
    if (details.value === undefined) {
        return <Loading />;
    }
    const { metadata, lastCommitPublishData: last } = details.value;
    const isSubscribed = subscription.value?.subscribed;

    return (
        <SpaceBetween size="l">
            {said && (
                <Flashbar
                    items={[
                        {
                            id: "said",
                            type: said.type,
                            content: said.text,
                            dismissible: true,
                            dismissLabel: common.dismiss,
                            onDismiss: () => setSaid(undefined),
                        },
                    ]}
                />
            )}
            <Header
                variant="h1"
                description={metadata.description}
                actions={
                    <SpaceBetween size="xs" direction="horizontal">
                        {session.can("updatePattern") && (
                            <Button href={`/patterns/${metadata.patternId}/edit`} onFollow={follow}>
                                {common.edit}
                            </Button>
                        )}
                        {session.can("restartPipeline") && (
                            <Button
                                disabled={busy}
                                onClick={() =>
                                    void act(async () => {
                                        await api.restartPipeline(id);
                                        return patterns.restarted;
                                    })
                                }
                            >
                                {patterns.restart}
                            </Button>
                        )}
                        {isSubscribed !== undefined && (
                            <Button
                                disabled={busy}
                                onClick={() =>
                                    void act(async () => {
                                        await (isSubscribed ? api.unsubscribe(id) : api.subscribe(id));
                                        subscription.reload();
                                        return isSubscribed ? undefined : patterns.subscribed;
                                    })
                                }
                            >
                                {isSubscribed ? patterns.unsubscribe : patterns.subscribe}
                            </Button>
                        )}
                    </SpaceBetween>
                }
            >
                {metadata.name}
            </Header>
            <Container header={<Header variant="h2">{patterns.one}</Header>}>
                <KeyValuePairs
                    columns={3}
                    items={[
                        { label: patterns.type, value: patterns.types[metadata.patternType] },
                        { label: common.version, value: metadata.version },
                        { label: patterns.attributes, value: <AttributeBadges of={metadata} /> },
                        { label: common.created, value: day(metadata.createTime) },
                        { label: common.updated, value: day(metadata.lastUpdateTime) },
                    ]}
                />
            </Container>
            <Container header={<Header variant="h2">{patterns.published}</Header>}>
                {last === undefined ? (
                    patterns.notPublished
                ) : (
                    <KeyValuePairs
                        columns={3}
                        items={[
                            { label: patterns.published, value: day(last.publishTime) },
                            { label: patterns.commit, value: last.commitId },
                            {
                                label: patterns.packages,
                                value: listed(last.packages.map(({ name, version }) => `${name} ${version}`)),
                            },
                            { label: patterns.products, value: listed(last.products.map(({ name }) => name)) },
                            {
                                label: patterns.artifacts,
                                value: (
                                    <SpaceBetween size="xxs">
                                        {last.artifacts.map(({ file, kind }) => (
                                            <Button
                                                key={file}
                                                variant="inline-link"
                                                iconName="download"
                                                ariaLabel={patterns.download(file)}
                                                onClick={() =>
                                                    void act(async () => {
                                                        const { url } = await api.getArtifact(id, file);
                                                        location.assign(url);
                                                        return undefined;
                                                    })
                                                }
                                            >
                                                {`${file} (${kind})`}
                                            </Button>
                                        ))}
                                    </SpaceBetween>
                                ),
                            },
                        ]}
                    />
                )}
            </Container>
        </SpaceBetween>
    );
}

function listed(names: readonly string[]): string {
    return names.join(", ") || common.none;
}
