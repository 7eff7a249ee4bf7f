// Ctrl+K: go anywhere, do anything, find any firm or project by name, pinyin or initials.
import { useEffect, useMemo, useState, type KeyboardEvent } from 'react';
import { useLocation } from 'wouter';
import { useGet } from '@/api/queries';
import type { List } from '@/api/types';
import { useAllActions } from '@/kit/action';
import { Dialog } from '@/kit/Dialog';
import { t } from '@/kit/i18n';
import { Icon, type IconName } from '@/kit/Icon';
import './palette.css';

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
  const options = { enabled: asked !== '', keep: true };
  const firms = useGet<List>('/api/registry/enterprises', { q: asked, limit: 8 }, options);
  const projects = useGet<List>('/api/projects/projects', { q: asked, limit: 4 }, options);
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
    const page = (list: List | undefined, path: string, icon: IconName): Item[] =>
      (list?.items ?? []).map((r) => ({
        id: `${path}${r.id}`,
        label: String(r['name'] ?? r.id),
        icon,
        go: () => navigate(`${path}/${r.id}`),
      }));
    return [...page(firms.data, '/enterprises', 'firm'), ...page(projects.data, '/projects', 'project'), ...acts];
  }, [text, actions, firms.data, projects.data]);
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
  useEffect(() => document.getElementById(`palette-${index}`)?.scrollIntoView({ block: 'nearest' }), [index]);
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
            {firms.isFetching ? t('state.loading') : t('pick.nothing')}
          </p>
        )}
      </div>
    </Dialog>
  );
}
