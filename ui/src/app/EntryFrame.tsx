// The quiet page around signing in, setting up and choosing a password.
import type { ReactNode } from 'react';
import { queries } from '@/api/queries';
import { Button } from '@/kit/Button';
import { chooseLanguage, language, t } from '@/kit/i18n';
import { Toasts } from '@/kit/toast';
import { toggleTheme } from './theme';

export function EntryFrame({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  const other = () => {
    queries.removeQueries({ queryKey: ['/api/welcome', {}] });
    void chooseLanguage(language() === 'zh' ? 'en' : 'zh');
  };
  return (
    <main className="entry">
      <div className="entry-box">
        <img src="/favicon.svg" alt="" width="40" height="40" />
        <h1>{title}</h1>
        {note && <p className="muted">{note}</p>}
        {children}
      </div>
      <div className="row">
        <Button tone="quiet" small icon="language" onClick={other}>
          {t('shell.other_language')}
        </Button>
        <Button tone="quiet" small icon="sun" onClick={() => toggleTheme()}>
          {t('shell.theme')}
        </Button>
      </div>
      <Toasts />
    </main>
  );
}
