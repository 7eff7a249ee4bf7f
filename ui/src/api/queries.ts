// Reading with a cache: every query is keyed by its path, so an event about an entity knows what to refresh.
import { keepPreviousData, QueryClient, useMutation, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { ApiError, get, type Query } from './client';
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
    queryFn: ({ signal }) => get<T>(path, query, signal),
    enabled: options.enabled ?? true,
    refetchInterval: options.every ?? false,
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
  });
}

export const useSession = () => useGet<Session>('/api/session');
export const useWelcome = () => useGet<Welcome>('/api/welcome');

export function useDescription() {
  return useQuery<Description, ApiError>({
    queryKey: ['/api/describe', {}],
    queryFn: () => get<Description>('/api/describe'),
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

export const useAct = <In, Out>(perform: (input: In) => Promise<Out>) =>
  useMutation<Out, ApiError, In>({ mutationFn: perform });
