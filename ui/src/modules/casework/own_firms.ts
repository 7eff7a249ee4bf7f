// The firms somebody works with: those they answer for and those they used last. They are remembered, so that a new case
// needs neither a search nor the network.
import { useEffect, useMemo, useState } from 'react';
import { useGet, useSession } from '@/api/queries';
import type { List } from '@/api/types';

export interface Firm {
  id: number;
  name: string;
}
const kRecent = 5;
const kOwn = 30;

function stored(name: string): Firm[] {
  try {
    return JSON.parse(localStorage.getItem(name) ?? '[]') as Firm[];
  } catch {
    return [];
  }
}
function store(name: string, firms: Firm[]): void {
  try {
    localStorage.setItem(name, JSON.stringify(firms));
  } catch {
    // No storage: the firm is searched for instead.
  }
}

export interface Firms {
  /** The last used one first. */
  recent: Firm[];
  /** Where the person resides first. */
  own: Firm[];
  remember: (firm: Firm) => void;
}

/** Of whoever is signed in; a phone may be shared. */
export function useFirms(): Firms {
  const person = useSession().data?.person.id ?? 0;
  const names = { recent: `zw_recent_firms_${person}`, own: `zw_own_firms_${person}` };
  const [recent] = useState(() => stored(names.recent));
  const kept = useMemo(() => stored(names.own), [names.own]);
  const officer = useGet<{ mine?: { officer_id: number } }>('/api/registry/today').data?.mine?.officer_id ?? 0;
  const held = { kind: 'accountable', state: 'active', object_kind: 'enterprise', limit: kOwn };
  const duties = useGet<List>('/api/registry/duties', { officer_id: officer, ...held }, { enabled: officer > 0 });
  const own = useMemo(
    () =>
      [...(duties.data?.items ?? [])]
        .sort((a, b) => Number(b['is_residency'] ?? false) - Number(a['is_residency'] ?? false))
        .map((duty) => ({ id: Number(duty['object_id']), name: duty.titles?.['object_id'] ?? '' })),
    [duties.data],
  );
  useEffect(() => {
    if (own.length) store(names.own, own);
  }, [own, names.own]);
  const remember = (firm: Firm) =>
    store(names.recent, [firm, ...stored(names.recent).filter((one) => one.id !== firm.id)].slice(0, kRecent));
  return { recent, own: own.length ? own : kept, remember };
}
