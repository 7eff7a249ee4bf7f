// What was said about a case, in order. Whether a message goes to the firm is said by the colour of the box, by the words
// beside it and by the button that sends it.
import { useEffect, useRef, useState } from 'react';
import { post } from '@/api/client';
import { newKey } from '@/api/queue';
import type { Item } from '@/api/queue_items';
import { refresh, useAct } from '@/api/queries';
import { Button } from '@/kit/Button';
import { count, instant } from '@/kit/format';
import { t, type Key } from '@/kit/i18n';
import { Card as Box, Tabs, Tag } from '@/kit/layout';
import { tellError } from '@/kit/toast';
import { say } from './acts';
import { pendingOf, useOutbox } from './outbox_items';
import { kCases, targetOf, type Card, type Message } from './types';

export const kComposerId = 'case-message';
type Reader = 'firm' | 'inside';

export function Conversation({ card }: { card: Card }) {
  const { messages, unread, case: item } = card;
  const pending = pendingOf(useOutbox().items, targetOf(item.id)).filter((one) => one.path.endsWith('/messages'));
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (end.current) end.current.scrollTop = end.current.scrollHeight;
  }, [messages.length, pending.length]);
  useEffect(() => {
    // Seen is read: the conversation stands on the page that was opened.
    if (unread > 0)
      post(`${kCases}/${item.id}/read`, {}).then(
        () => refresh('case_reading'),
        () => undefined,
      );
  }, [unread, item.id]);
  return (
    <Box
      title={t('talk.title')}
      note={messages.length ? count(messages.length) : undefined}
      actions={unread > 0 && <Tag hue="red">{t('talk.unread', { n: count(unread) })}</Tag>}
    >
      {messages.length + pending.length === 0 ? (
        <p className="faint">{t('talk.empty')}</p>
      ) : (
        <div className="talk" ref={end} tabIndex={0} role="log" aria-label={t('talk.title')}>
          {messages.map((message) => (
            <Said key={message.id} message={message} />
          ))}
          {pending.map((one) => (
            <Pending key={one.key} item={one} />
          ))}
        </div>
      )}
      {item.abilities?.includes('message') && <Composer card={card} />}
    </Box>
  );
}

const Said = ({ message }: { message: Message }) => (
  <article className={`message${message.is_own ? ' ours' : ''}${message.is_internal ? ' internal' : ''}`}>
    <header>
      <strong>{message.author}</strong>
      {message.is_from_firm && <Tag hue="violet">{t('talk.from_firm')}</Tag>}
      {message.is_internal && <Tag hue="amber">{t('talk.internal')}</Tag>}
      <time>{instant(message.at)}</time>
    </header>
    <p>{message.body}</p>
  </article>
);

/** Written, not yet arrived. */
const Pending = ({ item }: { item: Item }) => (
  <article className={`message ours${item.body?.['is_internal'] === true ? ' internal' : ''}`}>
    <header>
      <Tag hue="amber" icon="clock">
        {t(`outbox.state.${item.state}` as Key)}
      </Tag>
      <time>{instant(item.at * 1000)}</time>
    </header>
    <p>{String(item.body?.['body'] ?? '')}</p>
  </article>
);

function Composer({ card }: { card: Card }) {
  const [text, setText] = useState('');
  const [reader, setReader] = useState<Reader>('firm');
  const [key, setKey] = useState(newKey);
  const isInternal = reader === 'inside';
  const send = useAct<void, unknown>(() => say(card.case, text.trim(), isInternal, key));
  const submit = () =>
    text.trim() !== '' &&
    !send.isPending &&
    send.mutate(undefined, { onSuccess: () => setText(''), onError: tellError });
  return (
    <form
      className={`composer${isInternal ? ' internal' : ''}`}
      onSubmit={(event) => (event.preventDefault(), submit())}
      onKeyDown={(event) =>
        (event.ctrlKey || event.metaKey) && event.key === 'Enter' && (event.preventDefault(), submit())
      }
    >
      <div className="row wrap">
        <Tabs
          label={t('talk.reader')}
          value={reader}
          onChange={(next) => (setReader(next), setKey(newKey()))}
          options={[
            { value: 'firm', label: t('talk.for_firm') },
            { value: 'inside', label: t('talk.inside') },
          ]}
        />
        <span className="hint">{t(isInternal ? 'talk.inside_hint' : 'talk.firm_hint')}</span>
      </div>
      <textarea
        id={kComposerId}
        rows={3}
        value={text}
        aria-label={t(isInternal ? 'talk.inside_text' : 'talk.firm_text')}
        onChange={(e) => (setText(e.target.value), setKey(newKey()))}
      />
      <div className="row end">
        <Button
          type="submit"
          tone={isInternal ? 'plain' : 'primary'}
          icon="send"
          busy={send.isPending}
          disabled={text.trim() === ''}
        >
          {t(isInternal ? 'talk.keep_inside' : 'talk.send_firm')}
        </Button>
      </div>
    </form>
  );
}
