// The working calendar: days off and make-up days of a year; everything else follows the week.
import { lazy, Suspense, useState } from 'react';
import { patch, post, remove } from '@/api/client';
import { refresh, useAct, useGet, useMayCreate } from '@/api/queries';
import type { List, Rec } from '@/api/types';
import { Button } from '@/kit/Button';
import { Dialog } from '@/kit/Dialog';
import { today } from '@/kit/format';
import { t } from '@/kit/i18n';
import { Card, Table, Tag } from '@/kit/layout';
import { Empty, Loaded, Skeleton } from '@/kit/states';
import { tell, tellError } from '@/kit/toast';
import { useUrlState } from '@/kit/url';

const Month = lazy(() => import('@/kit/Month'));
const kRoute = '/api/registry/calendar_days';

export default function Calendar() {
  const [state, change] = useUrlState();
  const month = state['month'] ?? `${today().slice(0, 7)}-01`;
  const year = month.slice(0, 4);
  const query = useGet<List>(kRoute, { limit: 500, sort: '-day' });
  const mayEdit = useMayCreate('calendar_day');
  const [editing, setEditing] = useState<string | null>(null);
  return (
    <Loaded query={query}>
      {({ items }) => {
        const ofYear = items
          .filter((d) => String(d['day']).startsWith(year))
          .sort((a, b) => String(a['day']).localeCompare(String(b['day'])));
        const days = (isWorking: boolean) =>
          items.filter((d) => d['is_working'] === isWorking).map((d) => String(d['day']));
        return (
          <div className="split calendar">
            <Card title={t('calendar.month')}>
              <Suspense fallback={<Skeleton />}>
                <Month
                  value=""
                  month={month}
                  onMonth={(iso) => change({ month: iso })}
                  marks={{ off: days(false), work: days(true) }}
                  onPick={(iso) => mayEdit && setEditing(iso)}
                />
              </Suspense>
              <p className="row wrap">
                <Tag hue="red">{t('calendar.off')}</Tag>
                <Tag hue="blue">{t('calendar.makeup')}</Tag>
                <span className="faint">{mayEdit && t('calendar.click')}</span>
              </p>
            </Card>
            <Card title={t('calendar.year', { year })} note={ofYear.length}>
              {ofYear.length === 0 ? (
                <Empty icon="calendar" title={t('calendar.none', { year })} />
              ) : (
                <Table
                  caption={t('calendar.year', { year })}
                  head={[t('calendar.day'), t('calendar.kind'), t('calendar.name'), t('calendar.citation')]}
                  rows={ofYear.map((d) => [
                    String(d['day']),
                    <Tag key="k" hue={d['is_working'] ? 'blue' : 'red'}>
                      {t(d['is_working'] ? 'calendar.makeup' : 'calendar.off')}
                    </Tag>,
                    String(d['note'] ?? ''),
                    String(d['citation'] ?? ''),
                  ])}
                />
              )}
            </Card>
            {editing && (
              <DayDialog
                day={editing}
                stored={items.find((d) => d['day'] === editing)}
                onClose={() => setEditing(null)}
              />
            )}
          </div>
        );
      }}
    </Loaded>
  );
}

function DayDialog({ day, stored, onClose }: { day: string; stored: Rec | undefined; onClose: () => void }) {
  const [isWorking, setWorking] = useState(
    stored ? stored['is_working'] === true : [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()),
  );
  const [note, setNote] = useState(String(stored?.['note'] ?? ''));
  const [citation, setCitation] = useState(String(stored?.['citation'] ?? ''));
  const values = { day, is_working: isWorking, note: note || null, citation: citation || null };
  const save = useAct<void, unknown>(() =>
    stored ? patch(`${kRoute}/${stored.id}`, values, stored.version) : post(kRoute, values),
  );
  const done = () => (refresh('calendar_day'), tell(t('save.done', { title: day })), onClose());
  return (
    <Dialog
      title={day}
      onClose={onClose}
      footer={
        <>
          {stored && (
            <Button
              tone="danger"
              onClick={() => remove(`${kRoute}/${stored.id}`, stored.version).then(done, tellError)}
            >
              {t('calendar.ordinary')}
            </Button>
          )}
          <span className="grow" />
          <Button onClick={onClose}>{t('act.cancel')}</Button>
          <Button tone="primary" busy={save.isPending} onClick={() => save.mutate(undefined, { onSuccess: done })}>
            {t('act.save')}
          </Button>
        </>
      }
    >
      <div className="form">
        {save.error && (
          <p className="notice red" role="alert">
            {save.error.message}
          </p>
        )}
        <div className="row">
          <label className="choice">
            <input type="radio" name="kind" checked={!isWorking} onChange={() => setWorking(false)} />
            {t('calendar.off')}
          </label>
          <label className="choice">
            <input type="radio" name="kind" checked={isWorking} onChange={() => setWorking(true)} />
            {t('calendar.makeup')}
          </label>
        </div>
        <label className="field">
          <span>{t('calendar.name')}</span>
          <input value={note} onChange={(e) => setNote(e.target.value)} />
        </label>
        <label className="field">
          <span>{t('calendar.citation')}</span>
          <input value={citation} onChange={(e) => setCitation(e.target.value)} />
        </label>
      </div>
    </Dialog>
  );
}
