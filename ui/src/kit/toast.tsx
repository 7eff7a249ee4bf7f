// Short messages at the edge of the screen; saving offers "undo" here instead of asking beforehand.
import { useSyncExternalStore } from 'react';
import { messageOf } from '@/api/client';
import { useActions } from './action';
import { Button } from './Button';
import { Icon } from './Icon';
import { t } from './i18n';

interface Toast {
  id: number;
  text: string;
  bad: boolean;
  undo?: () => void;
}
/** Milliseconds a message stays; what can be undone stays longer. */
const kVisible = 8_000;
const kUndoable = 20_000;
let toasts: Toast[] = [];
let next = 1;
const listeners = new Set<() => void>();
const change = (to: Toast[]) => {
  toasts = to;
  listeners.forEach((tell) => tell());
};
const dismiss = (id: number) => change(toasts.filter((toast) => toast.id !== id));

function show(text: string, bad: boolean, undo?: () => void, visible = undo ? kUndoable : kVisible): void {
  const id = next++;
  change([...toasts.slice(-2), { id, text, bad, ...(undo ? { undo } : {}) }]);
  setTimeout(() => dismiss(id), visible);
}
/** What can be undone for a shorter time than usual says for how many milliseconds. */
export const tell = (text: string, undo?: () => void, visible?: number): void => show(text, false, undo, visible);
export const tellError = (error: unknown): void => show(messageOf(error), true);

export function Toasts() {
  const list = useSyncExternalStore(
    (l) => (listeners.add(l), () => void listeners.delete(l)),
    () => toasts,
  );
  const last = list.filter((toast) => toast.undo).at(-1);
  const undo = (toast: Toast | undefined) => {
    if (toast) dismiss(toast.id);
    toast?.undo?.();
  };
  useActions([
    {
      id: 'undo',
      label: t('act.undo'),
      icon: 'undo',
      shortcut: 'z',
      visible: last !== undefined,
      perform: () => undo(last),
    },
  ]);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {list.map((toast) => (
        <div key={toast.id} className={`toast${toast.bad ? ' bad' : ''}`}>
          <Icon name={toast.bad ? 'warning' : 'check'} size={16} />
          <span>{toast.text}</span>
          {toast.undo && (
            <Button small tone="quiet" icon="undo" onClick={() => undo(toast)}>
              {t('act.undo')}
              <kbd aria-hidden="true">Z</kbd>
            </Button>
          )}
          <Button small tone="quiet" icon="close" iconOnly onClick={() => dismiss(toast.id)}>
            {t('act.close')}
          </Button>
        </div>
      ))}
    </div>
  );
}
