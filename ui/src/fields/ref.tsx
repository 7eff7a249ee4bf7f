import { lazy, Suspense, useState } from 'react';
import { Link } from 'wouter';
import { get } from '@/api/client';
import { useEntity, useGet } from '@/api/queries';
import type { EntityInfo, List, Rec } from '@/api/types';
import type { Option } from '@/kit/Combobox';
import { t } from '@/kit/i18n';
import type { FieldKind } from './kind';

const Combobox = lazy(() => import('@/kit/Combobox').then((m) => ({ default: m.Combobox })));

/** Pages of records that have one; references to them become links. */
const pages: Record<string, string> = {
  enterprise: '/enterprises',
  project: '/projects',
  team: '/teams',
  duty_plan: '/duties/plans',
  batch: '/import',
};
export const pageOf = (entity: string | undefined, id: number): string | undefined =>
  entity && pages[entity] ? `${pages[entity]}/${id}` : undefined;

/** What people know a record by: the title field, or the title of what it refers to. */
export function titleOf(entity: EntityInfo | undefined, record: Rec | undefined): string {
  if (!record) return '';
  const field = entity?.title ?? 'name';
  return record.titles?.[field] ?? String(record[field] ?? record['name'] ?? `#${record.id}`);
}

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
  const stored = useGet<Rec>(`${entity?.route ?? ''}/${value}`, undefined, {
    enabled: !!entity && value != null && !known && !title,
  });
  const current =
    value == null ? null : (known ?? { value, label: title ?? (titleOf(entity, stored.data) || `#${value}`) });
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
    <Suspense fallback={<input disabled aria-label={label} value={current?.label ?? ''} />}>
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
    const title = record.titles?.[field.name] ?? `#${value}`;
    const page = pageOf(field.refers_to, Number(value));
    return page ? <Link href={page}>{title}</Link> : <>{title}</>;
  },
  Filter: ({ field, value, onChange }) => (
    <RefPicker
      entity={field.refers_to ?? ''}
      value={value && value !== 'null' ? Number(value) : null}
      onChange={(to) => onChange(to == null ? '' : String(to))}
    />
  ),
};
