import { expect, test } from 'vitest';
import { cumulate } from './cumulate';
import { endOf } from './SupervisionPage';

test('parts come from the largest down, and the last one completes the whole', () =>
  expect(cumulate([{ value: 1 }, { value: 6 }, { value: 3 }])).toEqual([
    { value: 6, sum: 0.6 },
    { value: 3, sum: 0.9 },
    { value: 1, sum: 1 },
  ]));
test('nothing has no shares', () => {
  expect(cumulate([])).toEqual([]);
  expect(cumulate([{ value: 0 }])).toEqual([{ value: 0, sum: 0 }]);
});
test('a day of the zone ends before the next one begins, eight hours before it does in UTC', () =>
  expect(endOf('2020-06-14')).toBe(Date.parse('2020-06-14T16:00:00Z') * 1000 - 1));
