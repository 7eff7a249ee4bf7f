// One sheet of A4 with a number, a code to scan, lines to read or to fill in by hand, and places for signatures.
import { lazy, Suspense, type ReactNode } from 'react';
import { useSession } from '@/api/queries';
import { t } from '@/kit/i18n';
import './paper.css';

const QrCode = lazy(() => import('@/kit/QrCode'));

export function Sheet({
  title,
  number,
  path,
  children,
}: {
  title: string;
  number: string;
  /** Where the code leads, on this installation. */
  path: string;
  children: ReactNode;
}) {
  const zone = useSession().data?.zone.name;
  return (
    <article className="sheet">
      <header>
        <div>
          <p className="zone">{zone}</p>
          <h2>{title}</h2>
          <p>
            {t('sheet.number')} <strong>{number}</strong>
          </p>
        </div>
        <Suspense fallback={null}>
          <QrCode text={window.location.origin + path} label={t('sheet.scan')} />
        </Suspense>
      </header>
      {children}
    </article>
  );
}

/** What is known stands on the line; what is not is filled in by hand. */
export const Line = ({ name, whole, children }: { name: string; whole?: boolean; children?: ReactNode }) => (
  <div className={whole ? 'line whole' : 'line'}>
    <span>{name}</span>
    <strong>{children}</strong>
  </div>
);
export const Lines = ({ children }: { children: ReactNode }) => <div className="lines-of-paper">{children}</div>;

export const Words = ({ name, rows = 2, children }: { name: string; rows?: number; children?: ReactNode }) => (
  <section className="words">
    <h3>{name}</h3>
    {children ? (
      <p className="case-text">{children}</p>
    ) : (
      <div className="writing">
        {Array.from({ length: rows }, (_, i) => (
          <span key={i} />
        ))}
      </div>
    )}
  </section>
);

export const Boxes = ({ name, choices }: { name: string; choices: string[] }) => (
  <section className="words">
    <h3>{name}</h3>
    <p className="boxes">
      {choices.map((choice) => (
        <span key={choice}>□ {choice}</span>
      ))}
    </p>
  </section>
);

/** Everybody who signs, each with a date. */
export const Signatures = ({ names }: { names: string[] }) => (
  <div className="signatures">
    {names.map((name) => (
      <div key={name}>
        <span>{name}</span>
        <span className="rule" />
        <span>{t('sheet.date')}</span>
        <span className="rule short" />
      </div>
    ))}
  </div>
);
