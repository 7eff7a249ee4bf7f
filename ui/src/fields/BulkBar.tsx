// What is done to the chosen rows of a list: to those ticked or, when asked for, to all that match, loaded or not.
import { useEffect, useState, type ReactNode } from 'react';
import type { Rec } from '@/api/types';
import { Button } from '@/kit/Button';
import { count } from '@/kit/format';
import { t } from '@/kit/i18n';

export interface Selection {
  ids: number[];
  /** All that match are meant: the list's query, and how many that are. */
  matching?: { query: string; total: number };
  clear: () => void;
}

export default function BulkBar({
  selected,
  loaded,
  total,
  query,
  clear,
  children,
}: {
  selected: ReadonlySet<number>;
  loaded: Rec[];
  total: number;
  query: string;
  clear: () => void;
  children: (selection: Selection) => ReactNode;
}) {
  const [isAll, setAll] = useState(false);
  useEffect(() => setAll(false), [selected, query]);
  const mayTakeAll = total > loaded.length && loaded.every((row) => selected.has(row.id));
  return (
    <div className="bulk" role="region" aria-label={t('list.bulk')}>
      <strong role="status">
        {isAll ? t('list.all_matching', { n: count(total) }) : t('list.selected', { n: count(selected.size) })}
      </strong>
      {mayTakeAll && !isAll && (
        <Button small tone="quiet" onClick={() => setAll(true)}>
          {t('list.select_matching', { n: count(total) })}
        </Button>
      )}
      {children({ ids: [...selected], ...(isAll ? { matching: { query, total } } : {}), clear })}
      <Button small tone="quiet" onClick={clear}>
        {t('list.unselect')}
      </Button>
    </div>
  );
}
