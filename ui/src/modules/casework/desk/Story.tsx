// What happened to a request so far, for whoever wants to know all of it.
import { instant } from '@/kit/format';
import { maybe, t } from '@/kit/i18n';
import type { Card } from './types';

export function Story({ card }: { card: Card }) {
  const happenings = card.events.filter((event) => !event.is_undone);
  if (happenings.length === 0) return null;
  return (
    <details className="desk-part">
      <summary>{t('desk.story')}</summary>
      <ol className="timeline">
        {happenings.map((event) => (
          <li key={event.id}>
            <time>{instant(event.at)}</time>
            <p>
              {maybe(`desk.verb.${event.verb}`) ?? event.verb}
              {event.actor && <span className="muted"> · {event.actor}</span>}
            </p>
            {event.reason && <p className="told muted">{event.reason}</p>}
          </li>
        ))}
      </ol>
    </details>
  );
}
