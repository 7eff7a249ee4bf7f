import { fenOf, money as readable, yuanOf } from '@/kit/format';
import { t } from '@/kit/i18n';
import type { FieldKind } from './kind';

export const money: FieldKind = {
  width: '130px',
  end: true,
  Input: ({ field, value, onChange, id, invalid, describedBy }) => (
    <div className="with-unit">
      <input
        id={id}
        inputMode="decimal"
        defaultValue={typeof value === 'number' ? yuanOf(value) : ''}
        aria-invalid={invalid || undefined}
        aria-required={field.required}
        aria-describedby={describedBy}
        autoComplete="off"
        onChange={(e) => onChange(e.target.value.trim() === '' ? null : (fenOf(e.target.value) ?? e.target.value))}
      />
      <span aria-hidden="true">
        {t('unit.yuan')}
        {typeof value === 'number' && value >= 1_000_000 ? ` = ${readable(value)}` : ''}
      </span>
    </div>
  ),
  Cell: ({ value }) => (typeof value === 'number' ? <>{readable(value)}</> : <span className="faint">–</span>),
};
