// How far a request is, as six words on a line.
import { t } from '@/kit/i18n';
import { Icon } from '@/kit/Icon';
import { kStages, stageOf } from './words';

export function Progress({ state }: { state: string }) {
  const reached = stageOf(state);
  if (reached === undefined) return null;
  const stepOf = (i: number) =>
    i < reached || reached === kStages.length - 1 ? 'past' : i === reached ? 'now' : 'ahead';
  return (
    <ol className="progress" aria-label={t('desk.progress')}>
      {kStages.map((stage, i) => (
        <li key={stage} className={stepOf(i)} aria-current={i === reached ? 'step' : undefined}>
          <span className="dot">{stepOf(i) === 'past' && <Icon name="check" size={12} />}</span>
          <span>
            {t(`desk.stage.${stage}`)}
            {i === reached && <span className="sr-only"> {t('desk.progress_now')}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
