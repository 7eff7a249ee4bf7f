// The checklist of a case as a small graph: what may go on side by side stands on one level. Each step tells its owner, its
// limits by law and by promise, special procedures, how long what it brings is valid, its papers and its evidence.
import type { ReactNode } from 'react';
import { useEntity } from '@/api/queries';
import { Button } from '@/kit/Button';
import { count, instant } from '@/kit/format';
import { say, t } from '@/kit/i18n';
import { Card as Box, Tag, type Hue } from '@/kit/layout';
import type { Choose } from './CasePage';
import { levelsOf } from './levels';
import { titleIn } from './marks';
import type { Card, Step } from './types';

const hues: Record<Step['state'], Hue> = { waiting: 'grey', open: 'blue', done: 'green', skipped: 'grey' };

export function Checklist({ card, choose }: { card: Card; choose: Choose }) {
  const { steps } = card;
  if (!steps.length) return null;
  const isPast = ({ state }: Step) => state === 'done' || state === 'skipped';
  return (
    <Box
      title={t('steps.title')}
      note={t('steps.done', { done: count(steps.filter(isPast).length), of: count(steps.length) })}
    >
      <ol className="levels">
        {levelsOf(steps).map((level) => (
          <li key={level[0]?.id} className="level">
            <ul>
              {level.map((step) => (
                <StepCard key={step.id} step={step} card={card} choose={choose} />
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </Box>
  );
}

const lines = (value: unknown): string[] =>
  String(value ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '');

function StepCard({ step, card, choose }: { step: Step; card: Card; choose: Choose }) {
  const state = useEntity('case_step')?.fields.find((f) => f.name === 'state');
  const may = (verb: string) =>
    (step.abilities ?? card.case.abilities)?.includes(verb) || card.case.abilities?.includes(verb);
  const isPast = step.state === 'done' || step.state === 'skipped';
  const files = card.files.filter((file) => file.step_id === step.id);
  const materials = lines(step['materials']);
  return (
    <li className={`step ${step.state}`}>
      <p className="row wrap">
        <strong>{titleIn(step.name, step.name_en)}</strong>
        <Tag hue={hues[step.state]}>{say(state?.choices?.find((c) => c.name === step.state)?.label, step.state)}</Tag>
      </p>
      <dl>
        <Fact name={t('steps.owner')}>{step.titles?.['owner_id'] ?? t('steps.holder')}</Fact>
        <Fact name={t('steps.decider')}>{step['decider']}</Fact>
        <Fact name={t('limit.promised')}>{days(step['promised_days'])}</Fact>
        <Fact name={t('limit.legal')}>{days(step['legal_days'])}</Fact>
        <Fact name={t('limit.not_counted')}>{step['special_procedures']}</Fact>
        <Fact name={t('limit.validity')}>
          {step['valid_until']
            ? t('limit.valid_until', { day: String(step['valid_until']) })
            : step['validity_days']
              ? t('limit.calendar_days', { n: Number(step['validity_days']) })
              : null}
        </Fact>
        <Fact name={t('steps.entered')}>{time(step['entered_at'])}</Fact>
        <Fact name={t('steps.left')}>{time(step['left_at'])}</Fact>
        <Fact name={t('steps.due')}>{isPast ? null : time(step['due_at'])}</Fact>
        <Fact name={t('steps.materials')} whole>
          {materials.length > 0 && (
            <ul className="materials">
              {materials.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
        </Fact>
        <Fact name={t('steps.evidence')} whole>
          {step['evidence'] ? <span className="case-text">{String(step['evidence'])}</span> : null}
        </Fact>
        <Fact name={t('files.title')} whole>
          {files.length > 0 && files.map((file) => file.name).join(t('word.comma'))}
        </Fact>
      </dl>
      {!isPast && (
        <div className="row">
          {step.state === 'open' && may('complete_step') && (
            <Button small icon="check" onClick={() => choose('complete_step', { step: step.key })}>
              {t('verb.complete_step')}
            </Button>
          )}
          {may('skip_step') && (
            <Button small tone="quiet" onClick={() => choose('skip_step', { step: step.key })}>
              {t('verb.skip_step')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

const days = (value: unknown): string | null => (value == null ? null : t('limit.working_days', { n: Number(value) }));
const time = (value: unknown): string | null => (typeof value === 'number' ? instant(value) : null);

/** Nothing is said of what nobody knows. */
function Fact({ name, whole, children }: { name: string; whole?: boolean; children: unknown }) {
  if (children === null || children === undefined || children === false || children === '') return null;
  return (
    <div className={whole ? 'whole' : ''}>
      <dt>{name}</dt>
      <dd>{children as ReactNode}</dd>
    </div>
  );
}
