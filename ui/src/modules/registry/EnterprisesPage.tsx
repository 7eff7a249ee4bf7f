// The list of enterprises: search, filters, saved views, who is accountable, bulk assignment.
import { lazy, Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import { useEntity, useGet, useMay, useMayCreate } from '@/api/queries';
import type { List, Rec } from '@/api/types';
import type { Selection } from '@/fields/BulkBar';
import { RecordList } from '@/fields/RecordList';
import { Button, ButtonLink } from '@/kit/Button';
import { t, withRooms } from '@/kit/i18n';
import { Empty } from '@/kit/states';
import type { Column } from '@/kit/VirtualTable';
import type { Target } from './OfficerDialogs';
import { SavedViews } from './SavedViews';

const AssignDialog = lazy(withRooms(() => import('./OfficerDialogs').then((m) => ({ default: m.AssignDialog }))));

/** Rows whose accountable officer is asked for in one request. */
const kChunk = 100;

function Accountable({ id, ids }: { id: number; ids: string }) {
  const duties = useGet<List>(
    '/api/registry/duties',
    { object_kind: 'enterprise', object_id: ids, kind: 'accountable', state: 'active', limit: kChunk },
    { enabled: ids !== '' },
  );
  if (!duties.data) return null;
  const duty = duties.data.items.find((d) => d['object_id'] === id);
  return duty ? <>{duty.titles?.['officer_id']}</> : <span className="nobody">{t('duty.nobody')}</span>;
}

function accountableColumn(rows: Rec[]): Column<Rec>[] {
  const chunkOf = new Map<number, string>();
  for (let start = 0; start < rows.length; start += kChunk) {
    const part = rows.slice(start, start + kChunk).map((r) => r.id);
    part.forEach((id) => chunkOf.set(id, part.join(',')));
  }
  return [
    {
      key: 'accountable',
      title: t('duty.accountable'),
      width: '100px',
      phone: true,
      cell: (row) => <Accountable id={row.id} ids={chunkOf.get(row.id) ?? ''} />,
    },
  ];
}

const targetOf = ({ ids, matching }: Selection): Target =>
  matching
    ? { matching: matching.query, expected: matching.total }
    : { objects: ids.map((id) => ({ kind: 'enterprise', id })) };

export default function EnterprisesPage() {
  const entity = useEntity('enterprise');
  const mayImport = useMayCreate('batch');
  const mayAssign = useMay('duty', 'assign');
  const [, navigate] = useLocation();
  const [assigning, setAssigning] = useState<Selection | null>(null);
  return (
    <>
      <RecordList
        entity="enterprise"
        title={t('nav.enterprises')}
        extraColumns={accountableColumn}
        filters={entity && <SavedViews entity={entity} />}
        actions={[
          {
            id: 'enterprise.import',
            label: t('nav.import'),
            icon: 'import',
            visible: mayImport,
            perform: () => navigate('/import'),
          },
        ]}
        {...(mayAssign
          ? {
              bulk: (selection: Selection) => (
                <Button small tone="primary" icon="duty" onClick={() => setAssigning(selection)}>
                  {t('assign.open')}
                </Button>
              ),
            }
          : {})}
        empty={
          <Empty icon="firm" title={t('enterprise.empty')}>
            <ButtonLink tone="primary" icon="import" href="/import">
              {t('enterprise.import_first')}
            </ButtonLink>
          </Empty>
        }
      />
      {assigning && (
        <Suspense fallback={null}>
          <AssignDialog target={targetOf(assigning)} onClose={() => setAssigning(null)} onDone={assigning.clear} />
        </Suspense>
      )}
    </>
  );
}
