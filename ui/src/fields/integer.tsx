import { count } from '@/kit/format';
import type { FieldKind } from './kind';
import { text } from './text';

/** Coordinates are kept as millionths of a degree; people read degrees. */
const isMicro = (unit: string | undefined): boolean => unit?.startsWith('millionths of a degree') ?? false;

export const integer: FieldKind = {
  width: '96px',
  end: true,
  Input: ({ field, value, onChange, id, invalid, describedBy }) => {
    const shown = typeof value === 'number' && isMicro(field.unit) ? value / 1e6 : value;
    return (
      <input
        id={id}
        inputMode="decimal"
        defaultValue={shown == null ? '' : String(shown)}
        aria-invalid={invalid || undefined}
        aria-required={field.required}
        aria-describedby={describedBy}
        autoComplete="off"
        onChange={(e) => {
          const typed = e.target.value.replace(/[,，\s]/g, '');
          if (typed === '') return onChange(null);
          const number = isMicro(field.unit) ? Math.round(Number(typed) * 1e6) : Number(typed);
          // What is no whole number goes to the server as typed, which says so at this field.
          onChange(Number.isSafeInteger(number) ? number : typed);
        }}
      />
    );
  },
  Cell: ({ field, value }) =>
    typeof value !== 'number' ? (
      <span className="faint">–</span>
    ) : (
      <>{isMicro(field.unit) ? (value / 1e6).toFixed(6) : count(value)}</>
    ),
  ...(text.Filter ? { Filter: text.Filter } : {}),
};
