import { expect, test } from 'vitest';
import { clockOf, minuteOf } from './minutes';

test('every minute of the day comes back from its clock', () => {
  for (let minute = 0; minute < 1440; minute++) expect(minuteOf(clockOf(minute))).toBe(minute);
});

test.each(['24:00', '12:60', '7', '', '07:5', 'x7:30'])('"%s" is no time', (text) =>
  expect(minuteOf(text)).toBeUndefined(),
);

test('a single digit is enough for the hour', () => expect(minuteOf('7:30')).toBe(450));
