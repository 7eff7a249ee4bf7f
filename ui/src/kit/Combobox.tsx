// Picks one record by typing; the server searches (Chinese, pinyin, initials), nothing is filtered here.
import { Combobox as Base } from '@base-ui/react/combobox';
import { useEffect, useState } from 'react';
import { usePopupContainer } from './Dialog';
import { Icon } from './Icon';
import { t } from './i18n';

export interface Option {
  value: number;
  label: string;
  note?: string;
}

export function Combobox({
  id,
  label,
  value,
  onChange,
  search,
  required,
  invalid,
  describedBy,
  placeholder,
}: {
  id?: string;
  label: string;
  value: Option | null;
  onChange: (value: Option | null) => void;
  search: (text: string) => Promise<Option[]>;
  required?: boolean;
  invalid?: boolean;
  describedBy?: string;
  placeholder?: string;
}) {
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [options, setOptions] = useState<Option[]>([]);
  const container = usePopupContainer();
  useEffect(() => {
    if (!open) return;
    let isCurrent = true;
    const timer = setTimeout(() => {
      search(text === value?.label ? '' : text).then(
        (found) => isCurrent && setOptions(found),
        () => isCurrent && setOptions([]),
      );
    }, 120);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [text, open]);
  return (
    <Base.Root
      items={options}
      value={value}
      onValueChange={(next) => onChange(next as Option | null)}
      open={open}
      onOpenChange={setOpen}
      onInputValueChange={setText}
      filter={null}
      itemToStringLabel={(o: Option) => o.label}
      isItemEqualToValue={(a: Option, b: Option) => a.value === b.value}
      autoHighlight
    >
      <div className="combobox">
        <Base.Input
          {...(id ? { id } : {})}
          aria-label={label}
          aria-required={required}
          aria-invalid={invalid || undefined}
          aria-describedby={describedBy}
          placeholder={placeholder ?? t('pick.placeholder')}
        />
        {value && !required && (
          <Base.Clear aria-label={t('act.clear')} className="combobox-clear">
            <Icon name="close" size={14} />
          </Base.Clear>
        )}
      </div>
      <Base.Portal {...(container ? { container } : {})}>
        <Base.Positioner sideOffset={4} className="popover-place">
          <Base.Popup className="popover list">
            <Base.Empty className="faint pad">{t('pick.nothing')}</Base.Empty>
            <Base.List className="options" aria-label={label}>
              {(option: Option) => (
                <Base.Item key={option.value} value={option} className="option">
                  <span>{option.label}</span>
                  {option.note && <small>{option.note}</small>}
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
