// How a case looks wherever it is named: its lamp as a coloured letter, its state, its limit in working hours.
import { Link } from 'wouter';
import { useEntity } from '@/api/queries';
import type { Rec } from '@/api/types';
import { count, instant } from '@/kit/format';
import { language, say, t, type Key } from '@/kit/i18n';
import { Tag, type Hue } from '@/kit/layout';
import type { Light } from './types';
import './casework.css';

/** Never colour alone: every lamp carries its letter, and its word for those who hear the screen. */
export function Lamp({ light }: { light: unknown }) {
  const lit = (['green', 'yellow', 'red'] as const).find((name) => name === light) ?? 'none';
  return (
    <span className={`lamp ${lit}`} title={t(`light.${lit}`)}>
      <span aria-hidden="true">{t(`light.letter.${lit}`)}</span>
      <span className="sr-only">{t(`light.${lit}`)}</span>
    </span>
  );
}

const hues: Record<string, Hue> = {
  registered: 'violet',
  accepted: 'blue',
  dispatched: 'violet',
  handling: 'blue',
  paused: 'amber',
  resolved: 'amber',
  closed: 'green',
  reviewed: 'green',
};

/** The words of a choice as the description has them. */
export function useChoice(field: string, entity = 'service_case'): (value: unknown) => string {
  const choices = useEntity(entity)?.fields.find((f) => f.name === field)?.choices;
  return (value) => say(choices?.find((c) => c.name === value)?.label, value == null ? '' : String(value));
}

export function StateTag({ state }: { state: unknown }) {
  const word = useChoice('state');
  return <Tag hue={hues[String(state)] ?? 'grey'}>{word(state)}</Tag>;
}

/** Working minutes as hours; the days of an office differ in length, its hours do not. */
export const hours = (minutes: number | null | undefined): string =>
  minutes == null ? '–' : count(Math.round(minutes / 6) / 10);

export const titleIn = (name: unknown, english: unknown): string =>
  String((language() === 'en' && english) || name || '');

/** A line that names a case: lamp, title as a link, and what matters beside it. */
export function CaseLine({ item, firm = true }: { item: Rec; firm?: boolean }) {
  const light = item['light'] as Light;
  return (
    <li className="case-line">
      <Lamp light={light} />
      <span className="case-name">
        <Link href={`/cases/${item.id}`} className="title">
          {String(item['title'])}
        </Link>{' '}
        <StateTag state={item['state']} />
      </span>
      <span className="case-note">
        {firm && <span className="muted cut">{item.titles?.['enterprise_id']}</span>}
        {typeof item['due_at'] === 'number' && (
          <time className="faint">{t('case.due', { at: instant(item['due_at']) })}</time>
        )}
      </span>
    </li>
  );
}

export const wordOf = (prefix: string, code: string): Key => `${prefix}.${code}` as Key;
