// What is on its way: a badge that counts what waits, and a panel where every act is seen until it has arrived or a person
// has decided about it.
import { lazy, Suspense, useEffect, useState } from 'react';
import type { Session } from '@/api/types';
import { useActions } from '@/kit/action';
import { Icon } from '@/kit/Icon';
import { t } from '@/kit/i18n';
import { useOutbox } from './outbox_items';
import { useFirms } from './own_firms';
import './casework.css';

const OutboxPanel = lazy(() => import('./OutboxPanel'));

/** Screens that must open without a network. */
const kOffline = [
  () => import('./NewCaseDialog'),
  () => import('./OutboxPanel'),
  () => import('./CasePage'),
  () => import('./VerbDialog'),
  () => import('./EditDialog'),
  () => import('@/kit/Combobox'),
  () => import('@/kit/Popover'),
];
const kFetchLater = 3_000;

/** A case that is made without a network needs the names of the firms it may be of. */
function OwnFirms() {
  useFirms();
  return null;
}

export default function Outbox({ session }: { session: Session }) {
  const { queue, items } = useOutbox();
  const [isPrepared, setPrepared] = useState(false);
  useEffect(() => {
    if (!session.roles.includes('officer')) return;
    // Whoever goes to gates without a network must have the screens on the phone before.
    const timer = setTimeout(() => {
      kOffline.forEach((load) => void load().catch(() => undefined));
      setPrepared(true);
    }, kFetchLater);
    return () => clearTimeout(timer);
  }, [session.roles]);
  const [isOpen, setOpen] = useState(false);
  const waiting = items.filter((item) => item.state === 'waiting' || item.state === 'sending').length;
  const stuck = items.filter((item) => item.state === 'conflict' || item.state === 'refused').length;
  useActions([{ id: 'outbox', label: t('outbox.title'), icon: 'send', perform: () => setOpen(true) }]);
  return (
    <>
      {waiting + stuck > 0 && (
        <button
          type="button"
          className={`outbox-badge${stuck ? ' stuck' : ''}`}
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
        >
          <Icon name={stuck ? 'warning' : 'send'} size={14} />
          <span role="status">
            {stuck > 0 && t('outbox.stuck', { n: stuck })}
            {stuck > 0 && waiting > 0 && ' · '}
            {waiting > 0 && t('outbox.waiting', { n: waiting })}
          </span>
        </button>
      )}
      {isPrepared && <OwnFirms />}
      <Suspense fallback={null}>
        {isOpen && queue && <OutboxPanel queue={queue} items={items} onClose={() => setOpen(false)} />}
      </Suspense>
    </>
  );
}
