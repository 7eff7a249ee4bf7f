// A form made from the description: required fields first, the server's problems at their fields.
import { useEffect, useId, useRef } from 'react';
import { sentence, type ApiError } from '@/api/client';
import type { EntityInfo, FieldInfo, Problem, Rec, Value } from '@/api/types';
import { say, t } from '@/kit/i18n';
import { kindOf } from './registry';

export type Draft = Record<string, Value>;

const nameIn = (field: string): string => field.replace(/^\//, '').split('/')[0] ?? '';

export const editableFields = (entity: EntityInfo, only?: string[]): FieldInfo[] => {
  const fields = entity.fields.filter((f) => !f.read_only && f.kind !== 'instant' && (!only || only.includes(f.name)));
  const rank = (f: FieldInfo) => (f.name === entity.title ? 0 : f.required ? 1 : f.list ? 2 : 3);
  return fields
    .map((f, i) => ({ f, i }))
    .sort((a, b) => rank(a.f) - rank(b.f) || a.i - b.i)
    .map(({ f }) => f);
};

export function RecordForm({
  entity,
  draft,
  onChange,
  record,
  error,
  only,
  id,
  onSubmit,
}: {
  entity: EntityInfo;
  draft: Draft;
  onChange: (field: string, value: Value) => void;
  record?: Rec | undefined;
  error?: ApiError | null;
  only?: string[];
  id: string;
  onSubmit: () => void;
}) {
  const fields = editableFields(entity, only);
  const problems = error?.problems ?? [];
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // The first field the server refused gets the focus.
    if (problems.length) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [error]);
  const known = new Set(fields.map((f) => f.name));
  const elsewhere = problems.filter((p) => !known.has(nameIn(p.field)));
  const early = fields.filter((f, i) => i === 0 || f.required || f.list);
  const late = fields.filter((f) => !early.includes(f));
  const line = (field: FieldInfo) => (
    <FormField
      key={field.name}
      field={field}
      value={field.name in draft ? draft[field.name] : (record?.[field.name] as Value)}
      problems={problems.filter((p) => nameIn(p.field) === field.name)}
      record={record}
      onChange={(value) => onChange(field.name, value)}
    />
  );
  const needsMore = late.some((f) => problems.some((p) => nameIn(p.field) === f.name));
  return (
    <form
      ref={form}
      id={id}
      className="form"
      noValidate
      onSubmit={(e) => (e.preventDefault(), onSubmit())}
      onKeyDown={(e) => (e.ctrlKey || e.metaKey) && e.key === 'Enter' && (e.preventDefault(), onSubmit())}
    >
      {error && !error.stale && (
        <div className="notice red" role="alert">
          {error.message}
          {elsewhere.map((p, i) => (
            <p key={i}>
              {p.field ? `${p.field}: ` : ''}
              {sentence(p)}
            </p>
          ))}
        </div>
      )}
      {early.map(line)}
      {late.length > 0 &&
        (late.length <= 4 ? (
          late.map(line)
        ) : (
          <details open={needsMore || undefined}>
            <summary>{t('form.more', { n: late.length })}</summary>
            <div className="form">{late.map(line)}</div>
          </details>
        ))}
    </form>
  );
}

function FormField({
  field,
  value,
  problems,
  record,
  onChange,
}: {
  field: FieldInfo;
  value: Value;
  problems: Problem[];
  record: Rec | undefined;
  onChange: (value: Value) => void;
}) {
  const id = useId();
  const { Input } = kindOf(field);
  const isPersonal = field.data_class === 'personal' || field.data_class === 'sensitive';
  const describedBy = problems.length ? `${id}-problem` : isPersonal && field.purpose ? `${id}-hint` : undefined;
  return (
    <div className={`field kind-${field.kind}`}>
      <label htmlFor={id}>
        {say(field.label, field.name)}
        {field.required && (
          <span className="must" aria-hidden="true">
            {' '}
            *
          </span>
        )}
      </label>
      <Input
        field={field}
        value={value}
        onChange={onChange}
        id={id}
        invalid={problems.length > 0}
        record={record}
        {...(describedBy ? { describedBy } : {})}
      />
      {problems.length > 0 ? (
        <p id={`${id}-problem`} className="problem">
          {problems.map(sentence).join(' ')}
        </p>
      ) : isPersonal && field.purpose ? (
        <p id={`${id}-hint`} className="hint">
          {t('form.purpose', { purpose: field.purpose })}
        </p>
      ) : null}
    </div>
  );
}
