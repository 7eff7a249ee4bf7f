// The list of cases: lamps, quick filters, saved views, acts on many cases at once.
import { lazy, Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import { address } from '@/api/client';
import { useEntity, useMayCreate, useSession } from '@/api/queries';
import type { Rec } from '@/api/types';
import type { Selection } from '@/fields/BulkBar';
import { filtersIn } from '@/fields/FilterBar';
import { RecordList } from '@/fields/RecordList';
import { Button } from '@/kit/Button';
import { t, withCases, withWords, type Key } from '@/kit/i18n';
import { Page, Tabs } from '@/kit/layout';
import { Empty, Skeleton } from '@/kit/states';
import { useUrlState, type UrlState } from '@/kit/url';
import type { Column } from '@/kit/VirtualTable';
import { SavedViews } from '@/modules/registry/SavedViews';
import { Lamp, StateTag } from './marks';

const BulkDialog = lazy(withCases(() => import('./BulkDialog')));
const FirmCases = lazy(withWords(['desk'], () => import('./desk/FirmCases')));
const NewCaseDialog = lazy(withCases(() => import('./NewCaseDialog')));

/** List parameters of cases that are no fields. */
const kBeside = ['alive', 'mine', 'unrated', 'due_before', 'as_of', 'as_of_state', 'as_of_light', 'as_of_category'];
const kColumns = ['title', 'due_at', 'enterprise_id', 'category', 'owner_id', 'received_at'];

type Quick = 'alive' | 'mine' | 'red' | 'yellow' | 'sign_for' | 'awaiting_firm' | 'all';
const kQuick: Record<Quick, UrlState> = {
  alive: {},
  mine: { mine: 'true', alive: 'true' },
  red: { light: 'red', alive: 'true' },
  yellow: { light: 'yellow', alive: 'true' },
  sign_for: { state: 'dispatched' },
  awaiting_firm: { state: 'resolved' },
  all: { alive: 'all' },
};

const lampColumn = (): Column<Rec>[] => [
  {
    key: 'light',
    title: t('case.lamp'),
    width: '132px',
    sortable: true,
    phone: true,
    cell: (row) => (
      <span className="lamp-state">
        <Lamp light={row['light']} />
        <StateTag state={row['state']} />
      </span>
    ),
  },
];

/** What the address asks for beside fields; an address that asks for nothing means the cases that live. */
function besideIn(state: UrlState, filters: UrlState): UrlState {
  const named = Object.fromEntries(kBeside.flatMap((name) => (state[name] ? [[name, state[name]]] : [])));
  if (Object.keys(named).length === 0 && Object.keys(filters).length === 0 && !state['q']) return { alive: 'true' };
  if (named['alive'] === 'all') delete named['alive'];
  return named;
}

/** A firm's contact sees the same plain view as behind a link; the office sees the list. */
export default function CasesPage() {
  const roles = useSession().data?.roles ?? [];
  if (!roles.every((role) => role === 'contact')) return <OfficeCases />;
  return (
    <Page title={t('nav.cases')}>
      <Suspense fallback={<Skeleton />}>
        <FirmCases />
      </Suspense>
    </Page>
  );
}

function OfficeCases() {
  const entity = useEntity('service_case');
  const [state] = useUrlState();
  const mayCreate = useMayCreate('service_case');
  const [, navigate] = useLocation();
  const [acting, setActing] = useState<Selection | null>(null);
  const [isNew, setNew] = useState(false);
  const fixed = besideIn(state, filtersIn(entity, state));
  const query = { ...filtersIn(entity, state), ...fixed, q: state['q'] };
  return (
    <>
      <RecordList
        key={JSON.stringify(fixed)}
        entity="service_case"
        pagesOnly
        title={t('nav.cases')}
        columns={kColumns}
        extraColumns={lampColumn}
        fixed={fixed}
        filters={
          entity && (
            <>
              <QuickFilters state={state} fields={Object.keys(filtersIn(entity, state))} />
              <SavedViews entity={entity} also={kBeside} />
            </>
          )
        }
        actions={[
          {
            id: 'cases.ledger',
            label: t('cases.ledger'),
            icon: 'download',
            perform: () => window.location.assign(address('/api/casework/ledger', query)),
          },
          { id: 'cases.paper', label: t('sheet.intake'), icon: 'print', perform: () => navigate('/paper') },
          {
            id: 'cases.new',
            label: t('case.new'),
            icon: 'plus',
            shortcut: 'c',
            visible: mayCreate,
            perform: () => setNew(true),
          },
        ]}
        bulk={(selection: Selection) => (
          <Button small tone="primary" onClick={() => setActing(selection)}>
            {t('bulk.open')}
          </Button>
        )}
        empty={
          <Empty icon="case" title={t('cases.empty')}>
            {mayCreate && (
              <Button tone="primary" icon="plus" onClick={() => setNew(true)}>
                {t('case.new')}
              </Button>
            )}
          </Empty>
        }
      />
      <Suspense fallback={null}>
        {acting && <BulkDialog selection={acting} onClose={() => setActing(null)} />}
        {isNew && <NewCaseDialog onClose={() => setNew(false)} />}
      </Suspense>
    </>
  );
}

function QuickFilters({ state, fields }: { state: UrlState; fields: string[] }) {
  const [, change] = useUrlState();
  const asked = Object.fromEntries(
    [...fields, ...kBeside].flatMap((name) => (state[name] ? [[name, state[name]]] : [])),
  );
  const isHere = (wanted: UrlState) =>
    Object.keys(wanted).length === Object.keys(asked).length &&
    Object.entries(wanted).every(([name, value]) => asked[name] === value);
  const here = (Object.keys(kQuick) as Quick[]).find((name) => isHere(kQuick[name]));
  const show = (name: Quick) =>
    change({ ...Object.fromEntries([...fields, ...kBeside].map((one) => [one, null])), ...kQuick[name] }, true);
  return (
    <Tabs
      label={t('cases.quick')}
      value={here ?? ('' as Quick)}
      onChange={show}
      options={(Object.keys(kQuick) as Quick[]).map((value) => ({ value, label: t(`cases.quick.${value}` as Key) }))}
    />
  );
}
