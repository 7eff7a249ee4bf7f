// What the outbox holds of whoever is signed in, as a value that screens follow.
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Queue } from '@/api/queue';
import type { Item } from '@/api/queue_items';
import { theQueue } from '@/api/queue_store';
import { useSession } from '@/api/queries';

const kNone: Item[] = [];
const nothing = () => () => undefined;

export function useOutbox(): { queue: Queue | null; items: Item[] } {
  const person = useSession().data?.person.id;
  const [queue, setQueue] = useState<Queue | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void theQueue().then((opened) => isCurrent && setQueue(opened));
    return () => void (isCurrent = false);
  }, [person]);
  const items = useSyncExternalStore(queue?.subscribe ?? nothing, queue?.list ?? (() => kNone));
  return { queue, items };
}

/** What waits or is stuck of one target. */
export const pendingOf = (items: Item[], target: string): Item[] =>
  items.filter((item) => item.target === target && item.state !== 'sent');
