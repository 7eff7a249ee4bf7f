import { beforeAll, expect, test } from 'vitest';
import { loadLanguage, loadRooms } from '@/kit/i18n';
import { reasonSentence, signed, termsOf, verdictSentence } from './receipt';
import type { WhyNot } from './types';

const answer = (change: Partial<WhyNot>): WhyNot => ({
  verdict: 'outbid',
  loss: 23,
  exact: true,
  reasons: [],
  here: null,
  there: null,
  closes: [],
  ...change,
});

beforeAll(async () => {
  await loadLanguage('zh');
  await loadRooms();
});

test('being outbid names the loss and what would close it', () => {
  const sentence = verdictSentence(answer({ closes: [{ code: 'distance', points: 23 }] }), '赵伟');
  expect(sentence).toContain('总分会少 23');
  expect(sentence).toContain('路程远近');
});

test('an estimate says so', () => expect(verdictSentence(answer({ exact: false }), '赵伟')).toContain('估算'));

test('reasons carry their figures', () => {
  expect(reasonSentence({ code: 'out_of_reach', params: { actual: 12_340, passes_at: 8_000 } })).toBe(
    '路程 12.3 公里，最多 8.0 公里。',
  );
  expect(reasonSentence({ code: 'forbidden', params: { reason: 'conflict_of_interest' } })).toContain('利益关系');
  expect(reasonSentence({ code: 'something_new' })).toBe('something_new');
});

test('every verdict has a sentence in both languages', async () => {
  for (const language of ['zh', 'en'] as const) {
    await loadLanguage(language);
    for (const verdict of ['ineligible', 'outbid', 'better', 'chain', 'chosen'] as const)
      expect(verdictSentence(answer({ verdict }), 'X')).not.toContain('verdict.');
  }
  await loadLanguage('zh');
});

test('terms are read from JSON and from its text', () => {
  expect(termsOf('[{"code":"skill","points":3}]')).toEqual([{ code: 'skill', points: 3 }]);
  expect(termsOf('broken')).toEqual([]);
  expect(signed(-3)).toBe('−3');
});
