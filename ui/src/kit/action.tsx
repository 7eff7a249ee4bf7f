// An act of a person, described once: button, shortcut, command palette and the sheet of shortcuts all read it.
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { Button, type Tone } from './Button';
import type { IconName } from './Icon';

export interface Action {
  id: string;
  label: string;
  icon?: IconName;
  /** "c", "shift+a", "mod+k" (Ctrl or ⌘), or a sequence "g e". */
  shortcut?: string;
  visible?: boolean;
  perform: () => void;
}

let groups: { actions: Action[] }[] = [];
let flat: Action[] = [];
const listeners = new Set<() => void>();
const changed = () => {
  flat = groups.flatMap((g) => g.actions).filter((action) => action.visible !== false);
  listeners.forEach((tell) => tell());
};

/** Offers the acts of a page as long as it is shown. */
export function useActions(actions: Action[]): void {
  const group = useRef<{ actions: Action[] }>({ actions });
  group.current.actions = actions;
  const face = actions.map((a) => `${a.id}${a.label}${a.visible}`).join('|');
  useEffect(() => {
    const mine = group.current;
    groups = [...groups, mine];
    return () => {
      groups = groups.filter((g) => g !== mine);
      changed();
    };
  }, []);
  // A changed word or visibility is told without a new place in the order: the shell never overtakes the page in it.
  useEffect(changed, [face]);
}

export const useAllActions = (): Action[] =>
  useSyncExternalStore(
    (l) => (listeners.add(l), () => void listeners.delete(l)),
    () => flat,
  );

/** The act behind keys; the innermost page registered last and wins. */
const offered = (keys: string): Action | undefined => flat.filter((action) => action.shortcut === keys).at(-1);

export const useShortcuts = (): Action[] =>
  useAllActions().filter((action) => action.shortcut && offered(action.shortcut) === action);

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && (target.type === 'checkbox' || target.type === 'radio'));

/** Two keys of a sequence belong together when they follow within this time, in milliseconds. */
const kSequence = 1_000;
let first = '';
let firstAt = 0;

function keyOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const shift = event.shiftKey && (key.length > 1 || /[a-z]/.test(key)) ? 'shift+' : '';
  return `${event.ctrlKey || event.metaKey ? 'mod+' : ''}${shift}${key}`;
}

export function handleShortcut(event: KeyboardEvent): void {
  if (event.altKey || event.isComposing || event.defaultPrevented) return;
  const key = keyOf(event);
  if (isTyping(event.target) && !key.startsWith('mod+')) return;
  if (document.querySelector('dialog[open]') && !key.startsWith('mod+')) return;
  const sequence = Date.now() - firstAt < kSequence ? `${first} ${key}` : '';
  // A begun sequence goes before a key of its own: "g e" leads to the enterprises also where "e" edits.
  const action = (sequence && offered(sequence)) || offered(key);
  first = key;
  firstAt = Date.now();
  if (!action) return;
  event.preventDefault();
  action.perform();
}

export function ActionButton({ action, tone, small }: { action: Action; tone?: Tone; small?: boolean }) {
  if (action.visible === false) return null;
  return (
    <Button
      {...(tone ? { tone } : {})}
      {...(small ? { small } : {})}
      {...(action.icon ? { icon: action.icon } : {})}
      onClick={action.perform}
    >
      {action.label}
      {action.shortcut && !small && <kbd aria-hidden="true">{action.shortcut.toUpperCase()}</kbd>}
    </Button>
  );
}
