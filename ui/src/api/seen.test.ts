import { describe, expect, it } from 'vitest';
import { ApiError } from './client';
import { Seen, type Answer, type Shelf } from './seen';

const kHour = 3_600_000;
const kList = '/api/casework/cases';
const away = () => Promise.reject(new ApiError(0, 'network.unreachable', ''));
const sessionOf = (person: number) => ({
  person: { id: person, name: '' },
  zone: { id: 1, name: '', demo: false },
  roles: [],
});

class MemoryShelf implements Shelf {
  answers = new Map<string, Answer>();
  read = async (place: string) => this.answers.get(place);
  write = async (answer: Answer) => void this.answers.set(answer.address, answer);
  drop = async (place: string) => void this.answers.delete(place);
  clear = async () => this.answers.clear();
  tidy = async () => undefined;
}

/** A device whose network can be taken away, with pages opened one after the other. */
function device() {
  const shelf = new MemoryShelf();
  const server = { person: 7, isAway: false, answer: (path: string): unknown => ({ path }), now: 1_000 * kHour };
  const open = () =>
    new Seen(shelf, {
      now: () => server.now,
      get: <T>(path: string) =>
        server.isAway
          ? (away() as Promise<T>)
          : Promise.resolve().then(
              () => (path === '/api/session' ? sessionOf(server.person) : server.answer(path)) as T,
            ),
    });
  return { shelf, server, open };
}

/** Somebody looked at the list with a network; then the network went and the page is opened again. */
async function afterReload(hours: number) {
  const { shelf, server, open } = device();
  const before = open();
  await before.fetch('/api/session');
  await before.fetch(kList, { limit: 50 });
  server.isAway = true;
  server.now += hours * kHour;
  const page = open();
  return { shelf, server, page, before };
}

describe('what was last seen', () => {
  it('is shown without a network, with its time', async () => {
    const { page, server } = await afterReload(8);
    expect(await page.fetch('/api/session')).toEqual(sessionOf(7));
    expect(await page.fetch(kList, { limit: 50 })).toEqual({ path: kList });
    expect(page.since(kList)).toBe(server.now - 8 * kHour);
  });
  it('is not shown after three days', async () => {
    const { page } = await afterReload(73);
    await expect(page.fetch('/api/session')).rejects.toThrow(ApiError);
  });
  it('is another question than a list with other limits', async () => {
    const { page } = await afterReload(1);
    await page.fetch('/api/session');
    await expect(page.fetch(kList, { limit: 51 })).rejects.toThrow(ApiError);
  });
  it('gives way to a fresh answer', async () => {
    const { page, server } = await afterReload(1);
    await page.fetch('/api/session');
    await page.fetch(kList, { limit: 50 });
    server.isAway = false;
    server.answer = () => 'fresh';
    expect(await page.fetch(kList, { limit: 50 })).toBe('fresh');
    expect(page.since(kList)).toBeUndefined();
  });
  it('is not shown before it is known who is here', async () => {
    const { page } = await afterReload(1);
    await expect(page.fetch(kList, { limit: 50 })).rejects.toThrow(ApiError);
  });
  it('is never shown to another account', async () => {
    const { page, server, shelf } = await afterReload(1);
    server.isAway = false;
    server.person = 8;
    await page.fetch('/api/session');
    expect([...shelf.answers.keys()]).toEqual(['/api/session']);
    server.isAway = true;
    await expect(page.fetch(kList, { limit: 50 })).rejects.toThrow(ApiError);
  });
  it('is gone after signing out, also what was on its way then', async () => {
    const { before, server, shelf } = await afterReload(1);
    server.isAway = false;
    const late = before.fetch(kList, { limit: 50 });
    await before.forget();
    await late;
    expect(shelf.answers.size).toBe(0);
  });
  it('is gone when the session has ended', async () => {
    const { page, server, shelf } = await afterReload(1);
    server.isAway = false;
    server.answer = () => {
      throw new ApiError(401, 'session.missing', '');
    };
    await expect(page.fetch(kList)).rejects.toThrow(ApiError);
    expect(shelf.answers.size).toBe(0);
  });
  it('is dropped when it may not be seen any more', async () => {
    const { page, server, shelf } = await afterReload(1);
    server.isAway = false;
    server.answer = () => {
      throw new ApiError(403, 'role.forbidden', '');
    };
    await expect(page.fetch(kList, { limit: 50 })).rejects.toThrow(ApiError);
    expect([...shelf.answers.keys()]).toEqual(['/api/session']);
  });
  it('is work only: no accounts, no links, no audit', async () => {
    const { before, server, shelf } = await afterReload(1);
    server.isAway = false;
    for (const path of ['/api/access/accounts', '/api/casework/invitations', '/api/audit', '/api/session/devices'])
      await before.fetch(path);
    expect([...shelf.answers.keys()]).toEqual(['/api/session', `${kList}?limit=50`]);
  });
});
