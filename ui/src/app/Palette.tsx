// Ctrl+K: go anywhere, do anything, find any firm, case, project or person by name, pinyin or initials.
import { useEffect, useMemo, useState, type KeyboardEvent } from 'react';
import { useLocation } from 'wouter';
import { useGet, useSession } from '@/api/queries';
import { useAllActions } from '@/kit/action';
import { Dialog } from '@/kit/Dialog';
import { t } from '@/kit/i18n';
import { Icon, type IconName } from '@/kit/Icon';
import './palette.css';

interface Hit {
  id: number;
  title: string;
  number?: string;
}
interface Found {
  firms: Hit[];
  cases: Hit[];
  projects: Hit[];
  people: Hit[];
}
/** Where a found one leads; a person has no page but the cases in their hands. */
const kKinds: [keyof Found, string, IconName][] = [
  ['firms', '/enterprises/', 'firm'],
  ['cases', '/cases/', 'case'],
  ['projects', '/projects/', 'project'],
  ['people', '/cases?alive=true&owner_id=', 'people'],
];

interface Item {
  id: string;
  label: string;
  note?: string;
  icon: IconName;
  go: () => void;
}

export default function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const [index, setIndex] = useState(0);
  const [, navigate] = useLocation();
  const actions = useAllActions();
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), 120);
    return () => clearTimeout(timer);
  }, [text]);
  // A firm's contact has one firm and needs no search.
  const isOffice = useSession().data?.roles.some((role) => role !== 'contact') ?? false;
  const found = useGet<Found>('/api/casework/search', { q: asked }, { enabled: asked !== '' && isOffice, keep: true });
  const items = useMemo<Item[]>(() => {
    const wanted = text.trim().toLowerCase();
    const acts = actions
      .filter((a) => a.id !== 'palette' && a.label.toLowerCase().includes(wanted))
      .map(
        (a) =>
          ({
            id: a.id,
            label: a.label,
            icon: a.icon ?? 'right',
            go: a.perform,
            ...(a.shortcut ? { note: a.shortcut.toUpperCase() } : {}),
          }) as Item,
      );
    if (!wanted) return acts;
    const hits = kKinds.flatMap(([kind, path, icon]) =>
      (found.data?.[kind] ?? []).map((hit) => ({
        id: `${path}${hit.id}`,
        label: hit.title,
        icon,
        go: () => navigate(`${path}${hit.id}`),
        ...(hit.number ? { note: hit.number } : {}),
      })),
    );
    return [...hits, ...acts];
  }, [text, actions, found.data]);
  useEffect(() => setIndex(0), [text]);
  const run = (item: Item | undefined) => {
    if (!item) return;
    onClose();
    // The dialog gives its focus back first; what the act focuses must win.
    setTimeout(item.go);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setIndex((i) => Math.min(items.length - 1, i + 1));
    else if (event.key === 'ArrowUp') setIndex((i) => Math.max(0, i - 1));
    else if (event.key === 'Enter') run(items[index]);
    else return;
    event.preventDefault();
  };
  const current = items[Math.min(index, items.length - 1)];
  useEffect(() => {
    document.getElementById(`palette-${index}`)?.scrollIntoView({ block: 'nearest' });
  }, [index]);
  return (
    <Dialog title="" label={t('shell.palette')} bare onClose={onClose}>
      <div className="palette">
        <input
          autoFocus
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          value={text}
          onChange={(e) => setText(e.target.value)}
          onKeyDown={onKeyDown}
          placeholder={t('palette.placeholder')}
          aria-label={t('shell.palette')}
          aria-activedescendant={current ? `palette-${index}` : undefined}
        />
        <ul id="palette-list" role="listbox" aria-label={t('shell.palette')}>
          {items.map((item, i) => (
            <li
              key={item.id}
              id={`palette-${i}`}
              role="option"
              aria-selected={i === index}
              className="option"
              onMouseMove={() => setIndex(i)}
              onClick={() => run(item)}
            >
              <Icon name={item.icon} size={16} />
              <span>{item.label}</span>
              {item.note && <kbd>{item.note}</kbd>}
            </li>
          ))}
        </ul>
        {items.length === 0 && (
          <p className="faint pad" role="status">
            {found.isFetching ? t('state.loading') : t('pick.nothing')}
          </p>
        )}
      </div>
    </Dialog>
  );
}
