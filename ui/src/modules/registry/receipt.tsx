// Receipts of a plan in plain words: terms of a score as bars, verdicts as sentences, made from the engine's codes.
import { count } from '@/kit/format';
import { maybe, t, type Key } from '@/kit/i18n';
import { Bar } from '@/kit/layout';
import type { Term, WhyNot } from './types';

export const termWord = (code: string): string => maybe(`term.${code}`) ?? code;
export const signed = (points: number): string =>
  `${points > 0 ? '+' : points < 0 ? '−' : ''}${count(Math.abs(points))}`;

/** Terms arrive as JSON or, from older plans, as its text. */
export function termsOf(value: Term[] | string | null | undefined): Term[] {
  if (!value) return [];
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as Term[];
  } catch {
    return [];
  }
}

export function Terms({ items, total }: { items: Term[]; total?: number }) {
  const largest = Math.max(1, ...items.map((term) => Math.abs(term.points)));
  return (
    <table className="terms">
      <caption className="sr-only">{t('why.terms')}</caption>
      <tbody>
        {items.map((term) => (
          <tr key={term.code}>
            <th scope="row">
              {termWord(term.code)}
              {typeof term.detail === 'string' && term.detail && <small>{term.detail}</small>}
            </th>
            <td className="wide">
              <Bar part={Math.abs(term.points) / largest} hue={term.points < 0 ? 'amber' : 'blue'} />
            </td>
            <td className="number">{signed(term.points)}</td>
          </tr>
        ))}
        {total !== undefined && (
          <tr className="sum">
            <th scope="row">{t('why.sum')}</th>
            <td className="wide" />
            <td className="number">{signed(total)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

/** The answer to "why not this officer" in one or two sentences. */
export function verdictSentence(answer: WhyNot, name: string): string {
  const loss = answer.loss === null ? '' : count(Math.abs(answer.loss));
  const sentence = t(`verdict.${answer.verdict}` as Key, { name, loss });
  const largest = answer.closes[0];
  const closing =
    answer.verdict === 'outbid' && largest
      ? ` ${t('verdict.closes', { term: termWord(largest.code), points: count(Math.abs(largest.points)) })}`
      : '';
  return `${sentence}${closing}${answer.exact ? '' : ` ${t('verdict.estimate')}`}`;
}

const kilometres = (metres: unknown): string => (Number(metres) / 1000).toFixed(1);

export function reasonSentence({ code, params = {} }: WhyNot['reasons'][number]): string {
  if (code === 'forbidden') return maybe(`reason.${String(params['reason'])}`) ?? t('reason.forbidden');
  if (code === 'out_of_reach')
    return t('reason.out_of_reach', { actual: kilometres(params['actual']), limit: kilometres(params['passes_at']) });
  return maybe(`reason.${code}`, params) ?? code;
}
