// Causes from the most frequent down, each with its bar, and the line of what they make up together.
import { Link } from 'wouter';
import { count } from '@/kit/format';
import { t } from '@/kit/i18n';
import { Empty } from '@/kit/states';
import { cumulate } from './cumulate';

export interface Part {
  name: string;
  value: number;
  href: string;
}
/** Height of a line in pixels, as in casework.css. */
const kLine = 34;

export function Pareto({ items }: { items: Part[] }) {
  if (!items.length) return <Empty icon="board" title={t('board.no_causes')} />;
  const rows = cumulate(items);
  const most = Math.max(...rows.map((row) => row.value));
  const points = rows.map((row, i) => `${row.sum * 100},${(i + 0.5) * kLine}`).join(' ');
  return (
    <div className="pareto">
      <ol>
        {rows.map((row) => (
          <li key={row.name}>
            <Link href={row.href} className="cut">
              {row.name}
            </Link>
            <svg className="measure" viewBox="0 0 100 18" preserveAspectRatio="none" aria-hidden="true" width="100%">
              <rect width={(row.value / most) * 100} height="18" rx="2" />
            </svg>
            <span className="end">{count(row.value)}</span>
            <span className="end faint">{t('board.share', { n: Math.round(row.sum * 100) })}</span>
          </li>
        ))}
      </ol>
      <svg
        className="cumulative"
        viewBox={`0 0 100 ${rows.length * kLine}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        <polyline points={points} />
      </svg>
    </div>
  );
}
