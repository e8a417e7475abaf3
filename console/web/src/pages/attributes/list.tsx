import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import Link from "@cloudscape-design/components/link";
import Pagination from "@cloudscape-design/components/pagination";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useState } from "react";
import { useSearchParams } from "wouter";
import { useLoaded } from "../../api/useLoaded";
import { useConsole } from "../../console";
import { day } from "../../layout/day";
import { follow } from "../../layout/followed";
import { ProblemAlert } from "../../layout/problemAlert";
import { usePages } from "../../layout/usePages";
import { texts } from "../../texts";

const { attributes, common } = texts;
const PAGE_SIZE = "20";
/** In the page's address, so that a search can be sent to somebody, and gone back to. */
const KEY = "key";

export default function AttributeList() {
    const { api, session } = useConsole();
    const [search, setSearch] = useSearchParams();
    const key = search.get(KEY) ?? "";
    const { nextToken, pagination } = usePages(key);
    const list = useLoaded(`${key} ${nextToken ?? ""}`, (signal) =>
        api.listAttributes({ maxRow: PAGE_SIZE, ...(key && { key }), ...(nextToken && { nextToken }) }, signal),
    );

    return (
        <SpaceBetween size="m">
            {list.problem && <ProblemAlert problem={list.problem} retry={list.reload} />}
            <Table
                variant="full-page"
                wrapLines
                loading={list.isLoading}
                loadingText={common.loading}
                items={list.value?.results ?? []}
                trackBy="id"
                header={
                    <Header
                        variant="h1"
                        actions={
                            session.can("createAttribute") && (
                                <Button variant="primary" href="/create-attribute" onFollow={follow}>
                                    {attributes.create}
                                </Button>
                            )
                        }
                    >
                        {attributes.title}
                    </Header>
                }
                filter={<SearchByKey key={key} of={key} onSearch={(next) => setSearch(next ? { [KEY]: next } : {})} />}
                pagination={<Pagination {...pagination(list.value?.nextToken)} />}
                empty={
                    <Box textAlign="center" padding="l">
                        {list.problem ? common.none : key ? attributes.noMatch(key) : attributes.empty}
                    </Box>
                }
                columnDefinitions={[
                    {
                        id: "id",
                        header: attributes.one,
                        isRowHeader: true,
                        cell: ({ id }) => (
                            <Link href={`/attributes/${id}`} onFollow={follow}>
                                {id}
                            </Link>
                        ),
                    },
                    {
                        id: "description",
                        minWidth: 200,
                        header: common.description,
                        cell: ({ description }) => description,
                    },
                    { id: "updated", header: common.updated, cell: ({ lastUpdateTime }) => day(lastUpdateTime) },
                ]}
            />
        </SpaceBetween>
    );
}

function SearchByKey({ of, onSearch }: { readonly of: string; readonly onSearch: (key: string) => void }) {
    const [typed, setTyped] = useState(of);
    return (
        <form
            role="search"
            onSubmit={(event) => {
                event.preventDefault();
                onSearch(typed.trim());
            }}
        >
            <SpaceBetween size="xs" direction="horizontal">
                <Input
                    type="search"
                    value={typed}
                    ariaLabel={attributes.searchByKey}
                    placeholder={attributes.searchByKey}
                    clearAriaLabel={common.clearFilter}
                    onChange={({ detail }) => setTyped(detail.value)}
                />
                <Button>{attributes.search}</Button>
            </SpaceBetween>
        </form>
    );
}
