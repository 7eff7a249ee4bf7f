// The story of a case, the newest line first: who did what when, from which state into which, and why.
import { count, instant } from '@/kit/format';
import { maybe, t } from '@/kit/i18n';
import { Card as Box, Tag } from '@/kit/layout';
import { useChoice } from './marks';
import type { Card } from './types';

export function Story({ card }: { card: Card }) {
  const state = useChoice('state');
  const events = [...card.events].sort((a, b) => b.id - a.id);
  return (
    <Box title={t('story.title')} note={count(events.length)}>
      <ol className="timeline story">
        {events.map((event) => (
          <li key={event.id}>
            <p className="row wrap">
              <time>{instant(event.at)}</time>
              <strong>{event.actor}</strong>
              <span className={event.is_undone ? 'undone' : ''}>{maybe(`verb.${event.verb}`) ?? event.verb}</span>
              {event.to_state && event.to_state !== event.from_state && (
                <span className="faint">
                  {event.from_state ? `${state(event.from_state)} → ` : ''}
                  {state(event.to_state)}
                </span>
              )}
              {event.is_undone && <Tag>{t('story.undone')}</Tag>}
            </p>
            {event.reason && <p className="case-text">{event.reason}</p>}
          </li>
        ))}
      </ol>
    </Box>
  );
}
