// The outbox: every act is written down before it is sent, sent in order with its own key, and leaves only when the server
// has taken it or a person has decided about it. It works without a network, through a reload, and in several tabs.
import { ApiError, send, type CallOptions } from './client';
import { isAway, isOpen, isThere, nextOf, type Act, type Item, type Store } from './queue_items';
import type { Rec } from './types';

/** An answer that takes longer is waited for in the background: gates of factories have weak networks. */
const kPatience = 12_000;
/** Longer than any request is waited for, so that a claim ends only when its tab died. */
const kClaim = 60_000;
/** Sent items stay to be looked at for so long. */
const kKeepSent = 12 * 3_600_000;
const kFirstPause = 3_000;
const kLongestPause = 60_000;

export type Sent = { state: 'sent'; data: Rec } | { state: 'waiting' };

export interface Surroundings {
  send: (item: Item, signal: AbortSignal) => Promise<Rec>;
  read: (path: string) => Promise<Rec>;
  now: () => number;
  later: (act: () => void, milliseconds: number) => () => void;
  isOnline: () => boolean;
  newKey: () => string;
  /** Something was taken by the server: what is shown of this kind is old. */
  onSent: (item: Item) => void;
}

export const newKey = (): string =>
  crypto.randomUUID?.() ?? `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;

export const surroundings = (onSent: (item: Item) => void): Surroundings => ({
  send: (item, signal) => {
    const { body, raw, query, version } = item;
    const options: CallOptions = { idempotencyKey: item.key, signal };
    if (body) options.body = body;
    if (raw) options.raw = raw;
    if (query) options.query = query;
    if (version !== undefined) options.version = version;
    return send<Rec>(item.method, item.path, options).then((answer) => answer.data);
  },
  read: (path) => send<Rec>('GET', path).then((answer) => answer.data),
  now: Date.now,
  later: (act, milliseconds) => {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
  isOnline: () => navigator.onLine,
  newKey,
  onSent,
});

export class Queue {
  private items: Item[] = [];
  private listeners = new Set<() => void>();
  private waiters = new Map<string, ((outcome: Item | undefined) => void)[]>();
  private answers = new Map<string, Rec>();
  private run: Promise<void> | undefined;
  private again = false;
  private pause = kFirstPause;
  private stopTimer: (() => void) | undefined;

  constructor(
    private store: Store,
    private around: Surroundings,
    private owner: string,
    /** Other tabs read the same store. */
    private tellOthers: () => void = () => undefined,
  ) {}

  subscribe = (tell: () => void): (() => void) => {
    this.listeners.add(tell);
    return () => void this.listeners.delete(tell);
  };
  /** Of this person, oldest first. */
  list = (): Item[] => this.items;

  async reload(): Promise<void> {
    const oldest = this.around.now() - kKeepSent;
    this.items = await this.store.transact((items) => {
      const old = items.filter((item) => item.state === 'sent' && item.at < oldest);
      return {
        remove: old.map((item) => item.id),
        answer: items.filter((item) => item.owner === this.owner && !old.includes(item)),
      };
    });
    this.items.forEach((item) => this.tellOfOthers(item));
    this.listeners.forEach((tell) => tell());
  }

  /** Another tab may have sent what was done here. */
  private tellOfOthers(item: Item): void {
    if (isOpen(item) || !this.waiters.has(item.key)) return;
    if (item.state === 'sent' && !this.answers.has(item.key))
      this.answers.set(item.key, { id: item.answer?.id ?? 0, version: 0 });
    this.tellWaiter(item.key, item);
  }

  /**
   * Writes the act down and tries to send it. Answers when the server took it or when it waits for the network; a refusal
   * is thrown and forgotten here, because the form it came from is still open. A conflict stays, to be looked at.
   */
  async act(wanted: Act, key = this.around.newKey()): Promise<Sent> {
    const outcome = new Promise<Item | undefined>((resolve) =>
      this.waiters.set(key, [...(this.waiters.get(key) ?? []), resolve]),
    );
    await this.store.transact((items) => ({
      put: items.some((item) => item.key === key)
        ? []
        : [
            {
              ...wanted,
              id: (items.at(-1)?.id ?? 0) + 1,
              key,
              owner: this.owner,
              at: this.around.now(),
              state: 'waiting',
            },
          ],
      answer: undefined,
    }));
    await this.changed();
    if (!this.around.isOnline()) this.waiters.delete(key);
    void this.flush();
    if (!this.around.isOnline()) return { state: 'waiting' };
    const giveUp = this.around.later(() => this.tellWaiter(key), kPatience);
    const item = await outcome;
    giveUp();
    await this.reload();
    const data = this.answers.get(key);
    if (item?.state === 'sent' && data) return { state: 'sent', data };
    if (item?.state === 'refused') {
      await this.discard(item.id);
      const { status, code, message, problems } = item.problem ?? { status: 0, code: '', message: '', problems: [] };
      throw new ApiError(status, code, message, problems);
    }
    return { state: 'waiting' };
  }

  /** Sends what may go, one after the other, until nothing may go or the server is away. */
  flush(): Promise<void> {
    this.again = true;
    this.stopTimer?.();
    return (this.run ??= this.work());
  }

  private async work(): Promise<void> {
    while (this.again) {
      this.again = false;
      for (let item = await this.claim(); item; item = await this.claim()) {
        await this.changed();
        const isTaken = await this.deliver(item);
        await this.changed();
        if (!isTaken) return this.rest();
      }
    }
    this.rest();
  }

  /** Ends the run in the same breath in which it was decided, so that no call of flush() falls between. */
  private rest(): void {
    this.run = undefined;
    // The server is away, or another tab holds a claim: somebody has to look again.
    if (this.items.some(isOpen)) this.tryLater();
    else this.pause = kFirstPause;
  }

  private tryLater(): void {
    for (const key of [...this.waiters.keys()]) this.tellWaiter(key);
    this.stopTimer = this.around.later(() => void this.flush(), this.pause);
    this.pause = Math.min(this.pause * 2, kLongestPause);
  }

  private claim(): Promise<Item | undefined> {
    const now = this.around.now();
    return this.store.transact((items) => {
      const item = this.around.isOnline() ? nextOf(items, this.owner, now) : undefined;
      if (!item) return { answer: undefined };
      const claimed: Item = { ...item, state: 'sending', claimed_until: now + kClaim };
      return { put: [claimed], answer: claimed };
    });
  }

  /** False when the server is away. */
  private async deliver(item: Item): Promise<boolean> {
    const stop = new AbortController();
    const cancel = this.around.later(() => stop.abort(), kClaim / 2);
    try {
      const data = await this.around.send(item, stop.signal);
      await this.finish(item, data);
      return true;
    } catch (error) {
      const refusal = error instanceof ApiError ? error : new ApiError(0, 'network.unreachable', '');
      if (isAway(refusal)) {
        await this.settle(item, { state: 'waiting' });
        return false;
      }
      await this.refused(item, refusal);
      return true;
    } finally {
      cancel();
    }
  }

  private async refused(item: Item, refusal: ApiError): Promise<void> {
    const { status, code, message, problems } = refusal;
    const problem = { status, code, message, problems };
    if (status !== 412) return this.settle(item, { state: 'refused', problem });
    let theirs: Rec;
    try {
      theirs = await this.around.read(item.path);
    } catch {
      return this.settle(item, { state: 'waiting' });
    }
    if (isThere(item.body, theirs)) return this.finish(item, theirs);
    return this.settle(item, { state: 'conflict', problem, theirs });
  }

  private async finish(item: Item, data: Rec | undefined): Promise<void> {
    if (this.waiters.has(item.key)) this.answers.set(item.key, data ?? { id: 0, version: 0 });
    const { raw: _, ...light } = item;
    await this.settle(light, { state: 'sent', ...(data?.id ? { answer: { id: data.id } } : {}) });
    this.pause = kFirstPause;
    this.around.onSent(item);
  }

  /** The item as it stands now; what a person discarded meanwhile stays discarded. */
  private async settle({ claimed_until: _, ...item }: Item, change: Partial<Item>): Promise<void> {
    const settled: Item = { ...item, ...change };
    await this.store.transact((items) => ({
      put: items.some((one) => one.id === item.id && one.key === item.key) ? [settled] : [],
      answer: undefined,
    }));
    if (settled.state !== 'waiting') this.tellWaiter(item.key, settled);
  }

  private tellWaiter(key: string, item?: Item): void {
    this.waiters.get(key)?.forEach((tell) => tell(item));
    this.waiters.delete(key);
  }

  private async changed(): Promise<void> {
    await this.reload();
    this.tellOthers();
  }

  /** The person gives the act up. */
  async discard(id: number): Promise<void> {
    await this.store.transact(() => ({ remove: [id], answer: undefined }));
    await this.changed();
    void this.flush();
  }

  /** Sends again: as it was, or with other contents and against another version. What is new gets a new key. */
  async retry(id: number, change: Pick<Partial<Act>, 'body' | 'version'> = {}): Promise<void> {
    const isNew = Object.keys(change).length > 0;
    await this.store.transact((items) => {
      const item = items.find((one) => one.id === id);
      if (!item || item.state === 'sent' || item.state === 'sending') return { answer: undefined };
      const { problem: _, theirs: __, claimed_until: ___, ...rest } = item;
      const key = isNew ? this.around.newKey() : item.key;
      return { put: [{ ...rest, ...change, key, state: 'waiting' }], answer: undefined };
    });
    await this.changed();
    return this.flush();
  }

  /** Clears away what has arrived. */
  async forgetSent(): Promise<void> {
    await this.store.transact((items) => ({
      remove: items.filter((item) => item.owner === this.owner && item.state === 'sent').map((item) => item.id),
      answer: undefined,
    }));
    await this.changed();
  }
}
