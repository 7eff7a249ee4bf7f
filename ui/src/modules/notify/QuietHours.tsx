// When a group, or the whole zone, is not disturbed, who sits on the duty seat, and how long a digest gathers.
import { useState } from 'react';
import { patch, post } from '@/api/client';
import { refresh, useEntity, useGet, useMayCreate } from '@/api/queries';
import type { List, Rec } from '@/api/types';
import { RefPicker } from '@/fields/ref';
import { ActDialog } from '@/kit/ActDialog';
import { Button } from '@/kit/Button';
import { t } from '@/kit/i18n';
import { Card, Facts } from '@/kit/layout';
import { Loaded } from '@/kit/states';
import { tell } from '@/kit/toast';
import { clockOf, minuteOf } from './minutes';

const kEntity = 'group_watch';

export default function QuietHours({ team }: { team: number | null }) {
  const entity = useEntity(kEntity);
  const query = useGet<List>(entity?.route ?? '', { team_id: team ?? 'null', limit: 1 }, { enabled: !!entity });
  const mayCreate = useMayCreate(kEntity);
  const [isEditing, setEditing] = useState(false);
  const watch = query.data?.items[0];
  const mayEdit = watch ? watch.abilities?.includes('update') : mayCreate;
  if (!entity) return null;
  return (
    <Card
      title={t(team === null ? 'quiet.zone_title' : 'quiet.title')}
      actions={
        mayEdit && (
          <Button small icon="edit" onClick={() => setEditing(true)}>
            {t('quiet.edit')}
          </Button>
        )
      }
    >
      <Loaded query={query} rows={2}>
        {() =>
          watch ? (
            <Shown watch={watch} />
          ) : (
            <p className="hint">{t(team === null ? 'quiet.none_zone' : 'quiet.none')}</p>
          )
        }
      </Loaded>
      {isEditing && <Edit route={entity.route} team={team} watch={watch} onClose={() => setEditing(false)} />}
    </Card>
  );
}

function Shown({ watch }: { watch: Rec }) {
  const [from, until] = [Number(watch['quiet_from']), Number(watch['quiet_to'])];
  const seats = [watch.titles?.['duty_person_id'], watch.titles?.['duty_post_id']].filter(Boolean);
  return (
    <Facts
      items={[
        [
          t('quiet.hours'),
          from === until ? t('quiet.never') : t('quiet.span', { from: clockOf(from), until: clockOf(until) }),
        ],
        [t('quiet.duty'), seats.join(' · ') || t('quiet.nobody')],
        [t('quiet.digest'), t('quiet.minutes', { n: Number(watch['digest_minutes']) })],
      ]}
    />
  );
}

function Edit({
  route,
  team,
  watch,
  onClose,
}: {
  route: string;
  team: number | null;
  watch: Rec | undefined;
  onClose: () => void;
}) {
  const [from, setFrom] = useState(clockOf(Number(watch?.['quiet_from'] ?? 22 * 60)));
  const [until, setUntil] = useState(clockOf(Number(watch?.['quiet_to'] ?? 7 * 60 + 30)));
  const [digest, setDigest] = useState(String(watch?.['digest_minutes'] ?? 5));
  const [person, setPerson] = useState<number | null>((watch?.['duty_person_id'] as number | null) ?? null);
  const [seat, setSeat] = useState<number | null>((watch?.['duty_post_id'] as number | null) ?? null);
  const values = {
    quiet_from: minuteOf(from),
    quiet_to: minuteOf(until),
    digest_minutes: Number(digest || '0'),
    duty_person_id: person,
    duty_post_id: seat,
  };
  return (
    <ActDialog<Rec>
      title={t(team === null ? 'quiet.zone_title' : 'quiet.title')}
      act={t('act.save')}
      isReady={values.quiet_from !== undefined && values.quiet_to !== undefined}
      perform={() =>
        watch
          ? patch<Rec>(`${route}/${watch.id}`, values, watch.version)
          : post<Rec>(route, { ...values, ...(team === null ? {} : { team_id: team }) })
      }
      onDone={() => (refresh(kEntity), tell(t('quiet.saved')))}
      onClose={onClose}
    >
      <p className="notice">{t('quiet.note')}</p>
      <label className="field">
        <span>{t('quiet.from')}</span>
        <input type="time" value={from} onChange={(event) => setFrom(event.target.value)} />
      </label>
      <label className="field">
        <span>{t('quiet.until')}</span>
        <input type="time" value={until} onChange={(event) => setUntil(event.target.value)} />
      </label>
      <label className="field">
        <span>{t('quiet.digest_minutes')}</span>
        <input
          inputMode="numeric"
          value={digest}
          onChange={(event) => setDigest(event.target.value.replace(/\D/g, ''))}
        />
      </label>
      <div className="field">
        <label htmlFor="duty-person">{t('quiet.duty_person')}</label>
        <RefPicker
          id="duty-person"
          entity="person"
          label={t('quiet.duty_person')}
          value={person}
          onChange={(id) => setPerson(id)}
        />
      </div>
      <div className="field">
        <label htmlFor="duty-post">{t('quiet.duty_post')}</label>
        <RefPicker
          id="duty-post"
          entity="post"
          label={t('quiet.duty_post')}
          value={seat}
          {...(team === null ? {} : { query: { team_id: String(team) } })}
          onChange={(id) => setSeat(id)}
        />
      </div>
    </ActDialog>
  );
}
