// The first page of the day: what nobody holds, what is mine, what came in, what changed, what waits for a decision.
import { Link } from 'wouter';
import { useEntity, useGet, useSession } from '@/api/queries';
import type { Change, Rec } from '@/api/types';
import { actionWord } from '@/fields/History';
import { pageOf } from '@/fields/ref';
import { count, today, when } from '@/kit/format';
import { maybe, say, t } from '@/kit/i18n';
import { Icon } from '@/kit/Icon';
import { Card, Page, Tag, Tile } from '@/kit/layout';
import { Empty, Loaded } from '@/kit/states';

interface Today {
  persona: string;
  unassigned: number | null;
  imported: Rec[];
  changed: Change[];
  mine: { firms: number; projects: number; residency: boolean } | null;
  plans: Rec[];
  calendar_ends_on: string | null;
}
/** Days before its end from which an unfinished working calendar is worth a warning. */
const kCalendarNotice = 60;

export default function TodayPage() {
  const query = useGet<Today>('/api/registry/today');
  const session = useSession();
  return (
    <Page title={t('today.hello', { name: session.data?.person.name ?? '' })} count={today()}>
      <Loaded query={query}>{(data) => <TodayView data={data} />}</Loaded>
    </Page>
  );
}

function TodayView({ data }: { data: Today }) {
  const isOffice = data.persona !== 'contact';
  return (
    <>
      <CalendarNotice endsOn={isOffice ? data.calendar_ends_on : null} />
      <div className="tiles">
        {isOffice && data.unassigned !== null && (
          <Tile
            label={t('board.unassigned')}
            value={count(data.unassigned)}
            href="/duties"
            hue={data.unassigned ? 'red' : 'green'}
            note={t(data.unassigned ? 'today.unassigned_note' : 'board.all_held')}
          />
        )}
        {!!data.mine?.firms && <Tile label={t('today.my_firms')} value={count(data.mine.firms)} href="/enterprises" />}
        {!!data.mine?.projects && (
          <Tile label={t('today.my_projects')} value={count(data.mine.projects)} href="/projects" />
        )}
        {isOffice && (
          <Tile
            label={t('today.plans')}
            value={count(data.plans.length)}
            href="/duties"
            note={data.plans.length ? t('today.plans_note') : undefined}
          />
        )}
      </div>
      {data.mine?.residency && (
        <p className="notice">
          <Icon name="firm" size={16} /> {t('today.residency')}
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
        {isOffice && (
          <div className="stack wide">
            {data.plans.length > 0 && (
              <Card title={t('today.plans')}>
                <ul className="lines">
                  {data.plans.map((plan) => (
                    <li key={plan.id}>
                      <Link href={`/duties/plans/${plan.id}`}>{t('plan.number', { n: plan.id })}</Link>
                      <span className="grow" />
                      <time className="faint">{when(plan['created_at'] as number)}</time>
                    </li>
                  ))}
                </ul>
              </Card>
            )}
            <Card title={t('today.imported')}>
              {data.imported.length === 0 ? (
                <Empty icon="import" title={t('import.none_yet')}>
                  <Link className="button plain" href="/import">
                    {t('nav.import')}
                  </Link>
                </Empty>
              ) : (
                <ul className="lines">
                  {data.imported.map((batch) => (
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
          </div>
        )}
      </div>
    </>
  );
}

function Changed({ change }: { change: Change }) {
  const entity = useEntity(change.entity ?? '');
  const page = change.id === undefined ? undefined : pageOf(change.entity, change.id);
  const title = !change.title || change.title.startsWith('#') ? `${say(entity?.label, change.entity)} #${change.id}` : change.title;
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
  if (!endsOn) return null;
  const days = Math.floor((Date.parse(endsOn) - Date.parse(today())) / 86_400_000);
  if (days > kCalendarNotice) return null;
  return (
    <div className="notice amber row wrap" role="status">
      <Icon name="calendar" size={16} />
      <span>{t('today.calendar', { date: endsOn })}</span>
      <Link href="/admin/calendar" className="button plain small">
        {t('today.calendar_act')}
      </Link>
    </div>
  );
}
