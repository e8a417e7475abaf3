import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import Pagination from "@cloudscape-design/components/pagination";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import TextFilter from "@cloudscape-design/components/text-filter";
import { useState } from "react";
import { useLoaded } from "../../api/useLoaded";
import { useConsole } from "../../console";
import { follow } from "../../layout/followed";
import { ProblemAlert } from "../../layout/problemAlert";
import { texts } from "../../texts";
import { AttributeBadges, day } from "./shown";

const { patterns, common } = texts;
const PAGE_SIZE = "20";
const ALL = { label: patterns.allPatterns, value: "" };

export default function PatternList() {
    const { api, session } = useConsole();
    const [attribute, setAttribute] = useState("");
    // Where each page begins, as far as they have been seen; the first one needs no token.
    const [tokens, setTokens] = useState<readonly (string | undefined)[]>([undefined]);
    const [page, setPage] = useState(1);
    const [filter, setFilter] = useState("");

    const nextToken = tokens[page - 1];
    const list = useLoaded(`${attribute} ${nextToken ?? ""}`, (signal) =>
        api.listPatterns(
            { limit: PAGE_SIZE, ...(attribute && { attribute }), ...(nextToken && { nextToken }) },
            signal,
        ),
    );
    const choices = useLoaded("", (signal) => api.listAttributes({ maxRow: "1000" }, signal));

    const wanted = filter.trim().toLowerCase();
    const items = (list.value?.results ?? []).filter(({ patternMetaData: { name, description } }) =>
        `${name}\n${description}`.toLowerCase().includes(wanted),
    );
    const options = [ALL, ...(choices.value?.results ?? []).map(({ id }) => ({ label: id, value: id }))];

    function turnTo(next: number): void {
        const following = list.value?.nextToken;
        if (next > tokens.length && following !== undefined) {
            setTokens([...tokens, following]);
        }
        if (next <= tokens.length || following !== undefined) {
            setPage(next);
        }
    }

    return (
        <SpaceBetween size="m">
            {list.problem && <ProblemAlert problem={list.problem} retry={list.reload} />}
            <Table
                variant="full-page"
                wrapLines
                loading={list.isLoading}
                loadingText={common.loading}
                items={items}
                trackBy={({ patternMetaData }) => patternMetaData.patternId}
                header={
                    <Header
                        variant="h1"
                        actions={
                            session.can("createPattern") && (
                                <Button variant="primary" href="/create-pattern" onFollow={follow}>
                                    {patterns.create}
                                </Button>
                            )
                        }
                    >
                        {patterns.title}
                    </Header>
                }
                filter={
                    <SpaceBetween size="s" direction="horizontal">
                        <TextFilter
                            filteringText={filter}
                            filteringPlaceholder={patterns.filter}
                            filteringAriaLabel={patterns.filter}
                            filteringClearAriaLabel={patterns.clearFilter}
                            onChange={({ detail }) => setFilter(detail.filteringText)}
                        />
                        <Select
                            ariaLabel={patterns.searchByAttribute}
                            filteringType="auto"
                            statusType={choices.isLoading ? "loading" : "finished"}
                            loadingText={common.loading}
                            selectedOption={options.find(({ value }) => value === attribute) ?? ALL}
                            options={options}
                            onChange={({ detail }) => {
                                setAttribute(detail.selectedOption.value ?? "");
                                setTokens([undefined]);
                                setPage(1);
                            }}
                        />
                    </SpaceBetween>
                }
                pagination={
                    <Pagination
                        currentPageIndex={page}
                        pagesCount={tokens.length + (page === tokens.length && list.value?.nextToken ? 1 : 0)}
                        onChange={({ detail }) => turnTo(detail.currentPageIndex)}
                        ariaLabels={{
                            nextPageLabel: patterns.nextPage,
                            previousPageLabel: patterns.previousPage,
                            pageLabel: patterns.page,
                        }}
                    />
                }
                empty={
                    <Box textAlign="center" padding="l">
                        {list.problem ? common.none : wanted ? patterns.noMatch : patterns.empty}
                    </Box>
                }
                columnDefinitions={[
                    {
                        id: "name",
                        header: patterns.name,
                        isRowHeader: true,
                        cell: ({ patternMetaData: { patternId, name } }) => (
                            <Link href={`/patterns/${patternId}`} onFollow={follow}>
                                {name}
                            </Link>
                        ),
                    },
                    {
                        id: "type",
                        header: patterns.type,
                        cell: ({ patternMetaData }) => patterns.types[patternMetaData.patternType],
                    },
                    {
                        id: "description",
                        header: patterns.description,
                        cell: ({ patternMetaData }) => patternMetaData.description,
                    },
                    {
                        id: "attributes",
                        minWidth: 200,
                        header: patterns.attributes,
                        cell: ({ patternMetaData }) => <AttributeBadges of={patternMetaData} />,
                    },
                    {
                        id: "published",
                        header: patterns.published,
                        cell: ({ lastCommitPublishData: last }) =>
                            last ? day(last.publishTime) : patterns.notPublished,
                    },
                ]}
            />
        </SpaceBetween>
    );
}
