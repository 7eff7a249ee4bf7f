// The duties board: every officer's load against capacity, what nobody holds, and the way to a proposed plan.
import { lazy, Suspense, useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { post } from '@/api/client';
import { refresh, useGet, useMay, useMayCreate } from '@/api/queries';
import type { List } from '@/api/types';
import { RefPicker } from '@/fields/ref';
import { ActDialog } from '@/kit/ActDialog';
import { ActionButton, useActions, type Action } from '@/kit/action';
import { Button } from '@/kit/Button';
import { count, when } from '@/kit/format';
import { t, type Key } from '@/kit/i18n';
import { Bar, Card, Page, Tabs, Tag, Tile } from '@/kit/layout';
import { Empty, Loaded } from '@/kit/states';
import { useUrlState } from '@/kit/url';
import type { ObjectRef } from './OfficerDialogs';
import type { Board, BoardOfficer, Plan, Thing } from './types';
import './registry.css';

const Dialogs = () => import('./OfficerDialogs');
const AssignDialog = lazy(() => Dialogs().then((m) => ({ default: m.AssignDialog })));
const OfficerPanel = lazy(() => import('./OfficerPanel'));

export default function BoardPage() {
  const query = useGet<Board>('/api/registry/board');
  const [state, change] = useUrlState();
  const mayPlan = useMayCreate('duty_plan');
  const propose: Action = {
    id: 'duty.propose',
    label: t('plan.propose'),
    icon: 'plan',
    shortcut: 'p',
    visible: mayPlan,
    perform: () => change({ propose: 'best' }),
  };
  useActions([propose]);
  const officer = query.data?.officers.find((o) => o.id === Number(state['officer']));
  return (
    <Page title={t('nav.duties')} actions={<ActionButton action={propose} tone="primary" />}>
      <Loaded query={query} rows={12}>
        {(board) => (
          <>
            <div className="tiles">
              <Tile label={t('board.objects')} value={count(board.objects.total)} />
              <Tile label={t('board.assigned')} value={count(board.objects.assigned)} hue="green" />
              <Tile
                label={t('board.unassigned')}
                value={count(board.objects.unassigned)}
                {...(board.objects.unassigned ? { hue: 'red' as const } : { note: t('board.all_held') })}
              />
              <Tile
                label={t('board.spread')}
                value={`${count(board.spread.min)} – ${count(board.spread.max)}`}
                note={t('board.mean', { n: count(Math.round(board.spread.mean * 10) / 10) })}
              />
            </div>
            <Plans />
            <div className={board.objects.unassigned ? 'split board' : undefined}>
              <Officers
                officers={board.officers}
                station={state['station'] ?? ''}
                onStation={(station) => change({ station })}
                onOpen={(id) => change({ officer: String(id) }, true)}
              />
              {board.objects.unassigned > 0 && (
                <Unassigned things={board.unassigned} total={board.objects.unassigned} />
              )}
            </div>
          </>
        )}
      </Loaded>
      {state['propose'] && (
        <Propose onClose={() => change({ propose: null, leaving: null })} leaving={Number(state['leaving']) || null} />
      )}
      {officer && (
        <Suspense fallback={null}>
          <OfficerPanel
            officer={officer}
            onClose={() => change({ officer: null })}
            onLeave={() => change({ officer: null, propose: 'fewest_changes', leaving: String(officer.id) })}
          />
        </Suspense>
      )}
    </Page>
  );
}

function Officers({
  officers,
  station,
  onStation,
  onOpen,
}: {
  officers: BoardOfficer[];
  station: string;
  onStation: (s: string | null) => void;
  onOpen: (id: number) => void;
}) {
  const stations = useMemo(() => [...new Set(officers.map((o) => o.station ?? ''))].filter(Boolean).sort(), [officers]);
  const shown = officers.filter((o) => !station || o.station === station);
  return (
    <Card
      title={t('board.officers')}
      note={count(shown.length)}
      actions={
        stations.length > 1 && (
          <label className="row">
            <span className="sr-only">{t('board.station')}</span>
            <select value={station} onChange={(e) => onStation(e.target.value || null)}>
              <option value="">{t('board.all_stations')}</option>
              {stations.map((s) => (
                <option key={s}>{s}</option>
              ))}
            </select>
          </label>
        )
      }
    >
      {shown.length === 0 && <Empty icon="people" title={t('board.no_officers')} />}
      <ul className="officers">
        {shown.map((o) => (
          <li key={o.id}>
            <button type="button" onClick={() => onOpen(o.id)}>
              <span className="officer-name">
                {o.name}
                {o.state !== 'active' && <Tag hue="amber">{t(`officer.${o.state}` as Key)}</Tag>}
              </span>
              <span className="faint">{o.station ?? ''}</span>
              <Bar
                part={o.capacity ? o.load / o.capacity : 0}
                hue={o.load > o.capacity ? 'red' : o.load >= o.capacity * 0.9 ? 'amber' : 'blue'}
              />
              <span className="load">
                {count(o.load)} / {count(o.capacity)}
              </span>
              {o.residency && (
                <span className="resident">
                  <Tag hue="violet">{t('board.resident')}</Tag> {o.residency.name}
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Unassigned({ things, total }: { things: Thing[]; total: number }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [assigning, setAssigning] = useState<ObjectRef[] | null>(null);
  const mayAssign = useMay('duty', 'assign');
  const key = (thing: Thing) => `${thing.kind}:${thing.id}`;
  const toggle = (thing: Thing) =>
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(key(thing))) next.add(key(thing));
      return next;
    });
  const picked = things.filter((thing) => chosen.has(key(thing)));
  return (
    <Card
      title={t('board.unassigned')}
      note={count(total)}
      actions={
        mayAssign &&
        picked.length > 0 && (
          <Button small tone="primary" onClick={() => setAssigning(picked)}>
            {t('assign.open_n', { n: picked.length })}
          </Button>
        )
      }
    >
      <ul className="pile" aria-label={t('board.unassigned')}>
        {things.map((thing) => (
          <li key={key(thing)}>
            {mayAssign && (
              <input
                type="checkbox"
                aria-label={thing.name}
                checked={chosen.has(key(thing))}
                onChange={() => toggle(thing)}
              />
            )}
            <Link href={thing.kind === 'project' ? `/projects/${thing.id}` : `/enterprises/${thing.id}`}>
              {thing.name}
            </Link>
            {thing.kind === 'project' && <Tag hue="blue">{t('word.project')}</Tag>}
          </li>
        ))}
        {total > things.length && <li className="faint">{t('list.more', { n: count(total - things.length) })}</li>}
      </ul>
      {assigning && (
        <Suspense fallback={null}>
          <AssignDialog
            target={{ objects: assigning.map(({ kind, id }) => ({ kind, id })) }}
            onClose={() => setAssigning(null)}
            onDone={() => setChosen(new Set())}
          />
        </Suspense>
      )}
    </Card>
  );
}

function Plans() {
  const plans = useGet<List<Plan>>('/api/registry/duty_plans', { sort: '-id', limit: 5 });
  if (!plans.data?.items.length) return null;
  return (
    <Card title={t('plan.recent')}>
      <ul className="lines">
        {plans.data.items.map((plan) => (
          <li key={plan.id}>
            <Link href={`/duties/plans/${plan.id}`}>{t('plan.number', { n: plan.id })}</Link>
            <Tag
              hue={
                plan.state === 'proposed' || plan.state === 'computing'
                  ? 'blue'
                  : plan.state === 'adopted'
                    ? 'green'
                    : 'grey'
              }
            >
              {t(`plan.state.${plan.state}` as Key)}
            </Tag>
            {plan.moved !== null && plan.moved !== undefined && (
              <span className="muted">{t('plan.short', { moved: count(plan.moved), added: count(plan.added) })}</span>
            )}
            <span className="grow" />
            <time className="faint">{when(plan.created_at)}</time>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Propose({ onClose, leaving }: { onClose: () => void; leaving: number | null }) {
  const [mode, setMode] = useState<'best' | 'fewest_changes'>(leaving ? 'fewest_changes' : 'best');
  const [officer, setOfficer] = useState<number | null>(leaving);
  const [, navigate] = useLocation();
  return (
    <ActDialog<{ plan: string }>
      title={t('plan.propose')}
      act={t('plan.compute')}
      icon="plan"
      perform={() => post('/api/registry/duty_plans', { mode, ...(officer ? { leaving_officer_id: officer } : {}) })}
      onDone={({ plan }) => (refresh('duty_plan'), navigate(`/duties/plans/${plan.split('/').pop()}`))}
      onClose={onClose}
    >
      <Tabs
        label={t('plan.mode')}
        value={mode}
        onChange={setMode}
        options={[
          { value: 'best', label: t('plan.best') },
          { value: 'fewest_changes', label: t('plan.fewest') },
        ]}
      />
      <p className="muted">{t(mode === 'best' ? 'plan.best_note' : 'plan.fewest_note')}</p>
      <div className="field">
        <label htmlFor="leaving">{t('plan.leaving')}</label>
        <RefPicker id="leaving" entity="officer" label={t('plan.leaving')} value={officer} onChange={setOfficer} />
        <p className="hint">{t('plan.leaving_hint')}</p>
      </div>
    </ActDialog>
  );
}
