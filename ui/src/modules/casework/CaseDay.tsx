// The part of Today that the desk fills: what waits for me, what is due, what is asked of me, whom I might call.
import { lazy, Suspense, useState } from 'react';
import { Link } from 'wouter';
import { post } from '@/api/client';
import { refresh, useAct, useMayCreate, useSession } from '@/api/queries';
import type { List } from '@/api/types';
import { Button } from '@/kit/Button';
import { count, instant, when } from '@/kit/format';
import { maybe, t, type Key } from '@/kit/i18n';
import { Card as Box, Tile } from '@/kit/layout';
import { Empty } from '@/kit/states';
import { CaseLine, wordOf } from './marks';
import { Suggestions } from './Suggestions';
import type { Asked, Board, Figure, Mine, News } from './types';

const NewCaseDialog = lazy(() => import('./NewCaseDialog'));

export default function CaseDay({ cases }: { cases: Mine }) {
  const isQuiet =
    ![cases.waiting, cases.due].some((list) => list.items.length) &&
    !cases.signatures.length &&
    !cases.assistances.length &&
    !cases.steps.length;
  return (
    <>
      <NewCase />
      {cases.board && <Figures board={cases.board} />}
      <div className="split">
        <div className="stack wide">
          {isQuiet && (
            <Box title={t('day.waiting')}>
              <Empty icon="check" title={t('day.quiet')} />
            </Box>
          )}
          <Cases
            title="day.waiting"
            list={cases.waiting}
            all="/cases?mine=true&state=registered,accepted,dispatched&sort=due_at"
          />
          <Cases title="day.due" list={cases.due} all="/cases?mine=true&state=handling,paused&sort=due_at" />
          {cases.red && <Cases title="board.list.red" list={cases.red} all="/cases?alive=true&light=red&sort=due_at" />}
        </div>
        <div className="stack wide">
          <Asks title="day.signatures" items={cases.signatures} />
          <Asks title="day.assistances" items={cases.assistances} />
          <Asks title="day.steps" items={cases.steps} />
          <NewsBox items={cases.unread} />
          <Suggestions items={cases.suggestions} />
        </div>
      </div>
    </>
  );
}

function NewCase() {
  const [isOpen, setOpen] = useState(false);
  const mayCreate = useMayCreate('service_case');
  // Whoever takes requests down finds the way at the top; others have it in the palette.
  const isOfficer = useSession().data?.roles.some((role) => role === 'officer' || role === 'secretary');
  if (!mayCreate || !isOfficer) return null;
  return (
    <p>
      <Button tone="primary" icon="plus" onClick={() => setOpen(true)}>
        {t('case.new')}
      </Button>
      <Suspense fallback={null}>{isOpen && <NewCaseDialog onClose={() => setOpen(false)} />}</Suspense>
    </p>
  );
}

const kFigures = ['alive', 'red', 'yellow', 'awaiting_firm', 'supervised'] as const;
const kHues = { red: 'red', yellow: 'amber', supervised: 'red' } as const;

const Figures = ({ board }: { board: Board }) => (
  <div className="tiles">
    {kFigures.map((name) => {
      const figure: Figure | undefined = board[name];
      const hue = name in kHues ? kHues[name as keyof typeof kHues] : undefined;
      return (
        figure && (
          <Tile
            key={name}
            label={t(wordOf('board.figure', name))}
            value={count(figure.value)}
            href={`/cases?${figure.query}`}
            {...(hue && figure.value ? { hue } : {})}
          />
        )
      );
    })}
  </div>
);

function Cases({ title, list, all }: { title: Key; list: List; all: string }) {
  if (!list.items.length) return null;
  const total = list.total ?? list.items.length;
  return (
    <Box
      title={t(title)}
      note={count(total)}
      actions={total > list.items.length && <Link href={all}>{t('board.all', { n: count(total) })}</Link>}
    >
      <ul className="lines">
        {list.items.map((item) => (
          <CaseLine key={item.id} item={item} />
        ))}
      </ul>
    </Box>
  );
}

function Asks({ title, items }: { title: Key; items: Asked[] }) {
  if (!items.length) return null;
  return (
    <Box title={t(title)} note={count(items.length)}>
      <ul className="lines">
        {items.map((one, i) => (
          <li key={i}>
            <Link href={`/cases/${one.case_id}`}>{one.title}</Link>
            <span className="muted wrap-anywhere">{one.what}</span>
            <span className="grow" />
            {one.due_at !== null && <time className="faint">{t('case.due', { at: instant(one.due_at) })}</time>}
          </li>
        ))}
      </ul>
    </Box>
  );
}

/** What was opened has been read; the rest can be laid aside at once. */
function NewsBox({ items }: { items: News[] }) {
  const read = useAct<number[] | undefined, unknown>((ids) =>
    post('/api/casework/notices/read', ids ? { ids } : {}).then(() => refresh()),
  );
  if (!items.length) return null;
  return (
    <Box
      title={t('day.news')}
      note={count(items.length)}
      actions={
        <Button tone="quiet" busy={read.isPending} onClick={() => read.mutate(undefined)}>
          {t('day.read_all')}
        </Button>
      }
    >
      <ul className="lines">
        {items.map((one) => (
          <li key={one.id}>
            <Link
              href={one.case_id === null ? '/admin/deliveries' : `/cases/${one.case_id}`}
              onClick={() => read.mutate([one.id])}
            >
              {one.title}
            </Link>
            <span className="muted wrap-anywhere">{maybe(`news.${one.what}`) ?? one.what}</span>
            <span className="grow" />
            <time className="faint">{when(one.at)}</time>
          </li>
        ))}
      </ul>
    </Box>
  );
}
