// Days lost by cause and recovered by measure, which always add up to the present variance of the finish.
import { count } from '@/kit/format';
import { say, t } from '@/kit/i18n';
import { Bar, Card } from '@/kit/layout';
import { signed, type ReasonDays, type Variance } from './variance';

const sum = (lines: ReasonDays[]): number => lines.reduce((days, line) => days + line.days, 0);

export function VarianceCard({ ledger }: { ledger: Variance['ledger'] }) {
  if (!ledger)
    return (
      <Card title={t('variance.title')}>
        <p className="faint">{t('variance.undated')}</p>
      </Card>
    );
  const { variance, lost, recovered } = ledger;
  const most = Math.max(1, ...[...lost, ...recovered].map((line) => line.days));
  return (
    <Card title={t('variance.title')}>
      <dl className="finish">
        <div>
          <dt>{t('variance.baseline')}</dt>
          <dd>{ledger.baseline_finish}</dd>
        </div>
        <div>
          <dt>{t('variance.expected')}</dt>
          <dd>{ledger.expected_finish}</dd>
        </div>
        <div>
          <dt>{t('variance.now')}</dt>
          <dd className={variance > 0 ? 'red' : variance < 0 ? 'green' : ''}>
            {variance === 0
              ? t('variance.none')
              : t(variance > 0 ? 'variance.later' : 'variance.earlier', { n: count(Math.abs(variance)) })}
          </dd>
        </div>
      </dl>
      {lost.length + recovered.length === 0 ? (
        <p className="faint">{t('variance.nothing')}</p>
      ) : (
        <>
          <Lines title={t('variance.lost')} lines={lost} most={most} hue="red" />
          <Lines title={t('variance.recovered')} lines={recovered} most={most} hue="green" />
          <p className="variance-sum">
            {t('variance.sum', {
              lost: count(sum(lost)),
              recovered: count(sum(recovered)),
              variance: signed(variance),
            })}
          </p>
        </>
      )}
    </Card>
  );
}

function Lines({
  title,
  lines,
  most,
  hue,
}: {
  title: string;
  lines: ReasonDays[];
  most: number;
  hue: 'red' | 'green';
}) {
  if (lines.length === 0) return null;
  return (
    <div className="stack variance-lines">
      <h3>
        {title} <small className="faint">{t('variance.days', { n: count(sum(lines)) })}</small>
      </h3>
      <ul>
        {lines.map((line) => (
          <li key={line.reason?.id ?? 0}>
            <span>{line.reason ? say(line.reason) : t('variance.unsaid')}</span>
            <Bar part={line.days / most} hue={hue} />
            <span>{t('variance.days', { n: count(line.days) })}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
