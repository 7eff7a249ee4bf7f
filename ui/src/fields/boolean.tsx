import { t } from '@/kit/i18n';
import { Icon } from '@/kit/Icon';
import type { FieldKind } from './kind';

export const boolean: FieldKind = {
  width: '90px',
  Input: ({ value, onChange, id, describedBy }) => (
    <input
      id={id}
      type="checkbox"
      checked={value === true}
      aria-describedby={describedBy}
      onChange={(e) => onChange(e.target.checked)}
    />
  ),
  Cell: ({ value }) =>
    value === true ? (
      <span className="row yes">
        <Icon name="check" size={14} />
        {t('word.yes')}
      </span>
    ) : (
      <span className="faint">{t('word.no')}</span>
    ),
  Filter: ({ value, onChange }) => (
    <div className="stack">
      {(['true', 'false'] as const).map((option) => (
        <label key={option} className="choice">
          <input type="radio" name="filter" checked={value === option} onChange={() => onChange(option)} />
          {option === 'true' ? t('word.yes') : t('word.no')}
        </label>
      ))}
    </div>
  ),
};
