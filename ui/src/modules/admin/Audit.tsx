// The audit trail: who changed what, and a button that proves nothing was altered since.
import { useState } from 'react';
import { post } from '@/api/client';
import { usePages } from '@/api/pages';
import { useAct, useDescription } from '@/api/queries';
import type { Change, EntityInfo, Rec } from '@/api/types';
import { actionWord, entityWord, Timeline } from '@/fields/History';
import { RefTitle } from '@/fields/ref';
import { Button } from '@/kit/Button';
import { Dialog } from '@/kit/Dialog';
import { count, instant } from '@/kit/format';
import { say, t } from '@/kit/i18n';
import { PagedTable } from '@/kit/PagedTable';
import { Empty } from '@/kit/states';
import { tellError } from '@/kit/toast';
import { useUrlState } from '@/kit/url';

type Entry = Rec & Change;

/** What the entry is about, by the name the entry itself carries, else by the record's present one. */
function EntryTitle({ entry, entity }: { entry: Entry; entity: EntityInfo | undefined }) {
  const id = Number(entry['entity_id']);
  const named = Array.isArray(entry.difference)
    ? entry.difference.find((d) => d.field === (entity?.title ?? 'login'))
    : undefined;
  const name = named?.after ?? named?.before;
  return typeof name === 'string' ? name : <RefTitle entity={entity?.name} id={id} />;
}

export default function Audit() {
  const [state, change] = useUrlState();
  const entities = useDescription().data?.entities ?? {};
  const query = usePages('/api/admin/audit', { entity: state['entity'], actor: state['actor'] });
  const [open, setOpen] = useState<Entry | null>(null);
  const verify = useAct<void, { ok: boolean; count: number; first_broken: number | null }>(() =>
    post('/api/admin/audit/verify'),
  );
  return (
    <div className="list-part">
      <div className="filters">
        <select
          aria-label={t('audit.entity')}
          value={state['entity'] ?? ''}
          onChange={(e) => change({ entity: e.target.value || null })}
        >
          <option value="">{t('audit.all')}</option>
          {Object.values(entities).map((e) => (
            <option key={e.name} value={e.name}>
              {say(e.label)}
            </option>
          ))}
        </select>
        <Button
          small
          icon="shield"
          busy={verify.isPending}
          onClick={() => verify.mutate(undefined, { onError: tellError })}
        >
          {t('audit.verify')}
        </Button>
        {verify.data && (
          <span role="status" className={verify.data.ok ? 'good' : 'problem'}>
            {verify.data.ok
              ? t('audit.ok', { n: count(verify.data.count) })
              : t('audit.broken', { id: verify.data.first_broken ?? 0 })}
          </span>
        )}
      </div>
      <PagedTable<Entry>
        query={query}
        empty={<Empty icon="history" title={t('history.empty')} />}
        label={t('admin.audit')}
        onOpen={setOpen}
        columns={[
          { key: 'at', title: t('audit.at'), width: '160px', cell: (r) => instant(r.at) },
          { key: 'actor', title: t('audit.actor'), width: 'minmax(90px, 1fr)', phone: true, cell: (r) => r.actor },
          { key: 'action', title: t('audit.action'), width: '120px', phone: true, cell: (r) => actionWord(r.action) },
          {
            key: 'entity',
            title: t('audit.entity'),
            width: '140px',
            cell: (r) => entityWord(r.entity ?? '', entities[r.entity ?? '']),
          },
          {
            key: 'title',
            title: t('audit.record'),
            width: 'minmax(140px, 2fr)',
            cell: (r) => <EntryTitle entry={r} entity={entities[r.entity ?? '']} />,
            phone: true,
          },
        ]}
      />
      {open && (
        <Dialog side title={t('audit.entry')} onClose={() => setOpen(null)}>
          <Timeline changes={[open]} />
        </Dialog>
      )}
    </div>
  );
}
