// Lists that grow page by page; apart from queries.ts so that the first load does not carry it.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { ApiError, Query } from './client';
import { seen } from './seen';
import type { List, Rec } from './types';

/** Rows of one page: what a tall screen shows and a little more. */
const kPage = 50;

/** A list that is not counted is as long as what was read, and one more while there is a next page. */
function loaded({ pages }: { pages: List[] }) {
  const items = pages.flatMap((page) => page.items);
  return { items, total: pages[0]?.total ?? items.length + (pages.at(-1)?.next ? 1 : 0) };
}

/** All pages loaded so far of a list; the table asks for the next page when it nears the end. */
export function usePages(path: string, query: Query, enabled = true) {
  return useInfiniteQuery<List, ApiError, { items: Rec[]; total: number }, unknown[], string | null>({
    queryKey: [path, query, 'pages'],
    queryFn: ({ pageParam, signal }) => seen.fetch<List>(path, { ...query, after: pageParam, limit: kPage }, signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    select: loaded,
    enabled,
    placeholderData: keepPreviousData,
  });
}
