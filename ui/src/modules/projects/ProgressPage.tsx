// Planned progress of all projects at any day: each number opens the list it is the size of.
import { Link } from 'wouter';
import { address } from '@/api/client';
import { useEntity, useGet } from '@/api/queries';
import { useZoneDay } from '@/api/zone_day';
import { DateInput } from '@/kit/DateInput';
import { count } from '@/kit/format';
import { say, t } from '@/kit/i18n';
import { Icon } from '@/kit/Icon';
import { Card, Page, Table, Tag } from '@/kit/layout';
import { Empty, Loaded } from '@/kit/states';
import { useUrlState, type UrlState } from '@/kit/url';
import { Definitions } from './Definitions';
import {
  definitionWord,
  kDefinitions,
  kLightHues,
  kStandingHues,
  kStandings,
  lightWord,
  percent,
  points,
  standingOf,
  standingWord,
  type Line,
  type Measured,
  type Portfolio,
} from './progress';
import './projects.css';
import { WeekChart } from './WeekChart';

const kRoute = '/api/projects/progress';
const kNarrowing = ['standing', 'light', 'class', 'cluster_id'] as const;
const isDay = (text: string | undefined): text is string => /^\d{4}-\d\d-\d\d$/.test(text ?? '');

/** What the address asks for, of the names the server knows. */
function asked(state: UrlState, names: readonly string[]): Record<string, string> {
  const query: Record<string, string> = {};
  for (const name of names) if (state[name]) query[name] = state[name];
  return query;
}

export default function ProgressPage() {
  const [state, change] = useUrlState();
  const today = useZoneDay();
  const day = isDay(state['as_of']) ? state['as_of'] : today;
  const query = useGet<Portfolio>(kRoute, { as_of: day, ...asked(state, ['class', 'cluster_id']) }, { keep: true });
  const listed = { as_of: day, ...asked(state, kNarrowing) };
  return (
    <Page
      title={t('progress.title')}
      crumbs={[{ href: '/projects', label: t('nav.projects') }]}
      count={query.data && t('progress.of', { n: count(query.data.total), date: query.data.as_of })}
      actions={
        <>
          <div className="row">
            <label htmlFor="as-of">{t('progress.as_of')}</label>
            <DateInput id="as-of" value={day} onChange={(on) => change({ as_of: on && on !== today ? on : null })} />
          </div>
          <a className="button plain" href={address(`${kRoute}/ledger`, listed)} download>
            <Icon name="download" size={16} />
            {t('progress.ledger')}
          </a>
        </>
      }
    >
      <Loaded query={query} rows={4}>
        {(portfolio) => (
          <>
            <Numbers portfolio={portfolio} wanted={state['standing']} choose={(standing) => change({ standing })} />
            <Card title={t('progress.weeks')}>
              <WeekChart weeks={portfolio.weeks} day={day} onPick={(as_of) => change({ as_of })} />
            </Card>
            <List portfolio={portfolio} listed={listed} state={state} change={change} />
            <Card title={t('progress.card')}>
              <Definitions rule={portfolio.rule} />
            </Card>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Numbers({
  portfolio,
  wanted,
  choose,
}: {
  portfolio: Portfolio;
  wanted: string | undefined;
  choose: (standing: string | null) => void;
}) {
  return (
    <div className="groups">
      <Number label={t('progress.all')} size={portfolio.total} isOn={!wanted} onPress={() => choose(null)} />
      {kStandings
        .filter((name) => name !== 'unknown' || portfolio.standings.unknown > 0)
        .map((name) => (
          <Number
            key={name}
            label={standingWord(name)}
            size={portfolio.standings[name]}
            hue={portfolio.standings[name] ? kStandingHues[name] : 'grey'}
            isOn={wanted === name}
            onPress={() => choose(wanted === name ? null : name)}
          />
        ))}
    </div>
  );
}

const Number = ({
  label,
  size,
  hue,
  isOn,
  onPress,
}: {
  label: string;
  size: number;
  hue?: string;
  isOn: boolean;
  onPress: () => void;
}) => (
  <button type="button" className="tile" aria-pressed={isOn} onClick={onPress}>
    <span className="tile-label">{label}</span>
    <strong className={hue}>{count(size)}</strong>
  </button>
);

function List({
  portfolio,
  listed,
  state,
  change,
}: {
  portfolio: Portfolio;
  listed: Record<string, string>;
  state: UrlState;
  change: (wanted: Record<string, string | null>) => void;
}) {
  const query = useGet<{ items: Line[]; total: number }>(`${kRoute}/projects`, listed, { keep: true });
  const classes = useEntity('project')?.fields.find((f) => f.name === 'class')?.choices ?? [];
  const classWord = (name: string) => say(classes.find((c) => c.name === name)?.label, name);
  return (
    <Card
      title={t('progress.list')}
      note={query.data && t('progress.shown', { n: count(query.data.total), all: count(portfolio.total) })}
      actions={
        <div className="row wrap picks" role="group" aria-label={t('progress.list')}>
          {classes.map(({ name }) => (
            <Chip
              key={name}
              label={classWord(name)}
              isOn={state['class'] === name}
              toggle={(on) => change({ class: on ? name : null })}
            />
          ))}
          {(['red', 'yellow', 'green'] as const).map((light) => (
            <Chip
              key={light}
              label={`${lightWord(light)} ${count(portfolio.lights[light])}`}
              isOn={state['light'] === light}
              toggle={(on) => change({ light: on ? light : null })}
            />
          ))}
        </div>
      }
    >
      <Loaded query={query} rows={6}>
        {({ items }) =>
          items.length ? (
            <Table
              caption={t('progress.list')}
              head={[
                t('progress.project'),
                t('progress.lights'),
                ...kDefinitions.map((name) => (
                  <span key={name}>
                    {definitionWord(name)}
                    {portfolio.rule?.headline === name && ` · ${t('progress.headline')}`}
                  </span>
                )),
              ]}
              rows={items.map((line) => [
                <span key="n" className="progress-name">
                  <Link href={`/projects/${line.id}`} className="title">
                    {line.name}
                  </Link>
                  <small className="faint">{[classWord(line.class), line.cluster].filter(Boolean).join(' · ')}</small>
                </span>,
                <Tag key="l" hue={kLightHues[line.light]}>
                  {lightWord(line.light)}
                </Tag>,
                ...kDefinitions.map((name) => <Figure key={name} measured={line.measures[name]} />),
              ])}
            />
          ) : (
            <Empty icon="project" title={t('progress.nothing')} />
          )
        }
      </Loaded>
    </Card>
  );
}

const Chip = ({ label, isOn, toggle }: { label: string; isOn: boolean; toggle: (isOn: boolean) => void }) => (
  <button type="button" className="pick" aria-pressed={isOn} onClick={() => toggle(!isOn)}>
    {label}
  </button>
);

function Figure({ measured }: { measured: Measured | null }) {
  if (!measured) return <span className="faint">–</span>;
  return (
    <span className="progress-figure">
      <strong className={kStandingHues[standingOf(measured)]}>{points(measured.deviation)}</strong>{' '}
      <small className="faint">
        {percent(measured.actual)} / {percent(measured.planned)}
      </small>
    </span>
  );
}
