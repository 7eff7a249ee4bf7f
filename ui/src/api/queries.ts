// Reading with a cache: every query is keyed by its path, so an event about an entity knows what to refresh.
import { keepPreviousData, QueryClient, useMutation, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { ApiError, type Query } from './client';
import { readSession } from './leaving';
import { seen } from './seen';
import type { Description, EntityInfo, Session, Welcome } from './types';

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      networkMode: 'always',
      retry: (failures, error) =>
        failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 502),
    },
    mutations: { networkMode: 'always' },
  },
});

export interface GetOptions {
  enabled?: boolean;
  /** Ask again after so many milliseconds, or never. */
  every?: number | false;
  keep?: boolean;
}

export function useGet<T>(path: string, query?: Query, options: GetOptions = {}): UseQueryResult<T, ApiError> {
  return useQuery<T, ApiError>({
    queryKey: [path, query ?? {}],
    queryFn: ({ signal }) => seen.fetch<T>(path, query, signal),
    enabled: options.enabled ?? true,
    refetchInterval: options.every ?? false,
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
  });
}

export const sessionQuery = { queryKey: ['/api/session', {}], queryFn: readSession };
export const useSession = () => useQuery<Session, ApiError>(sessionQuery);
export const useWelcome = () => useGet<Welcome>('/api/welcome');

export function useDescription() {
  return useQuery<Description, ApiError>({
    queryKey: ['/api/describe', {}],
    queryFn: () => seen.fetch<Description>('/api/describe'),
    staleTime: Infinity,
  });
}
export function useEntity(name: string): EntityInfo | undefined {
  return useDescription().data?.entities[name];
}
/** Whether this person may do something to the list itself; what may be done to a record comes with the record. */
export function useMay(name: string, ability: string): boolean {
  return useDescription().data?.abilities_here[name]?.includes(ability) ?? false;
}
export const useMayCreate = (name: string): boolean => useMay(name, 'create');

/** Computed answers that are made of several entities; they are stale when one of these changes. */
const kComputed = [
  '/board',
  '/today',
  '/groups',
  '/dossier',
  '/ledger',
  '/preview',
  '/why',
  '/check',
  '/audit',
  '/counts',
  '/card',
  '/matrix',
  '/mine',
  '/progress',
  '/variance',
];

export function refresh(entity?: string): void {
  const plural = entity ? queries.getQueryData<Description>(['/api/describe', {}])?.entities[entity]?.route : undefined;
  void queries.invalidateQueries({
    predicate: ({ queryKey }) => {
      const path = String(queryKey[0]);
      if (path === '/api/describe' || path === '/api/welcome' || path === '/api/session') return false;
      return !plural || path.startsWith(plural) || kComputed.some((part) => path.includes(part));
    },
  });
}

const pathOf = ({ queryKey }: { queryKey: readonly unknown[] }): string => String(queryKey[0]);
/** Questions of the page that is open; the session and the description are of no page. */
const isOfPage = (path: string): boolean => !/^\/api\/(session|describe|welcome)$/.test(path);
const shownNow = () =>
  queries
    .getQueryCache()
    .findAll({ type: 'active' })
    .filter((query) => isOfPage(pathOf(query)));

/** Whether the page shows something of before, because the server is away. */
export const isOldShown = (): boolean => shownNow().some((query) => seen.since(pathOf(query)) !== undefined);
/** When the oldest answer on the page was given; 0 where nothing is shown. */
export function shownSince(): number {
  const times = shownNow().map((query) => seen.since(pathOf(query)) ?? query.state.dataUpdatedAt);
  return times.filter((at) => at > 0).reduce((oldest, at) => (oldest === 0 ? at : Math.min(oldest, at)), 0);
}
export const onShown = (tell: () => void): (() => void) => queries.getQueryCache().subscribe(tell);

export const useAct = <In, Out>(perform: (input: In) => Promise<Out>) =>
  useMutation<Out, ApiError, In>({ mutationFn: perform });
