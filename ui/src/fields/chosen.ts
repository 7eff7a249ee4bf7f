// Which choices a text names, and the text that names them.
import type { FieldInfo, Value } from '@/api/types';

export const chosenOf = (value: Value): ReadonlySet<string> =>
  new Set(
    String(value ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean),
  );

/** The text after one choice was ticked or cleared, in the order of the description; nothing when none is left. */
export function joined(field: FieldInfo, chosen: ReadonlySet<string>, name: string, isOn: boolean): string | null {
  const after = (field.choices ?? []).map((c) => c.name).filter((one) => (one === name ? isOn : chosen.has(one)));
  return after.length ? after.join(',') : null;
}
