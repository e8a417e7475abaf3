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
import { useSearchParams } from "wouter";
import { useLoaded } from "../../api/useLoaded";
import { useConsole } from "../../console";
import { day } from "../../layout/day";
import { follow } from "../../layout/followed";
import { ProblemAlert } from "../../layout/problemAlert";
import { usePages } from "../../layout/usePages";
import { texts } from "../../texts";
import { allAttributes } from "./attributePairs";
import { AttributeBadges } from "./shown";

const { patterns, common } = texts;
const PAGE_SIZE = "20";
/** In the page's address, so that a search can be sent to somebody, and gone back to. */
const ATTRIBUTE = "attribute";
const ALL = { label: patterns.allPatterns, value: "" };

export default function PatternList() {
    const { api, session } = useConsole();
    const [search, setSearch] = useSearchParams();
    const attribute = search.get(ATTRIBUTE) ?? "";
    const { nextToken, pagination } = usePages(attribute);
    const [filter, setFilter] = useState("");
    const list = useLoaded(`${attribute} ${nextToken ?? ""}`, (signal) =>
        api.listPatterns(
            { limit: PAGE_SIZE, ...(attribute && { attribute }), ...(nextToken && { nextToken }) },
            signal,
        ),
    );
    const choices = useLoaded("", (signal) => allAttributes(api, signal));

    const wanted = filter.trim().toLowerCase();
    const items = (list.value?.results ?? []).filter(({ patternMetaData: { name, description } }) =>
        `${name}\n${description}`.toLowerCase().includes(wanted),
    );
    const chosen = attribute === "" ? ALL : { label: attribute, value: attribute };
    const options = [ALL, ...(choices.value ?? []).map(({ id }) => ({ label: id, value: id }))];

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
                            filteringPlaceholder={common.filter}
                            filteringAriaLabel={common.filter}
                            filteringClearAriaLabel={common.clearFilter}
                            onChange={({ detail }) => setFilter(detail.filteringText)}
                        />
                        <Select
                            ariaLabel={patterns.searchByAttribute}
                            filteringType="auto"
                            statusType={choices.isLoading ? "loading" : "finished"}
                            loadingText={common.loading}
                            selectedOption={chosen}
                            options={options}
                            onChange={({ detail: { selectedOption } }) =>
                                setSearch(selectedOption.value ? { [ATTRIBUTE]: selectedOption.value } : {})
                            }
                        />
                    </SpaceBetween>
                }
                pagination={<Pagination {...pagination(list.value?.nextToken)} />}
                empty={
                    <Box textAlign="center" padding="l">
                        {list.problem ? common.none : wanted ? patterns.noMatch : patterns.empty}
                    </Box>
                }
                columnDefinitions={[
                    {
                        id: "name",
                        minWidth: 150,
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
                        minWidth: 200,
                        header: common.description,
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
