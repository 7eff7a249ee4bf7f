// Why this officer, who else came close, and "why not" for any officer one cares to name.
import { useState } from 'react';
import { useGet } from '@/api/queries';
import { RefPicker } from '@/fields/ref';
import { Button } from '@/kit/Button';
import { Dialog } from '@/kit/Dialog';
import { count } from '@/kit/format';
import { t, type Key } from '@/kit/i18n';
import { Loaded } from '@/kit/states';
import { reasonSentence, signed, termsOf, Terms, verdictSentence } from './receipt';
import type { Plan, PlanRow, Why, WhyNot } from './types';

export default function WhyPanel({ plan, row, onClose }: { plan: Plan; row: PlanRow; onClose: () => void }) {
  const object = { object_kind: row.object_kind, object_id: row.object_id };
  const why = useGet<Why>(`/api/registry/duty_plans/${plan.id}/why`, object);
  const [other, setOther] = useState<{ id: number; name: string } | null>(null);
  const name = row.titles?.['object_id'] ?? `#${row.object_id}`;
  return (
    <Dialog side title={t('why.title', { name })} onClose={onClose}>
      <Loaded query={why}>
        {(answer) => (
          <div className="stack">
            <p className="lead">
              {answer.officer
                ? t('why.chosen', { name: answer.officer.name, score: count(answer.score) })
                : t('why.nobody')}
            </p>
            <Terms items={answer.terms.length ? answer.terms : termsOf(row.terms)} total={answer.score} />
            {!!answer.load_price && (
              <p className="muted">{t('why.load_price', { points: signed(answer.load_price) })}</p>
            )}
            {answer.alternatives.length > 0 && (
              <section>
                <h3>{t('why.others')}</h3>
                <ul className="lines">
                  {answer.alternatives.map((a) => (
                    <li key={a.officer.id}>
                      <span>{a.officer.name}</span>
                      <span className="muted">
                        {a.loss === null
                          ? t(`verdict.short.${a.verdict}` as Key)
                          : t('why.loss', { loss: count(a.loss) })}
                      </span>
                      <span className="grow" />
                      <Button small tone="quiet" onClick={() => setOther(a.officer)}>
                        {t('why.why_not')}
                      </Button>
                    </li>
                  ))}
                </ul>
              </section>
            )}
            <section>
              <h3>{t('why.ask_other')}</h3>
              <RefPicker
                entity="officer"
                label={t('why.ask_other')}
                value={other?.id ?? null}
                title={other?.name}
                query={{ state: 'active' }}
                onChange={(id, title) => setOther(id === null ? null : { id, name: title ?? `#${id}` })}
              />
              {other && <WhyNotAnswer plan={plan} object={object} officer={other} />}
            </section>
          </div>
        )}
      </Loaded>
    </Dialog>
  );
}

function WhyNotAnswer({
  plan,
  object,
  officer,
}: {
  plan: Plan;
  object: { object_kind: string; object_id: number };
  officer: { id: number; name: string };
}) {
  const query = useGet<WhyNot>(`/api/registry/duty_plans/${plan.id}/why_not`, { ...object, officer_id: officer.id });
  return (
    <Loaded query={query} rows={3}>
      {(answer) => (
        <div className="stack" role="status">
          <p
            className={`notice ${answer.verdict === 'ineligible' ? 'amber' : answer.verdict === 'better' ? 'green' : ''}`}
          >
            {verdictSentence(answer, officer.name)}
          </p>
          {answer.reasons.length > 0 && (
            <ul>
              {answer.reasons.map((r, i) => (
                <li key={i}>{reasonSentence(r)}</li>
              ))}
            </ul>
          )}
          {!!answer.chain?.length && (
            <section>
              <h4>{t('why.chain')}</h4>
              <ol className="lines">
                {answer.chain.map((move, i) => (
                  <li key={i}>
                    {move.object}
                    <span className="muted">
                      {move.from?.name ?? '–'} → {move.to?.name ?? t('duty.nobody')}
                    </span>
                  </li>
                ))}
              </ol>
            </section>
          )}
          {answer.here && answer.there && (
            <div className="side-by-side">
              <div>
                <h4>{t('why.here')}</h4>
                <Terms items={answer.here.terms} total={answer.here.score} />
              </div>
              <div>
                <h4>{officer.name}</h4>
                <Terms items={answer.there.terms} total={answer.there.score} />
              </div>
            </div>
          )}
        </div>
      )}
    </Loaded>
  );
}
