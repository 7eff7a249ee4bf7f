import { expect, test } from 'vitest';
import { zhCases } from '@/kit/words/zh_cases';
import { stepVerbs, verbs, kBulk } from './verbs';

/** Keys made at run time are not checked by the compiler. */
const has = (key: string) => expect(Object.keys(zhCases)).toContain(key);

test.each(Object.entries({ ...verbs, ...stepVerbs }))(
  '%s has its word and the words of all its members',
  (name, verb) => {
    has(`verb.${name}`);
    verb.members.forEach((member) => has(`member.${member.name}`));
  },
);

test.each([
  ['light', 'none green yellow red'],
  ['light.letter', 'none green yellow red'],
  ['factor', 'clear open yellow red done'],
  ['factor.letter', 'clear open yellow red done'],
  [
    'next',
    'accept sign_for reply close firm_confirms firm_supplies awaiting_superior awaiting_meeting special_procedure rate nothing',
  ],
  ['outbox.state', 'waiting sending conflict refused sent'],
  ['suggest', 'plan done dismiss'],
  ['board.figure', 'alive red yellow paused awaiting_firm supervised unrated_closed closed_without_firm'],
  ['cases.quick', 'alive mine red yellow sign_for awaiting_firm all'],
])('every %s has its word', (prefix, names) => names.split(' ').forEach((name) => has(`${prefix}.${name}`)));

test('many cases at once are never asked for what belongs to one', () =>
  kBulk.forEach((name) =>
    expect(verbs[name].members.map(({ kind }) => kind)).not.toEqual(expect.arrayContaining(['step'])),
  ));
