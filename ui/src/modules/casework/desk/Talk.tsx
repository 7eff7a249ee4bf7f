// Messages and files between the firm and whoever holds its request.
import { useEffect, useId, useState } from 'react';
import { messageOf } from '@/api/client';
import { useAct } from '@/api/queries';
import { Button } from '@/kit/Button';
import { bytes, instant } from '@/kit/format';
import { t } from '@/kit/i18n';
import { tell, tellError } from '@/kit/toast';
import type { Desk } from './desk';
import { FileButton } from './FilePicker';
import { refreshDesk } from './RequestView';
import type { Attachment, Card } from './types';

export function Talk({
  desk,
  card,
  mayWrite,
  mayUpload,
}: {
  desk: Desk;
  card: Card;
  mayWrite: boolean;
  mayUpload: boolean;
}) {
  const isUnread = card.unread > 0;
  useEffect(() => {
    // That it could not be noted is no trouble of the reader's; the next visit notes it.
    if (isUnread) desk.read(card.case.id).catch(() => undefined);
  }, [desk, card.case.id, isUnread]);
  return (
    <section className="desk-part">
      <h3>{t('desk.talk')}</h3>
      {card.messages.length === 0 ? (
        <p className="hint">{t('desk.no_talk')}</p>
      ) : (
        <ol className="talk">
          {card.messages.map((message) => (
            <li key={message.id} className={message.is_from_firm ? 'mine' : ''}>
              <p className="hint">
                {message.is_from_firm ? t('desk.you') : message.author} · {instant(message.at)}
              </p>
              <p className="told">{message.body}</p>
            </li>
          ))}
        </ol>
      )}
      {mayWrite && <Compose desk={desk} id={card.case.id} />}
      {(card.files.length > 0 || mayUpload) && <h3>{t('desk.attachments')}</h3>}
      {card.files.length > 0 && <Files desk={desk} files={card.files} />}
      {mayUpload && <Upload desk={desk} id={card.case.id} />}
    </section>
  );
}

function Compose({ desk, id }: { desk: Desk; id: number }) {
  const field = useId();
  const [text, setText] = useState('');
  const say = useAct<string, unknown>((body) => desk.say(id, body));
  const submit = () =>
    say.mutate(text.trim(), {
      onSuccess: () => (setText(''), tell(t('desk.said')), refreshDesk(desk)),
      onError: tellError,
    });
  return (
    <form className="field no-print" onSubmit={(event) => (event.preventDefault(), text.trim() && submit())}>
      <label htmlFor={field}>{t('desk.say')}</label>
      <textarea id={field} rows={2} value={text} onChange={(event) => setText(event.target.value)} />
      <div>
        <Button type="submit" disabled={!text.trim()} busy={say.isPending}>
          {t('desk.say_send')}
        </Button>
      </div>
    </form>
  );
}

const Files = ({ desk, files }: { desk: Desk; files: Attachment[] }) => (
  <ul className="lines">
    {files.map((file) => (
      <li key={file.id}>
        <span className="grow wrap-anywhere">
          {file.name}{' '}
          <span className="hint">
            {bytes(file.bytes)} · {file.is_from_firm ? t('desk.you') : t('desk.zone')}
          </span>
        </span>
        <Button tone="quiet" icon="download" onClick={() => desk.save(file).catch(tellError)}>
          {t('desk.download')}
        </Button>
      </li>
    ))}
  </ul>
);

function Upload({ desk, id }: { desk: Desk; id: number }) {
  const send = useAct<File[], void>(async (files) => {
    for (const file of files)
      await desk.attach(id, file).then(
        () => tell(t('desk.attached', { name: file.name })),
        (error) => tell(t('desk.file_failed', { name: file.name, why: messageOf(error) })),
      );
  });
  return (
    <div className="no-print" aria-busy={send.isPending}>
      <FileButton
        label={t('desk.add_files')}
        onPick={(files) => send.mutate(files, { onSettled: () => refreshDesk(desk) })}
      />
    </div>
  );
}
