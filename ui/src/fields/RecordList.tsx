// A list page made from the description: search, filters, sorting, keys, drawer, bulk bar; everything in the address.
import { lazy, Suspense, useCallback, useMemo, useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { usePages } from '@/api/pages';
import { useEntity, useMayCreate } from '@/api/queries';
import type { EntityInfo, FieldInfo, Rec } from '@/api/types';
import { ActionButton, useActions, type Action } from '@/kit/action';
import { Button } from '@/kit/Button';
import { count } from '@/kit/format';
import { say, t, withRooms } from '@/kit/i18n';
import { Page } from '@/kit/layout';
import { PagedTable } from '@/kit/PagedTable';
import { Empty, Skeleton } from '@/kit/states';
import { useUrlState } from '@/kit/url';
import type { Column } from '@/kit/VirtualTable';
import type { Selection } from './BulkBar';
import { FilterBar, filtersIn, kSearchId } from './FilterBar';
import type { Draft } from './RecordForm';
import { pageOf, titleOf } from './ref';
import { Cell, kindOf } from './registry';

const RecordDrawer = lazy(() => import('./RecordDrawer'));
const BulkBar = lazy(withRooms(() => import('./BulkBar')));

/** As many chosen rows as an address should carry; more stay in memory only. */
const kSelectionInUrl = 100;

interface RecordListProps {
  entity: string;
  title?: string;
  fixed?: Record<string, string>;
  initial?: Draft;
  columns?: string[];
  extraColumns?: (rows: Rec[]) => Column<Rec>[];
  filters?: ReactNode;
  bulk?: (selection: Selection) => ReactNode;
  extra?: (record: Rec) => ReactNode;
  actions?: Action[];
  empty?: ReactNode;
  bare?: boolean;
  /** Rows open the record's page instead of the drawer; records are made elsewhere. */
  pagesOnly?: boolean;
  defaultSort?: string;
}

/** Codes have a fixed length and should be readable as a whole; one character is about 10 pixels. */
const widthOf = (field: FieldInfo): string =>
  field.kind === 'text' && field.max_length !== undefined && field.max_length <= 20
    ? `${Math.max(84, field.max_length * 10)}px`
    : kindOf(field).width;

/** What a phone shows beside the title; without one, the next column. */
const isState = (field: FieldInfo): boolean => /state|status/.test(field.name);

function columnsOf(entity: EntityInfo, wanted?: string[]): Column<Rec>[] {
  const listed = wanted
    ? wanted.flatMap((name) => entity.fields.filter((f) => f.name === name))
    : entity.fields.filter((f) => f.list || f.name === entity.title);
  const first = wanted ? undefined : listed.find((f) => f.name === entity.title);
  return [...(first ? [first] : []), ...listed.filter((f) => f !== first)].map((field, i) => ({
    key: field.name,
    title: say(field.label, field.name),
    width: i === 0 ? 'minmax(200px, 2.2fr)' : widthOf(field),
    sortable: field.kind !== 'json' && field.kind !== 'long_text' && !field.masked,
    ...(kindOf(field).end ? { end: true } : {}),
    phone: i === 0 || isState(field) || (i === 1 && !listed.some(isState)),
    cell: (record) => {
      const page = i === 0 ? pageOf(entity.name, record.id) : undefined;
      return page ? (
        <Link href={page} className="title">
          {titleOf(entity, record)}
        </Link>
      ) : (
        <Cell field={field} record={record} />
      );
    },
  }));
}

export function RecordList(props: RecordListProps) {
  const entity = useEntity(props.entity);
  return entity ? (
    <LoadedList {...props} info={entity} />
  ) : (
    <Page title={props.title ?? ''}>
      <Skeleton rows={10} />
    </Page>
  );
}

const NoMatch = ({ clear }: { clear: () => void }) => (
  <Empty icon="search" title={t('list.no_match')}>
    <Button onClick={clear}>{t('filter.clear')}</Button>
  </Empty>
);

const Nothing = ({ entity, create }: { entity: EntityInfo; create: Action }) => (
  <Empty title={t('list.empty', { entity: say(entity.label) })}>
    <ActionButton action={create} tone="primary" />
  </Empty>
);

/** What every list offers: a new record, and the way into its search box. */
function listActions(entity: EntityInfo, mayCreate: boolean, create: () => void): [Action, Action] {
  return [
    {
      id: `${entity.name}.create`,
      label: t('record.new', { entity: say(entity.label) }),
      icon: 'plus',
      shortcut: 'c',
      visible: mayCreate,
      perform: create,
    },
    {
      id: `${entity.name}.find`,
      label: t('list.focus_search'),
      icon: 'search',
      shortcut: '/',
      perform: () => document.getElementById(kSearchId)?.focus(),
    },
  ];
}

function LoadedList({ info: entity, ...props }: RecordListProps & { info: EntityInfo }) {
  const [state, change] = useUrlState();
  const [, navigate] = useLocation();
  const [selected, setSelected] = useState<ReadonlySet<number>>(
    () => new Set(state['sel']?.split(',').map(Number).filter(Boolean) ?? []),
  );
  const filters = filtersIn(entity, state);
  const sort = state['sort'] ?? props.defaultSort;
  const query = usePages(entity.route, { ...filters, ...props.fixed, q: state['q'], sort });
  const rows = query.data?.items ?? [];
  const noFilters = { q: null, ...Object.fromEntries(Object.keys(filters).map((name) => [name, null])) };
  const isFiltered = state['q'] !== undefined || Object.keys(filters).length > 0;
  const mayCreate = useMayCreate(entity.name);
  const open = state['open'];
  const select = useCallback(
    (ids: Set<number>) => {
      setSelected(ids);
      change({ sel: ids.size && ids.size <= kSelectionInUrl ? [...ids].join(',') : null });
    },
    [change],
  );
  const extraColumns = props.extraColumns?.(rows) ?? [];
  const columns = useMemo(() => columnsOf(entity, props.columns), [entity, props.columns?.join()]);
  const [create, find] = listActions(entity, mayCreate && !props.pagesOnly, () => change({ open: 'new' }, true));
  useActions([...(props.actions ?? []), create, find]);
  const openRecord = (record: Rec) => {
    const page = props.pagesOnly ? pageOf(entity.name, record.id) : undefined;
    if (page) navigate(page);
    else change({ open: String(record.id) }, true);
  };
  const body = (
    <>
      <FilterBar
        entity={entity}
        state={state}
        hidden={Object.keys(props.fixed ?? {})}
        change={change}
        after={props.bare && <ActionButton action={create} />}
      >
        {props.filters}
      </FilterBar>
      <PagedTable<Rec>
        query={query}
        empty={
          isFiltered ? (
            <NoMatch clear={() => change(noFilters)} />
          ) : (
            (props.empty ?? <Nothing entity={entity} create={create} />)
          )
        }
        label={props.title ?? say(entity.label)}
        columns={[...columns.slice(0, 1), ...extraColumns, ...columns.slice(1)]}
        onOpen={openRecord}
        {...(sort ? { sort } : {})}
        onSort={(s) => change({ sort: s || null })}
        {...(props.bulk ? { selected, onSelect: select } : {})}
      />
      {props.bulk && selected.size > 0 && (
        <Suspense fallback={null}>
          <BulkBar
            selected={selected}
            loaded={rows}
            total={query.data?.total ?? 0}
            query={new URLSearchParams({
              ...filters,
              ...props.fixed,
              ...(state['q'] ? { q: state['q'] } : {}),
            }).toString()}
            clear={() => select(new Set())}
          >
            {props.bulk}
          </BulkBar>
        </Suspense>
      )}
      {open && (
        <Suspense fallback={null}>
          <RecordDrawer
            entity={entity.name}
            id={open === 'new' ? 'new' : Number(open)}
            onClose={() => change({ open: null })}
            initial={{ ...props.fixed, ...props.initial }}
            {...(props.extra ? { extra: props.extra } : {})}
          />
        </Suspense>
      )}
    </>
  );
  if (props.bare) return <div className="list-part">{body}</div>;
  return (
    <Page
      className="fill"
      title={props.title ?? say(entity.label)}
      count={query.data ? t('list.total', { n: count(query.data.total) }) : undefined}
      actions={
        <>
          {props.actions?.map((a) => (
            <ActionButton key={a.id} action={a} />
          ))}
          <ActionButton action={create} tone="primary" />
        </>
      }
    >
      {body}
    </Page>
  );
}
