// The page behind a firm's link: no account, nothing to install, readable on an old phone and by old eyes.
import { lazy, Suspense, useEffect, useMemo, useState, type ReactNode } from 'react';
import { ApiError } from '@/api/client';
import { toggleTheme } from '@/app/theme';
import { Button } from '@/kit/Button';
import { chooseLanguage, language, t, withCases, type Key } from '@/kit/i18n';
import { Loaded } from '@/kit/states';
import { Toasts } from '@/kit/toast';
import { deskOfLink, type Desk } from './desk';
import { PaperForm } from './PaperForm';
import { Requests, useHome } from './Requests';
import type { Choice } from './types';
import { dayInWords, placeIn, type Place } from './words';
import './desk.css';

const FeedbackDialog = lazy(withCases(() => import('../FeedbackDialog')));

const kLarge = 'zw_large';

function usePlace(): [Place, (open: number | undefined) => void] {
  const [hash, setHash] = useState(window.location.hash);
  useEffect(() => {
    const update = () => setHash(window.location.hash);
    window.addEventListener('hashchange', update);
    return () => window.removeEventListener('hashchange', update);
  }, []);
  const place = useMemo(() => placeIn(hash), [hash]);
  // The phone's own back button leads back to the list.
  const open = (id: number | undefined) =>
    void (window.location.hash = id === undefined ? place.token : `${place.token}/${id}`);
  return [place, open];
}

function useLargeType(): [boolean, () => void] {
  const [isLarge, setLarge] = useState(() => {
    try {
      return localStorage.getItem(kLarge) === 'yes';
    } catch {
      return false;
    }
  });
  useEffect(() => {
    const root = document.documentElement;
    root.classList.add('firm-page');
    root.classList.toggle('large', isLarge);
    try {
      localStorage.setItem(kLarge, isLarge ? 'yes' : 'no');
    } catch {
      // Without storage the choice lasts until the page is reloaded.
    }
    return () => root.classList.remove('firm-page', 'large');
  }, [isLarge]);
  return [isLarge, () => setLarge(!isLarge)];
}

export default function DeskPage() {
  const [place, open] = usePlace();
  return place.token ? (
    <Invited key={place.token} place={place} open={open} />
  ) : (
    <Frame title={t('desk.title')}>
      <Plain title="desk.no_link" note="desk.no_link_note" />
    </Frame>
  );
}

function Invited({ place, open }: { place: Place; open: (id: number | undefined) => void }) {
  const desk = useMemo(() => deskOfLink(place.token), [place.token]);
  const query = useHome(desk);
  const firm = query.data?.firm.name;
  const refused = query.error instanceof ApiError && query.error.status === 401 ? query.error.code : undefined;
  useEffect(() => {
    document.title = firm ? `${firm} · ${t('desk.title')}` : t('desk.title');
  }, [firm]);
  const note = query.data?.expires_at && t('desk.valid', { date: dayInWords(query.data.expires_at) });
  return (
    <Frame
      title={firm ?? t('desk.title')}
      firm={firm}
      categories={query.data?.categories}
      isForm={place.open === undefined}
      note={note || undefined}
      desk={refused ? undefined : desk}
    >
      {refused ? (
        <Plain
          title={refused === 'invitation.ended' ? 'desk.ended' : 'desk.unknown'}
          note={refused === 'invitation.ended' ? 'desk.ended_note' : 'desk.unknown_note'}
        />
      ) : (
        <Loaded query={query}>{(home) => <Requests desk={desk} home={home} open={place.open} onOpen={open} />}</Loaded>
      )}
    </Frame>
  );
}

const Plain = ({ title, note }: { title: Key; note: Key }) => (
  <section className="desk-part plain-word" role="alert">
    <h2>{t(title)}</h2>
    <p>{t(note)}</p>
  </section>
);

function Frame({
  title,
  firm,
  categories = [],
  isForm = true,
  note,
  desk,
  children,
}: {
  title: string;
  firm?: string | undefined;
  categories?: Choice[] | undefined;
  /** Printing gives the blank form, not the page. */
  isForm?: boolean;
  note?: string | undefined;
  /** Whose link it is; without one nothing can be said. */
  desk?: Desk | undefined;
  children: ReactNode;
}) {
  const [isLarge, toggleLarge] = useLargeType();
  const [isSaying, setSaying] = useState(false);
  return (
    <>
      <main className={`firm-desk firm-cases${isForm ? ' prints-form' : ''}`} id="main" tabIndex={-1}>
        <header className="desk-head">
          <h1 className="wrap-anywhere">{title}</h1>
          <div className="row wrap no-print">
            <Button tone="quiet" aria-pressed={isLarge} onClick={toggleLarge}>
              {t(isLarge ? 'desk.normal' : 'desk.large')}
            </Button>
            <Button tone="quiet" icon="language" onClick={() => void chooseLanguage(language() === 'zh' ? 'en' : 'zh')}>
              {t('desk.language')}
            </Button>
            <Button tone="quiet" icon="sun" iconOnly onClick={() => toggleTheme()}>
              {t('shell.theme')}
            </Button>
          </div>
        </header>
        {children}
        <footer className="no-print">
          {isForm && (
            <Button tone="quiet" icon="print" onClick={() => window.print()}>
              {t('desk.paper')}
            </Button>
          )}
          {desk && (
            <Button tone="quiet" icon="info" onClick={() => setSaying(true)}>
              {t('shell.feedback')}
            </Button>
          )}
          {note && <p className="hint">{note}</p>}
        </footer>
        {isForm && <PaperForm firm={firm} categories={categories} />}
      </main>
      {isSaying && desk && (
        <Suspense fallback={null}>
          <FeedbackDialog unnamed={desk.feedback} onClose={() => setSaying(false)} />
        </Suspense>
      )}
      <Toasts />
    </>
  );
}
