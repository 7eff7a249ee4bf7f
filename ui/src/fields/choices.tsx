// A text that names any of its choices, parted by commas: each can be ticked.
import { say } from '@/kit/i18n';
import { chosenOf, joined } from './chosen';
import type { FieldKind } from './kind';

export const choices: FieldKind = {
  width: 'minmax(120px, 1fr)',
  Input: ({ field, value, onChange, id, invalid, describedBy }) => (
    <div id={id} role="group" aria-label={say(field.label)} aria-describedby={describedBy} className="choices">
      {field.choices?.map((c) => (
        <label key={c.name} className="choice">
          <input
            type="checkbox"
            aria-invalid={invalid || undefined}
            checked={chosenOf(value).has(c.name)}
            onChange={(e) => onChange(joined(field, chosenOf(value), c.name, e.target.checked))}
          />
          {say(c.label, c.name)}
        </label>
      ))}
    </div>
  ),
  Cell: ({ field, value }) => {
    const chosen = chosenOf(value);
    if (!chosen.size) return <span className="faint">–</span>;
    return <>{[...chosen].map((name) => say(field.choices?.find((c) => c.name === name)?.label, name)).join(' · ')}</>;
  },
};
