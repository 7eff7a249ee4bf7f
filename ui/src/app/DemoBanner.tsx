// Says on every page that this is a demonstration and lets one step into other shoes with one click.
import { useLocation } from 'wouter';
import { useEffect, useRef, useState } from 'react';
import { post } from '@/api/client';
import { queries, useWelcome } from '@/api/queries';
import type { Role, Session } from '@/api/types';
import { t, type Key } from '@/kit/i18n';
import { tellError } from '@/kit/toast';

/** The shoes a demonstration offers. */
export const kPersonas: Role[] = ['officer', 'secretary', 'contact', 'leader', 'administrator'];
export const roleWord = (role: Role): string => t(`role.${role}` as Key);

export function usePersona(): [(role: Role) => void, Role | null] {
  const [busy, setBusy] = useState<Role | null>(null);
  const [, navigate] = useLocation();
  const enter = (role: Role) => {
    setBusy(role);
    post('/api/session/persona', { role })
      .then(() => {
        navigate('/');
        // Another person sees other things: nothing read before may stay.
        return queries.resetQueries();
      }, tellError)
      .finally(() => setBusy(null));
  };
  return [enter, busy];
}

export function DemoBanner({ session }: { session: Session }) {
  const welcome = useWelcome();
  const [enter, busy] = usePersona();
  const personas = welcome.data?.personas?.map((p) => p.role) ?? kPersonas;
  const current = kPersonas.find((role) => session.roles.includes(role));
  const pressed = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Only on a phone is the row wider than the screen. Looking forces the page to be laid out now.
    if (!matchMedia('(max-width: 720px)').matches) return;
    const frame = requestAnimationFrame(() => pressed.current?.scrollIntoView({ block: 'nearest' }));
    return () => cancelAnimationFrame(frame);
  }, [current]);
  return (
    <aside className="banner demo" aria-label={t('demo.label')}>
      <span className="demo-text">
        {t('demo.banner')}
        {session.zone.stage ? ` · ${session.zone.stage}` : ''}
      </span>
      <div className="personas" role="group" aria-label={t('demo.switch')}>
        {personas.map((role) => (
          <button
            key={role}
            type="button"
            ref={role === current ? pressed : null}
            aria-pressed={role === current}
            disabled={busy !== null}
            onClick={() => enter(role)}
          >
            {roleWord(role)}
          </button>
        ))}
      </div>
    </aside>
  );
}
