// Says that the network is away and of when the page shows its contents, and reads everything again when it is back.
import { useEffect, useSyncExternalStore } from 'react';
import { isOldShown, onShown, queries, shownSince } from '@/api/queries';
import { instant } from '@/kit/format';
import { t } from '@/kit/i18n';
import { Icon } from '@/kit/Icon';

/** Milliseconds between two looks whether the server is back while the browser believes in its network. */
const kLookAgain = 15_000;

const subscribe = (tell: () => void): (() => void) => {
  const stop = onShown(tell);
  window.addEventListener('online', tell);
  window.addEventListener('offline', tell);
  return () => {
    stop();
    window.removeEventListener('online', tell);
    window.removeEventListener('offline', tell);
  };
};
const readAgain = () => void queries.invalidateQueries();

export function Offline() {
  const isAway = useSyncExternalStore(subscribe, () => !navigator.onLine || isOldShown());
  useEffect(() => {
    window.addEventListener('online', readAgain);
    return () => window.removeEventListener('online', readAgain);
  }, []);
  return isAway ? <Banner /> : null;
}

function Banner() {
  const at = useSyncExternalStore(onShown, shownSince);
  useEffect(() => {
    const timer = setInterval(() => navigator.onLine && readAgain(), kLookAgain);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="banner amber" role="status">
      <Icon name="warning" size={16} />
      <span>
        {t('state.offline')} {at > 0 && <strong>{t('state.as_of', { time: instant(at * 1000) })}</strong>}
      </span>
    </div>
  );
}
