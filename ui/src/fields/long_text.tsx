import type { FieldKind } from './kind';
import { text } from './text';

export const long_text: FieldKind = {
  ...text,
  width: 'minmax(160px, 2fr)',
  Input: ({ field, value, onChange, id, invalid, describedBy }) => (
    <textarea
      id={id}
      rows={3}
      value={String(value ?? '')}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      aria-required={field.required}
      onChange={(e) => onChange(e.target.value === '' ? null : e.target.value)}
    />
  ),
};
