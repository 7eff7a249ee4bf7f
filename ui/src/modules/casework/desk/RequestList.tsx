// The firm's requests; what waits for the firm itself stands first.
import { Icon } from '@/kit/Icon';
import { maybe, t } from '@/kit/i18n';
import { Tag, type Hue } from '@/kit/layout';
import type { FirmCase } from './types';
import { dayInWords, isAskedFor, waitsForFirm } from './words';

export function StateTag({ request }: { request: FirmCase }) {
  const isOver = /closed|reviewed|archived|refused|withdrawn|merged/.test(request.state);
  const hue: Hue = waitsForFirm(request) ? 'amber' : isOver ? 'grey' : 'blue';
  const words = isAskedFor(request) ? t('desk.supply') : (maybe(`desk.state.${request.state}`) ?? request.state);
  return <Tag hue={hue}>{words}</Tag>;
}

function Line({ request, onOpen }: { request: FirmCase; onOpen: (id: number) => void }) {
  return (
    <li>
      <button type="button" className="request-line" onClick={() => onOpen(request.id)}>
        <span className="grow">
          <strong className="wrap-anywhere">{request.title}</strong>
          <span className="hint">
            {request.number} · {t('desk.filed_at', { date: dayInWords(request.received_at) })}
          </span>
        </span>
        <StateTag request={request} />
        <Icon name="right" size={18} />
      </button>
    </li>
  );
}

const Lines = ({ requests, onOpen }: { requests: FirmCase[]; onOpen: (id: number) => void }) => (
  <ul className="requests">
    {requests.map((request) => (
      <Line key={request.id} request={request} onOpen={onOpen} />
    ))}
  </ul>
);

/** What only the firm itself can move on; whoever comes back to the page mostly comes for this. */
export function Waiting({ requests, onOpen }: { requests: FirmCase[]; onOpen: (id: number) => void }) {
  const waiting = requests.filter(waitsForFirm);
  return waiting.length === 0 ? null : (
    <section className="desk-part waits">
      <h2>{t('desk.waits_for_you')}</h2>
      <Lines requests={waiting} onOpen={onOpen} />
    </section>
  );
}

export function RequestList({ requests, onOpen }: { requests: FirmCase[]; onOpen: (id: number) => void }) {
  const rest = requests.filter((request) => !waitsForFirm(request));
  if (rest.length === 0 && requests.length > 0) return null;
  return (
    <section className="desk-part">
      <h2>{t('desk.yours')}</h2>
      {rest.length === 0 ? <p className="hint">{t('desk.none')}</p> : <Lines requests={rest} onOpen={onOpen} />}
    </section>
  );
}
