// A long list that is still on its way: waiting, failed, empty or a grid that asks for the next page in time.
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useCallback, useState, type ReactNode } from 'react';
import type { ApiError } from '@/api/client';
import type { Rec } from '@/api/types';
import { Failed, Skeleton } from './states';
import { VirtualTable, type VirtualTableProps } from './VirtualTable';

type Pages = UseInfiniteQueryResult<{ items: Rec[]; total: number }, ApiError>;
type Rest<T> = Omit<VirtualTableProps<T>, 'rows' | 'total' | 'idOf' | 'onNearEnd' | 'active' | 'onActive'>;

export function PagedTable<T extends { id: number }>({
  query,
  empty,
  ...table
}: Rest<T> & { query: Pages; empty: ReactNode }) {
  const [active, setActive] = useState(-1);
  const { data, error, hasNextPage, isFetching, fetchNextPage } = query;
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  if (!data) return error ? <Failed error={error} retry={() => void query.refetch()} /> : <Skeleton rows={10} />;
  if (data.total === 0) return <>{empty}</>;
  // The caller knows the shape of what it asked for.
  const rows = data.items as unknown as T[];
  return (
    <VirtualTable
      {...table}
      rows={rows}
      total={data.total}
      idOf={(row) => row.id}
      onNearEnd={onNearEnd}
      active={active}
      onActive={setActive}
    />
  );
}
