import { expect, test } from 'vitest';
import type { FieldInfo } from '@/api/types';
import { chosenOf, joined } from './chosen';
import { kindOf } from './registry';
import { choices } from './choices';

const label = { zh: '', en: '' };
const field = {
  name: 'kinds',
  label,
  kind: 'text',
  choices: ['urged', 'dispatched', 'closed'].map((name) => ({ name, label })),
} as FieldInfo;

test('a text that names choices is ticked one by one', () => {
  expect(kindOf(field)).toBe(choices);
  expect(kindOf({ ...field, choices: [] })).not.toBe(choices);
  expect([...chosenOf(' urged, closed')]).toEqual(['urged', 'closed']);
  expect(chosenOf(null).size).toBe(0);
});

test('what was ticked is named in the order of the description', () => {
  expect(joined(field, chosenOf('closed'), 'urged', true)).toBe('urged,closed');
  expect(joined(field, chosenOf('closed,urged'), 'closed', false)).toBe('urged');
  expect(joined(field, chosenOf('urged'), 'urged', false)).toBeNull();
});
