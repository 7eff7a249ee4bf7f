import { expect, test } from 'vitest';
import { levelsOf } from './levels';
import type { Step } from './types';

const step = (key: string, depends_on = '', position = 0): Step => ({
  id: key.charCodeAt(0),
  version: 1,
  key,
  name: key,
  name_en: null,
  position,
  depends_on,
  state: 'waiting',
});
const keys = (steps: Step[]) => levelsOf(steps).map((level) => level.map((one) => one.key).join(' '));

test('nothing has no levels', () => expect(keys([])).toEqual([]));
test('a chain has one step on each level, whatever the order of the rows', () =>
  expect(keys([step('c', 'b'), step('b', 'a'), step('a')])).toEqual(['a', 'b', 'c']));
test('what waits for the same goes side by side, in the order of the list', () =>
  expect(keys([step('a'), step('c', 'a', 2), step('b', 'a', 1), step('d', 'b, c')])).toEqual(['a', 'b c', 'd']));
test('a step stands below the lowest it waits for', () =>
  expect(keys([step('a'), step('b', 'a'), step('c', 'a,b')])).toEqual(['a', 'b', 'c']));
test('keys that nobody has are waited for by nobody', () => expect(keys([step('a', 'gone')])).toEqual(['a']));
test('a circle is shown, not lost', () =>
  expect(keys([step('a'), step('b', 'c'), step('c', 'b')])).toEqual(['a', 'b c']));
