// What is measured, in plain words: the version in force, why it was chosen, and what each definition compares.
import { t, type Key } from '@/kit/i18n';
import { Tag } from '@/kit/layout';
import { bandWord, definitionWord, kDefinitions, kLightHues, lightWord, type Rule } from './progress';

export function Definitions({ rule }: { rule: Rule | null }) {
  return (
    <div className="stack definitions">
      {rule ? (
        <p>
          <strong>{rule.name}</strong>{' '}
          <span className="faint">{t('progress.rule_since', { date: rule.effective_from })}</span>
        </p>
      ) : (
        <p>{t('progress.no_rule')}</p>
      )}
      <dl className="meanings">
        {kDefinitions.map((name) => (
          <div key={name}>
            <dt>
              {definitionWord(name)} {rule?.headline === name && <Tag hue="blue">{t('progress.headline')}</Tag>}
            </dt>
            <dd>{t(`progress.means.${name}` as Key)}</dd>
          </div>
        ))}
        <div>
          <dt>{t('progress.deviation')}</dt>
          <dd>
            {t('progress.means.deviation')} {t('progress.means.stopped')}
          </dd>
        </div>
        {rule && (
          <>
            <div>
              <dt>{t('progress.lights')}</dt>
              <dd className="row wrap">
                {rule.bands.map((band) => (
                  <span key={band.light} className="row">
                    <Tag hue={kLightHues[band.light]}>{lightWord(band.light)}</Tag>
                    {bandWord(band)}
                  </span>
                ))}
              </dd>
            </div>
            <div>
              <dt>{t('progress.reason')}</dt>
              <dd>{rule.reason}</dd>
            </div>
            <div>
              <dt>{t('progress.citation')}</dt>
              <dd>{rule.citation}</dd>
            </div>
          </>
        )}
      </dl>
    </div>
  );
}
