import { DateInput } from '@/kit/DateInput';
import type { FieldKind } from './kind';
import { text } from './text';

export const date: FieldKind = {
  width: '112px',
  Input: ({ field, value, onChange, id, invalid, describedBy }) => (
    <DateInput
      id={id}
      value={String(value ?? '')}
      invalid={invalid}
      {...(field.required ? { required: true } : {})}
      {...(describedBy ? { describedBy } : {})}
      onChange={(iso) => onChange(iso === '' ? null : iso)}
    />
  ),
  Cell: text.Cell,
  ...(text.Filter ? { Filter: text.Filter } : {}),
};
