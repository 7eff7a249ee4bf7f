// The same request on one sheet of paper, filled in by hand, so that work goes on without the system.
import type { ReactNode } from 'react';
import { say, t } from '@/kit/i18n';
import type { Choice } from './types';

const Blank = ({ label, children }: { label: string; children?: ReactNode }) => (
  <div className="blank">
    <span>{label}</span>
    <span className="line">{children}</span>
  </div>
);

export function PaperForm({ firm, categories }: { firm?: string | undefined; categories: Choice[] }) {
  return (
    <section className="paper-form" aria-hidden="true">
      <h1>{t('paper.title')}</h1>
      <p className="paper-note">{t('paper.note')}</p>
      <div className="blanks">
        <Blank label={t('paper.firm')}>{firm}</Blank>
        <Blank label={t('paper.uscc')} />
        <Blank label={t('paper.contact')} />
        <Blank label={t('paper.phone')} />
        <Blank label={t('paper.date')} />
      </div>
      {categories.length > 0 && (
        <>
          <h2>{t('paper.category')}</h2>
          <p className="boxes">
            {categories.map((category) => (
              <span key={category.name}>□ {say(category.label, category.name)}</span>
            ))}
          </p>
        </>
      )}
      <h2>{t('paper.text')}</h2>
      <div className="writing">
        {Array.from({ length: 9 }, (_, i) => (
          <span key={i} />
        ))}
      </div>
      <h2>{t('paper.attachments')}</h2>
      <div className="writing">
        <span />
        <span />
      </div>
      <Blank label={t('paper.signature')} />
      <h2 className="office">{t('paper.office')}</h2>
      <div className="blanks">
        <Blank label={t('paper.received_by')} />
        <Blank label={t('paper.received_at')} />
        <Blank label={t('paper.number')} />
        <Blank label={t('paper.holder')} />
        <Blank label={t('paper.limit')} />
        <Blank label={t('paper.next')} />
      </div>
      <Blank label={t('paper.confirmation')} />
    </section>
  );
}
