// The frame of every page: rail or tabs, search, demo banner, palette, shortcuts, live updates.
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { Link, Route, Switch, useLocation } from 'wouter';
import { listen } from '@/api/events';
import { leave } from '@/api/leaving';
import { queries, useMayCreate } from '@/api/queries';
import { keepScreens } from '@/api/screens';
import type { Session } from '@/api/types';
import { handleShortcut, useActions, type Action } from '@/kit/action';
import { Button } from '@/kit/Button';
import { chooseLanguage, language, t } from '@/kit/i18n';
import { Icon } from '@/kit/Icon';
import { Empty, Skeleton } from '@/kit/states';
import { Toasts } from '@/kit/toast';
import { DemoBanner } from './DemoBanner';
import { Boundary } from './Boundary';
import { Offline } from './Offline';
import { placesFor, routes, type Place } from './navigation';
import type { Sheet } from './Sheets';
import { theme, toggleTheme, type Theme } from './theme';

const Sheets = lazy(() => import('./Sheets'));

/** One's own sign-in; everybody has it, so it stands by the name instead of among the places. */
const kAccount = '/account';

/** Milliseconds after which what lies over the page is fetched, the outbox too; the first page is drawn before. */
const kSheetsLater = 3_000;

export function Shell({ session }: { session: Session }) {
  const [path, navigate] = useLocation();
  const [sheet, setSheet] = useState<Sheet>(null);
  const [shade, setShade] = useState(theme());
  const places = placesFor(session);
  const mayCreateCase = useMayCreate('service_case');
  const isSettled = useLater(kSheetsLater);
  useEffect(listen, []);
  useEffect(() => void (isSettled && keepScreens()), [isSettled]);
  const isFirstPage = useRef(true);
  useEffect(() => {
    // The browser begins at the top by itself, and to focus now would lay out a page that is still empty.
    if (isFirstPage.current) return void (isFirstPage.current = false);
    // A page reached by keys has no link that holds the focus: the next Tab starts in the page, not in the frame.
    if (document.activeElement === document.body) document.getElementById('main')?.focus({ preventScroll: true });
  }, [path]);
  useEffect(() => {
    window.addEventListener('keydown', handleShortcut);
    return () => window.removeEventListener('keydown', handleShortcut);
  }, []);
  const [palette, shortcuts, account, ...settings] = shellActions(shade, setShade, setSheet, navigate);
  useActions([
    ...places.map((place) => ({
      id: place.path,
      label: t(place.label),
      icon: place.icon,
      shortcut: place.shortcut,
      perform: () => navigate(place.path),
    })),
    palette,
    shortcuts,
    account,
    {
      id: 'case.new',
      label: t('shell.new_case'),
      icon: 'plus',
      shortcut: 'c',
      visible: mayCreateCase,
      perform: () => setSheet('case'),
    },
    ...settings,
  ]);
  return (
    <>
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      {session.zone.demo && <DemoBanner session={session} />}
      <Offline />
      <div className="shell">
        <Rail session={session} places={places} path={path} settings={settings} search={palette.perform} />
        <header className="phone-bar">
          <Link href="/" className="brand">
            <Mark />
            <span>{session.zone.name}</span>
          </Link>
          <Button tone="quiet" iconOnly icon="search" onClick={() => setSheet('palette')}>
            {t('shell.palette')}
          </Button>
        </header>
        <main id="main" tabIndex={-1}>
          <Boundary key={path}>
            <Suspense
              fallback={
                <div className="page">
                  <Skeleton rows={8} />
                </div>
              }
            >
              <Pages />
            </Suspense>
          </Boundary>
        </main>
        <PhoneTabs
          places={places}
          path={path}
          settings={[account, ...settings]}
          isOpen={sheet === 'more'}
          setOpen={(open) => setSheet(open ? 'more' : null)}
        />
      </div>
      <Suspense fallback={null}>
        {(isSettled || sheet !== null) && <Sheets sheet={sheet} session={session} close={() => setSheet(null)} />}
      </Suspense>
      <Toasts />
    </>
  );
}

function shellActions(
  shade: Theme,
  setShade: (shade: Theme) => void,
  setSheet: (sheet: Sheet) => void,
  navigate: (path: string) => void,
): [Action, Action, Action, ...Action[]] {
  const signOut = () =>
    void leave().finally(() => {
      queries.clear();
      window.location.assign('/');
    });
  const switchLanguage = () => {
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== '/api/session' });
    void chooseLanguage(language() === 'zh' ? 'en' : 'zh');
  };
  return [
    { id: 'palette', label: t('shell.palette'), icon: 'search', shortcut: 'mod+k', perform: () => setSheet('palette') },
    {
      id: 'shortcuts',
      label: t('shell.shortcuts'),
      icon: 'keyboard',
      shortcut: '?',
      perform: () => setSheet('shortcuts'),
    },
    { id: 'account', label: t('shell.account'), icon: 'people', perform: () => navigate(kAccount) },
    {
      id: 'theme',
      label: shade === 'dark' ? t('shell.light') : t('shell.dark'),
      icon: shade === 'dark' ? 'sun' : 'moon',
      perform: () => setShade(toggleTheme()),
    },
    { id: 'language', label: t('shell.other_language'), icon: 'language', perform: switchLanguage },
    { id: 'feedback', label: t('shell.feedback'), icon: 'info', perform: () => setSheet('feedback') },
    { id: 'sign_out', label: t('shell.sign_out'), icon: 'out', perform: signOut },
  ];
}

interface Frame {
  places: Place[];
  path: string;
  settings: Action[];
}

function Rail({ session, places, path, settings, search }: Frame & { session: Session; search: () => void }) {
  return (
    <nav className="rail" aria-label={t('shell.navigation')}>
      <Link href="/" className="brand">
        <Mark />
        <span>{session.zone.name}</span>
      </Link>
      <button type="button" className="rail-search" onClick={search}>
        <Icon name="search" size={16} />
        <span>{t('shell.search')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      {places.map((place) => (
        <PlaceLink key={place.path} place={place} path={path} />
      ))}
      <span className="grow" />
      <div className="rail-foot">
        <Link href={kAccount} className="who" title={t('shell.account')}>
          <Icon name="people" size={16} />
          <span>{session.person.name}</span>
        </Link>
        <div className="row">
          {settings.map((a) => (
            <Button key={a.id} tone="quiet" small iconOnly icon={a.icon ?? 'more'} onClick={a.perform}>
              {a.label}
            </Button>
          ))}
        </div>
      </div>
    </nav>
  );
}

function PhoneTabs({
  places,
  path,
  settings,
  isOpen,
  setOpen,
}: Frame & { isOpen: boolean; setOpen: (open: boolean) => void }) {
  return (
    <>
      <nav className="tabs-bottom" aria-label={t('shell.tabs')}>
        {places
          .filter((p) => p.tab)
          .map((place) => (
            <PlaceLink key={place.path} place={place} path={path} />
          ))}
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <Icon name="more" />
          {t('nav.more')}
        </button>
      </nav>
      {isOpen && (
        <div className="more-sheet">
          {places
            .filter((p) => !p.tab)
            .map((place) => (
              <PlaceLink key={place.path} place={place} path={path} onGo={() => setOpen(false)} />
            ))}
          {settings.map((a) => (
            <button key={a.id} type="button" onClick={() => (setOpen(false), a.perform())}>
              <Icon name={a.icon ?? 'more'} />
              {a.label}
            </button>
          ))}
        </div>
      )}
    </>
  );
}

function Pages() {
  return (
    <Switch>
      {routes.map(({ path: pattern, page }) => (
        <Route key={pattern} path={pattern} component={page} />
      ))}
      <Route>
        <div className="page">
          <h1 className="sr-only">{t('state.no_page')}</h1>
          <Empty icon="question" title={t('state.no_page')}>
            <Link href="/" className="button plain">
              {t('nav.today')}
            </Link>
          </Empty>
        </div>
      </Route>
    </Switch>
  );
}

function PlaceLink({ place, path, onGo }: { place: Place; path: string; onGo?: () => void }) {
  const isHere =
    place.path === '/'
      ? path === '/'
      : path.startsWith(place.path) || (place.path === '/groups' && path.startsWith('/teams'));
  return (
    <Link href={place.path} aria-current={isHere ? 'page' : undefined} {...(onGo ? { onClick: onGo } : {})}>
      <Icon name={place.icon} />
      {t(place.label)}
    </Link>
  );
}

/** Whether so much time has gone by since the first drawing. */
function useLater(milliseconds: number): boolean {
  const [isLater, setLater] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLater(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return isLater;
}

const Mark = () => (
  <svg className="mark" viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
    <rect width="32" height="32" rx="8" />
    <path d="M9 10h14L9 22h14" />
  </svg>
);
