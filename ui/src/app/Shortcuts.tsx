// The sheet of keys: what the page you are on offers, made from the same acts as its buttons, and the keys of lists and forms.
import { useShortcuts } from '@/kit/action';
import { Dialog } from '@/kit/Dialog';
import { t, type Key } from '@/kit/i18n';

/** As in kit/VirtualTable. */
const kListKeys: [string, Key][] = [
  ['j · ↓', 'keys.down'],
  ['k · ↑', 'keys.up'],
  ['Home · End', 'keys.ends'],
  ['Enter', 'keys.open'],
];
const kSelectKeys: [string, Key][] = [
  ['x · Space', 'keys.select'],
  ['Shift + X', 'keys.range'],
  ['Shift + J · ↓', 'keys.extend'],
  ['Esc', 'list.unselect'],
];
/** As in fields/RecordForm and kit/Dialog. */
const kFormKeys: [string, Key][] = [
  ['Ctrl + Enter', 'act.save'],
  ['Esc', 'act.close'],
];

const shown = (shortcut: string): string =>
  shortcut
    .split(/(?=\+)|(?<=\+)/)
    .map((part) => (part === 'mod' ? 'Ctrl' : part === '+' ? ' + ' : part === 'shift' ? 'Shift' : part.toUpperCase()))
    .join('');

export default function Shortcuts({ onClose }: { onClose: () => void }) {
  const actions = useShortcuts();
  const grid = document.querySelector('[role=grid]');
  const isSelectable = grid?.getAttribute('aria-multiselectable') === 'true';
  return (
    <Dialog title={t('shell.shortcuts')} onClose={onClose}>
      <Keys title={t('keys.page')} keys={actions.map((a) => [shown(a.shortcut ?? ''), a.label])} />
      {grid && (
        <Keys
          title={t('keys.list')}
          keys={[...kListKeys, ...(isSelectable ? kSelectKeys : [])].map(([key, word]) => [key, t(word)])}
        />
      )}
      <Keys title={t('keys.form')} keys={kFormKeys.map(([key, word]) => [key, t(word)])} />
    </Dialog>
  );
}

const Keys = ({ title, keys }: { title: string; keys: [string, string][] }) => (
  <section className="stack">
    <h3>{title}</h3>
    <dl className="keys">
      {keys.map(([key, word]) => (
        <div key={key}>
          <dt>{word}</dt>
          <dd>
            <kbd>{key}</kbd>
          </dd>
        </div>
      ))}
    </dl>
  </section>
);
