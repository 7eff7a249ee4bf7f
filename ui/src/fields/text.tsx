import { t } from '@/kit/i18n';
import type { FieldKind } from './kind';

export const text: FieldKind = {
  width: 'minmax(120px, 1fr)',
  // No limit while typing: a browser would cut what was pasted without a word. The server says what is too long.
  Input: ({ field, value, onChange, id, invalid, describedBy }) => (
    <input
      id={id}
      value={String(value ?? '')}
      aria-invalid={invalid || undefined}
      aria-required={field.required}
      aria-describedby={describedBy}
      autoComplete="off"
      onChange={(e) => onChange(e.target.value === '' ? null : e.target.value)}
    />
  ),
  Cell: ({ value }) => <>{value == null || value === '' ? <span className="faint">–</span> : String(value)}</>,
  Filter: ({ field, value, onChange }) => (
    <input
      aria-label={t('filter.equals')}
      placeholder={field.max_length && field.max_length < 30 ? '' : t('filter.equals')}
      defaultValue={value}
      onKeyDown={(e) => e.key === 'Enter' && onChange(e.currentTarget.value.trim())}
      onBlur={(e) => onChange(e.currentTarget.value.trim())}
    />
  ),
};
