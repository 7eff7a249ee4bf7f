// Gives the filters of the moment a name.
import { useState } from 'react';
import { post } from '@/api/client';
import { refresh } from '@/api/queries';
import type { EntityInfo } from '@/api/types';
import { ActDialog } from '@/kit/ActDialog';
import { t } from '@/kit/i18n';
import { kViews } from './SavedViews';

export default function SaveView({
  entity,
  query,
  onClose,
}: {
  entity: EntityInfo;
  query: string;
  onClose: () => void;
}) {
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  return (
    <ActDialog
      title={t('views.save')}
      act={t('act.save')}
      isReady={name.trim() !== ''}
      perform={() => post(kViews, { name, entity: entity.name, query, is_shared: isShared })}
      onDone={() => refresh('saved_view')}
      onClose={onClose}
    >
      <label className="field">
        <span>{t('views.name')}</span>
        <input value={name} maxLength={60} autoFocus onChange={(e) => setName(e.target.value)} />
      </label>
      <label className="choice">
        <input type="checkbox" checked={isShared} onChange={(e) => setShared(e.target.checked)} />
        {t('views.share')}
      </label>
    </ActDialog>
  );
}
