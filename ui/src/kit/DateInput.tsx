// A day typed in any usual way or picked from a month; always ISO, never the browser's own format.
import { lazy, Suspense, useEffect, useState } from 'react';
import { dateOf } from './format';
import { t } from './i18n';
import { LazyPopover } from './LazyPopover';
import { Skeleton } from './states';

const Month = lazy(() => import('./Month'));

export function DateInput({
  id,
  value,
  onChange,
  invalid,
  describedBy,
  required,
  label,
}: {
  id?: string;
  label?: string;
  value: string;
  onChange: (iso: string) => void;
  invalid?: boolean;
  required?: boolean;
  describedBy?: string;
}) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const commit = () => onChange(text.trim() === '' ? '' : (dateOf(text) ?? text));
  return (
    <div className="with-button">
      <input
        {...(id ? { id } : {})}
        inputMode="numeric"
        placeholder="2020-06-14"
        value={text}
        autoComplete="off"
        aria-label={label}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        aria-required={required}
        onChange={(e) => {
          setText(e.target.value);
          const iso = dateOf(e.target.value);
          if (iso || e.target.value === '') onChange(iso ?? '');
        }}
        onBlur={commit}
      />
      <LazyPopover label={t('date.pick')} icon="calendar" className="button plain icon-only">
        {(close) => (
          <Suspense fallback={<Skeleton />}>
            <Month value={value} onPick={(iso) => (onChange(iso), close())} />
          </Suspense>
        )}
      </LazyPopover>
    </div>
  );
}
