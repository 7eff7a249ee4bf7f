// The one table of kinds: every form, list and filter looks its parts up here.
import type { FieldInfo, Kind, Rec, Value } from '@/api/types';
import { boolean } from './boolean';
import { choice } from './choice';
import { choices } from './choices';
import { date } from './date';
import { instant } from './instant';
import { integer } from './integer';
import { json } from './json';
import type { FieldKind } from './kind';
import { long_text } from './long_text';
import { money } from './money';
import { ref } from './ref';
import { text } from './text';

const kinds: Record<Kind, FieldKind> = { boolean, choice, date, instant, integer, json, long_text, money, ref, text };

/** A text with choices names several of them. */
export const kindOf = (field: FieldInfo): FieldKind =>
  field.kind === 'text' && field.choices?.length ? choices : (kinds[field.kind] ?? text);

export function Cell({ field, record }: { field: FieldInfo; record: Rec }) {
  const { Cell: Face } = kindOf(field);
  return <Face field={field} value={record[field.name] as Value} record={record} />;
}

/** A value outside its record, e.g. in a difference; titles of references are then looked up. */
export function ShownValue({ field, value }: { field: FieldInfo | undefined; value: unknown }) {
  if (value === null || value === undefined || value === '') return <span className="faint">–</span>;
  if (!field || typeof value === 'object')
    return <>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</>;
  return <Cell field={field} record={{ id: 0, version: 0, [field.name]: typed(field, value) }} />;
}

/** Facts keep every value as text; the kind of the field says what it was. */
function typed(field: FieldInfo, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (field.kind === 'boolean') return value === 'true';
  return ['integer', 'money', 'ref', 'instant'].includes(field.kind) && /^-?\d+$/.test(value) ? Number(value) : value;
}
