import { expect, test } from 'vitest';
import { ApiError } from './client';
import { Queue, type Surroundings } from './queue';
import { MemoryStore, nextOf, type Act, type Item } from './queue_items';
import type { Rec } from './types';

/** A server that honours keys and versions, and may be away or lose answers. */
class Server {
  cases: Rec[] = [];
  log: string[] = [];
  known = new Map<string, Rec>();
  isAway = false;
  losesAnswers = 0;
  refuses = (_: Item): ApiError | undefined => undefined;

  async send(item: Item): Promise<Rec> {
    await Promise.resolve();
    if (this.isAway) throw new ApiError(0, 'network.unreachable', '');
    const answer = this.known.get(item.key) ?? this.take(item);
    this.known.set(item.key, answer);
    if (this.losesAnswers-- > 0) throw new ApiError(0, 'network.unreachable', '');
    return structuredClone(answer);
  }
  private take(item: Item): Rec {
    const refusal = this.refuses(item);
    if (refusal) throw refusal;
    this.log.push(item.title);
    const id = Number(item.path.split('/').at(-1));
    const old = this.cases.find((one) => one.id === id);
    if (item.method === 'POST') {
      const made: Rec = { id: this.cases.length + 1, version: 1, ...item.body };
      this.cases.push(made);
      return made;
    }
    if (!old) throw new ApiError(404, 'http.404', '');
    if (old.version !== item.version) throw new ApiError(412, 'record.stale', '');
    return Object.assign(old, item.body, { version: old.version + 1 });
  }
  read(path: string): Rec {
    if (this.isAway) throw new ApiError(0, 'network.unreachable', '');
    return structuredClone(this.cases.find((one) => one.id === Number(path.split('/').at(-1)))!);
  }
}

class World {
  server = new Server();
  store = new MemoryStore();
  time = 1_000_000;
  online = true;
  timers: { at: number; act: () => void }[] = [];
  sent: string[] = [];
  private keys = 0;

  queue(owner = 'one', server: Pick<Server, 'send' | 'read'> = this.server): Queue {
    const around: Surroundings = {
      send: (item) => server.send(item),
      read: async (path) => server.read(path),
      now: () => this.time,
      later: (act, milliseconds) => {
        const timer = { at: this.time + milliseconds, act };
        this.timers.push(timer);
        return () => void (this.timers = this.timers.filter((one) => one !== timer));
      },
      isOnline: () => this.online,
      newKey: () => `key-${++this.keys}`,
      onSent: (item) => void this.sent.push(item.title),
    };
    return new Queue(this.store, around, owner);
  }
  async pass(milliseconds: number): Promise<void> {
    this.time += milliseconds;
    const due = this.timers.filter((timer) => timer.at <= this.time);
    this.timers = this.timers.filter((timer) => timer.at > this.time);
    due.forEach((timer) => timer.act());
    await settled();
  }
}
const settled = () => new Promise((done) => setTimeout(done, 5));

const creation = (title: string): Act => ({
  title,
  method: 'POST',
  path: '/api/casework/cases',
  body: { title },
  target: `new ${title}`,
  entity: 'service_case',
});
const edit = (title: string, version: number, body: Record<string, unknown>): Act => ({
  ...creation(title),
  method: 'PATCH',
  path: '/api/casework/cases/1',
  body,
  version,
  target: 'service_case 1',
});
const states = (queue: Queue) => queue.list().map(({ title, state }) => `${title}: ${state}`);

test('an act is answered with what the server made of it', async () => {
  const world = new World();
  const done = await world.queue().act(creation('water'));
  expect(done).toEqual({ state: 'sent', data: { id: 1, version: 1, title: 'water' } });
  expect(world.sent).toEqual(['water']);
});

test('fifty acts without a network arrive once each, in order', async () => {
  const world = new World();
  world.online = false;
  const queue = world.queue();
  const titles = Array.from({ length: 50 }, (_, i) => `case ${i}`);
  for (const title of titles) expect(await queue.act(creation(title))).toEqual({ state: 'waiting' });
  expect(queue.list().filter((item) => item.state === 'waiting')).toHaveLength(50);
  world.online = true;
  await queue.flush();
  expect(world.server.log).toEqual(titles);
  expect(queue.list().every((item) => item.state === 'sent')).toBe(true);
});

test('what waits outlives the tab', async () => {
  const world = new World();
  world.online = false;
  await world.queue().act(creation('kept'));
  world.online = true;
  const later = world.queue();
  await later.reload();
  expect(states(later)).toEqual(['kept: waiting']);
  await later.flush();
  expect(world.server.log).toEqual(['kept']);
});

test('a lost answer is asked for again with the same key', async () => {
  const world = new World();
  world.server.losesAnswers = 1;
  const queue = world.queue();
  expect(await queue.act(creation('once'))).toEqual({ state: 'waiting' });
  await world.pass(3_000);
  expect(states(queue)).toEqual(['once: sent']);
  expect(world.server.cases).toHaveLength(1);
});

test('the pauses between tries grow while the server is away, and it is tried at once when asked', async () => {
  const world = new World();
  world.server.isAway = true;
  const queue = world.queue();
  await queue.act(creation('patient'));
  expect(world.timers.map((timer) => timer.at - world.time)).toEqual([3_000]);
  await world.pass(3_000);
  expect(world.timers.map((timer) => timer.at - world.time)).toEqual([6_000]);
  world.server.isAway = false;
  await queue.flush();
  expect(states(queue)).toEqual(['patient: sent']);
});

test('pressing twice with one key acts once', async () => {
  const world = new World();
  const queue = world.queue();
  await Promise.all([
    queue.act(creation('twice'), 'same'),
    queue.act(creation('twice'), 'same').catch(() => undefined),
  ]);
  expect(world.server.cases).toHaveLength(1);
  expect(queue.list()).toHaveLength(1);
});

test('two tabs share the work and send nothing twice', async () => {
  const world = new World();
  world.online = false;
  const [first, second] = [world.queue(), world.queue()];
  for (let i = 0; i < 20; i++) await (i % 2 ? first : second).act(creation(`case ${i}`));
  world.online = true;
  world.server.known.set = () => world.server.known; // even a server that forgets keys sees each act once
  await Promise.all([first.flush(), second.flush()]);
  await settled();
  expect(new Set(world.server.log).size).toBe(20);
  expect(world.server.log).toHaveLength(20);
});

test('what a dead tab had begun is taken up when its claim ends', async () => {
  const world = new World();
  world.online = false;
  const dead = world.queue('one', { send: () => new Promise(() => undefined), read: world.server.read });
  await dead.act(creation('orphan'));
  world.online = true;
  void dead.flush();
  await settled();
  const alive = world.queue();
  await alive.reload();
  await alive.flush();
  expect(states(alive)).toEqual(['orphan: sending']);
  await world.pass(61_000);
  await alive.flush();
  expect(states(alive)).toEqual(['orphan: sent']);
});

test('a refusal goes back to the form it came from and leaves nothing behind', async () => {
  const world = new World();
  world.server.refuses = () => new ApiError(409, 'casework.wrong_state', 'not now');
  const queue = world.queue();
  await expect(queue.act(creation('refused'))).rejects.toMatchObject({ code: 'casework.wrong_state' });
  expect(queue.list()).toEqual([]);
});

test('what was refused later stays with its sentence until a person edits, retries or discards it', async () => {
  const world = new World();
  world.online = false;
  const queue = world.queue();
  await queue.act(creation('bad'));
  await queue.act(creation('good'));
  world.online = true;
  world.server.refuses = ({ body }) =>
    body?.['title'] === 'bad' ? new ApiError(422, 'field.too_long', 'too long') : undefined;
  await queue.flush();
  expect(states(queue)).toEqual(['bad: refused', 'good: sent']);
  expect(queue.list()[0]?.problem?.message).toBe('too long');
  const key = queue.list()[0]!.key;
  await queue.retry(queue.list()[0]!.id);
  expect(states(queue)[0]).toBe('bad: refused');
  await queue.retry(queue.list()[0]!.id, { body: { title: 'better' } });
  expect(states(queue)[0]).toBe('bad: sent');
  expect(queue.list()[0]?.key).not.toBe(key);
  expect(world.server.cases.map((one) => one['title'])).toEqual(['good', 'better']);
});

test('acts on one target wait for each other, others pass by', async () => {
  const world = new World();
  await world.queue().act(creation('one'));
  world.online = false;
  const queue = world.queue();
  await queue.act(edit('first', 1, { title: 'first' }));
  await queue.act(edit('second', 2, { title: 'second' }));
  await queue.act(creation('other'));
  world.online = true;
  world.server.refuses = ({ title }) => (title === 'first' ? new ApiError(403, 'http.403', '') : undefined);
  await queue.flush();
  expect(states(queue)).toEqual(['one: sent', 'first: refused', 'second: waiting', 'other: sent']);
  await queue.discard(queue.list()[1]!.id);
  await queue.flush();
  expect(states(queue)).toEqual(['one: sent', 'second: conflict', 'other: sent']);
});

test('a conflict keeps both versions; mine goes over theirs only when a person says so', async () => {
  const world = new World();
  await world.queue().act(creation('one'));
  world.online = false;
  const queue = world.queue();
  await queue.act(edit('mine', 1, { title: 'mine' }));
  Object.assign(world.server.cases[0]!, { title: 'theirs', version: 2 });
  world.online = true;
  await queue.flush();
  const item = queue.list().at(-1)!;
  expect([item.state, item.body, item.theirs?.['title']]).toEqual(['conflict', { title: 'mine' }, 'theirs']);
  expect(world.server.cases[0]!['title']).toBe('theirs');
  await queue.retry(item.id, { version: item.theirs!.version });
  expect(world.server.cases[0]).toMatchObject({ title: 'mine', version: 3 });
});

test('an edit whose answer was lost is no conflict with itself', async () => {
  const world = new World();
  await world.queue().act(creation('one'));
  world.server.known.get = () => undefined; // a server that forgets keys
  world.server.losesAnswers = 1;
  const queue = world.queue();
  await queue.act(edit('mine', 1, { title: 'mine' }));
  await world.pass(3_000);
  expect(states(queue).at(-1)).toBe('mine: sent');
  expect(world.server.cases[0]!.version).toBe(2);
});

test('on a shared phone everybody sends their own', async () => {
  const world = new World();
  world.online = false;
  await world.queue('one').act(creation('hers'));
  world.online = true;
  const other = world.queue('two');
  await other.reload();
  await other.flush();
  expect(other.list()).toEqual([]);
  expect(world.server.log).toEqual([]);
});

test('signing in again lets the acts go on', async () => {
  const world = new World();
  world.server.refuses = () => new ApiError(401, 'session.none', '');
  const queue = world.queue();
  expect(await queue.act(creation('late'))).toEqual({ state: 'waiting' });
  world.server.refuses = () => undefined;
  await queue.flush();
  expect(states(queue)).toEqual(['late: sent']);
});

test('what arrived is shown for half a day and can be cleared', async () => {
  const world = new World();
  const queue = world.queue();
  await queue.act(creation('old'));
  await world.pass(13 * 3_600_000);
  await queue.act(creation('new'));
  expect(states(queue)).toEqual(['new: sent']);
  await queue.forgetSent();
  expect(queue.list()).toEqual([]);
});

test('nobody is chosen among nothing', () => expect(nextOf([], 'one', 0)).toBeUndefined());
