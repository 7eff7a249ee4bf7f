// Five grades side by side, none chosen beforehand; whoever says nothing has not rated.
import { useId, useState } from 'react';
import { useAct } from '@/api/queries';
import { Button } from '@/kit/Button';
import { maybe, t } from '@/kit/i18n';
import { tell, tellError } from '@/kit/toast';
import type { Desk } from './desk';
import { refreshDesk } from './RequestView';
import type { FirmCase } from './types';

const kGrades = ['very_satisfied', 'satisfied', 'neutral', 'dissatisfied', 'very_dissatisfied'] as const;
/** States in which a request has come to its end by the firm's word or the zone's. */
const isClosed = (state: string): boolean => /^(closed|reviewed|archived)$/.test(state);

export function Rating({ desk, request, mayRate }: { desk: Desk; request: FirmCase; mayRate: boolean }) {
  if (!mayRate && !isClosed(request.state)) return null;
  const given = request.rating;
  return (
    <section className="desk-part rating">
      <h3>{t('desk.rate')}</h3>
      {given ? (
        <p>
          <strong>{maybe(`desk.rating.${given}`) ?? given}</strong>
          {request.rating_note && <span className="told"> {request.rating_note}</span>}
        </p>
      ) : (
        <p className="hint">{t('desk.not_rated')}</p>
      )}
      {mayRate && !given && <Grades desk={desk} id={request.id} />}
    </section>
  );
}

function Grades({ desk, id }: { desk: Desk; id: number }) {
  const group = useId();
  const [grade, setGrade] = useState('');
  const [note, setNote] = useState('');
  const rate = useAct<void, unknown>(() => desk.act(id, 'rate', { rating: grade, ...(note ? { note } : {}) }));
  const submit = () =>
    rate.mutate(undefined, { onSuccess: () => (tell(t('desk.rated')), refreshDesk(desk)), onError: tellError });
  return (
    <form className="form no-print" onSubmit={(event) => (event.preventDefault(), grade && submit())}>
      <fieldset className="bare">
        <legend className="sr-only">{t('desk.rate')}</legend>
        <div className="grades">
          {kGrades.map((name) => (
            <label key={name} className="choice-chip">
              <input type="radio" name={group} checked={grade === name} onChange={() => setGrade(name)} />
              <span>{t(`desk.rating.${name}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {grade && (
        <>
          <label className="field">
            <span>{t('desk.rate_note')}</span>
            <textarea rows={2} value={note} onChange={(event) => setNote(event.target.value)} />
          </label>
          <Button type="submit" tone="primary" busy={rate.isPending}>
            {t('desk.rate_send')}
          </Button>
        </>
      )}
    </form>
  );
}
