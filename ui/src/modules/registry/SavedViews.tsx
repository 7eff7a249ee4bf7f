// Saved views of a list: a name for a set of filters, personal or shared, each with its count.
import { lazy, Suspense, useState } from 'react';
import { remove } from '@/api/client';
import { refresh, useGet } from '@/api/queries';
import type { EntityInfo, List, Rec } from '@/api/types';
import { filtersIn } from '@/fields/FilterBar';
import { Button } from '@/kit/Button';
import { count } from '@/kit/format';
import { t } from '@/kit/i18n';
import { tell, tellError } from '@/kit/toast';
import { useUrlState } from '@/kit/url';

const SaveView = lazy(() => import('./SaveView'));
export const kViews = '/api/registry/saved_views';
const kNamed = ['q', 'sort'];

export function SavedViews({
  entity,
  also = [],
}: {
  entity: EntityInfo;
  /** List parameters that belong to a view though they are no fields. */
  also?: string[];
}) {
  const [state, change] = useUrlState();
  const [isSaving, setSaving] = useState(false);
  const views = useGet<List>(kViews, { entity: entity.name, limit: 50 });
  const beside = Object.fromEntries(also.flatMap((name) => (state[name] ? [[name, state[name]]] : [])));
  const filters = { ...filtersIn(entity, state), ...beside };
  const here = new URLSearchParams({ ...filters, ...(state['q'] ? { q: state['q'] } : {}) }).toString();
  const show = (query: string) => {
    const wanted = Object.fromEntries(new URLSearchParams(query));
    change(
      { ...Object.fromEntries([...Object.keys(filters), ...kNamed].map((name) => [name, null])), ...wanted },
      true,
    );
  };
  const items = views.data?.items ?? [];
  const counts = useGet<{ items: { id: number; total: number | null }[] }>(`${kViews}/counts`, undefined, {
    enabled: items.length > 0,
  });
  const totals = new Map(counts.data?.items.map(({ id, total }) => [id, total]));
  const isKnown = items.some((v) => normal(v) === here);
  return (
    <>
      {(items.length > 0 || here !== '') && (
        <div className="tabs views" role="group" aria-label={t('views.label')}>
          <button type="button" aria-pressed={here === ''} onClick={() => show('')}>
            {t('views.all')}
          </button>
          {items.map((view) => (
            <button
              key={view.id}
              type="button"
              aria-pressed={normal(view) === here}
              onClick={() => show(String(view['query'] ?? ''))}
              title={view['is_shared'] ? t('views.shared') : t('views.personal')}
            >
              {String(view['name'])}
              {totals.has(view.id) && <small>{count(totals.get(view.id))}</small>}
            </button>
          ))}
        </div>
      )}
      {here !== '' && !isKnown && (
        <Button small tone="quiet" icon="star" onClick={() => setSaving(true)}>
          {t('views.save')}
        </Button>
      )}
      {isKnown &&
        here !== '' &&
        items
          .filter((v) => normal(v) === here && v.abilities?.includes('delete'))
          .map((v) => (
            <Button
              key={v.id}
              small
              tone="quiet"
              onClick={() =>
                remove(`${kViews}/${v.id}`, v.version).then(
                  () => (refresh('saved_view'), tell(t('views.removed'))),
                  tellError,
                )
              }
            >
              {t('views.remove')}
            </Button>
          ))}
      {isSaving && (
        <Suspense fallback={null}>
          <SaveView entity={entity} query={here} onClose={() => setSaving(false)} />
        </Suspense>
      )}
    </>
  );
}

const normal = (view: Rec): string => new URLSearchParams(String(view['query'] ?? '')).toString();
