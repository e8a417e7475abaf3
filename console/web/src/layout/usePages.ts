import type { PaginationProps } from "@cloudscape-design/components/pagination";
import { useState } from "react";
import { texts } from "../texts";

const { common } = texts;

interface Place {
    /** Of which list. */
    readonly list: string;
    /** Where each page begins, as far as they have been seen; the first one needs no token. */
    readonly tokens: readonly (string | undefined)[];
    readonly page: number;
}

/** Where somebody is in a list that the API gives page by page. Another `list` begins at its first page. */
export function usePages(list: string) {
    const [last, setPlace] = useState<Place>();
    const place = last?.list === list ? last : { list, tokens: [undefined], page: 1 };
    const { tokens, page } = place;
    return {
        nextToken: tokens[page - 1],
        /** @param following where the next page begins, once the one that is shown has come. */
        pagination: (following: string | undefined): PaginationProps => ({
            currentPageIndex: page,
            pagesCount: tokens.length + (page === tokens.length && following !== undefined ? 1 : 0),
            onChange: ({ detail: { currentPageIndex } }) => {
                if (currentPageIndex <= tokens.length) {
                    setPlace({ ...place, page: currentPageIndex });
                } else if (following !== undefined) {
                    setPlace({ list, tokens: [...tokens, following], page: currentPageIndex });
                }
            },
            ariaLabels: {
                nextPageLabel: common.nextPage,
                previousPageLabel: common.previousPage,
                pageLabel: common.page,
            },
        }),
    };
}
