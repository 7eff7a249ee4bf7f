// Gives the filters of the moment a name.
import { useState } from 'react';
import { post } from '@/api/client';
import { refresh, useAct } from '@/api/queries';
import type { EntityInfo } from '@/api/types';
import { Button } from '@/kit/Button';
import { Dialog } from '@/kit/Dialog';
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
  const save = useAct<void, unknown>(() => post(kViews, { name, entity: entity.name, query, is_shared: isShared }));
  return (
    <Dialog
      title={t('views.save')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('act.cancel')}</Button>
          <Button
            tone="primary"
            disabled={!name.trim()}
            busy={save.isPending}
            onClick={() => save.mutate(undefined, { onSuccess: () => (refresh('saved_view'), onClose()) })}
          >
            {t('act.save')}
          </Button>
        </>
      }
    >
      <div className="form">
        {save.error && (
          <p className="notice red" role="alert">
            {save.error.message}
          </p>
        )}
        <label className="field">
          <span>{t('views.name')}</span>
          <input value={name} maxLength={60} autoFocus onChange={(e) => setName(e.target.value)} />
        </label>
        <label className="choice">
          <input type="checkbox" checked={isShared} onChange={(e) => setShared(e.target.checked)} />
          {t('views.share')}
        </label>
      </div>
    </Dialog>
  );
}
