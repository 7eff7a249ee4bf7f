// Where files come in: drop a workbook or paste a block; below, every batch there ever was.
import { useRef, useState, type ClipboardEvent, type DragEvent } from 'react';
import { useLocation } from 'wouter';
import { address, post, type ApiError } from '@/api/client';
import { refresh, useAct, useDescription, useMayCreate } from '@/api/queries';
import type { Rec } from '@/api/types';
import { RecordList } from '@/fields/RecordList';
import { Button } from '@/kit/Button';
import { say, t } from '@/kit/i18n';
import { Icon } from '@/kit/Icon';
import { Page, Tabs } from '@/kit/layout';
import { Empty } from '@/kit/states';
import './intake.css';

const kTargets = ['enterprise', 'project'] as const;
type Target = (typeof kTargets)[number];
const kPasted = 'text/tab-separated-values';

export default function BatchesPage() {
  const [target, setTarget] = useState<Target>('enterprise');
  const entities = useDescription().data?.entities;
  const mayImport = useMayCreate('batch');
  return (
    <Page
      title={t('nav.import')}
      className="fill"
      actions={
        <a className="button plain" href={address('/api/intake/template', { target })} download>
          <Icon name="download" size={16} />
          {t('import.template')}
        </a>
      }
    >
      {mayImport ? (
        <>
          <Tabs
            label={t('import.target')}
            value={target}
            onChange={setTarget}
            options={kTargets.map((name) => ({ value: name, label: say(entities?.[name]?.label, name) }))}
          />
          <Upload target={target} />
        </>
      ) : null}
      <h2>{t('import.history')}</h2>
      <RecordList
        bare
        pagesOnly
        entity="batch"
        title={t('import.history')}
        defaultSort="-id"
        columns={['file_name', 'state', 'rows', 'created', 'updated', 'defects', 'created_at', 'created_by']}
        extraColumns={() => [
          {
            key: 'target',
            title: t('import.target'),
            width: '100px',
            cell: (batch) => say(entities?.[String(batch['target'])]?.label, String(batch['target'])),
          },
        ]}
        empty={<Empty icon="import" title={t('import.none_yet')} />}
      />
    </Page>
  );
}

function Upload({ target }: { target: Target }) {
  const [isOver, setOver] = useState(false);
  const [text, setText] = useState('');
  const picker = useRef<HTMLInputElement>(null);
  const [, navigate] = useLocation();
  const send = useAct<{ name: string; content: Blob | string; type: string }, Rec>(({ name, content, type }) =>
    post<Rec>('/api/intake/batches', undefined, { query: { name, target }, raw: { content, type } }),
  );
  const upload = (name: string, content: Blob | string, type: string) =>
    send.mutate({ name, content, type }, { onSuccess: (batch) => (refresh('batch'), navigate(`/import/${batch.id}`)) });
  const file = (chosen: File | null | undefined) =>
    chosen && upload(chosen.name, chosen, chosen.type || 'application/octet-stream');
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    file(event.dataTransfer.files[0]);
  };
  const onPaste = (event: ClipboardEvent) => {
    const block = event.clipboardData.getData('text/plain');
    if (!block.includes('\t') && !block.includes('\n')) return;
    event.preventDefault();
    upload(t('import.pasted_name'), block, kPasted);
  };
  return (
    <div className="upload">
      <div
        className={`drop${isOver ? ' over' : ''}`}
        onDragOver={(e) => (e.preventDefault(), setOver(true))}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <Icon name="import" size={28} />
        <p>
          <strong>{t('import.drop')}</strong>
        </p>
        <p className="faint">{t('import.formats')}</p>
        <input
          ref={picker}
          type="file"
          hidden
          accept=".xlsx,.csv,.tsv,.txt"
          aria-label={t('import.choose')}
          onChange={(e) => (file(e.target.files?.[0]), (e.target.value = ''))}
        />
        <Button tone="primary" busy={send.isPending} onClick={() => picker.current?.click()}>
          {send.isPending ? t('import.reading') : t('import.choose')}
        </Button>
      </div>
      <label className="field paste">
        <span>{t('import.paste')}</span>
        <textarea
          rows={4}
          value={text}
          placeholder={t('import.paste_hint')}
          onPaste={onPaste}
          onChange={(e) => setText(e.target.value)}
        />
        {text.trim() !== '' && (
          <Button
            small
            tone="primary"
            busy={send.isPending}
            onClick={() => upload(t('import.pasted_name'), text, kPasted)}
          >
            {t('import.read_block')}
          </Button>
        )}
      </label>
      {send.error && <UploadProblem error={send.error} />}
    </div>
  );
}

const UploadProblem = ({ error }: { error: ApiError }) => (
  <p className="notice red" role="alert">
    <strong>{t('import.refused')}</strong> {error.message}
  </p>
);
