// The nodes of a project: as signed and as expected, what won days back, what happened, and what this person may do.
import { useState } from 'react';
import { useEntity } from '@/api/queries';
import { Button } from '@/kit/Button';
import { count, instant } from '@/kit/format';
import { say, t } from '@/kit/i18n';
import { Tag, type Hue } from '@/kit/layout';
import { actWord, type NodeEvent, type NodeLine, type NodeVerb } from './variance';

const kHues: Record<string, Hue> = { done: 'green', running: 'blue', awaiting_check: 'amber', blocked: 'red' };
/** The act a phone should show largest. */
const kFirst: NodeVerb[] = ['confirm', 'report', 'unblock'];

export function Nodes({
  nodes,
  onAct,
  onOpen,
}: {
  nodes: NodeLine[];
  onAct: (node: NodeLine, verb: NodeVerb) => void;
  onOpen: (id: number) => void;
}) {
  const [onlyKey, setOnlyKey] = useState(false);
  const states = useEntity('node')?.fields.find((f) => f.name === 'state')?.choices;
  return (
    <div className="stack">
      <label className="row">
        <input type="checkbox" checked={onlyKey} onChange={(e) => setOnlyKey(e.target.checked)} />
        {t('node.only_key')}
      </label>
      <ol className="node-list">
        {nodes
          .filter((node) => node.is_key || !onlyKey)
          .map((node) => (
            <li key={node.id}>
              <div className="node-head">
                <button type="button" className="link" onClick={() => onOpen(node.id)}>
                  {node.name}
                </button>
                {node.is_key && <Tag hue="violet">{t('node.key')}</Tag>}
                <Tag hue={kHues[node.state] ?? 'grey'}>
                  {say(states?.find((c) => c.name === node.state)?.label, node.state)}
                </Tag>
              </div>
              <Dates node={node} />
              <Acts node={node} onAct={(verb) => onAct(node, verb)} />
              {node.events.length > 0 && <Story events={node.events} />}
            </li>
          ))}
      </ol>
    </div>
  );
}

function Dates({ node }: { node: NodeLine }) {
  const won = new Set(
    node.events
      .filter((e) => e.reason && e.before_on && e.after_on && e.after_on < e.before_on)
      .map((e) => say(e.reason ?? undefined)),
  );
  return (
    <p className="node-dates">
      <span>
        <span className="faint">{t('node.mandate')}</span> {node.planned_on ?? '–'}
      </span>
      <span>
        <span className="faint">{t(node.state === 'done' ? 'node.actually' : 'node.now')}</span>{' '}
        {node.expected_on ?? '–'}
      </span>
      {node.days !== null && <Days days={node.days} />}
      {won.size > 0 && <span className="faint">{t('node.won_by', { names: [...won].join(t('word.comma')) })}</span>}
    </p>
  );
}

const Days = ({ days }: { days: number }) => (
  <strong className={days > 0 ? 'red' : days < 0 ? 'green' : ''}>
    {days === 0 ? t('node.same') : t(days > 0 ? 'node.days_later' : 'node.days_earlier', { n: count(Math.abs(days)) })}
  </strong>
);

function Acts({ node, onAct }: { node: NodeLine; onAct: (verb: NodeVerb) => void }) {
  if (node.abilities.length === 0) return null;
  const first = kFirst.find((verb) => node.abilities.includes(verb));
  const sorted = [...node.abilities].sort((a, b) => Number(b === first) - Number(a === first));
  return (
    <div className="row wrap node-acts">
      {sorted.map((verb) => (
        <Button key={verb} small tone={verb === first ? 'primary' : 'plain'} onClick={() => onAct(verb)}>
          {actWord(verb)}
        </Button>
      ))}
    </div>
  );
}

function Story({ events }: { events: NodeEvent[] }) {
  const kinds = useEntity('node_event')?.fields.find((f) => f.name === 'kind')?.choices;
  return (
    <details>
      <summary>{t('node.story', { n: count(events.length) })}</summary>
      <ol className="node-story">
        {events.map((event) => (
          <li key={event.id}>
            <span className="faint">{instant(event.at)}</span> {event.person} ·{' '}
            {say(kinds?.find((c) => c.name === event.kind)?.label, event.kind)}
            {event.before_on && event.after_on && event.before_on !== event.after_on && (
              <>
                {' '}
                <del>{event.before_on}</del> → {event.after_on}
              </>
            )}
            {event.reason && ` · ${say(event.reason)}`}
            {event.words && <span className="faint"> · {event.words}</span>}
          </li>
        ))}
      </ol>
    </details>
  );
}
