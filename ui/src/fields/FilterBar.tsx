// Search, filter chips and "add filter", all kept in the address.
import { Fragment, Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import type { EntityInfo, FieldInfo } from '@/api/types';
import { Button } from '@/kit/Button';
import { say, t } from '@/kit/i18n';
import { Icon } from '@/kit/Icon';
import { LazyPopover } from '@/kit/LazyPopover';
import { Skeleton } from '@/kit/states';
import type { UrlState } from '@/kit/url';
import { RefTitle } from './ref';
import { kindOf } from './registry';

/** Pressing "/" goes here. */
export const kSearchId = 'list-search';

export const filterFields = (entity: EntityInfo): FieldInfo[] =>
  entity.fields.filter((f) => kindOf(f).Filter && f.kind !== 'long_text' && !f.masked);

export function filtersIn(entity: EntityInfo | undefined, state: UrlState): UrlState {
  const names = new Set(entity?.fields.map((f) => f.name));
  return Object.fromEntries(Object.entries(state).filter(([name]) => names.has(name)));
}

function FilterWord({ field, value }: { field: FieldInfo; value: string }) {
  if (value === 'null') return t('filter.empty');
  if (value === 'true') return t('word.yes');
  if (value === 'false') return t('word.no');
  if (field.kind === 'ref') return <RefTitle entity={field.refers_to} id={Number(value)} />;
  return say(field.choices?.find((c) => c.name === value)?.label, value);
}

const FilterWords = ({ field, value }: { field: FieldInfo; value: string }) => (
  <strong>
    {value.split(',').map((one, i) => (
      <Fragment key={one}>
        {i > 0 && t('word.comma')}
        <FilterWord field={field} value={one} />
      </Fragment>
    ))}
  </strong>
);

export function FilterBar({
  entity,
  state,
  change,
  children,
  after,
  hidden = [],
}: {
  entity: EntityInfo;
  state: UrlState;
  change: (change: Record<string, string | null>) => void;
  children?: ReactNode;
  /** What stands at the far end of the line. */
  after?: ReactNode;
  hidden?: string[];
}) {
  const [text, setText] = useState(state['q'] ?? '');
  const sent = useRef(state['q'] ?? '');
  useEffect(() => {
    const inUrl = state['q'] ?? '';
    if (inUrl !== sent.current) setText((sent.current = inUrl));
  }, [state['q']]);
  useEffect(() => {
    if (text === sent.current) return;
    const timer = setTimeout(() => change({ q: (sent.current = text) || null }), 180);
    return () => clearTimeout(timer);
  }, [text]);
  const fields = filterFields(entity).filter((f) => !hidden.includes(f.name));
  const active = fields.filter((f) => state[f.name]);
  const isSearchable = entity.fields.some((f) => f.search);
  return (
    <div className="filters" role="search">
      {isSearchable && (
        <span className="search-box">
          <Icon name="search" size={16} />
          <input
            id={kSearchId}
            type="search"
            value={text}
            onChange={(e) => setText(e.target.value)}
            placeholder={t('list.search')}
            aria-label={t('list.search')}
          />
        </span>
      )}
      {children}
      {active.map((field) => (
        <span key={field.name} className="chip">
          <LazyPopover
            className="chip-face"
            title={say(field.label)}
            face={
              <>
                {say(field.label)}: <FilterWords field={field} value={state[field.name] ?? ''} />
              </>
            }
          >
            {() => (
              <FilterPanel
                field={field}
                value={state[field.name] ?? ''}
                onChange={(v) => change({ [field.name]: v || null })}
              />
            )}
          </LazyPopover>
          <button
            type="button"
            aria-label={t('filter.remove', { field: say(field.label) })}
            onClick={() => change({ [field.name]: null })}
          >
            <Icon name="close" size={13} />
          </button>
        </span>
      ))}
      <LazyPopover icon="filter" face={t('filter.add')} title={t('filter.add')}>
        {() => <AddFilter fields={fields} state={state} change={change} />}
      </LazyPopover>
      {(active.length > 0 || state['q']) && (
        <Button
          small
          tone="quiet"
          onClick={() => change({ q: null, ...Object.fromEntries(active.map((f) => [f.name, null])) })}
        >
          {t('filter.clear')}
        </Button>
      )}
      {after && <span className="row end grow">{after}</span>}
    </div>
  );
}

function FilterPanel({
  field,
  value,
  onChange,
}: {
  field: FieldInfo;
  value: string;
  onChange: (value: string) => void;
}) {
  const { Filter } = kindOf(field);
  return (
    <div className="filter-panel">
      <p className="filter-title">{say(field.label)}</p>
      {Filter && <Filter field={field} value={value} onChange={onChange} />}
    </div>
  );
}

function AddFilter({
  fields,
  state,
  change,
}: {
  fields: FieldInfo[];
  state: UrlState;
  change: (change: Record<string, string | null>) => void;
}) {
  const [chosen, setChosen] = useState<FieldInfo | null>(null);
  if (chosen)
    return (
      <Suspense fallback={<Skeleton rows={3} />}>
        <FilterPanel
          field={chosen}
          value={state[chosen.name] ?? ''}
          onChange={(v) => change({ [chosen.name]: v || null })}
        />
      </Suspense>
    );
  return (
    <ul className="menu">
      {fields.map((field) => (
        <li key={field.name}>
          <button type="button" className="option" onClick={() => setChosen(field)}>
            {say(field.label, field.name)}
          </button>
        </li>
      ))}
    </ul>
  );
}
