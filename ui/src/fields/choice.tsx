import { say, t } from '@/kit/i18n';
import { Tag, type Hue } from '@/kit/layout';
import type { FieldKind } from './kind';

/** Names of states that deserve a colour; every other choice is plain text. */
const hues: Record<string, Hue> = {
  active: 'green',
  registered: 'green',
  done: 'green',
  adopted: 'green',
  completed: 'green',
  producing: 'green',
  full_capacity: 'green',
  listed: 'green',
  imported: 'green',
  proposed: 'blue',
  running: 'blue',
  building: 'blue',
  started: 'blue',
  preparing: 'blue',
  forming: 'blue',
  computing: 'blue',
  previewed: 'blue',
  suspended: 'amber',
  paused: 'amber',
  blocked: 'red',
  awaiting_check: 'amber',
  failed: 'red',
  stopped: 'red',
  absent: 'amber',
};

export const choice: FieldKind = {
  width: '120px',
  Input: ({ field, value, onChange, id, invalid, describedBy }) => (
    <select
      id={id}
      value={String(value ?? '')}
      aria-invalid={invalid || undefined}
      aria-required={field.required}
      aria-describedby={describedBy}
      onChange={(e) => onChange(e.target.value === '' ? null : e.target.value)}
    >
      {(!field.required || value == null) && <option value="">–</option>}
      {field.choices?.map((c) => (
        <option key={c.name} value={c.name}>
          {say(c.label, c.name)}
        </option>
      ))}
    </select>
  ),
  Cell: ({ field, value }) => {
    const chosen = field.choices?.find((c) => c.name === value);
    if (value == null || value === '') return <span className="faint">–</span>;
    const words = say(chosen?.label, String(value));
    const hue = /state|status/.test(field.name) ? (hues[String(value)] ?? 'grey') : undefined;
    return hue ? <Tag hue={hue}>{words}</Tag> : <>{words}</>;
  },
  Filter: ({ field, value, onChange }) => {
    const chosen = new Set(value ? value.split(',') : []);
    const toggle = (name: string) => {
      if (!chosen.delete(name)) chosen.add(name);
      onChange([...chosen].join(','));
    };
    return (
      <div className="stack">
        {[...(field.choices ?? []), ...(field.required ? [] : [{ name: 'null', label: undefined }])].map((c) => (
          <label key={c.name} className="choice">
            <input type="checkbox" checked={chosen.has(c.name)} onChange={() => toggle(c.name)} />
            {c.label ? say(c.label) : t('filter.empty')}
          </label>
        ))}
      </div>
    );
  },
};
