import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/api/client';
import { deskOfLink } from './desk';

interface Sent {
  path: string;
  method: string;
  headers: Record<string, string>;
  body: unknown;
}
let sent: Sent[] = [];
let answer: { status: number; body: unknown } = { status: 200, body: {} };

beforeEach(() => {
  sent = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    sent.push({ path, method: init.method ?? 'GET', headers: init.headers as Record<string, string>, body: init.body });
    return new Response(JSON.stringify(answer.body), { status: answer.status });
  });
});
afterEach(() => vi.unstubAllGlobals());

const kHome = {
  firm: { name: '示例' },
  purpose: 'file_cases',
  contact: { name: '张*', phone: '' },
  categories: [{ name: 'funds', zh: '资金', en: 'Funds' }],
  cases: [{ id: 7, number: 'SQ-7', title: '停水', state: 'registered', received_at: 0 }],
};

describe('the desk of a link', () => {
  it('shows its invitation with every call and never in an address', async () => {
    const desk = deskOfLink('secret');
    answer = { status: 200, body: kHome };
    await desk.home();
    await desk.card(7);
    await desk.act(7, 'confirm', {});
    await desk.say(7, '好');
    await desk.attach(7, new File(['x'], '图 1.png', { type: 'image/png' }));
    expect(sent.map((one) => one.headers['X-Invitation'])).toEqual(Array(5).fill('secret'));
    expect(sent.map((one) => one.path).join()).not.toContain('secret');
    expect(sent.map((one) => `${one.method} ${one.path}`)).toEqual([
      'GET /api/casework/link',
      'GET /api/casework/link/cases/7/card',
      'POST /api/casework/link/cases/7/confirm',
      'POST /api/casework/link/cases/7/messages',
      `POST /api/casework/link/cases/7/files?name=${encodeURIComponent('图 1.png')}`,
    ]);
  });
  it('files once for one key', async () => {
    answer = { status: 201, body: { id: 8 } };
    await deskOfLink('secret').request({ title: '停水' }, 'key');
    expect(sent[0]?.headers['Idempotency-Key']).toBe('key');
    expect(sent[0]?.body).toBe('{"title":"停水"}');
  });
  it('may file with one purpose and follows one request with the other', async () => {
    answer = { status: 200, body: kHome };
    const filing = await deskOfLink('a').home();
    expect([filing.mayFile, filing.follows]).toEqual([true, undefined]);
    expect(filing.categories).toEqual([{ name: 'funds', label: { zh: '资金', en: 'Funds' } }]);
    answer = { status: 200, body: { ...kHome, purpose: 'follow_case' } };
    const following = await deskOfLink('b').home();
    expect([following.mayFile, following.follows]).toEqual([false, 7]);
  });
  it('keeps the answers of two links apart', () => {
    expect(deskOfLink('a').key).not.toBe(deskOfLink('b').key);
  });
  it('tells an ended link from an unknown one', async () => {
    answer = { status: 401, body: { code: 'invitation.ended', message: '' } };
    const refused = await deskOfLink('a')
      .home()
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ApiError);
    expect((refused as ApiError).code).toBe('invitation.ended');
  });
});
