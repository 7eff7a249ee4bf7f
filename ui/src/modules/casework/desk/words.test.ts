import { describe, expect, it } from 'vitest';
import { loadLanguage } from '@/kit/i18n';
import { dayInWords, kStages, placeIn, splitText, stageOf, waitsForFirm } from './words';

describe('what becomes of the text', () => {
  it('takes a short text as the title alone', () => {
    expect(splitText('  流动资金紧张 ')).toEqual({ title: '流动资金紧张' });
  });
  it('takes the first line as the title and keeps the whole', () => {
    expect(splitText('货车进不了园区\n已经三天了')).toEqual({
      title: '货车进不了园区',
      description: '货车进不了园区\n已经三天了',
    });
  });
  it('cuts a long first line after sixty characters and halves none', () => {
    const long = '😀'.repeat(61);
    expect(splitText(long)).toEqual({ title: '😀'.repeat(60), description: long });
  });
});

describe('how far a request is', () => {
  it('knows every stage by its own name', () => {
    expect(kStages.map(stageOf)).toEqual([0, 1, 2, 3, 4, 5]);
  });
  it('stays in hand while paused, and leaves the line when refused', () => {
    expect(stageOf('paused')).toBe(3);
    expect(stageOf('archived')).toBe(5);
    expect(['refused', 'withdrawn', 'merged'].map(stageOf)).toEqual([undefined, undefined, undefined]);
  });
  it('waits for the firm only where the firm must act', () => {
    expect(waitsForFirm({ state: 'resolved' })).toBe(true);
    expect(waitsForFirm({ state: 'paused', pause_kind: 'awaiting_firm' })).toBe(true);
    expect(waitsForFirm({ state: 'paused', next: 'firm_supplies' })).toBe(true);
    expect(waitsForFirm({ state: 'paused', pause_kind: 'awaiting_meeting', next: 'awaiting_meeting' })).toBe(false);
    expect(waitsForFirm({ state: 'closed' })).toBe(false);
  });
});

describe('the place in the fragment', () => {
  it('reads the token and the open request', () => {
    expect(placeIn('#abc')).toEqual({ token: 'abc' });
    expect(placeIn('#abc/12')).toEqual({ token: 'abc', open: 12 });
    expect(placeIn('#abc/<script>')).toEqual({ token: 'abc' });
    expect(placeIn('')).toEqual({ token: '' });
  });
});

describe('a day in words', () => {
  const noon = Date.UTC(2020, 5, 14, 4) * 1000;
  it('is said in the language of the page', async () => {
    await loadLanguage('zh');
    expect(dayInWords(noon)).toBe('2020年6月14日周日');
    await loadLanguage('en');
    expect(dayInWords(noon)).toContain('14 June 2020');
    await loadLanguage('zh');
  });
  it('is the day of the zone, not of the reader', () => {
    expect(dayInWords(Date.UTC(2020, 5, 13, 17) * 1000)).toBe('2020年6月14日周日');
  });
});
