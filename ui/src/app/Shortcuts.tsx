// The sheet of keys: what the page you are on offers, made from the same acts as its buttons.
import { useAllActions } from '@/kit/action';
import { Dialog } from '@/kit/Dialog';
import { t } from '@/kit/i18n';

const kListKeys = [
  ['j', 'keys.down'],
  ['k', 'keys.up'],
  ['Enter', 'keys.open'],
  ['x', 'keys.select'],
  ['Shift + X', 'keys.range'],
  ['Esc', 'keys.escape'],
] as const;

export default function Shortcuts({ onClose }: { onClose: () => void }) {
  const actions = useAllActions().filter((a) => a.shortcut);
  return (
    <Dialog title={t('shell.shortcuts')} onClose={onClose}>
      <dl className="keys">
        {actions.map((a) => (
          <div key={a.id}>
            <dt>{a.label}</dt>
            <dd>
              <kbd>{a.shortcut?.replace('mod', 'Ctrl').toUpperCase()}</kbd>
            </dd>
          </div>
        ))}
        {kListKeys.map(([key, word]) => (
          <div key={key}>
            <dt>{t(word)}</dt>
            <dd>
              <kbd>{key}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
