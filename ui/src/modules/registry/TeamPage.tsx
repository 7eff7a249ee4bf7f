// One team: its term, sub-groups, posts and who holds them, double hats, hand-over and dissolution.
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { post } from '@/api/client';
import { refresh, useEntity, useGet } from '@/api/queries';
import type { List, Rec } from '@/api/types';
import { useZoneDay } from '@/api/zone_day';
import { RefPicker } from '@/fields/ref';
import { Cell } from '@/fields/registry';
import { ActDialog } from '@/kit/ActDialog';
import { ActionButton, useActions, type Action } from '@/kit/action';
import { Button } from '@/kit/Button';
import { DateInput } from '@/kit/DateInput';
import { count } from '@/kit/format';
import { say, t, withWords } from '@/kit/i18n';
import { Card, Facts, Page, Table, Tag } from '@/kit/layout';
import { Empty, Loaded, Skeleton } from '@/kit/states';
import { tell } from '@/kit/toast';
import { NoteField } from './OfficerDialogs';
import './registry.css';

const QuietHours = lazy(withWords(['notify'], () => import('@/modules/notify/QuietHours')));
const CalendarFeeds = lazy(withWords(['notify'], () => import('@/modules/notify/CalendarFeeds')));

export default function TeamPage({ params }: { params: Record<string, string | undefined> }) {
  const query = useGet<Rec>(`/api/registry/teams/${params['id']}`);
  return <Loaded query={query}>{(team) => <TeamView team={team} />}</Loaded>;
}

function TeamView({ team }: { team: Rec }) {
  const entity = useEntity('team');
  const children = useGet<List>('/api/registry/teams', { parent_id: team.id, limit: 100 });
  const posts = useGet<List>('/api/registry/posts', { team_id: team.id, limit: 200 });
  const ids = posts.data?.items.map((p) => p.id).join(',') ?? '';
  const tenures = useGet<List>(
    '/api/registry/tenures',
    { post_id: ids, ends_on: 'null', limit: 500 },
    { enabled: ids !== '' },
  );
  const [open, setOpen] = useState<'dissolve' | { tenure: Rec } | null>(null);
  const dissolve: Action = {
    id: 'team.dissolve',
    label: t('team.dissolve'),
    visible: team.abilities?.includes('dissolve') ?? false,
    perform: () => setOpen('dissolve'),
  };
  useActions([dissolve]);
  const field = (name: string) => {
    const info = entity?.fields.find((f) => f.name === name);
    return info && team[name] !== null && team[name] !== ''
      ? ([say(info.label), <Cell key={name} field={info} record={team} />] as [string, ReactNode])
      : null;
  };
  const facts = ['kind', 'state', 'parent_id', 'starts_on', 'ends_on', 'charter'].map(field).filter((f) => f !== null);
  return (
    <Page
      title={String(team['name'])}
      crumbs={[{ href: '/groups', label: t('nav.groups') }]}
      actions={<ActionButton action={dissolve} />}
    >
      <div className="split">
        <Card title={t('team.members')} note={count(posts.data?.items.length)}>
          <Loaded query={posts}>
            {({ items }) =>
              items.length === 0 ? (
                <Empty icon="people" title={t('team.no_posts')} />
              ) : (
                <Members
                  posts={items}
                  tenures={tenures.data?.items ?? []}
                  onHandOver={(tenure) => setOpen({ tenure })}
                />
              )
            }
          </Loaded>
        </Card>
        <div className="stack wide">
          <Card>
            <Facts items={facts} columns />
          </Card>
          {(children.data?.items.length ?? 0) > 0 && (
            <Card title={t('team.parts')}>
              <ul className="family">
                {children.data?.items.map((c) => (
                  <li key={c.id}>
                    <Link href={`/teams/${c.id}`}>{String(c['name'])}</Link>
                  </li>
                ))}
              </ul>
            </Card>
          )}
          <Suspense fallback={<Skeleton rows={2} />}>
            <QuietHours team={team.id} />
            <CalendarFeeds team={team.id} />
          </Suspense>
        </div>
      </div>
      {open === 'dissolve' && (
        <Dissolve
          team={team}
          members={tenures.data?.items.length ?? 0}
          posts={posts.data?.items.length ?? 0}
          onClose={() => setOpen(null)}
        />
      )}
      {open && open !== 'dissolve' && <HandOver tenure={open.tenure} onClose={() => setOpen(null)} />}
    </Page>
  );
}

function Members({ posts, tenures, onHandOver }: { posts: Rec[]; tenures: Rec[]; onHandOver: (tenure: Rec) => void }) {
  const rows = posts.flatMap((post): ReactNode[][] => {
    const name = (
      <span className="row">
        {String(post['name'])}
        {post['is_lead'] === true && <Tag hue="blue">{t('team.lead')}</Tag>}
      </span>
    );
    const holders = tenures.filter((tenure) => tenure['post_id'] === post.id);
    if (!holders.length) return [[name, <span className="nobody">{t('team.vacant')}</span>, '']];
    return holders.map((tenure) => [
      name,
      <Holder tenure={tenure} />,
      tenure.abilities?.includes('hand_over') && (
        <Button small onClick={() => onHandOver(tenure)}>
          {t('hand_over.do')}
        </Button>
      ),
    ]);
  });
  const head = [t('team.post'), t('team.holder'), <span className="sr-only">{t('hand_over.do')}</span>];
  return <Table caption={t('team.members')} head={head} rows={rows} />;
}

function Holder({ tenure }: { tenure: Rec }) {
  const person = Number(tenure['person_id']);
  const all = useGet<List>('/api/registry/tenures', { person_id: person, ends_on: 'null', limit: 20 });
  const kind = useEntity('tenure')?.fields.find((f) => f.name === 'kind');
  const hats = all.data?.total ?? 1;
  return (
    <span className="row wrap">
      {tenure.titles?.['person_id']}
      {kind && tenure['kind'] !== 'full' && (
        <Tag hue="amber">
          <Cell field={kind} record={tenure} />
        </Tag>
      )}
      {hats > 1 && (
        <span title={all.data?.items.map((x) => x.titles?.['post_id']).join(' · ')}>
          <Tag hue="violet">{t('team.hats', { n: hats })}</Tag>
        </span>
      )}
      <small className="faint">{t('dossier.since', { date: String(tenure['starts_on'] ?? '–') })}</small>
    </span>
  );
}

function HandOver({ tenure, onClose }: { tenure: Rec; onClose: () => void }) {
  const day = useZoneDay();
  const [person, setPerson] = useState<number | null>(null);
  const [on, setOn] = useState(day);
  const [note, setNote] = useState('');
  const name = tenure.titles?.['post_id'] ?? '';
  return (
    <ActDialog
      title={t('hand_over.title', { name })}
      act={t('hand_over.do')}
      isReady={person !== null}
      perform={() => post(`/api/registry/tenures/${tenure.id}/hand_over`, { person_id: person, on, note })}
      onDone={() => (refresh('tenure'), tell(t('hand_over.done', { name })))}
      onClose={onClose}
    >
      <div className="field">
        <label htmlFor="to">{t('hand_over.to')}</label>
        <RefPicker id="to" entity="person" label={t('hand_over.to')} value={person} required onChange={setPerson} />
      </div>
      <div className="field">
        <label htmlFor="on">{t('hand_over.on')}</label>
        <DateInput id="on" value={on} onChange={setOn} />
      </div>
      <NoteField label={t('hand_over.note')} note={note} setNote={setNote} />
    </ActDialog>
  );
}

function Dissolve({
  team,
  members,
  posts,
  onClose,
}: {
  team: Rec;
  members: number;
  posts: number;
  onClose: () => void;
}) {
  const [successor, setSuccessor] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  return (
    <ActDialog<{ moved_posts: number }>
      title={t('team.dissolve_title', { name: String(team['name']) })}
      act={t('team.dissolve')}
      tone="danger"
      isReady={reason.trim() !== ''}
      perform={() =>
        post(`/api/registry/teams/${team.id}/dissolve`, { successor_team_id: successor ?? undefined, reason })
      }
      onDone={(done) => (refresh('team'), refresh('tenure'), tell(t('team.dissolved', { n: count(done.moved_posts) })))}
      onClose={onClose}
    >
      <p className="notice">{t(successor ? 'team.dissolve_moves' : 'team.dissolve_ends', { posts, members })}</p>
      <div className="field">
        <label htmlFor="successor">{t('team.successor')}</label>
        <RefPicker
          id="successor"
          entity="team"
          label={t('team.successor')}
          value={successor}
          query={{ state: 'active' }}
          onChange={setSuccessor}
        />
      </div>
      <NoteField label={t('word.reason')} required note={reason} setNote={setReason} />
    </ActDialog>
  );
}
