// Decides between set-up, sign-in and the shell, and re-reads everything when the language changes.
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react';
import { useLocation } from 'wouter';
import { onAnonymous } from '@/api/client';
import { queries, useSession } from '@/api/queries';
import { language, onLanguage, withRooms, withWords } from '@/kit/i18n';

/** The page of a firm that comes by a link: it has no account and sees no shell. */
export const isDesk = (): boolean => window.location.pathname === '/desk';

// Asked for at once, beside the words; signing in does not need it.
const shell = () => import('./Shell');
const desk = () => import('@/modules/casework/desk/DeskPage');
export const preloadPage = (): void => void (isDesk() ? desk() : shell());
const Shell = lazy(() => shell().then((m) => ({ default: m.Shell })));
const Failed = lazy(() => import('@/kit/states').then((m) => ({ default: m.Failed })));
const DeskPage = lazy(withWords(['desk'], desk));
const Login = lazy(() => import('./Login'));
const Setup = lazy(withRooms(() => import('./Setup')));
const NewPassword = lazy(withRooms(() => import('./NewPassword')));

onAnonymous(() => void queries.invalidateQueries({ queryKey: ['/api/session', {}] }));

export function App() {
  const spoken = useSyncExternalStore(onLanguage, language);
  return (
    <QueryClientProvider client={queries}>
      {isDesk() ? (
        <Suspense fallback={null}>
          <DeskPage key={spoken} />
        </Suspense>
      ) : (
        <Gate key={spoken} />
      )}
    </QueryClientProvider>
  );
}

function Gate() {
  const session = useSession();
  const [path] = useLocation();
  const zone = session.data?.zone.name;
  useEffect(() => {
    document.title = zone ? `${zone} · Zonewright` : 'Zonewright';
  }, [zone]);
  const page = () => {
    if (path === '/setup') return <Setup />;
    if (session.error?.status === 401) return <Login />;
    if (session.data?.must_change_password) return <NewPassword />;
    if (session.data) return <Shell session={session.data} />;
    if (session.error) return <Failed error={session.error} retry={() => void session.refetch()} />;
    return null;
  };
  return <Suspense fallback={null}>{page()}</Suspense>;
}
