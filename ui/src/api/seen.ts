// What was last seen, kept in the browser's own database, so that a page opened without a network shows it with its time.
// Of one account at a time: another one, signing out and the end of the session clear it.
import { address, ApiError, get, onAnonymous, type Query } from './client';
import type { Session } from './types';

/** Milliseconds, as all times here: a journey of some days; older answers mislead more than they help. */
const kKeep = 3 * 24 * 3_600_000;
/** As many answers as an officer looks at on a long day. */
const kMost = 400;
const kSession = '/api/session';
/** Work on firms, cases and projects. Never accounts, links of firms, the audit or the operation. */
const kKept = /^\/api\/(session$|describe$|casework\/(?!invitations|feedbacks)|registry\/|projects\/)/;

export interface Answer {
  address: string;
  owner: string;
  at: number;
  data: unknown;
}
/** A place for answers; where the browser forbids its database nothing is kept. */
export interface Shelf {
  read: (address: string) => Promise<Answer | undefined>;
  write: (answer: Answer) => Promise<void>;
  drop: (address: string) => Promise<void>;
  clear: () => Promise<void>;
  /** Removes what is older than `oldest`, and what is more than `most`, oldest first. */
  tidy: (oldest: number, most: number) => Promise<void>;
}

export interface World {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) => Promise<T>;
  now: () => number;
}

/** The server, or whatever stands before it, is away; nothing is wrong with the question. */
export const isAway = (error: unknown): error is ApiError =>
  error instanceof ApiError && (error.status === 0 || (error.status >= 502 && error.status <= 504));
const ownerOf = (session: Session): string => `${session.zone.id}/${session.person.id}`;

export class Seen {
  private owner: string | undefined;
  private shown = new Map<string, number>();

  constructor(
    private shelf: Shelf,
    private world: World,
  ) {}

  /** Asks the server; when it is away, answers what it said last to the same account. */
  fetch = async <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> => {
    const place = address(path, query);
    try {
      const data = await this.world.get<T>(path, query, signal);
      this.shown.delete(place);
      await this.keep(path, place, data).catch(() => undefined);
      return data;
    } catch (error) {
      if (isAway(error)) return (await this.lastOf<T>(path, place)) ?? Promise.reject(error);
      if (error instanceof ApiError && error.status === 401) await this.forget();
      else if (error instanceof ApiError && error.status < 500) await this.shelf.drop(place).catch(() => undefined);
      throw error;
    }
  };

  private async keep(path: string, place: string, data: unknown): Promise<void> {
    if (path === kSession) await this.enter(ownerOf(data as Session));
    // Signed out while the answer was on its way.
    if (this.owner === undefined || !kKept.test(path)) return;
    await this.shelf.write({ address: place, owner: this.owner, at: this.world.now(), data });
  }

  private async enter(owner: string): Promise<void> {
    if (this.owner === owner) return;
    const last = await this.shelf.read(kSession);
    if (last?.owner !== owner) await this.shelf.clear();
    else await this.shelf.tidy(this.world.now() - kKeep, kMost);
    this.owner = owner;
  }

  private async lastOf<T>(path: string, place: string): Promise<T | undefined> {
    const answer = await this.shelf.read(place).catch(() => undefined);
    if (!answer || answer.at < this.world.now() - kKeep) return undefined;
    if (path === kSession) this.owner ??= answer.owner;
    if (answer.owner !== this.owner) return undefined;
    this.shown.set(place, answer.at);
    return answer.data as T;
  }

  /** When the shown answer of this path was given, if it is an old one. */
  since(path: string): number | undefined {
    const times = [...this.shown].filter(([place]) => place.split('?')[0] === path).map(([, at]) => at);
    return times.length ? Math.min(...times) : undefined;
  }

  async forget(): Promise<void> {
    this.owner = undefined;
    this.shown.clear();
    await this.shelf.clear().catch(() => undefined);
  }
}

const kDatabase = 'zw_seen';
const kAnswers = 'answers';

const ended = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });

class BrowserShelf implements Shelf {
  private opened: Promise<IDBDatabase> | undefined;

  private open(): Promise<IDBDatabase> {
    return (this.opened ??= new Promise((resolve, reject) => {
      const opening = indexedDB.open(kDatabase, 1);
      opening.onupgradeneeded = () =>
        opening.result.createObjectStore(kAnswers, { keyPath: 'address' }).createIndex('at', 'at');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    }));
  }
  private async change(work: (answers: IDBObjectStore) => void): Promise<void> {
    const transaction = (await this.open()).transaction(kAnswers, 'readwrite');
    work(transaction.objectStore(kAnswers));
    return ended(transaction);
  }
  async read(place: string): Promise<Answer | undefined> {
    const transaction = (await this.open()).transaction(kAnswers);
    const reading = transaction.objectStore(kAnswers).get(place) as IDBRequest<Answer | undefined>;
    await ended(transaction);
    return reading.result;
  }
  write = (answer: Answer): Promise<void> => this.change((answers) => answers.put(answer));
  drop = (place: string): Promise<void> => this.change((answers) => answers.delete(place));
  clear = (): Promise<void> => this.change((answers) => answers.clear());
  tidy = (oldest: number, most: number): Promise<void> =>
    this.change((answers) => {
      let kept = 0;
      const walk = answers.index('at').openCursor(null, 'prev');
      walk.onsuccess = () => {
        const here = walk.result;
        if (!here) return;
        const { address: place, at } = here.value as Answer;
        if (place !== kSession && (at < oldest || ++kept > most)) here.delete();
        here.continue();
      };
    });
}

/** Plain http keeps nothing: a page could not be opened there without a network anyway. */
const kNowhere: Shelf = {
  read: () => Promise.resolve(undefined),
  write: () => Promise.resolve(),
  drop: () => Promise.resolve(),
  clear: () => Promise.resolve(),
  tidy: () => Promise.resolve(),
};
const isSecure = typeof window !== 'undefined' && window.isSecureContext && typeof indexedDB !== 'undefined';

export const seen = new Seen(isSecure ? new BrowserShelf() : kNowhere, { get, now: Date.now });
onAnonymous(() => void seen.forget());
