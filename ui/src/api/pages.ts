// Lists that grow page by page; apart from queries.ts so that the first load does not carry it.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { get, type ApiError, type Query } from './client';
import type { List, Rec } from './types';

/** All pages loaded so far of a list; the table asks for the next page when it nears the end. */
export function usePages(path: string, query: Query, enabled = true) {
  return useInfiniteQuery<List, ApiError, { items: Rec[]; total: number }, unknown[], string | null>({
    queryKey: [path, query, 'pages'],
    queryFn: ({ pageParam, signal }) => get<List>(path, { ...query, after: pageParam, limit: 100 }, signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    select: (data) => ({ items: data.pages.flatMap((p) => p.items), total: data.pages[0]?.total ?? 0 }),
    enabled,
    placeholderData: keepPreviousData,
  });
}
