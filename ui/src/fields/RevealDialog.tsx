// Asks why somebody needs a masked value, and hands it over for as long as the page is open.
import { useState } from 'react';
import { post } from '@/api/client';
import type { EntityInfo, FieldInfo, Rec } from '@/api/types';
import { ActDialog } from '@/kit/ActDialog';
import { maybe, say, t } from '@/kit/i18n';

const kReasons = ['contact_now', 'verify_identity', 'handle_case', 'emergency', 'other'];

export default function RevealDialog({
  entity,
  field,
  record,
  onShown,
  onClose,
}: {
  entity: EntityInfo;
  field: FieldInfo;
  record: Rec;
  onShown: (value: string) => void;
  onClose: () => void;
}) {
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const ask = () =>
    post<{ value: unknown }>(`${entity.route}/${record.id}/reveal`, { field: field.name, reason, note: note.trim() });
  return (
    <ActDialog
      title={t('reveal.title', { field: say(field.label) })}
      act={t('reveal.do')}
      icon="shield"
      isReady={reason !== '' && note.trim() !== ''}
      perform={ask}
      onDone={({ value }) => onShown(String(value ?? ''))}
      onClose={onClose}
    >
      <p className="muted">{t('reveal.explain')}</p>
      <label className="field">
        <span>{t('reveal.reason')}</span>
        <select autoFocus value={reason} onChange={(e) => setReason(e.target.value)}>
          <option value="" />
          {kReasons.map((name) => (
            <option key={name} value={name}>
              {maybe(`reveal.reason.${name}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{t('reveal.note')}</span>
        <textarea rows={3} maxLength={500} value={note} onChange={(e) => setNote(e.target.value)} />
      </label>
    </ActDialog>
  );
}
