// The board of the desk: every figure opens the list it is the size of; the list is of cases, never of persons.
import { Link } from 'wouter';
import { address } from '@/api/client';
import { useEntity, useGet } from '@/api/queries';
import type { List } from '@/api/types';
import { Icon } from '@/kit/Icon';
import { DateInput } from '@/kit/DateInput';
import { count, instant } from '@/kit/format';
import { say, t } from '@/kit/i18n';
import { Card as Box, Page, Table, Tile, type Hue } from '@/kit/layout';
import { Empty, Loaded } from '@/kit/states';
import { useUrlState } from '@/kit/url';
import { CaseLine, useChoice, wordOf } from './marks';
import { Pareto } from './Pareto';
import { kCases, type Blocker, type Board, type Figure } from './types';

const kRows = 20;
const kDayMicros = 86_400_000_000;
/** The end of a day of the zone, as the server counts time. */
export const endOf = (day: string): number => Date.parse(`${day}T00:00:00+08:00`) * 1000 + kDayMicros - 1;

const listOf = (query: string): string => `/cases?${query}`;

export default function SupervisionPage() {
  const [state, change] = useUrlState();
  const day = state['on'] ?? '';
  const isDay = /^\d{4}-\d\d-\d\d$/.test(day);
  const asOf = isDay ? endOf(day) : undefined;
  const query = useGet<Board>('/api/casework/board', { as_of: asOf }, { keep: true });
  return (
    <Page
      title={t('nav.supervision')}
      count={query.data && t('board.as_of', { at: instant(query.data.as_of) })}
      actions={
        <>
          <div className="row">
            <label htmlFor="as-of">{t('board.pick')}</label>
            <DateInput id="as-of" value={day} onChange={(on) => change({ on: on || null })} />
          </div>
          <a className="button plain" href={address('/api/casework/ledger', past(asOf))} download>
            <Icon name="download" size={16} />
            {t('cases.ledger')}
          </a>
        </>
      }
    >
      <Loaded query={query}>{(board) => <BoardView board={board} asOf={asOf} />}</Loaded>
    </Page>
  );
}

const past = (asOf: number | undefined): Record<string, string> =>
  asOf === undefined ? { alive: 'true' } : { as_of: String(asOf), as_of_state: 'alive' };

const kFigures: [keyof Board, Hue?][] = [
  ['alive'],
  ['red', 'red'],
  ['yellow', 'amber'],
  ['paused'],
  ['awaiting_firm'],
  ['supervised', 'red'],
  ['unrated_closed'],
  ['closed_without_firm', 'amber'],
];

function BoardView({ board, asOf }: { board: Board; asOf: number | undefined }) {
  return (
    <>
      <div className="tiles">
        {kFigures.map(([name, hue]) => (
          <FigureTile key={name} name={name} figure={board[name] as Figure | undefined} hue={hue} />
        ))}
      </div>
      <div className="split">
        <div className="stack wide">
          <Lit board={board} asOf={asOf} light="red" />
          <Lit board={board} asOf={asOf} light="yellow" />
        </div>
        <div className="stack wide">
          {board.forecast && <Forecast days={board.forecast} />}
          {board.causes && <Causes causes={board.causes} />}
          <Categories board={board} />
          {board.blockers && (
            <>
              <Blockers title={t('board.firms')} items={board.blockers.firms} />
              <Blockers title={t('board.projects')} items={board.blockers.projects} />
            </>
          )}
          {board.ratings && <Ratings ratings={board.ratings} />}
        </div>
      </div>
    </>
  );
}

const FigureTile = ({ name, figure, hue }: { name: string; figure: Figure | undefined; hue: Hue | undefined }) =>
  figure ? (
    <Tile
      label={t(wordOf('board.figure', name))}
      value={count(figure.value)}
      href={listOf(figure.query)}
      {...(hue && figure.value ? { hue } : {})}
    />
  ) : null;

function Lit({ board, asOf, light }: { board: Board; asOf: number | undefined; light: 'red' | 'yellow' }) {
  const asked =
    asOf === undefined ? { alive: 'true', light } : { as_of: asOf, as_of_state: 'alive', as_of_light: light };
  const query = useGet<List>(kCases, { ...asked, sort: 'due_at', limit: kRows }, { keep: true });
  const { value, query: whole } = board[light];
  return (
    <Box
      title={t(wordOf('board.list', light))}
      note={count(value)}
      actions={value > kRows && <Link href={listOf(whole)}>{t('board.all', { n: count(value) })}</Link>}
    >
      <Loaded query={query} rows={3}>
        {({ items }) =>
          items.length ? (
            <ul className="lines">
              {items.map((item) => (
                <CaseLine key={item.id} item={item} />
              ))}
            </ul>
          ) : (
            <Empty icon="check" title={t('board.none_lit')} />
          )
        }
      </Loaded>
    </Box>
  );
}

const Forecast = ({ days }: { days: NonNullable<Board['forecast']> }) => (
  <Box title={t('board.forecast')}>
    <p className="hint">{t('board.forecast_note')}</p>
    <div className="tiles">
      {days.map((day) => (
        <Tile
          key={day.day}
          label={day.day}
          value={count(day.cases)}
          href={listOf(day.query)}
          {...(day.cases ? { hue: 'amber' as const } : {})}
        />
      ))}
    </div>
  </Box>
);

function Causes({ causes }: { causes: NonNullable<Board['causes']> }) {
  const word = useChoice('cause');
  return (
    <Box title={t('board.causes')} note={count(causes.reduce((sum, one) => sum + one.cases, 0))}>
      <Pareto
        items={causes.map(({ cause, cases }) => ({ name: word(cause), value: cases, href: listOf(`cause=${cause}`) }))}
      />
    </Box>
  );
}

function Categories({ board }: { board: Board }) {
  const word = useChoice('category');
  const name = useEntity('service_case')?.fields.find((f) => f.name === 'category')?.label;
  if (!board.categories.length) return null;
  return (
    <Box title={t('board.categories')}>
      <Table
        caption={t('board.categories')}
        head={[say(name), t('board.figure.alive'), t('light.red'), t('light.yellow')]}
        rows={board.categories.map((one) => [
          <Link key="n" href={listOf(one.query)}>
            {word(one.category)}
          </Link>,
          count(one.alive),
          count(one.red),
          count(one.yellow),
        ])}
      />
    </Box>
  );
}

function Blockers({ title, items }: { title: string; items: Blocker[] }) {
  if (!items.length) return null;
  return (
    <Box title={title}>
      <ul className="lines">
        {items.map((one) => (
          <li key={one.id}>
            <Link href={listOf(one.query)}>{one.name}</Link>
            <span className="grow" />
            <span>{t('board.of_which', { alive: count(one.alive), red: count(one.red) })}</span>
          </li>
        ))}
      </ul>
    </Box>
  );
}

/** Who said nothing has no rating, and is counted as that. */
function Ratings({ ratings }: { ratings: NonNullable<Board['ratings']> }) {
  const word = useChoice('rating');
  if (!ratings.length) return null;
  return (
    <Box title={t('board.ratings')}>
      <ul className="lines">
        {ratings.map(({ rating, cases }) => (
          <li key={rating ?? ''}>
            <span>{rating ? word(rating) : t('board.unrated')}</span>
            <span className="grow" />
            <strong>{count(cases)}</strong>
          </li>
        ))}
      </ul>
    </Box>
  );
}
