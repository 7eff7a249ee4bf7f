// The four questions of everybody who opens a case: whose is it, who holds it since when, what comes next, how much time is used.
import { Link } from 'wouter';
import { instant } from '@/kit/format';
import { t } from '@/kit/i18n';
import { Bar } from '@/kit/layout';
import { hours, Lamp, StateTag, useChoice, wordOf } from './marks';
import type { Card } from './types';

const hues = { red: 'red', yellow: 'amber', green: 'green' } as const;

export function Head({ card }: { card: Card }) {
  const { case: item, holder, next } = card;
  const light = item['light'] as keyof typeof hues | 'none';
  return (
    <section className={`case-head ${light}`} aria-label={t('case.head')}>
      <div>
        <span className="tile-label">{t('case.firm')}</span>
        <strong>
          {item['enterprise_id'] ? (
            <Link href={`/enterprises/${item['enterprise_id']}`}>{item.titles?.['enterprise_id']}</Link>
          ) : (
            t('case.no_firm')
          )}
        </strong>
        {item['project_id'] != null && (
          <span className="tile-note">
            <Link href={`/projects/${item['project_id']}`}>{item.titles?.['project_id']}</Link>
          </span>
        )}
      </div>
      <div>
        <span className="tile-label">{t('case.holder')}</span>
        <strong>{holder ? holder.person : '–'}</strong>
        {holder && (
          <span className="tile-note">
            {holder.organisation ? `${holder.organisation} · ` : ''}
            {t('case.since', { at: instant(holder.since) })}
          </span>
        )}
      </div>
      <div>
        <span className="tile-label">
          <StateTag state={item['state']} />
        </span>
        <strong>{t(wordOf('next', next.code))}</strong>
        {next.by !== null && <span className="tile-note">{t('case.by', { at: instant(next.by) })}</span>}
      </div>
      <Limit card={card} light={light} />
    </section>
  );
}

function Limit({ card, light }: { card: Card; light: keyof typeof hues | 'none' }) {
  const { used_minutes: used, limit_minutes: limit, case: item } = card;
  const kind = useChoice('pause_kind');
  return (
    <div>
      <span className="tile-label row">
        {t('case.limit')} <Lamp light={light} />
      </span>
      <strong>{limit ? t('case.used', { used: hours(used), limit: hours(limit) }) : t('light.none')}</strong>
      {limit ? <Bar part={(used ?? 0) / limit} hue={light === 'none' ? 'blue' : hues[light]} /> : null}
      {item['pause_kind'] != null && item['state'] === 'paused' && (
        <span className="tile-note">
          {t('case.stands_still', { kind: kind(item['pause_kind']) })} {String(item['pause_reason'] ?? '')}
        </span>
      )}
    </div>
  );
}
