import { expect, test } from 'vitest';
import { count, dateOf, fenOf, money, percentOfPpm, yuanOf } from './format';
import { fill } from './i18n';

test.each([
  ['2020-06-14', '2020-06-14'],
  ['2020.6.4', '2020-06-04'],
  ['2020年6月14日', '2020-06-14'],
  ['20200614', '2020-06-14'],
  ['2020-02-30', undefined],
  ['6月14日', undefined],
])('the day %s is %s', (text, day) => expect(dateOf(text)).toBe(day));

test.each([
  ['12', 1200],
  ['12.3', 1230],
  ['1,234.05', 123405],
  ['-0.01', -1],
  ['0.005', undefined],
  ['一万', undefined],
])('%s yuan are %s fen', (text, fen) => expect(fenOf(text)).toBe(fen));

test('counts are grouped by thousands, in both languages alike', () => {
  expect([0, 7, 999, 1000, 2036, 1234567, -45000].map(count)).toEqual([
    '0',
    '7',
    '999',
    '1,000',
    '2,036',
    '1,234,567',
    '-45,000',
  ]);
  expect(count(null)).toBe('–');
});

test('amounts go to the form and back without a loss', () => {
  for (const fen of [0, 1, 99, 100, 123405, 999_999_999_99]) expect(fenOf(yuanOf(fen))).toBe(fen);
});

test('amounts are shown in the unit people use', () => {
  expect(money(357_000_000_00)).toBe('3.57 亿元');
  expect(money(12_345_00)).toBe('1.23 万元');
  expect(money(null)).toBe('–');
});

test('a gap is shown as a percentage', () => expect(percentOfPpm(411)).toBe('0.041 %'));

test('sentences are filled, unknown names stay visible', () => expect(fill('{a} of {b}', { a: 1 })).toBe('1 of {b}'));
