// Giving duties to an officer and handing them over; both say beforehand how many objects change hands.
import { useState } from 'react';
import { post } from '@/api/client';
import { refresh, useAct } from '@/api/queries';
import { RefPicker } from '@/fields/ref';
import { Button } from '@/kit/Button';
import { Dialog } from '@/kit/Dialog';
import { count } from '@/kit/format';
import { t } from '@/kit/i18n';
import { tell } from '@/kit/toast';
import type { ObjectKind } from './types';

export interface ObjectRef {
  kind: ObjectKind;
  id: number;
}

export function AssignDialog({
  objects,
  onClose,
  onDone,
}: {
  objects: ObjectRef[];
  onClose: () => void;
  onDone?: () => void;
}) {
  return (
    <OfficerForm
      title={t('assign.title', { n: count(objects.length) })}
      noteLabel={t('assign.reason')}
      act={t('assign.do')}
      onClose={onClose}
      perform={(officer_id, reason) =>
        post<{ assigned: number; moved: number }>('/api/registry/duties/assign', { objects, officer_id, reason }).then(
          (done) => (tell(t('assign.done', { n: done.assigned, moved: done.moved })), onDone?.()),
        )
      }
    />
  );
}

export function HandOverDialog({ dutyId, name, onClose }: { dutyId: number; name: string; onClose: () => void }) {
  return (
    <OfficerForm
      title={t('hand_over.title', { name })}
      noteLabel={t('hand_over.note')}
      act={t('hand_over.do')}
      onClose={onClose}
      perform={(officer_id, note) =>
        post(`/api/registry/duties/${dutyId}/hand_over`, { officer_id, note }).then(() =>
          tell(t('hand_over.done', { name })),
        )
      }
    />
  );
}

function OfficerForm({
  title,
  noteLabel,
  act,
  perform,
  onClose,
}: {
  title: string;
  noteLabel: string;
  act: string;
  perform: (officer: number, note: string) => Promise<void>;
  onClose: () => void;
}) {
  const [officer, setOfficer] = useState<number | null>(null);
  const [note, setNote] = useState('');
  const run = useAct<void, void>(() => perform(officer ?? 0, note));
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('act.cancel')}</Button>
          <Button
            tone="primary"
            disabled={officer === null}
            busy={run.isPending}
            onClick={() => run.mutate(undefined, { onSuccess: () => (refresh('duty'), onClose()) })}
          >
            {act}
          </Button>
        </>
      }
    >
      <div className="form">
        {run.error && (
          <p className="notice red" role="alert">
            {run.error.message}
          </p>
        )}
        <div className="field">
          <label htmlFor="officer">{t('word.officer')}</label>
          <RefPicker
            id="officer"
            entity="officer"
            label={t('word.officer')}
            value={officer}
            required
            query={{ state: 'active' }}
            onChange={setOfficer}
          />
        </div>
        <label className="field">
          <span>{noteLabel}</span>
          <textarea rows={2} value={note} onChange={(e) => setNote(e.target.value)} />
        </label>
      </div>
    </Dialog>
  );
}
