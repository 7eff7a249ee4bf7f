// The first page of the day: what nobody holds, what is mine, what came in, what changed, what waits for a decision.
import { Link } from 'wouter';
import { lazy, Suspense } from 'react';
import { useEntity, useGet, useMay, useMayCreate, useSession } from '@/api/queries';
import type { Change, List, Rec } from '@/api/types';
import { useZoneDay } from '@/api/zone_day';
import { actionWord } from '@/fields/History';
import { pageOf } from '@/fields/ref';
import { count, when } from '@/kit/format';
import { maybe, say, t, withCases, withWords } from '@/kit/i18n';
import { Icon } from '@/kit/Icon';
import { Card, Page, Tag, Tile } from '@/kit/layout';
import { Empty, Loaded, Skeleton } from '@/kit/states';
import type { Mine } from '@/modules/casework/types';
import type { Firm } from './ContactDay';

const ContactDay = lazy(withWords(['rooms', 'cases'], () => import('./ContactDay')));
const CaseDay = lazy(withCases(() => import('@/modules/casework/CaseDay')));

/** For a contact: their own firm and nothing else. */
interface ContactToday {
  persona: 'contact';
  firm: Firm | null;
  cases?: { mine: List };
}
interface OfficeToday {
  persona: 'officer' | 'secretary' | 'leader' | 'administrator' | 'auditor';
  unassigned: number;
  imported: Rec[];
  changed: Change[];
  /** `officer_id` is 0 for whoever holds nothing. */
  mine: {
    firms: number;
    projects: number;
    officer_id: number;
    residency: { kind: string; id: number; name: string } | null;
  };
  plans: Rec[];
  /** What the service desk has for this person. */
  cases?: Mine;
  calendar_ends_on: string | null;
}
/** Days before its end from which an unfinished working calendar is worth a warning. */
const kCalendarNotice = 60;

export default function TodayPage() {
  const query = useGet<ContactToday | OfficeToday>('/api/registry/today');
  const session = useSession();
  return (
    <Page title={t('today.hello', { name: session.data?.person.name ?? '' })} count={useZoneDay()}>
      <Loaded query={query}>
        {(data) =>
          data.persona === 'contact' ? (
            <Suspense fallback={<Skeleton />}>
              <ContactDay firm={data.firm} cases={data.cases?.mine} />
            </Suspense>
          ) : (
            <OfficeDay data={data} />
          )
        }
      </Loaded>
    </Page>
  );
}

function OfficeDay({ data }: { data: OfficeToday }) {
  const { mine } = data;
  const mayAssign = useMay('duty', 'assign');
  const mayImport = useMayCreate('batch');
  const held = `/duties?officer=${mine.officer_id}`;
  return (
    <>
      <CalendarNotice endsOn={data.calendar_ends_on} />
      {data.cases && (
        <Suspense fallback={<Skeleton rows={4} />}>
          <CaseDay cases={data.cases} />
        </Suspense>
      )}
      <div className="tiles">
        {(mayAssign || data.unassigned > 0) && (
          <Tile
            label={t('board.unassigned')}
            value={count(data.unassigned)}
            href="/duties"
            hue={data.unassigned ? 'red' : 'green'}
            note={t(data.unassigned ? 'today.unassigned_note' : 'board.all_held')}
          />
        )}
        {mine.firms > 0 && <Tile label={t('today.my_firms')} value={count(mine.firms)} href={held} />}
        {mine.projects > 0 && <Tile label={t('today.my_projects')} value={count(mine.projects)} href={held} />}
        {(mayAssign || data.plans.length > 0) && (
          <Tile
            label={t('today.plans')}
            value={count(data.plans.length)}
            href="/duties"
            {...(data.plans.length ? { note: t('today.plans_note') } : {})}
          />
        )}
      </div>
      {mine.residency && (
        <p className="notice">
          <Icon name="firm" size={16} /> {t('today.residency')}{' '}
          <Link href={pageOf(mine.residency.kind, mine.residency.id) ?? '/'}>{mine.residency.name}</Link>
        </p>
      )}
      <div className="split">
        <Card title={t('today.changed')}>
          {data.changed.length === 0 ? (
            <Empty icon="history" title={t('today.quiet')} />
          ) : (
            <ul className="lines">
              {data.changed.map((change, i) => (
                <Changed key={i} change={change} />
              ))}
            </ul>
          )}
        </Card>
        <div className="stack wide">
          {data.plans.length > 0 && <Plans plans={data.plans} />}
          {(mayImport || data.imported.length > 0) && <Imports batches={data.imported} />}
        </div>
      </div>
    </>
  );
}

const Plans = ({ plans }: { plans: Rec[] }) => (
  <Card title={t('today.plans')}>
    <ul className="lines">
      {plans.map((plan) => (
        <li key={plan.id}>
          <Link href={`/duties/plans/${plan.id}`}>{t('plan.number', { n: plan.id })}</Link>
          <span className="grow" />
          <time className="faint">{when(plan['created_at'] as number)}</time>
        </li>
      ))}
    </ul>
  </Card>
);

function Imports({ batches }: { batches: Rec[] }) {
  const mayImport = useMayCreate('batch');
  return (
    <Card title={t('today.imported')}>
      {batches.length === 0 ? (
        <Empty icon="import" title={t('import.none_yet')}>
          {mayImport && (
            <Link className="button plain" href="/import">
              {t('nav.import')}
            </Link>
          )}
        </Empty>
      ) : (
        <ul className="lines">
          {batches.map((batch) => (
            <li key={batch.id}>
              <Link href={`/import/${batch.id}`}>{String(batch['file_name'] ?? t('import.pasted_name'))}</Link>
              <Tag>{maybe(`batch.${String(batch['state'])}`) ?? String(batch['state'])}</Tag>
              <span className="grow" />
              <span className="faint">
                {t('today.import_counts', {
                  created: count(batch['created'] as number),
                  updated: count(batch['updated'] as number),
                })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Changed({ change }: { change: Change }) {
  const entity = useEntity(change.entity ?? '');
  const page = change.id === undefined ? undefined : pageOf(change.entity, change.id);
  const title =
    !change.title || change.title.startsWith('#') ? `${say(entity?.label, change.entity)} #${change.id}` : change.title;
  return (
    <li>
      <span className="muted">
        {change.actor} {actionWord(change.action)}
      </span>
      {page ? <Link href={page}>{title}</Link> : <span>{title}</span>}
      <span className="grow" />
      <time className="faint">{when(change.at)}</time>
    </li>
  );
}

function CalendarNotice({ endsOn }: { endsOn: string | null }) {
  const day = useZoneDay();
  const mayExtend = useMayCreate('calendar_day');
  if (!endsOn) return null;
  const days = Math.floor((Date.parse(endsOn) - Date.parse(day)) / 86_400_000);
  if (days > kCalendarNotice) return null;
  return (
    <div className="notice amber row wrap" role="status">
      <Icon name="calendar" size={16} />
      <span className="grow">{t('today.calendar', { date: endsOn })}</span>
      {mayExtend && (
        <Link href="/admin/calendar" className="button plain small">
          {t('today.calendar_act')}
        </Link>
      )}
    </div>
  );
}
