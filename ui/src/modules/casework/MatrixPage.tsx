// Projects by factors: each cell says how far the zone is with that project in that matter, one press away from its cases.
import { useState } from 'react';
import { Link } from 'wouter';
import { useGet } from '@/api/queries';
import { count } from '@/kit/format';
import { t } from '@/kit/i18n';
import { Card as Box, Page } from '@/kit/layout';
import { Empty, Loaded } from '@/kit/states';
import { useChoice, wordOf } from './marks';
import type { Factor, FactorState, Matrix, MatrixRow } from './types';
import './casework.css';

const kStates: FactorState[] = ['red', 'yellow', 'open', 'done', 'clear'];
const kClear: Factor = { state: 'clear', alive: 0, closed: 0 };
/** Projects without a single case say little; they are shown when asked for. */
const hasCases = ({ cells }: MatrixRow): boolean => Object.keys(cells).length > 0;

export default function MatrixPage() {
  const query = useGet<Matrix>('/api/casework/matrix');
  return (
    <Page title={t('nav.matrix')} crumbs={[{ href: '/projects', label: t('nav.projects') }]}>
      <Loaded query={query}>{(matrix) => <Whole matrix={matrix} />}</Loaded>
    </Page>
  );
}

function Whole({ matrix }: { matrix: Matrix }) {
  const [isAll, setAll] = useState(false);
  const told = matrix.projects.filter(hasCases);
  const rows = isAll ? matrix.projects : told;
  const silent = matrix.projects.length - told.length;
  return (
    <>
      <Legend />
      <Box flush>
        {rows.length ? (
          <Factors categories={matrix.categories} rows={rows} />
        ) : (
          <Empty icon="matrix" title={t('matrix.empty')} />
        )}
      </Box>
      {silent > 0 && (
        <label className="choice">
          <input type="checkbox" checked={isAll} onChange={(e) => setAll(e.target.checked)} />
          {t('matrix.silent', { n: count(silent) })}
        </label>
      )}
    </>
  );
}

export const Legend = () => (
  <ul className="legend">
    {kStates.map((state) => (
      <li key={state} className="row">
        <span className={`factor ${state}`} aria-hidden="true">
          {t(wordOf('factor.letter', state))}
        </span>
        {t(wordOf('factor', state))}
      </li>
    ))}
  </ul>
);

export function Factors({ categories, rows }: { categories: string[]; rows: MatrixRow[] }) {
  const word = useChoice('category');
  return (
    <div className="table-scroll matrix" role="region" aria-label={t('nav.matrix')} tabIndex={0}>
      <table>
        <caption className="sr-only">{t('nav.matrix')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('word.project')}</th>
            {categories.map((category) => (
              <th key={category} scope="col">
                {word(category)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <Link href={`/projects/${row.id}`}>{row.name}</Link>
              </th>
              {categories.map((category) => (
                <td key={category}>
                  <Cell
                    factor={row.cells[category] ?? kClear}
                    href={`/cases?project_id=${row.id}&category=${category}`}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ factor: { state, alive, closed }, href }: { factor: Factor; href: string }) {
  const face = (
    <>
      <span aria-hidden="true">{t(wordOf('factor.letter', state))}</span>
      <span className="sr-only">{t(wordOf('factor', state))}</span>
      {alive > 0 ? count(alive) : closed > 0 ? count(closed) : ''}
    </>
  );
  if (state === 'clear') return <span className="factor clear">{face}</span>;
  return (
    <Link
      href={href}
      className={`factor ${state}`}
      title={t('factor.counts', { alive: count(alive), closed: count(closed) })}
    >
      {face}
    </Link>
  );
}
