// How many projects were behind, on and ahead of plan in each week: bars to scale, and the same as a table whose
// numbers open their lists.
import { Link } from 'wouter';
import { count } from '@/kit/format';
import { t } from '@/kit/i18n';
import { Table } from '@/kit/layout';
import { kStandings, standingWord, type Week } from './progress';

/** Pixels of the bars and of the days below them. */
const kBars = 150;
const kDays = 22;
/** From the ground up. */
const kOrder = ['ahead', 'on', 'unknown', 'behind'] as const;
const totalOf = (week: Week): number => kStandings.reduce((sum, name) => sum + week[name], 0);
const short = (day: string): string => day.slice(5).replace('-', '/');

export function WeekChart({ weeks, day, onPick }: { weeks: Week[]; day: string; onPick: (day: string) => void }) {
  const most = Math.max(1, ...weeks.map(totalOf));
  const first = weeks[0];
  const last = weeks.at(-1);
  const step = 100 / Math.max(1, weeks.length);
  const every = Math.ceil(weeks.length / 6);
  if (!first || !last) return null;
  return (
    <figure className="week-chart">
      <svg
        role="img"
        width="100%"
        height={kBars + kDays}
        aria-label={t('progress.chart', {
          n: weeks.length,
          from: first.ends_on,
          first: first.behind,
          until: last.ends_on,
          last: last.behind,
        })}
      >
        {weeks.map((week, i) => {
          let base = kBars;
          return (
            <g key={week.ends_on} className={week.ends_on === day ? 'on-day' : ''} onClick={() => onPick(week.ends_on)}>
              <title>
                {`${week.ends_on} · ${kStandings
                  .filter((name) => week[name])
                  .map((name) => `${standingWord(name)} ${week[name]}`)
                  .join(' · ')}`}
              </title>
              <rect className="hit" x={`${i * step}%`} width={`${step}%`} height={kBars} />
              {kOrder.map((name) => {
                const height = (week[name] / most) * kBars;
                base -= height;
                return (
                  <rect
                    key={name}
                    className={name}
                    x={`${i * step + step * 0.12}%`}
                    y={base}
                    width={`${step * 0.76}%`}
                    height={height}
                  />
                );
              })}
              {(weeks.length - 1 - i) % every === 0 && (
                <text x={`${(i + 0.5) * step}%`} y={kBars + 16} textAnchor={i === weeks.length - 1 ? 'end' : 'middle'}>
                  {short(week.ends_on)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <figcaption className="row wrap legend">
        {kStandings
          .filter((name) => name !== 'unknown' || weeks.some((week) => week.unknown))
          .map((name) => (
            <span key={name}>
              <i className={name} aria-hidden="true" />
              {standingWord(name)}
            </span>
          ))}
        <span className="faint">{t('progress.pick_week')}</span>
      </figcaption>
      <details>
        <summary>{t('progress.as_table')}</summary>
        <Table
          caption={t('progress.weeks')}
          head={[t('progress.week'), ...kStandings.map(standingWord)]}
          rows={[...weeks].reverse().map((week) => [
            week.ends_on,
            ...kStandings.map((name) => (
              <Link key={name} href={`/projects/progress?as_of=${week.ends_on}&standing=${name}`}>
                {count(week[name])}
              </Link>
            )),
          ])}
        />
      </details>
    </figure>
  );
}
