// Ways out of the house: robots, webhooks and mailboxes; their addresses are written and never read back.
import { useState } from 'react';
import { post, sentence } from '@/api/client';
import { refresh, useAct, useEntity } from '@/api/queries';
import type { Problem, Rec } from '@/api/types';
import { RecordList } from '@/fields/RecordList';
import { ActDialog } from '@/kit/ActDialog';
import { Button } from '@/kit/Button';
import { t } from '@/kit/i18n';
import { tell, tellError } from '@/kit/toast';
import QuietHours from './QuietHours';
import './notify.css';

const kEntity = 'channel';
const kInitial = { kind: 'wecom', language: 'zh', per_minute: 10 };

interface Answer {
  is_delivered: boolean;
  answer: string;
  problems: Problem[];
}

export default function Channels() {
  return (
    <>
      <div className="zone-quiet">
        <QuietHours team={null} />
      </div>
      <p className="notice">{t('channel.kinds_note')}</p>
      <RecordList bare entity={kEntity} initial={kInitial} extra={(channel) => <Acts channel={channel} />} />
    </>
  );
}

function Acts({ channel }: { channel: Rec }) {
  const entity = useEntity(kEntity);
  const [open, setOpen] = useState(false);
  const trial = useAct<void, Answer>(() => post<Answer>(`${entity?.route}/${channel.id}/try`, {}));
  const may = (ability: string) => channel.abilities?.includes(ability) ?? false;
  const host = String(channel['host'] ?? '');
  return (
    <div className="stack">
      <p className={host ? 'notice' : 'notice amber'}>
        {host ? t('channel.leads_to', { host }) : t('channel.none_yet')}
      </p>
      <div className="row wrap">
        {may('destination') && <Button onClick={() => setOpen(true)}>{t('channel.destination')}</Button>}
        {may('try') && (
          <Button busy={trial.isPending} onClick={() => trial.mutate(undefined, { onError: tellError })}>
            {t('channel.try')}
          </Button>
        )}
      </div>
      {trial.data && (
        <p className={`notice ${trial.data.is_delivered ? 'green' : 'red'}`} role="status">
          {trial.data.is_delivered
            ? t('channel.try_delivered', { answer: trial.data.answer })
            : t('channel.try_refused') + trial.data.problems.map((p) => p.message ?? sentence(p)).join(' ')}
        </p>
      )}
      {open && <Destination channel={channel} onClose={() => setOpen(false)} />}
    </div>
  );
}

const kParts = { robot: ['address', 'secret'], mail: ['address', 'login', 'secret', 'sender', 'recipient'] } as const;

function Destination({ channel, onClose }: { channel: Rec; onClose: () => void }) {
  const entity = useEntity(kEntity);
  const [values, setValues] = useState<Record<string, string>>({});
  const isMail = channel['kind'] === 'mail';
  const label = (part: (typeof kParts.mail)[number]) =>
    isMail && (part === 'address' || part === 'secret') ? t(`channel.${part}_mail`) : t(`channel.${part}`);
  return (
    <ActDialog<Rec>
      title={t('channel.destination_title', { name: String(channel['name']) })}
      act={t('act.save')}
      isReady={Boolean(values['address'])}
      perform={() => post<Rec>(`${entity?.route}/${channel.id}/destination`, values)}
      onDone={(saved) => (
        refresh(kEntity),
        tell(t('channel.destination_saved', { host: String(saved['host'] ?? '') }))
      )}
      onClose={onClose}
    >
      <p className="notice">{t('channel.destination_note')}</p>
      {kParts[isMail ? 'mail' : 'robot'].map((part) => (
        <label className="field" key={part}>
          <span>{label(part)}</span>
          <input
            type={part === 'secret' ? 'password' : 'text'}
            autoComplete="off"
            value={values[part] ?? ''}
            onChange={(event) => setValues((all) => ({ ...all, [part]: event.target.value.trim() }))}
          />
        </label>
      ))}
    </ActDialog>
  );
}
