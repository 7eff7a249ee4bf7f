// Keeps the outbox in the browser's own database, where it outlives a reload and is shared by all tabs.
import { Queue, surroundings } from './queue';
import { byNumber, MemoryStore, type Changes, type Item, type Store } from './queue_items';
import { queries, refresh } from './queries';
import type { Session } from './types';

const kDatabase = 'zw_outbox';
const kItems = 'items';
const kChannel = 'zw_outbox';

const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

export class IndexedStore implements Store {
  private constructor(private database: IDBDatabase) {}

  static async open(): Promise<IndexedStore> {
    const opening = indexedDB.open(kDatabase, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(kItems, { keyPath: 'id' });
    return new IndexedStore(await answerOf(opening));
  }

  /** One read-write transaction: the database lets tabs in one after the other. */
  transact<T>(work: (items: Item[]) => Changes<T>): Promise<T> {
    const transaction = this.database.transaction(kItems, 'readwrite', { durability: 'strict' });
    const kept = transaction.objectStore(kItems);
    return new Promise((resolve, reject) => {
      let answer: T;
      transaction.oncomplete = () => resolve(answer);
      transaction.onabort = () => reject(transaction.error);
      const reading = kept.getAll() as IDBRequest<Item[]>;
      reading.onsuccess = () => {
        const changes = work(reading.result.sort(byNumber));
        answer = changes.answer;
        changes.put?.forEach((item) => kept.put(item));
        changes.remove?.forEach((id) => kept.delete(id));
      };
    });
  }
}

/** Where the browser forbids its database (private windows), the outbox lives as long as the tab. */
const openStore = (): Promise<Store> => IndexedStore.open().catch(() => new MemoryStore());

let current: { owner: string; queue: Promise<Queue> } | undefined;

async function start(owner: string): Promise<Queue> {
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(kChannel);
  const queue = new Queue(
    await openStore(),
    surroundings((item) => refresh(item.entity)),
    owner,
    () => channel?.postMessage(''),
  );
  if (channel) channel.onmessage = () => void queue.reload();
  const again = () => void queue.flush();
  window.addEventListener('online', again);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && again());
  await queue.reload();
  again();
  return queue;
}

function openQueue(owner: string): Promise<Queue> {
  if (current?.owner !== owner) current = { owner, queue: start(owner) };
  return current.queue;
}
/** The outbox of whoever the session says is here. */
export function theQueue(): Promise<Queue> {
  const session = queries.getQueryData<Session>(['/api/session', {}]);
  return openQueue(`${session?.zone.id ?? 0}/${session?.person.id ?? 0}`);
}
