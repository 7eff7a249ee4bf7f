// A reference to another record: picked by searching, shown by the other's title.
import { lazy, Suspense, useState } from 'react';
import { Link } from 'wouter';
import { get } from '@/api/client';
import { useEntity, useGet } from '@/api/queries';
import type { EntityInfo, List, Rec } from '@/api/types';
import type { Option } from '@/kit/Combobox';
import { say, t } from '@/kit/i18n';
import type { FieldKind, FilterProps } from './kind';

const Combobox = lazy(() => import('@/kit/Combobox').then((m) => ({ default: m.Combobox })));

/** Pages of records that have one; references to them become links. */
const pages: Record<string, string> = {
  enterprise: '/enterprises',
  project: '/projects',
  team: '/teams',
  duty_plan: '/duties/plans',
  batch: '/import',
  service_case: '/cases',
};
export const pageOf = (entity: string | undefined, id: number): string | undefined =>
  entity && pages[entity] ? `${pages[entity]}/${id}` : undefined;

/** What people know a record by: the title field, or the title of what it refers to. */
export function titleOf(entity: EntityInfo | undefined, record: Rec | undefined): string {
  if (!record) return '';
  const field = entity?.title ?? 'name';
  return record.titles?.[field] ?? String(record[field] ?? record['name'] ?? `#${record.id}`);
}

/** The title of a record that came without one, read once and kept; its number until then, or when it may not be read. */
export function useTitle(entityName: string | undefined, id: number | null, isWanted = true): string {
  const entity = useEntity(entityName ?? '');
  const stored = useGet<Rec>(`${entity?.route ?? ''}/${id}`, undefined, {
    enabled: !!entity && id !== null && isWanted,
  });
  return titleOf(entity, stored.data) || (id === null ? '' : `#${id}`);
}

export const RefTitle = ({ entity, id }: { entity: string | undefined; id: number }) => <>{useTitle(entity, id)}</>;

export function RefPicker({
  entity: name,
  value,
  title,
  onChange,
  id,
  label,
  required,
  invalid,
  describedBy,
  query,
}: {
  entity: string;
  value: number | null;
  title?: string | undefined;
  onChange: (id: number | null, title?: string) => void;
  id?: string;
  label?: string;
  required?: boolean;
  invalid?: boolean;
  describedBy?: string;
  query?: Record<string, string>;
}) {
  const entity = useEntity(name);
  const [picked, setPicked] = useState<Option | null>(null);
  const known = picked?.value === value ? picked : null;
  const stored = useTitle(name, value, !known && !title);
  const current = value == null ? null : (known ?? { value, label: title ?? stored });
  const knownBy = entity?.fields.find((f) => f.name === entity.title);
  const behind = useEntity(knownBy?.refers_to ?? '');
  const search = async (q: string): Promise<Option[]> => {
    if (!entity) return [];
    const through = behind && q ? await get<List>(behind.route, { q, limit: 100 }) : undefined;
    if (through && through.items.length === 0) return [];
    // An officer is known by the person: people are searched, officers are found by them.
    const wanted = through ? { [entity.title]: through.items.map((r) => r.id).join(',') } : behind ? {} : { q };
    const found = await get<List>(entity.route, { ...query, ...wanted, limit: 20 });
    return found.items.map((record) => ({ value: record.id, label: titleOf(entity, record) }));
  };
  return (
    <Suspense
      fallback={<input disabled aria-label={label ?? t('pick.placeholder')} value={current?.label ?? ''} readOnly />}
    >
      <Combobox
        {...(id ? { id } : {})}
        label={label ?? t('pick.placeholder')}
        value={current}
        search={search}
        {...(required ? { required } : {})}
        {...(invalid ? { invalid } : {})}
        {...(describedBy ? { describedBy } : {})}
        onChange={(option) => {
          setPicked(option);
          onChange(option?.value ?? null, option?.label);
        }}
      />
    </Suspense>
  );
}

export const ref: FieldKind = {
  width: 'minmax(120px, 1fr)',
  Input: ({ field, value, onChange, id, invalid, describedBy, record }) => (
    <RefPicker
      entity={field.refers_to ?? ''}
      id={id}
      value={(value as number | null) ?? null}
      invalid={invalid}
      title={record && record[field.name] === value ? record.titles?.[field.name] : undefined}
      {...(field.required ? { required: true } : {})}
      {...(describedBy ? { describedBy } : {})}
      onChange={(to) => onChange(to)}
    />
  ),
  Cell: ({ field, value, record }) => {
    if (value == null) return <span className="faint">–</span>;
    const title = record.titles?.[field.name] ?? <RefTitle entity={field.refers_to} id={Number(value)} />;
    const page = pageOf(field.refers_to, Number(value));
    return page ? <Link href={page}>{title}</Link> : <>{title}</>;
  },
  Filter: RefFilter,
};

/** Any of several records, or none at all; what is chosen stands above the search box. */
function RefFilter({ field, value, onChange }: FilterProps) {
  const chosen = value ? value.split(',') : [];
  const without = (one: string) => onChange(chosen.filter((other) => other !== one).join(','));
  const add = (one: string) => onChange([...chosen.filter((other) => other !== one), one].join(','));
  return (
    <div className="stack">
      {chosen
        .filter((one) => one !== 'null')
        .map((one) => (
          <label key={one} className="choice">
            <input type="checkbox" checked onChange={() => without(one)} />
            <RefTitle entity={field.refers_to} id={Number(one)} />
          </label>
        ))}
      {!field.required && (
        <label className="choice">
          <input
            type="checkbox"
            checked={chosen.includes('null')}
            onChange={(e) => (e.target.checked ? add('null') : without('null'))}
          />
          {t('filter.empty')}
        </label>
      )}
      <RefPicker
        key={value}
        entity={field.refers_to ?? ''}
        label={say(field.label)}
        value={null}
        onChange={(to) => to !== null && add(String(to))}
      />
    </div>
  );
}
