// The files of a case: chosen or dropped, for the firm too or for the office only; opened as downloads.
import { useRef, useState, type DragEvent } from 'react';
import { useAct } from '@/api/queries';
import { Button } from '@/kit/Button';
import { bytes, count, instant } from '@/kit/format';
import { t, type Key } from '@/kit/i18n';
import { Icon } from '@/kit/Icon';
import { Card as Box, Tag } from '@/kit/layout';
import { tellError } from '@/kit/toast';
import type { Item } from '@/api/queue_items';
import { attach } from './acts';
import { titleIn } from './marks';
import { pendingOf, useOutbox } from './outbox_items';
import { targetOf, type Card } from './types';

export function Files({ card }: { card: Card }) {
  const { files } = card;
  const mayUpload = card.case.abilities?.includes('upload') ?? false;
  const pending = pendingOf(useOutbox().items, targetOf(card.case.id)).filter((one) => one.raw);
  if (!files.length && !pending.length && !mayUpload) return null;
  return (
    <Box title={t('files.title')} note={files.length ? count(files.length) : undefined}>
      {files.length + pending.length > 0 && (
        <ul className="lines">
          {files.map((file) => (
            <li key={file.id}>
              <Icon name="file" size={16} />
              <a className="wrap-anywhere" href={`/api/casework/files/${file.id}/content`} download={file.name}>
                {file.name}
              </a>
              {file.is_internal && <Tag hue="amber">{t('talk.internal')}</Tag>}
              {file.is_from_firm && <Tag hue="violet">{t('talk.from_firm')}</Tag>}
              <span className="grow" />
              <span className="faint">
                {bytes(file.bytes)} · {file.uploaded_by} · {instant(file.at)}
              </span>
            </li>
          ))}
          {pending.map((one) => (
            <Pending key={one.key} item={one} />
          ))}
        </ul>
      )}
      {mayUpload && <Upload card={card} />}
    </Box>
  );
}

/** Its bytes are on this device until the server has them. */
const Pending = ({ item }: { item: Item }) => (
  <li className="pending">
    <Icon name="file" size={16} />
    <span className="wrap-anywhere">{item.query?.['name']}</span>
    <Tag hue={item.state === 'refused' || item.state === 'conflict' ? 'red' : 'amber'}>
      {t(`outbox.state.${item.state}` as Key)}
    </Tag>
    <span className="grow" />
    <span className="faint">{bytes(item.raw?.content.size ?? 0)}</span>
  </li>
);

function Upload({ card }: { card: Card }) {
  const picker = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [isInternal, setInternal] = useState(false);
  const [step, setStep] = useState('');
  const send = useAct<File[], void>(async (chosen) => {
    const members = { internal: isInternal, ...(step ? { step_id: Number(step) } : {}) };
    for (const file of chosen) await attach(card.case, file, members);
  });
  const upload = (list: FileList | null) => list?.length && send.mutate([...list], { onError: tellError });
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    upload(event.dataTransfer.files);
  };
  return (
    <div
      className={`drop-line${isOver ? ' over' : ''}`}
      onDragOver={(event) => (event.preventDefault(), setOver(true))}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={t('files.choose')}
        onChange={(e) => (upload(e.target.files), (e.target.value = ''))}
      />
      <Button icon="clip" busy={send.isPending} onClick={() => picker.current?.click()}>
        {t('files.choose')}
      </Button>
      <span className="faint">{t('files.drop')}</span>
      <label className="choice">
        <input type="checkbox" checked={isInternal} onChange={(e) => setInternal(e.target.checked)} />
        {t('files.internal')}
      </label>
      {card.steps.length > 0 && (
        <select aria-label={t('files.step')} value={step} onChange={(e) => setStep(e.target.value)}>
          <option value="">{t('files.no_step')}</option>
          {card.steps.map((one) => (
            <option key={one.id} value={one.id}>
              {titleIn(one.name, one.name_en)}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
