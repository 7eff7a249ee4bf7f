// One project's planned progress: three measures side by side with the headline marked, and the weeks behind it.
import { useState } from 'react';
import { Link } from 'wouter';
import { useGet } from '@/api/queries';
import { useZoneDay } from '@/api/zone_day';
import { DateInput } from '@/kit/DateInput';
import { t } from '@/kit/i18n';
import { Bar, Card, Tag } from '@/kit/layout';
import { Loaded } from '@/kit/states';
import { Definitions } from './Definitions';
import {
  definitionWord,
  kDefinitions,
  kLightHues,
  kStandingHues,
  lightWord,
  percent,
  points,
  standingOf,
  standingWord,
  type Definition,
  type Measured,
  type Progress,
} from './progress';

export function ProgressCard({ project }: { project: number }) {
  const today = useZoneDay();
  const [picked, setPicked] = useState('');
  const day = picked || today;
  const query = useGet<Progress>(`/api/projects/projects/${project}/progress`, { as_of: day }, { keep: true });
  return (
    <Card
      title={t('progress.title')}
      note={query.data && <State progress={query.data} />}
      actions={
        <>
          <DateInput
            label={t('progress.as_of')}
            value={day}
            onChange={(on) => setPicked(/^\d{4}-\d\d-\d\d$/.test(on) ? on : '')}
          />
          <Link href={`/projects/progress${picked ? `?as_of=${picked}` : ''}`}>{t('progress.portfolio')}</Link>
        </>
      }
    >
      <Loaded query={query} rows={3}>
        {(progress) => (
          <>
            <ul className="measures">
              {kDefinitions.map((name) => (
                <Measure
                  key={name}
                  name={name}
                  measured={progress.measures[name]}
                  isHeadline={progress.rule?.headline === name}
                />
              ))}
            </ul>
            <CourseChart weeks={progress.weeks} />
            <details>
              <summary>{t('progress.card')}</summary>
              <Definitions rule={progress.rule} />
            </details>
          </>
        )}
      </Loaded>
    </Card>
  );
}

const State = ({ progress }: { progress: Progress }) => (
  <>
    <Tag hue={kStandingHues[progress.standing]}>{standingWord(progress.standing)}</Tag>{' '}
    <Tag hue={kLightHues[progress.light]}>{lightWord(progress.light)}</Tag>
  </>
);

function Measure({ name, measured, isHeadline }: { name: Definition; measured: Measured | null; isHeadline: boolean }) {
  return (
    <li className={isHeadline ? 'headline' : ''}>
      <p className="row between">
        <span className="tile-label">{definitionWord(name)}</span>
        {isHeadline && <Tag hue="blue">{t('progress.headline')}</Tag>}
      </p>
      {measured ? (
        <>
          <strong className={kStandingHues[standingOf(measured)]}>
            {t('progress.points', { n: points(measured.deviation) })}
          </strong>
          <Share label={t('progress.planned')} part={measured.planned} hue="grey" />
          <Share
            label={t('progress.actual')}
            part={measured.actual}
            hue={standingOf(measured) === 'behind' ? 'red' : 'green'}
          />
        </>
      ) : (
        <p className="faint">{t('progress.no_plan')}</p>
      )}
    </li>
  );
}

const Share = ({ label, part, hue }: { label: string; part: number; hue: 'grey' | 'red' | 'green' }) => (
  <p className="share">
    <span className="faint">{label}</span>
    <Bar part={part / 10_000} hue={hue} />
    <span>{percent(part)}</span>
  </p>
);

const kHeight = 96;

/** Planned and actual of the headline in one picture; the figures of each week are beneath it for who cannot see it. */
function CourseChart({ weeks }: { weeks: Progress['weeks'] }) {
  const known = weeks.flatMap((week) => (week.headline ? [{ ...week.headline, ends_on: week.ends_on }] : []));
  const first = known[0];
  const last = known.at(-1);
  if (!first || !last || known.length < 2) return null;
  const line = (of: (one: Measured) => number) =>
    known.map((one, i) => `${(i / (known.length - 1)) * 100},${kHeight - (of(one) / 10_000) * kHeight}`).join(' ');
  return (
    <figure className="course-chart">
      <figcaption className="row wrap between">
        <span className="faint">{t('progress.course', { n: known.length })}</span>
        <span className="row legend">
          <span>
            <i className="planned" aria-hidden="true" />
            {t('progress.planned')}
          </span>
          <span>
            <i className="actual" aria-hidden="true" />
            {t('progress.actual')}
          </span>
        </span>
      </figcaption>
      <svg
        role="img"
        viewBox={`0 0 100 ${kHeight}`}
        preserveAspectRatio="none"
        width="100%"
        height={kHeight}
        aria-label={known.map((one) => `${one.ends_on} ${points(one.deviation)}`).join(t('word.comma'))}
      >
        <polyline className="planned" points={line((one) => one.planned)} />
        <polyline className="actual" points={line((one) => one.actual)} />
      </svg>
      <p className="row between faint">
        <span>{first.ends_on}</span>
        <span>{last.ends_on}</span>
      </p>
    </figure>
  );
}
