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
const kClear: Factor = { state: 'clear', alive: 0, closed: 0, nodes_open: 0, nodes_done: 0 };
/** Projects with neither case nor node say little; they are shown when asked for. */
const hasFactors = ({ cells }: MatrixRow): boolean => Object.keys(cells).length > 0;

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
  const told = matrix.projects.filter(hasFactors);
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
                    project={`/projects/${row.id}`}
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

/** One press leads to the cases; nodes without a case lead to their project. */
function Cell({ factor, href, project }: { factor: Factor; href: string; project: string }) {
  const { state, alive, closed, nodes_open, nodes_done } = factor;
  const hasCases = alive + closed > 0;
  const number = alive || nodes_open || closed || nodes_done;
  const face = (
    <>
      <span aria-hidden="true">{t(wordOf('factor.letter', state))}</span>
      <span className="sr-only">{t(wordOf('factor', state))}</span>
      {number > 0 ? count(number) : ''}
    </>
  );
  if (state === 'clear') return <span className="factor clear">{face}</span>;
  const counts = [
    hasCases && t('factor.counts', { alive: count(alive), closed: count(closed) }),
    nodes_open + nodes_done > 0 && t('factor.nodes', { open: count(nodes_open), done: count(nodes_done) }),
  ].filter(Boolean);
  return (
    <Link href={hasCases ? href : project} className={`factor ${state}`} title={counts.join(' · ')}>
      {face}
    </Link>
  );
}
