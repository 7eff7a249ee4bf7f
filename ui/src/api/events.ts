// Live updates: one event stream per browser, shared by its tabs, turned into refreshed queries.
import { refresh } from './queries';

interface ChangeEvent {
  topic: string;
  entity?: string;
  id?: number;
}

/** Many changes in one breath (an import, an adopted plan) cost one refresh. */
const kGather = 400;
const listeners = new Set<(change: ChangeEvent) => void>();
let waiting = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;

export function onChange(tell: (change: ChangeEvent) => void): () => void {
  listeners.add(tell);
  return () => void listeners.delete(tell);
}

function receive(data: string): void {
  let change: ChangeEvent;
  try {
    change = JSON.parse(data) as ChangeEvent;
  } catch {
    return;
  }
  listeners.forEach((tell) => tell(change));
  waiting.add(change.entity ?? change.topic.split('.')[0] ?? '');
  timer ??= setTimeout(() => {
    const entities = waiting;
    waiting = new Set();
    timer = undefined;
    entities.forEach((entity) => refresh(entity || undefined));
  }, kGather);
}

/**
 * HTTP/1.1 allows six connections to one server, so only the tab that holds the lock listens and tells the others.
 * Where locks are missing (plain http on a LAN) each tab listens for itself.
 */
export function listen(): () => void {
  const stop = new AbortController();
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('zw_events');
  if (channel) channel.onmessage = (message: MessageEvent<string>) => receive(message.data);
  let source: EventSource | undefined;
  const open = () => {
    source = new EventSource('/api/events');
    source.addEventListener('change', (event) => {
      const { data } = event as MessageEvent<string>;
      channel?.postMessage(data);
      receive(data);
    });
  };
  stop.signal.addEventListener('abort', () => {
    source?.close();
    channel?.close();
  });
  if (navigator.locks && channel)
    navigator.locks
      .request('zw_events', { signal: stop.signal }, () => {
        open();
        return new Promise<void>((done) => stop.signal.addEventListener('abort', () => done()));
      })
      .catch(() => undefined);
  else open();
  return () => stop.abort();
}
