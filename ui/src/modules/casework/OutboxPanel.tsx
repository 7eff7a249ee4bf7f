// The outbox, act by act: waiting, sent, refused with the sentence of the refusal, or in conflict with both versions side by
// side. A person sends again, changes, copies or gives up; nothing goes away by itself.
import { useState } from 'react';
import type { Queue } from '@/api/queue';
import type { Item } from '@/api/queue_items';
import { useEntity } from '@/api/queries';
import { sentence } from '@/api/client';
import { ShownValue } from '@/fields/registry';
import { Button } from '@/kit/Button';
import { copyText } from '@/kit/copy';
import { Dialog } from '@/kit/Dialog';
import { instant } from '@/kit/format';
import { say, t, type Key } from '@/kit/i18n';
import { Tag, type Hue } from '@/kit/layout';
import { Empty } from '@/kit/states';
import { tell } from '@/kit/toast';
import { Link } from 'wouter';

const hues: Record<Item['state'], Hue> = {
  waiting: 'amber',
  sending: 'blue',
  conflict: 'red',
  refused: 'red',
  sent: 'green',
};

/** What needs a person comes first, what has arrived comes last. */
const kRank: Record<Item['state'], number> = { conflict: 0, refused: 0, sending: 1, waiting: 1, sent: 2 };
const inOrder = (items: Item[]): Item[] => [...items].sort((a, b) => kRank[a.state] - kRank[b.state] || a.id - b.id);

/** What the person wrote, as far as it is not the title. */
const written = ({ body }: Item): unknown => body?.['body'] ?? body?.['result'] ?? body?.['reason'] ?? body?.['note'];

export default function OutboxPanel({ queue, items, onClose }: { queue: Queue; items: Item[]; onClose: () => void }) {
  const hasSent = items.some((item) => item.state === 'sent');
  return (
    <Dialog
      wide
      title={t('outbox.title')}
      onClose={onClose}
      footer={
        <>
          {hasSent && <Button onClick={() => void queue.forgetSent()}>{t('outbox.clear')}</Button>}
          <Button tone="primary" icon="send" onClick={() => void queue.flush()}>
            {t('outbox.send_now')}
          </Button>
        </>
      }
    >
      <p className="muted">{t('outbox.explain')}</p>
      {items.length === 0 ? (
        <Empty icon="check" title={t('outbox.empty')} />
      ) : (
        <ul className="outbox">
          {inOrder(items).map((item) => (
            <Line key={item.key} item={item} queue={queue} onClose={onClose} />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function Line({ item, queue, onClose }: { item: Item; queue: Queue; onClose: () => void }) {
  const [isEditing, setEditing] = useState(false);
  const isStuck = item.state === 'conflict' || item.state === 'refused';
  const page = item.target.startsWith('service_case ') ? item.target.slice('service_case '.length) : item.answer?.id;
  return (
    <li>
      <p className="row wrap">
        <Tag hue={hues[item.state]}>{t(`outbox.state.${item.state}` as Key)}</Tag>
        <strong className="wrap-anywhere">{item.title}</strong>
        <span className="grow" />
        <time className="faint">{instant(item.at * 1000)}</time>
      </p>
      {written(item) ? <p className="muted case-text">{shown(written(item))}</p> : null}
      {item.problem && (
        <div className="notice red" role="alert">
          <p>{item.problem.message}</p>
          {item.problem.problems.map((problem, i) => (
            <p key={i}>{problem.message ?? sentence(problem)}</p>
          ))}
        </div>
      )}
      {item.state === 'conflict' && <BothVersions item={item} />}
      {isEditing && <Contents item={item} queue={queue} onClose={() => setEditing(false)} />}
      <div className="row wrap">
        {item.state === 'conflict' && item.theirs && (
          <Button
            small
            tone="primary"
            onClick={() => void queue.retry(item.id, { version: item.theirs?.version ?? 0 })}
          >
            {t('conflict.mine')}
          </Button>
        )}
        {item.state === 'conflict' && (
          <Button small onClick={() => void queue.discard(item.id)}>
            {t('conflict.theirs')}
          </Button>
        )}
        {item.state === 'refused' && (
          <Button small tone="primary" onClick={() => void queue.retry(item.id)}>
            {t('act.retry')}
          </Button>
        )}
        {(isStuck || item.state === 'waiting') && item.body && Object.keys(item.body).length > 0 && (
          <>
            {item.state !== 'conflict' && !isEditing && (
              <Button small icon="edit" onClick={() => setEditing(true)}>
                {t('act.edit')}
              </Button>
            )}
            <CopyButton item={item} />
          </>
        )}
        {(item.state === 'refused' || item.state === 'waiting') && <DiscardButton item={item} queue={queue} />}
        {page && item.state !== 'waiting' && (
          <Link href={`/cases/${page}`} onClick={onClose}>
            {t('outbox.open')}
          </Link>
        )}
      </div>
    </li>
  );
}

/** The name of a member in words: a field of the record, or a member that only verbs have. */
function useNames(item: Item): (name: string) => string {
  const entity = useEntity(item.entity);
  return (name) => {
    const field = entity?.fields.find((f) => f.name === name);
    return field ? say(field.label) : t(`member.${name}` as Key);
  };
}

const shown = (value: unknown): string => (Array.isArray(value) ? value.join('\n') : String(value ?? ''));

function CopyButton({ item }: { item: Item }) {
  const nameOf = useNames(item);
  const text = Object.entries(item.body ?? {})
    .map(([name, value]) => `${nameOf(name)}: ${shown(value)}`)
    .join('\n');
  const copy = () => void copyText(text).then((done) => tell(t(done ? 'act.copied' : 'act.copy_failed')));
  return (
    <Button small onClick={copy}>
      {t('act.copy')}
    </Button>
  );
}

/** The first press asks, the second gives up. */
function DiscardButton({ item, queue }: { item: Item; queue: Queue }) {
  const [isSure, setSure] = useState(false);
  return (
    <Button small tone="danger" onClick={() => (isSure ? void queue.discard(item.id) : setSure(true))}>
      {t(isSure ? 'outbox.discard_sure' : 'outbox.discard')}
    </Button>
  );
}

function BothVersions({ item }: { item: Item }) {
  const entity = useEntity(item.entity);
  const nameOf = useNames(item);
  return (
    <table>
      <caption className="sr-only">{t('conflict.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('word.field')}</th>
          <th scope="col">{t('conflict.now')}</th>
          <th scope="col">{t('conflict.yours')}</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(item.body ?? {}).map(([name, value]) => {
          const field = entity?.fields.find((f) => f.name === name);
          return (
            <tr key={name}>
              <th scope="row">{nameOf(name)}</th>
              <td>
                <ShownValue field={field} value={item.theirs?.[name]} />
              </td>
              <td className={item.theirs?.[name] === value ? '' : 'changed'}>
                <ShownValue field={field} value={value} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Texts of the act can be corrected here; what was picked is changed where it was picked. */
function Contents({ item, queue, onClose }: { item: Item; queue: Queue; onClose: () => void }) {
  const [body, setBody] = useState(item.body ?? {});
  const nameOf = useNames(item);
  const entity = useEntity(item.entity);
  const isPicked = (name: string) => entity?.fields.find((f) => f.name === name)?.kind === 'choice';
  const texts = Object.entries(body).filter(([name, value]) => typeof value === 'string' && !isPicked(name));
  const save = () => (void queue.retry(item.id, { body }), onClose());
  return (
    <form className="form" onSubmit={(event) => (event.preventDefault(), save())}>
      {texts.map(([name, value]) => (
        <label key={name} className="field">
          <span>{nameOf(name)}</span>
          <textarea rows={2} value={String(value)} onChange={(e) => setBody({ ...body, [name]: e.target.value })} />
        </label>
      ))}
      <div className="row end">
        <Button small onClick={onClose}>
          {t('act.cancel')}
        </Button>
        <Button small tone="primary" type="submit">
          {t('outbox.send_changed')}
        </Button>
      </div>
    </form>
  );
}
