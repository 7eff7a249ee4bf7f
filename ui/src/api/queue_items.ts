// The acts of the outbox as they are kept, which of them may be sent next, and what an answer means for them.
import type { ApiError } from './client';
import type { Problem, Rec } from './types';

/** What a person did, as it will be sent. */
export interface Act {
  /** For people: "New case: no water since Monday". */
  title: string;
  method: 'POST' | 'PATCH';
  path: string;
  body?: Record<string, unknown>;
  raw?: { content: Blob; type: string };
  query?: Record<string, string>;
  /** Of the record as it was when the person changed it. */
  version?: number;
  /** Acts on one target wait for each other; a new record is a target of its own. */
  target: string;
  /** The kind of record that changes, so that what is shown is read again. */
  entity: string;
}

export type ItemState = 'waiting' | 'sending' | 'conflict' | 'refused' | 'sent';

export interface Item extends Act {
  id: number;
  /** Idempotency-Key: however often the act is sent, it happens once. */
  key: string;
  /** Who did it; on a shared phone nobody sends for somebody else. */
  owner: string;
  at: number;
  state: ItemState;
  /** While it is being sent: until when no other tab takes it up. Milliseconds, as all times here. */
  claimed_until?: number;
  problem?: { status: number; code: string; message: string; problems: Problem[] };
  /** In a conflict: the record as it is on the server. */
  theirs?: Rec;
  answer?: { id?: number };
}

export interface Changes<T> {
  put?: Item[];
  remove?: number[];
  answer: T;
}
/** Where items are kept. The work sees all of them and nobody changes them meanwhile, not even another tab. */
export interface Store {
  transact: <T>(work: (items: Item[]) => Changes<T>) => Promise<T>;
}

export class MemoryStore implements Store {
  private items = new Map<number, Item>();
  async transact<T>(work: (items: Item[]) => Changes<T>): Promise<T> {
    const { put = [], remove = [], answer } = work(structuredClone([...this.items.values()].sort(byNumber)));
    put.forEach((item) => this.items.set(item.id, structuredClone(item)));
    remove.forEach((id) => this.items.delete(id));
    return answer;
  }
}

export const byNumber = (a: Item, b: Item): number => a.id - b.id;

export const isOpen = (item: Item): boolean => item.state === 'waiting' || item.state === 'sending';
const isFree = (item: Item, now: number): boolean =>
  item.state === 'waiting' || (item.state === 'sending' && (item.claimed_until ?? 0) < now);

/** The first act that may go: its own target has nothing older that waits for the network or for a person. */
export function nextOf(items: Item[], owner: string, now: number): Item | undefined {
  const blocked = new Set<string>();
  for (const item of items) {
    if (item.owner !== owner || item.state === 'sent') continue;
    if (!blocked.has(item.target) && isFree(item, now)) return item;
    blocked.add(item.target);
  }
  return undefined;
}

/** The server could not be reached, is away for a moment, or asks to sign in again: the act waits, nothing is wrong with it. */
export const isAway = (error: ApiError): boolean =>
  error.status === 0 || error.status === 401 || error.status === 408 || error.status === 429 || error.status >= 500;

/** All that the person wanted is there already: the first sending had arrived and only its answer was lost. */
export const isThere = (wanted: Record<string, unknown> | undefined, record: Rec): boolean =>
  Object.entries(wanted ?? {}).every(([name, value]) => (record[name] ?? null) === (value ?? null));
