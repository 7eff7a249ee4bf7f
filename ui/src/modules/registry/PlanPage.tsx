// A proposed plan beside today's duties: live progress, what it proves, each row with its reasons; adopt or discard.
import { lazy, Suspense, useEffect, useState } from 'react';
import { Link } from 'wouter';
import { post } from '@/api/client';
import { usePages } from '@/api/pages';
import { refresh, useAct, useGet } from '@/api/queries';
import type { Job, Rec } from '@/api/types';
import { ActDialog } from '@/kit/ActDialog';
import { ActionButton, useActions, type Action } from '@/kit/action';
import { Button } from '@/kit/Button';
import { count, instant, percentOfPpm } from '@/kit/format';
import { maybe, t, type Key } from '@/kit/i18n';
import { Bar, Card, Page, Tabs, Tag, Tile, type Hue } from '@/kit/layout';
import { PagedTable } from '@/kit/PagedTable';
import { Empty, Failed, Loaded } from '@/kit/states';
import { tell, tellError } from '@/kit/toast';
import { useUrlState } from '@/kit/url';
import type { Column } from '@/kit/VirtualTable';
import { NoteField } from './OfficerDialogs';
import type { Plan, PlanRow } from './types';
import './registry.css';

const WhyPanel = lazy(() => import('./WhyPanel'));
const kChanges = ['moved', 'new', 'kept', 'unassigned'] as const;
const hues: Record<PlanRow['change'], Hue> = { moved: 'amber', new: 'blue', kept: 'grey', unassigned: 'red' };

export default function PlanPage({ params }: { params: Record<string, string | undefined> }) {
  const query = useGet<Plan>(`/api/registry/duty_plans/${params['id']}`);
  return <Loaded query={query}>{(plan) => <PlanView plan={plan} />}</Loaded>;
}

function PlanView({ plan }: { plan: Plan }) {
  const [asking, setAsking] = useState<'adopt' | null>(null);
  const discard = useAct<void, unknown>(() => post(`/api/registry/duty_plans/${plan.id}/discard`));
  const may = (verb: string) => plan.state === 'proposed' && (plan.abilities?.includes(verb) ?? false);
  const adoptAction: Action = {
    id: 'plan.adopt',
    label: t('plan.adopt'),
    icon: 'check',
    visible: may('adopt'),
    perform: () => setAsking('adopt'),
  };
  const discardAction: Action = {
    id: 'plan.discard',
    label: t('plan.discard'),
    visible: may('discard'),
    perform: () =>
      discard.mutate(undefined, {
        onSuccess: () => (refresh('duty_plan'), tell(t('plan.discarded'))),
        onError: tellError,
      }),
  };
  useActions([adoptAction, discardAction]);
  return (
    <Page
      className="fill"
      crumbs={[{ href: '/duties', label: t('nav.duties') }]}
      title={
        <>
          {t('plan.number', { n: plan.id })}{' '}
          <Tag hue={plan.state === 'adopted' ? 'green' : plan.state === 'failed' ? 'red' : 'blue'}>
            {t(`plan.state.${plan.state}` as Key)}
          </Tag>
        </>
      }
      actions={
        <>
          <ActionButton action={discardAction} />
          <ActionButton action={adoptAction} tone="primary" />
        </>
      }
    >
      {plan.state === 'computing' ? (
        <Progress plan={plan} />
      ) : plan.state === 'failed' ? (
        <Empty icon="warning" title={t('plan.failed')} />
      ) : (
        <>
          <Summary plan={plan} />
          <Rows plan={plan} />
        </>
      )}
      {asking === 'adopt' && <Adopt plan={plan} onClose={() => setAsking(null)} />}
    </Page>
  );
}

/** Parts per million between the best plan so far and what no plan can exceed. */
const gapOf = (best?: number | null, bound?: number | null): number | null =>
  best == null || !bound ? null : Math.round(((bound - best) / Math.abs(bound)) * 1e6);

function Progress({ plan }: { plan: Plan }) {
  // Events bring most news; asking now and then covers a lost connection.
  const query = useGet<Job>(`/api/jobs/jobs/${plan.job_id}`, undefined, { enabled: plan.job_id !== null, every: 700 });
  const tellJob = useAct<'cancel' | 'keep', unknown>((verb) => post(`/api/jobs/jobs/${plan.job_id}/${verb}`));
  const job = query.data;
  const p = job?.progress ?? {};
  const isOver = job !== undefined && job.state !== 'queued' && job.state !== 'running';
  useEffect(() => {
    if (isOver) refresh('duty_plan');
  }, [isOver, query.dataUpdatedAt]);
  return (
    <Card title={t('plan.computing')} note={p.phase ? (maybe(`phase.${p.phase}`) ?? p.phase) : undefined}>
      <div
        className="progress"
        role="progressbar"
        aria-label={t('plan.computing')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={p.total ? Math.round(((p.done ?? 0) / p.total) * 100) : undefined}
      >
        <Bar part={p.total ? (p.done ?? 0) / p.total : 0.02} />
      </div>
      <div className="tiles" aria-live="polite">
        <Tile label={t('plan.best_so_far')} value={count(p.best)} />
        <Tile label={t('plan.bound')} value={count(p.bound)} />
        <Tile label={t('plan.gap')} value={percentOfPpm(gapOf(p.best, p.bound))} />
      </div>
      {tellJob.error && <Failed error={tellJob.error} />}
      <div className="row">
        <Button
          tone="primary"
          busy={tellJob.isPending}
          disabled={p.best == null}
          onClick={() => tellJob.mutate('keep')}
        >
          {t('plan.keep_best')}
        </Button>
        <Button busy={tellJob.isPending} onClick={() => tellJob.mutate('cancel')}>
          {t('act.cancel')}
        </Button>
      </div>
    </Card>
  );
}

function Summary({ plan }: { plan: Plan }) {
  return (
    <div className="tiles">
      <Tile label={t('change.moved')} value={count(plan.moved)} hue="amber" />
      <Tile label={t('change.new')} value={count(plan.added)} hue="blue" />
      <Tile label={t('change.kept')} value={count(plan.kept)} />
      {!!plan.unassigned && <Tile label={t('change.unassigned')} value={count(plan.unassigned)} hue="red" />}
      <Tile
        label={t('plan.total')}
        value={count(plan.total)}
        note={t('plan.bound_note', { bound: count(plan.bound) })}
      />
      <Tile
        label={t('plan.gap')}
        value={percentOfPpm(plan.gap_ppm)}
        note={plan.gap_ppm === 0 ? t('plan.optimal') : t('plan.gap_note')}
      />
      <Tile
        label={t('plan.verified')}
        value={plan.verified ? '✓' : '✗'}
        hue={plan.verified ? 'green' : 'red'}
        note={t(plan.verified ? 'plan.verified_note' : 'plan.unverified_note')}
      />
    </div>
  );
}

const columnsOf = (ask: (row: PlanRow) => void): Column<PlanRow>[] => [
  {
    key: 'object_id',
    title: t('plan.object'),
    width: 'minmax(180px, 2fr)',
    cell: (r) => (
      <Link href={r.object_kind === 'project' ? `/projects/${r.object_id}` : `/enterprises/${r.object_id}`}>
        {r.titles?.['object_id'] ?? `#${r.object_id}`}
      </Link>
    ),
  },
  {
    key: 'change',
    title: t('plan.change'),
    width: '96px',
    phone: true,
    cell: (r) => <Tag hue={hues[r.change]}>{t(`change.${r.change}`)}</Tag>,
  },
  {
    key: 'previous_officer_id',
    title: t('plan.today'),
    width: 'minmax(90px, 1fr)',
    cell: (r) => <OfficerName row={r} field="previous_officer_id" />,
  },
  {
    key: 'officer_id',
    title: t('plan.proposed'),
    width: 'minmax(90px, 1fr)',
    phone: true,
    cell: (r) => (
      <strong className={r.change === 'kept' ? 'plain' : ''}>
        <OfficerName row={r} field="officer_id" />
      </strong>
    ),
  },
  { key: 'score', title: t('plan.score'), width: '80px', end: true, cell: (r) => count(r.score) },
  {
    key: 'why',
    title: t('why.reason'),
    width: '84px',
    cell: (r) => (
      <Button small tone="quiet" icon="question" onClick={() => ask(r)}>
        {t('why.ask')}
      </Button>
    ),
  },
];

function Rows({ plan }: { plan: Plan }) {
  const [state, change] = useUrlState();
  const shown = state['change'] ?? 'moved,new,unassigned';
  const officer = state['officer_id'];
  const query = usePages('/api/registry/duty_plan_rows', {
    plan_id: plan.id,
    change: shown === 'all' ? undefined : shown,
    officer_id: officer,
  });
  const rows = (query.data?.items ?? []) as PlanRow[];
  const why = rows.find((r) => r.id === Number(state['why']));
  const numbers: Record<string, number | null> = {
    moved: plan.moved,
    new: plan.added,
    kept: plan.kept,
    unassigned: plan.unassigned,
  };
  const ask = (row: PlanRow) => change({ why: String(row.id) }, true);
  const columns = columnsOf(ask);
  return (
    <>
      <div className="filters">
        <Tabs
          label={t('plan.change')}
          value={shown}
          onChange={(value) => change({ change: value })}
          options={[
            { value: 'moved,new,unassigned', label: t('plan.changes') },
            ...kChanges.map((c) => ({ value: c as string, label: t(`change.${c}`), note: count(numbers[c] ?? 0) })),
            { value: 'all', label: t('views.all') },
          ]}
        />
        {officer && (
          <Button small onClick={() => change({ officer_id: null })} icon="close">
            {rows[0]?.titles?.['officer_id'] ?? t('filter.clear')}
          </Button>
        )}
      </div>
      <PagedTable<PlanRow>
        query={query}
        empty={<Empty icon="check" title={t('plan.no_rows')} />}
        label={t('plan.rows')}
        columns={columns}
        onOpen={ask}
      />
      {why && (
        <Suspense fallback={null}>
          <WhyPanel plan={plan} row={why} onClose={() => change({ why: null })} />
        </Suspense>
      )}
    </>
  );
}

const OfficerName = ({ row, field }: { row: Rec; field: string }) =>
  row[field] == null ? <span className="faint">–</span> : <>{row.titles?.[field] ?? `#${row[field]}`}</>;

function Adopt({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const [reason, setReason] = useState('');
  return (
    <ActDialog<{ assigned: number; moved: number }>
      title={t('plan.adopt')}
      act={t('plan.adopt')}
      isReady={reason.trim() !== ''}
      perform={() => post(`/api/registry/duty_plans/${plan.id}/adopt`, { reason })}
      onDone={({ assigned, moved }) => (
        refresh('duty_plan'),
        refresh('duty'),
        tell(t('plan.adopted', { n: count(assigned + moved) }))
      )}
      onClose={onClose}
    >
      <p>{t('plan.adopt_note', { moved: count(plan.moved), added: count(plan.added), kept: count(plan.kept) })}</p>
      <p className="faint">{t('plan.made', { at: instant(plan.created_at) })}</p>
      <NoteField label={t('word.reason')} required note={reason} setNote={setReason} />
    </ActDialog>
  );
}
