// Changes what was told about a case. Without a network the change waits; when somebody else was faster, both versions stay
// in the outbox until a person decides.
import { useId, useState } from 'react';
import { useAct, useEntity } from '@/api/queries';
import type { Sent } from '@/api/queue';
import type { Rec } from '@/api/types';
import { RecordForm, type Draft } from '@/fields/RecordForm';
import { Button } from '@/kit/Button';
import { Dialog } from '@/kit/Dialog';
import { t } from '@/kit/i18n';
import { tell } from '@/kit/toast';
import { edit } from './acts';

const kTold = ['title', 'description', 'category', 'project_id', 'contact_name', 'contact_phone'];

export default function EditDialog({ item, onClose }: { item: Rec; onClose: () => void }) {
  const entity = useEntity('service_case');
  const form = useId();
  const [draft, setDraft] = useState<Draft>({});
  // Saved against the version that was opened, whatever arrives meanwhile.
  const [opened] = useState(item);
  const save = useAct<void, Sent>(() => edit(opened, draft));
  const finish = ({ state }: Sent) => {
    if (state === 'sent') tell(t('save.done', { title: String(item['title']) }));
    onClose();
  };
  const submit = () => (Object.keys(draft).length ? save.mutate(undefined, { onSuccess: finish }) : onClose());
  if (!entity) return null;
  return (
    <Dialog
      side
      title={t('case.edit', { number: String(item['number']) })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('act.cancel')}</Button>
          <Button tone="primary" type="submit" form={form} busy={save.isPending}>
            {t('act.save')}
          </Button>
        </>
      }
    >
      <RecordForm
        entity={entity}
        only={kTold}
        draft={draft}
        record={opened}
        id={form}
        error={save.error}
        onSubmit={submit}
        onChange={(name, value) => setDraft((before) => ({ ...before, [name]: value }))}
      />
    </Dialog>
  );
}
